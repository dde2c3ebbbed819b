"""`claimtable rules`: the rules that claims are read by, and whether they hold."""

from typing import TYPE_CHECKING

import click

from pipeline.errors import ConfigError
from pipeline.vocab.rules import rules

if TYPE_CHECKING:
    from pipeline.vocab.rules import Rule


@click.group("rules")
def command() -> None:
    """List, show and test the rules that claims are read by.

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
