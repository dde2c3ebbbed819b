"""`claimtable rules`: the rules that claims are read by, and whether they hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.errors import ConfigError
from pipeline.facts import refresh
from pipeline.review import rates
from pipeline.review.verdicts import Reviews
from pipeline.store.read import reading
from pipeline.vocab.rules import rules

if TYPE_CHECKING:
    from pipeline.vocab.rules import Rule


@click.group("rules")
def command() -> None:
    """List, show, test and rate the rules that claims are read by.

    Example: claimtable rules show share.buyer
    """


@command.command("list")
def list_() -> None:
    """List the rules: id, type of claim, what each says."""
    width = max(len(rule.id) for rule in rules())
    kind = max(len(rule.type) for rule in rules())
    for rule in rules():
        click.echo(f"{rule.id:{width}}  {rule.type:{kind}}  {rule.about}")


@command.command("show")
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """Show one rule with its example and counterexample, and what is read from both."""
    from pipeline.extract import Extractor  # noqa: PLC0415 - heavy: only when needed
    from pipeline.extract.examples import PUBLISHED, filled  # noqa: PLC0415
    from pipeline.types import Document  # noqa: PLC0415

    rule = _rule(name)
    extractor = Extractor()
    click.echo(f"{rule.id} ({rule.type})\n{rule.about}")
    for title, text in (("example", rule.example), ("counterexample", rule.counterexample)):
        click.echo(f"\n{title}: {text}")
        extraction = extractor.extract(Document(text, PUBLISHED))
        for claim in extraction.claims:
            click.echo(f"  {claim.type} by {claim.evidence.rule}: {filled(claim)}")
        for miss in extraction.misses:
            click.echo(f"  nothing from {miss.trigger.of(text)!r}: {miss.reason}")
        if not extraction.claims:
            click.echo("  no claim")


@command.command("stats")
@db_option
def stats(db: Path | None) -> None:
    """Tell how often each rule is right, by the verdicts on its claims, and weigh facts by it from now on.

    "right 9 of 12, 0.75 (0.47-0.91)": of 12 claims that were judged, 9 are right; with a confidence of 95 % the rule is
    right in 47 to 91 % of its claims. Errors are counted by class.
    """
    path = config.load(db).db
    with reading(path) as connection:
        found = list(rates.rates(connection))
    for line in _rated(found):
        click.echo(line)
    with Reviews(path) as reviews:
        with reviews.transaction() as connection:
            rates.store(connection, found)
        refresh.catch_up(reviews.transaction)


def _rated(found: "list[rates.Rate]") -> Iterator[str]:
    width = max((len(rate.rule) for rate in found), default=4)
    for rate in found:
        line = f"{rate.rule:{width}}  {rate.claims:>6} claim{'s' * (rate.claims != 1):<1}"
        if rate.precision is not None:
            low, high = rate.interval
            line += f"  right {rate.right} of {rate.judged}, {rate.precision:.2f} ({low:.2f}-{high:.2f})"
            line += "".join(f", {count} {error}" for error, count in sorted(rate.errors.items()) if count)
        yield line.rstrip()
    judged, right = (sum(getattr(rate, name) for rate in found) for name in ("judged", "right"))
    yield f"{judged} of {sum(rate.claims for rate in found)} claims judged" + (
        f", {right / judged:.2f} of them right" if judged else ": judge some with `claimtable review`"
    )


@command.command("test")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.pass_context
def test(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Run the examples of all rules, or of those named; print each rule that fails, and exit with 1."""
    from pipeline.extract import Extractor  # noqa: PLC0415 - heavy: only when needed
    from pipeline.extract.examples import offences  # noqa: PLC0415

    chosen = tuple(_rule(name) for name in names) or rules()
    extractor = Extractor()
    failed = 0
    for rule in chosen:
        wrong = offences(rule, extractor)
        failed += bool(wrong)
        for line in wrong:
            click.echo(f"{rule.id}: {line}")
    noun = "rule" if len(chosen) == 1 else "rules"
    click.echo(f"{len(chosen)} {noun}: " + (f"{failed} fail" if failed else "all hold"))
    ctx.exit(1 if failed else 0)


def _rule(name: str) -> "Rule":
    found = next((rule for rule in rules() if rule.id == name), None)
    if found is None:
        near = next((rule.id for rule in rules() if name in rule.id), "")
        hint = f"did you mean {near!r}?" if near else "`claimtable rules list` shows all"
        raise ConfigError(f"no rule is called {name!r}: {hint}")
    return found
