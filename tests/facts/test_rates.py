import pytest

from pipeline.facts import rates, refresh
from pipeline.store.write import Store


@pytest.fixture
def store(tmp_path, said):
    with Store(tmp_path / "c.db", said.NAMES) as opened:
        run = opened.start_run("ingest", said.RULES)
        for number in (1, 2):
            said.save(opened, said.share(number, 40.0), run)
        refresh.catch_up(opened.transaction)
        yield opened


def confidence(store):
    return store.connection.execute("SELECT confidence FROM facts").fetchone()[0]


def test_few_verdicts_move_a_rate_a_little_and_many_set_it():
    assert rates.smoothed(0, 0, 0.76) == 0.76
    assert 0.76 < rates.smoothed(1, 1, 0.76) < 0.79
    assert rates.smoothed(1000, 900, 0.5) == pytest.approx(0.9, abs=0.01)


def test_every_type_has_a_rate(said):
    assert set(rates.of_types()) == set(said.KINDS)
    assert all(0.6 < rate < 0.9 for rate in rates.of_types().values())


def test_verdicts_on_a_rule_move_its_facts(store):
    before = confidence(store)
    with store.transaction() as connection:
        connection.execute("INSERT INTO rule_rates VALUES ('share.subject', 100, 99)")
    refresh.catch_up(store.transaction)
    better = confidence(store)
    with store.transaction() as connection:
        connection.execute("UPDATE rule_rates SET right = 20")
    refresh.catch_up(store.transaction)
    assert confidence(store) < before < better


def test_a_verdict_counts(store):
    before = confidence(store)
    claim = store.connection.execute("SELECT min(id) FROM claims").fetchone()[0]
    verdict = "INSERT INTO verdicts (claim, verdict, error_class, reviewer, at) VALUES (?, ?, ?, 'ana', ?)"
    with store.transaction() as connection:
        connection.execute(verdict, (claim, "right", "", "2026-01-01T00:00:00Z"))
    refresh.catch_up(store.transaction)
    assert store.connection.execute("SELECT claims, reviewed FROM facts").fetchall() == [(2, 1)]
    assert confidence(store) > before
    with store.transaction() as connection:
        connection.execute(verdict, (claim, "wrong", "figure", "2026-01-02T00:00:00Z"))
    refresh.catch_up(store.transaction)
    assert store.connection.execute("SELECT claims, reviewed FROM facts").fetchall() == [(1, 0)]


def test_a_corrected_claim_counts_as_corrected(store):
    claim = store.connection.execute("SELECT min(id) FROM claims").fetchone()[0]
    with store.transaction() as connection:
        connection.execute(
            "INSERT INTO verdicts (claim, verdict, slots, reviewer) VALUES (?, 'corrected', ?, 'ana')",
            (claim, '{"commodity": "tin"}'),
        )
    refresh.catch_up(store.transaction)
    rows = store.connection.execute("SELECT commodity, claims, reviewed FROM facts ORDER BY commodity").fetchall()
    assert rows == [("rare earths", 1, 0), ("tin", 1, 1)]
