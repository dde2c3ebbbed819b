"""A claim as a reviewer sees it: its paragraph with the words of its slots, what it says, and what was said of it."""

import sys
from collections.abc import Iterator, Mapping

from pipeline.cli.changes import plain, shown
from pipeline.cli.printing import printable
from pipeline.review.queue import SECOND, Earlier, Item

WIDTH = 100  # columns in a pipe, where no terminal says how many there are
WORDS = {"share_low": "share", "share_high": "share", "value_low": "value", "value_high": "value", "unit": "value",
         "country_code": "countries"}  # fmt: skip
REASONS = {
    "contradicted": "another claim says otherwise",
    "doubtful": "few or doubtful sources",
    "changed": "changed since it was judged",
    "lost": "judged, and no longer read",
    "disputed": "reviewers differ",
    "unsure": "another reviewer was unsure",
    SECOND: "second view",
    "unreviewed": "new",
}


def show(item: Item, number: int, of: int, total: int) -> None:
    """Print a claim; `number` of the `of` that were fetched, `total` in the queue."""
    from rich.console import Console  # noqa: PLC0415 - only when people read
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    console.rule(f"{number} of {of}" + (f" ({total} in all)" if total > of else ""))
    facts = (REASONS.get(item.entry.reason, item.entry.reason), item.type, item.rule, item.site, item.published)
    console.print(Text(printable(" · ".join(fact for fact in facts if fact)), style="dim"))
    console.print(Text(printable(item.title), style="bold"))
    text = Text(_same_length(item.paragraph))
    text.stylize("bold", item.quote.start, item.quote.end)
    for _, span in item.words:
        text.stylize("reverse", span.start, span.end)
    console.print(text)
    words: dict[str, list[str]] = {}
    for slot, span in item.words:
        words.setdefault(slot, []).append(span.of(item.paragraph))
    for line in _slots(item.said, words):
        console.print(Text(printable(line)))
    for earlier in item.earlier:
        console.print(Text(printable(_said(earlier, item.said)), style="yellow"))


def _slots(said: Mapping[str, object], words: Mapping[str, list[str]]) -> Iterator[str]:
    for name, value in said.items():
        if value not in ("", None):
            read = words.get(name) or words.get(WORDS.get(name, ""), [])
            yield f"  {name:<14} {shown(value)}" + (f"  from {', '.join(map(repr, read))}" if read else "")


def _said(earlier: Earlier, now: Mapping[str, object]) -> str:
    """What was said before, and what differs since: "wrong (figure) by ann on 2026-01-31; then: share_low 30"."""
    what = f"{earlier.verdict} ({earlier.error_class})" if earlier.error_class else earlier.verdict
    line = f"  {what} by {earlier.reviewer} on {earlier.at[:10]}"
    if earlier.slots:
        line += f": {', '.join(f'{name} {shown(value)}' for name, value in earlier.slots.items())}"
    if earlier.note:
        line += f": {earlier.note}"
    was = {name: value for name, value in earlier.said.items() if value != now.get(name)}
    return line + (f"; what was judged had {plain(was) or ', '.join(f'no {name}' for name in was)}" if was else "")


def _same_length(text: str) -> str:
    """Text of unknown origin, made harmless character by character, so that places in it stay."""
    return "".join(each if each == "\n" else printable(each) for each in text)
