"""An article read again: the same statement keeps its id and its verdicts, the others go back to the queue."""

import json
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import __version__
from pipeline import types as t
from pipeline.errors import InputError
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store import reread
from pipeline.store.changes import diff
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.reread import Wanted, chosen

QUOTE = "Chile holds 33.3 percent of the world's lithium reserves, the mine owners' league said."


class Desk:
    """A database with one article, which is read again and judged; each step is checked."""

    def __init__(self, path, samples, store):
        self.path, self.samples, self.store = path, samples, store
        self.article = t.digest(samples.LITHIUM)
        self.run = 1

    def share(self, low, **slots):
        return self.samples.share(self.samples.LITHIUM, QUOTE, share_low=low, share_high=low, **slots)

    def read(self, *claims):
        """Read it so, by a run of its own; gives the ids of the claims."""
        self.run = self.store.start_run("reextract", self.samples.RULES)
        reread.put(self.store, self.article, t.Extraction(claims), self.run)
        return [each.id(self.article) for each in claims]

    def judge(self, claim, answer=Answer.RIGHT, reviewer="ann", **more):
        with Reviews(self.path) as reviews:
            reviews.give(Verdict(claim, answer, reviewer, **more))

    def status(self):
        return dict(self.rows("SELECT id, review FROM claims"))

    def queue(self):
        return self.rows("SELECT claim, change, verdict, reviewer FROM returned_claims ORDER BY reviewer, change")

    def rows(self, sql, *values):
        with reading(self.path) as connection:
            assert not list(check(connection))
            return [tuple(row) for row in connection.execute(sql, values)]

    def diff(self, earlier, later):
        with reading(self.path) as connection:
            found = list(diff(connection, earlier, later))
        return [(str(each.kind), each.before and each.before.said, each.after and each.after.said) for each in found]


@pytest.fixture
def desk(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM) as store:
        yield Desk(tmp_path / "c.db", samples, store)


def test_the_same_statement_keeps_its_row(desk):
    (claim,) = desk.read(desk.share(30))
    desk.judge(claim, note="seen")
    before = desk.rows("SELECT * FROM claims")
    assert desk.read(desk.share(30)) == [claim]
    assert desk.rows("SELECT * FROM claims") == before
    assert desk.queue() == []
    assert desk.rows("SELECT read_by FROM articles") == [(desk.run,)]


def test_a_verdict_on_a_changed_claim_goes_back_with_both_versions(desk):
    (old,) = desk.read(desk.share(30))
    desk.judge(old, Answer.WRONG, error_class=ErrorClass.FIGURE, note="it says 33")
    (new,) = desk.read(desk.share(33.3))
    assert desk.status() == {new: "changed"}
    assert desk.queue() == [(new, "changed", "wrong", "ann")]
    ((before, after),) = desk.rows(
        "SELECT said_before, share_low FROM returned_claims JOIN claims ON claims.id = returned_claims.claim"
    )
    assert (json.loads(before)["share_low"], after) == (30.0, 33.3)
    desk.judge(new)
    assert (desk.status(), desk.queue()) == ({new: "right"}, [])
    assert desk.rows("SELECT verdict, note FROM verdicts") == [("wrong", "it says 33"), ("right", "")]


def test_a_verdict_on_a_lost_claim_goes_back_until_somebody_judges_again(desk):
    (old,) = desk.read(desk.share(30))
    desk.judge(old)
    desk.read()
    assert desk.queue() == [(old, "lost", "right", "ann")]
    desk.judge(old, reviewer="bob")  # it should be there: noted
    assert desk.queue() == []
    assert desk.rows("SELECT quote FROM verdicts WHERE reviewer = 'bob'") == [(QUOTE,)]


def test_a_claim_that_comes_back_finds_its_verdicts(desk):
    (old,) = desk.read(desk.share(30))
    desk.judge(old)
    (new,) = desk.read(desk.share(33.3))
    assert desk.read(desk.share(30)) == [old]
    assert (desk.status(), desk.queue()) == ({old: "right"}, [])
    desk.read(desk.share(30), desk.share(33.3))
    assert desk.status() == {old: "right", new: "unreviewed"}
    desk.read(desk.share(30))
    desk.read(desk.share(40))
    assert [row[1:] for row in desk.queue()] == [("changed", "right", "ann")]


def test_a_verdict_follows_the_claims_that_nobody_judged(desk):
    (first,) = desk.read(desk.share(30))
    desk.judge(first)
    desk.read(desk.share(31))
    (third,) = desk.read(desk.share(32))
    assert desk.queue() == [(third, "changed", "right", "ann")]
    desk.read()
    assert desk.queue() == [(first, "lost", "right", "ann")]


def test_another_source_asks_for_another_look_and_keeps_the_id(desk):
    (claim,) = desk.read(desk.share(30, attribution="the league"))
    desk.judge(claim)
    assert desk.read(desk.share(30, attribution="the mine owners' league")) == [claim]
    assert desk.status() == {claim: "changed"}
    assert desk.queue() == [(claim, "changed", "right", "ann")]
    desk.read(desk.share(30, attribution="the league"))
    assert desk.status() == {claim: "right"}


def test_another_rule_that_reads_the_same_leaves_the_verdict(desk):
    (claim,) = desk.read(desk.share(30))
    desk.judge(claim)
    share = desk.share(30)
    other = t.Share(
        evidence=t.Evidence(share.evidence.span, "share.other"),
        **{name: getattr(share, name) for name in ("countries", "commodity", "stage", "share_low", "share_high")},
    )
    desk.read(other)
    assert desk.status() == {claim: "right"}
    assert desk.rows("SELECT rule, run FROM claims") == [("share.other", desk.run)]
    assert [each[0] for each in desk.diff(desk.run - 1, desk.run)] == ["changed"]


def test_any_two_runs_can_be_compared(desk):
    desk.read(desk.share(30))  # run 2
    desk.read(desk.share(31))
    desk.read()
    desk.read(desk.share(31), desk.share(50, stage=t.Stage.MINING))
    low = [[(kind, a and a["share_low"], b and b["share_low"]) for kind, a, b in desk.diff(*runs)]
           for runs in ((2, 3), (3, 4), (2, 4), (4, 5), (3, 5), (5, 3), (4, 4))]  # fmt: skip
    assert low == [
        [("changed", 30.0, 31.0)],
        [("lost", 31.0, None)],
        [("lost", 30.0, None)],
        [("added", None, 31.0), ("added", None, 50.0)],
        [("added", None, 50.0)],
        [("lost", 50.0, None)],
        [],
    ]


def test_articles_that_came_later_are_no_change(desk, samples):
    desk.read(desk.share(30))
    page = samples.page(samples.MAGNETS, url="https://news.example/m")
    article = samples.clean(page)
    later = desk.store.start_run("ingest", samples.RULES)
    desk.store.save(page, article, samples.Extractor().extract(article.document), later)
    assert desk.diff(2, later) == []


def test_misses_are_those_of_the_last_reading(desk):
    assert len(desk.rows("SELECT * FROM missed_candidates")) == 1
    desk.read(desk.share(30))
    assert desk.rows("SELECT * FROM missed_candidates") == []


def test_what_can_t_be_stored_changes_nothing(desk):
    desk.read(desk.share(30))
    before = desk.rows("SELECT * FROM claims"), desk.rows("SELECT * FROM claim_history")
    with pytest.raises(ValueError, match="no country or bloc has the code XXX"):
        desk.read(desk.share(31, countries=("XXX",)))
    with pytest.raises(sqlite3.IntegrityError, match="claims_share"):
        desk.read(desk.share(31), desk.share(130))
    assert (desk.rows("SELECT * FROM claims"), desk.rows("SELECT * FROM claim_history")) == before


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 0),  # read by these rules already
        (Wanted(every=True), 2),
        (Wanted(every=True, since="2026-01-03"), 0),
        (Wanted(every=True, since="2026"), 2),
        (Wanted(every=True, rule="share.of"), 2),
        (Wanted(every=True, rule="share.none"), 0),
        (Wanted(every=True, article=t.digest("Chile holds 5 percent.")[:8]), 1),
    ],
)
def test_which_articles_are_read(tmp_path, samples, wanted, count):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, "Chile holds 5 percent.") as store:
        assert len(chosen(store.connection, wanted, samples.RULES, __version__)) == count
        if wanted == Wanted():
            assert len(chosen(store.connection, wanted, "1" * 64, __version__)) == 2
            assert len(chosen(store.connection, wanted, samples.RULES, "other")) == 2


def test_the_extractor_sees_what_it_saw(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM) as store:
        found = reread.document(store.connection, t.digest(samples.LITHIUM))
    assert found == samples.clean(samples.page(samples.LITHIUM)).document


CLAIMS = st.sets(st.tuples(st.sampled_from([30, 31, 32]), st.sampled_from(["", "the league"])), max_size=3)
VERDICTS = st.tuples(
    st.integers(0, 5), st.sampled_from(["right", "unsure", "withdrawn", "corrected"]), st.sampled_from("ab")
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.one_of(CLAIMS, VERDICTS), max_size=9))
def test_whatever_is_read_and_said_nothing_is_lost_and_all_holds(samples, steps):
    with (
        tempfile.TemporaryDirectory() as folder,
        samples.stored(Path(folder) / "c.db", samples.LITHIUM) as store,
        Reviews(store.path) as reviews,
    ):
        desk, known, count = Desk(store.path, samples, store), [], 0
        for step in steps:
            if isinstance(step, set):
                shares = {
                    low: desk.share(low, attribution=source) for low, source in sorted(step)
                }  # one of each figure
                known += desk.read(*shares.values())
                assert set(desk.status()) == {each.id(desk.article) for each in shares.values()}
            elif known:
                place, answer, reviewer = step
                more = {"slots": {"commodity": "tin"}} if answer == "corrected" else {}
                with suppress(InputError):  # nothing to withdraw
                    reviews.give(Verdict(known[place % len(known)], Answer(answer), reviewer, **more))
                    count += 1
        # every verdict is there; each that counts stands, or waits to be given again, or was followed by another
        assert len(desk.rows("SELECT 1 FROM verdicts")) == count
        waiting = {claim for claim, *_ in desk.queue()}
        assert {claim for claim, review in desk.status().items() if review == "changed"} <= waiting
        for first, last in ((1, desk.run), (desk.run, 1)):
            there, back = desk.diff(first, last), desk.diff(last, first)
            assert sorted(map(str, there)) == sorted(str((TURNED[kind], b, a)) for kind, a, b in back)


TURNED = {"added": "lost", "lost": "added", "changed": "changed"}
