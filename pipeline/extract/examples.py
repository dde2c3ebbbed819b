"""Proves a rule by its own example and counterexample."""

from pipeline.extract import Extractor
from pipeline.types import Claim, Document
from pipeline.vocab.rules import Rule

PUBLISHED = "2025-07-01"  # of every example, so that "last year" is 2024


def offences(rule: Rule, extractor: Extractor) -> tuple[str, ...]:
    """What is wrong with a rule, a line each: its example misses a claim, or its counterexample yields one.

    The example must yield each expected claim, and one claim at least by this very rule; the counterexample none by it.
    """
    claims = extractor.extract(Document(rule.example, PUBLISHED)).claims
    found = list(claims)
    wrong = []
    for expected in rule.expect:
        match = next((one for one in found if one.type == rule.type and fits(one, expected)), None)
        if match is None:
            wrong.append(f"the example yields no {rule.type} with {expected}; it yields {said(found)}")
        else:
            found.remove(match)
    if not any(_is_by(one, rule) for one in claims):
        wrong.append(f"no claim of the example is read by {rule.id}; it yields {said(claims)}")
    against = [one for one in extractor.extract(Document(rule.counterexample, PUBLISHED)).claims if _is_by(one, rule)]
    if against:
        wrong.append(f"the counterexample yields {said(against)}")
    return tuple(wrong)


def _is_by(claim: Claim, rule: Rule) -> bool:
    return rule.id in claim.evidence.rule.split()


def fits(claim: Claim, expected: str) -> bool:
    """Whether a claim has the slots of "slot=value slot=value", with underscores for spaces and + between countries."""
    slots = claim.slots()
    return all(_same(slots.get(name), value) for name, _, value in (pair.partition("=") for pair in expected.split()))


def _same(value: object, expected: str) -> bool:
    if isinstance(value, list):
        return sorted(value) == sorted(expected.split("+"))
    if isinstance(value, (int, float)):
        return abs(value - float(expected)) < 0.1  # noqa: PLR2004 - a third is 33.3
    return str(value or "").replace(" ", "_") == expected


def said(claims: tuple[Claim, ...] | list[Claim]) -> str:
    """The claims in a line: type, rule and the slots that are filled."""
    return "; ".join(f"{one.type} by {one.evidence.rule} ({filled(one)})" for one in claims) or "no claim"


def filled(claim: Claim) -> str:
    """The filled slots of a claim as "slot=value", in their order."""
    empty: tuple[object, ...] = ("", None, [])
    slots = ((name, value) for name, value in claim.slots().items() if name != "type" and value not in empty)
    return " ".join(f"{name}={_shown(value)}" for name, value in slots)


def _shown(value: object) -> str:
    text = "+".join(value) if isinstance(value, list) else f"{value:.12g}" if isinstance(value, float) else str(value)
    return text.replace(" ", "_")
