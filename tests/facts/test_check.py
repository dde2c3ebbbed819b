import pytest

from pipeline.facts import refresh
from pipeline.facts.check import check
from pipeline.store.write import Store


@pytest.fixture
def store(tmp_path, said):
    with Store(tmp_path / "c.db", said.NAMES) as opened:
        run = opened.start_run("ingest", said.RULES)
        for each in (said.share(1, 40.0), said.share(2, 90.0), said.policy(3, "in force")):
            said.save(opened, each, run)
        refresh.catch_up(opened.transaction)
        yield opened


def offences(store):
    return sorted({(each.table, each.problem) for each in check(store.connection)})


def test_all_holds(store):
    assert offences(store) == []


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("UPDATE facts SET claims = claims + 1 WHERE type = 'share'", ("facts", "claims is 3, its claims say 2")),
        ("UPDATE facts SET origins = 1 WHERE type = 'share'", ("facts", "origins is 1, its claims say 2")),
        ("UPDATE facts SET low = 1 WHERE type = 'share'", ("facts", "low is 1.0, its claims say 40.0")),
        ("UPDATE facts SET median = 1 WHERE type = 'share'", ("facts", "median is not that of its origins")),
        ("UPDATE facts SET contradicted = 0", ("facts", "contradicted is 0, its claims say 1")),
        ("UPDATE facts SET confidence = 0.99", ("facts", "confidence is not that of its origins")),
        ("DELETE FROM fact_origins", ("fact_origins", "it is not what the claims from there say")),
        ("UPDATE fact_origins SET claims = 7", ("fact_origins", "it is not what the claims from there say")),
        ("DELETE FROM stale_claims", None),
    ],
)
def test_what_is_broken_is_told(store, broken, expected):
    with store.transaction() as connection:
        connection.execute(broken)
    found = offences(store)
    assert (expected in found) if expected else not found


def test_a_claim_that_is_not_counted_is_told(store):
    with store.transaction() as connection:
        connection.execute("DELETE FROM fact_claims WHERE low = 90")
        connection.execute("DELETE FROM stale_facts")
    assert ("claims", "it is counted in no fact") in offences(store)


def test_what_waits_is_no_offence(store, said):
    said.save(store, said.share(4, 50.0), store.start_run("ingest", said.RULES))
    assert offences(store) == []
    assert refresh.waiting(store.connection)
