"""A session of review: show a claim, take a command, store a verdict; by keys on a terminal, by lines from a pipe."""

import os
import sqlite3
import sys
import termios
import tty
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

import click

from pipeline.cli import showing
from pipeline.errors import ClaimtableError, InputError
from pipeline.review import corrections, queue
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict

HELP = "r right  w wrong  c correct  u unsure  n note  s skip  z take back  q quit"
CLASSES = {
    "h": ErrorClass.HOLDER,
    "f": ErrorClass.FIGURE,
    "s": ErrorClass.STAGE,
    "c": ErrorClass.COMMODITY,
    "n": ErrorClass.NOT_A_CLAIM,
    "g": ErrorClass.NEGATED,
    "a": ErrorClass.ATTRIBUTION,
    "o": ErrorClass.OTHER,
}
CLASS_HELP = "wrong is: " + "  ".join(f"{key} {error}" for key, error in CLASSES.items())

Command = tuple[str, str]  # a key, and what belongs to it: an error class, slots, a note


def keys() -> Generator[Command]:
    """Commands from a terminal, a key each; what belongs to one is asked for. Closing it gives the terminal back."""
    own = sys.stdin.fileno()
    before = termios.tcgetattr(own)

    def line(question: str) -> str:
        termios.tcsetattr(own, termios.TCSADRAIN, before)
        try:
            return str(click.prompt(question, default="", show_default=False))
        finally:
            tty.setcbreak(own, termios.TCSADRAIN)

    # for the whole session, and without click.getchar, which throws away what is typed ahead
    tty.setcbreak(own, termios.TCSADRAIN)
    try:
        while key := os.read(own, 1).decode("utf-8", "replace"):
            match key:
                case "w":
                    click.echo(CLASS_HELP)
                    yield key, os.read(own, 1).decode("utf-8", "replace")
                case "c":
                    yield key, line("slots (commodity=nickel share_low=30)")
                case "n":
                    yield key, line("note")
                case "\x04":  # Ctrl-D
                    return
                case _:
                    yield key, ""
    finally:
        termios.tcsetattr(own, termios.TCSADRAIN, before)


def lines() -> Generator[Command]:
    """Commands from a pipe, a line each: the key, a space, what belongs to it."""
    for line in sys.stdin:
        key, _, rest = line.strip().partition(" ")
        if key:
            yield key, rest.strip()


@dataclass(slots=True)
class Session:
    """One reviewer's way through the queue. `given` are the verdicts by claim, those that were taken back left out."""

    reviews: Reviews
    reviewer: str
    entries: list[queue.Entry]
    total: int
    echo: Callable[[str], None] = click.echo
    given: list[str] = field(default_factory=list)
    _at: int = 0
    _note: str = ""

    def run(self, commands: Iterator[Command]) -> None:
        """Go through the queue until it is done or the reviewer has had enough."""
        while self._at < len(self.entries):
            item = queue.item(self.connection, self.entries[self._at], self.reviewer)
            showing.show(item, self._at + 1, len(self.entries), self.total)
            self.echo(HELP)
            before = self._at
            for command in commands:
                if command[0] == "q":
                    return
                self._take(item, command)
                if self._at != before:
                    break
            else:
                return  # nothing more comes from the pipe

    @property
    def connection(self) -> sqlite3.Connection:
        """To read by."""
        return self.reviews.connection

    def _take(self, item: queue.Item, command: Command) -> None:
        """Do what a command says; one that can't be done is told, and the claim waits for another."""
        try:
            match command:
                case ("r", _):
                    self._give(item, Answer.RIGHT)
                case ("u", _):
                    self._give(item, Answer.UNSURE)
                case ("w", error):
                    self._give(item, Answer.WRONG, error=_error_class(error))
                case ("c", typed):
                    self._give(item, Answer.CORRECTED, slots=corrections.parse(self.connection, item.type, typed))
                case ("n", note):
                    self._note = note
                    self.echo("noted; it is kept with the verdict")
                case ("s", _):
                    self._move(1)
                case ("z", _):
                    self._take_back()
                case _:
                    self.echo(HELP)
        except ClaimtableError as error:
            self.echo(f"not stored: {error}")

    def _give(
        self,
        item: queue.Item,
        answer: Answer,
        *,
        error: ErrorClass | None = None,
        slots: dict[str, str | int | float | None] | None = None,
    ) -> None:
        self.reviews.give(Verdict(item.entry.claim, answer, self.reviewer, error, slots or {}, self._note))
        self.given.append(item.entry.claim)
        self.echo(answer if error is None else f"{answer}: {error}")
        self._move(1)

    def _take_back(self) -> None:
        if not self.given:
            raise InputError("no verdict of this session is left to take back")
        claim = self.given[-1]
        self.reviews.give(Verdict(claim, Answer.WITHDRAWN, self.reviewer))
        self.given.pop()
        self.echo("taken back")
        self._note = ""
        self._at = next(place for place, entry in enumerate(self.entries) if entry.claim == claim)

    def _move(self, by: int) -> None:
        self._note = ""
        self._at += by


def _error_class(typed: str) -> ErrorClass:
    """An error class by its key or its name."""
    if typed in CLASSES:
        return CLASSES[typed]
    try:
        return ErrorClass(typed)
    except ValueError as error:
        raise InputError(f"say what is wrong: {', '.join(ErrorClass)}") from error
