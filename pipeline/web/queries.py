"""The writable queries of a desk with users: they give and take back verdicts, and nothing else writes.

`verdicts` only grows, and its triggers hold all rules, so that these are plain inserts. `:_actor_id` is filled in by
Datasette: who sends another name has sent nothing.
"""

from typing import Any

from pipeline.store.changes import SLOTS
from pipeline.web.users import REVIEWERS

PAGE = "/-/review"
ON = f"{PAGE}?on=1"  # to the next claim of the filter that is in use
WRONG = "wrong: "  # before the error class, in `answer`

JUDGE = f"""insert into verdicts (claim, verdict, error_class, note, reviewer) values (
    :claim,
    case when :answer like '{WRONG}%' then 'wrong' else :answer end,
    case when :answer like '{WRONG}%' then substr(:answer, {len(WRONG) + 1}) else '' end,
    trim(:note), :_actor_id)"""  # noqa: S608 - ours

# of what was sent, what differs from what was read, now or, of a claim that is lost, at last: figures as numbers where
# they are some, else as the text that the database then refuses
CORRECT = """insert into verdicts (claim, verdict, slots, note, reviewer)
with sent (slot, value) as (values {sent}),
known (type, said) as (
    select type, json_object({read}) from claims where id = :claim
    union all select type, said from (
        select type, said from claim_history where claim = :claim
            and not exists (select 1 from claims where id = :claim) order by lost desc limit 1)),
read (slot, value) as (select it.key, it.value from known, json_each(said) as it),
meant (slot, value) as (
    select sent.slot, case
        when kind = 'text' then trim(sent.value)
        when trim(sent.value) = '' then null
        when json_valid(trim(sent.value)) and json_type(trim(sent.value)) in ('integer', 'real')
            then trim(sent.value) ->> '$'
        else sent.value end
    from sent, known
    join claim_slots on claim_slots.type = known.type and claim_slots.slot = sent.slot
    where sent.value is not null)
select :claim, 'corrected',
    (select json_group_object(slot, value) from meant
        where value is not (select value from read where slot = meant.slot)),
    trim(:note), :_actor_id""".format(  # noqa: S608 - names of columns
    sent=", ".join(f"('{slot}', :{slot})" for slot in SLOTS), read=", ".join(f"'{slot}', {slot}" for slot in SLOTS)
)

UNDO = """insert into verdicts (claim, verdict, reviewer)
    select claim, 'withdrawn', :_actor_id from current_verdicts where reviewer = :_actor_id
    order by at desc, id desc limit 1"""


def build() -> dict[str, dict[str, Any]]:
    """Metadata of the queries, by name."""
    rest = {
        "write": True,
        "allow": {"role": [str(role) for role in REVIEWERS]},
        "on_success_message": "Noted.",
        "on_success_redirect": ON,
        "on_error_redirect": ON,
    }
    return {
        "review_claim": {
            **rest,
            "title": "Judge a claim",
            "description": "answer: right, unsure, or an error class as in “wrong: figure”",
            "sql": JUDGE,
            "params": ["claim", "answer", "note"],
        },
        "review_correct": {
            **rest,
            "title": "Correct a claim",
            "description": "All slots of its type, as they should be; those of other types are passed over",
            "sql": CORRECT,
            "params": ["claim", *SLOTS, "note"],
        },
        "review_undo": {
            **rest,
            "title": "Take back the last verdict",
            "sql": UNDO,
            "params": [],
            "on_success_message": "Taken back.",
        },
    }
