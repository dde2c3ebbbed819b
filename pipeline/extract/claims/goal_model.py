"""What an aim is: where it is stated, whose it is, and the words of its outcome."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.claims.goal_actor import Holder

KEPT = frozenset({")", "%"})  # marks that an outcome may end with


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim in the words: where it is stated, whose it is, and its outcome with the words of that."""

    rule: str
    anchor: Token
    holder: Holder | None
    outcome: Token
    tokens: tuple[Token, ...]
    strong: bool = True
    subject: Token | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The head of an outcome, its first token, and whether it is a mere noun with a figure."""

    head: Token
    first: Token
