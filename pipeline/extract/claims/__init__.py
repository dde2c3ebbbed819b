"""One finder a claim type, in one visible tuple: `find(sentence)` gives claims, and misses with a reason."""

from pipeline.extract.claims import amounts, dependency, goal, policy, share

FINDERS = (  # policies before amounts: public money is on what its policy is on
    share.find,
    dependency.find,
    policy.find,
    goal.find,
    amounts.find,  # last: what is aimed at is no amount
)
