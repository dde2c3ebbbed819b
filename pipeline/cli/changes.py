"""How differences between runs are shown: by rule, with quotes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.cli.printing import printable
from pipeline.store.changes import Change, Kind, Stated

SIGNS = {Kind.ADDED: "+", Kind.LOST: "-", Kind.CHANGED: "~"}
QUIET = ("", None)
USUAL = {"modality": "asserted", "bound": "exact"}


def text(changes: Iterable[Change]) -> Iterator[str]:
    """Lines for people: the changes of each rule, then how many there are."""
    by_rule: dict[str, list[Change]] = {}
    for each in changes:
        by_rule.setdefault(each.one.rule, []).append(each)
    for rule in sorted(by_rule):
        yield f"{rule}: {total(by_rule[rule])}"
        for each in by_rule[rule]:
            yield printable(f"  {SIGNS[each.kind]} {_said(each)}")
            yield printable(f"    {each.article[:12]}:{each.one.span.start}: {each.one.quote}")


def jsonl(change: Change) -> str:
    """A change as one JSON line: a contract, its keys don't change."""
    record = {
        "change": change.kind.value,
        "rule": change.one.rule,
        "article": change.article,
        "type": change.one.type,
        "start": change.one.span.start,
        "end": change.one.span.end,
        "quote": change.one.quote,
        "before": _side(change.before),
        "after": _side(change.after),
    }
    return json.dumps(record, ensure_ascii=False)


def total(changes: Iterable[Change]) -> str:
    """How many of each kind."""
    return counted(Counter(each.kind for each in changes))


def counted(kinds: Mapping[Kind, int]) -> str:
    """How many of each: "2 added, 1 lost"."""
    return ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds.get(kind)) or "no changes"


def plain(said: Mapping[str, object]) -> str:
    """The slots that say something: "country_code CHL, commodity lithium"."""
    return ", ".join(
        f"{name} {shown(value)}" for name, value in said.items() if value not in QUIET and USUAL.get(name) != value
    )


def shown(value: object) -> str:
    """A slot's value in few characters."""
    return f"{value:.12g}" if isinstance(value, float) else "nothing" if value in QUIET else str(value)


def _said(change: Change) -> str:
    if change.before is None or change.after is None:
        return f"{change.one.type}: {plain(change.one.said)}"
    was, now = change.before, change.after
    differs = [f"{name} {shown(was.said[name])} -> {shown(now.said[name])}" for name in change.slots]
    if was.rule != now.rule:
        differs.append(f"read by {was.rule} before")
    return f"{now.type}: {'; '.join(differs)}"


def _side(one: Stated | None) -> dict[str, object] | None:
    return {"claim": one.claim, "rule": one.rule, "quote": one.quote, **one.said} if one else None
