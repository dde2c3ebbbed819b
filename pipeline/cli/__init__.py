"""The command line: parse, call one function, print. One module a command, imported only when it is called."""

import importlib
import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.errors import ClaimtableError

# name -> (module, one line of help): kept here so that `claimtable --help` imports no command
COMMANDS = {
    "ingest": ("ingest", "Clean, extract and store articles."),
    "extract": ("extract", "Print the claims of a text without storing them."),
    "figures": ("figures", "Print the figures of a text: numbers, units, bounds."),
    "clean": ("clean", "Print the clean text of pages, and what was removed."),
    "export": ("export", "Write stored claims as CSV, JSON Lines, XLSX, Parquet or a data package."),
    "facts": ("facts", "Print what the claims say together, and what contradicts."),
    "reference": ("reference", "Add and list official figures that claims are compared with."),
    "publish": ("publish", "Write a folder that may be put on a web site."),
    "cite": ("cite", "Print the citation of a claim."),
    "serve": ("serve", "Open the database in Datasette."),
    "user": ("user", "Add, list and remove who may log in to review."),
    "merge": ("merge", "Take in another database."),
    "backup": ("backup", "Copy the database, also while it is written to."),
    "doctor": ("doctor", "Look at the programs below us and at the health of the database."),
    "check": ("check", "Prove the invariants of a database."),
    "review": ("review", "Judge claims one by one: right, wrong, corrected."),
    "failures": ("failures", "List the inputs that did not become articles."),
    "reextract": ("reextract", "Read the stored articles again with the rules of today."),
    "diff": ("diff", "Show which claims differ between two runs."),
    "retry": ("retry", "Ingest again what failed."),
    "rules": ("rules", "List, show, test and rate the extraction rules."),
    "gold": ("gold", "Write reviewed sentences as a gold set for the scorer."),
    "explain": ("explain", "Show how the claims of a text were read."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when called, which keeps start-up under 0.3 s."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command's module and take its `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pipeline.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - a broken command module is a bug
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an expected error becomes one line and its exit code."""
        try:
            return super().invoke(ctx)
        except ClaimtableError as error:
            click.echo(f"claimtable: {' '.join(str(error).split())}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # the reader of our output went away (`| head`): nothing to say, and nowhere to say it
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="claimtable")
def main() -> None:
    """Read news articles and keep a table of claims that a journalist can check."""


db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database [default: db/claims.db, or CLAIMTABLE_DB].",
)
