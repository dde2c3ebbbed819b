"""The words that open the gate to the parser, gathered from the vocabularies of the claim types."""

from functools import cache

from pipeline.vocab import policies, rules


@cache
def cue_phrases() -> tuple[str, ...]:
    """Lower-case phrases of policies, dependencies and goals, sorted."""
    found = {noun for one in policies.instruments() for noun in one.nouns}
    found |= {name.lower() for one in policies.named() for name in one.names}
    found |= {form for one in policies.acts() for verb in one.verbs for form in inflected(verb)}
    for file, names in (("dependency", ("depend-verbs", "source-verbs")), ("goal", ("aim-verbs", "purpose"))):
        found |= {form for name in names for verb in rules.words(file)[name] for form in inflected(verb)}
    found |= rules.words("dependency")["depend-nouns"] | rules.words("dependency")["depend-adjectives"]
    found |= rules.words("goal")["aim-nouns"]
    return tuple(sorted(found))


def inflected(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb, and more: a gate may open too often, never too seldom."""
    stem = verb[:-1] if verb.endswith("e") else verb
    last = verb[-1]
    return (verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", f"{verb}{last}ed", f"{verb}{last}ing", f"{verb[:-1]}ies", f"{verb[:-1]}ied")
