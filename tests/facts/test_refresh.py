from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import types as t
from pipeline.facts import refresh
from pipeline.store.write import Store

TABLES = {
    "facts": "fact_id",
    "fact_claims": "claim",
    "fact_origins": "fact, origin",
    "contradiction_pairs": "fact, other_fact, kind, claim, other_claim",
    "stale_claims": "claim",
    "stale_facts": "fact, origin",
}


@pytest.fixture
def filled(tmp_path, said):
    """Stores what is said and brings the facts up to date; gives the connection."""

    @contextmanager
    def filled(*what, name="c.db"):
        with Store(tmp_path / name, said.NAMES) as store:
            run = store.start_run("ingest", said.RULES)
            for each in what:
                said.save(store, each, run)
            refresh.catch_up(store.transaction)
            yield store

    return filled


def tables(connection):
    return {
        name: connection.execute(f"SELECT * FROM {name} ORDER BY {order}").fetchall()  # noqa: S608 - ours
        for name, order in TABLES.items()
    }


def facts(store, columns):
    return store.connection.execute(f"SELECT {columns} FROM facts ORDER BY {columns}").fetchall()  # noqa: S608 - ours


def test_claims_about_one_thing_are_a_fact(filled, said):
    claims = [
        said.share(1, 60.0, day="2026-01-01", site="a.example"),
        said.share(2, 70.0, day="2026-03-01", site="b.example"),
        said.share(3, 62.0, day="2026-02-01", site="a.example"),
        said.share(4, 95.0, commodity="gallium"),
    ]
    with filled(*claims) as store:
        assert facts(
            store, "commodity, unit, low, high, median, claims, articles, sites, origins, first_seen, last_seen"
        ) == [
            ("gallium", "percent", 95.0, 95.0, 95.0, 1, 1, 1, 1, "2026-01-02", "2026-01-02"),
            ("rare earths", "percent", 60.0, 70.0, 62.0, 3, 3, 2, 3, "2026-01-01", "2026-03-01"),
        ]


def test_years_and_what_is_undated_stand_apart(filled, said):
    with filled(said.share(1, 60.0, year=2024), said.share(2, 60.0, year=2025), said.share(3, 60.0)) as store:
        assert facts(store, "year, claims") == [(None, 1), (2024, 1), (2025, 1)]
        assert len(set(facts(store, "subject"))) == 1


@pytest.mark.parametrize(
    ("modality", "expected"),
    [("asserted", "asserted"), ("planned", "expected"), ("possible", "expected"), ("negated", "negated")],
)
def test_what_is_not_asserted_supports_no_assertion(filled, said, modality, expected):
    with filled(said.share(1, 60.0), said.share(2, 60.0, modality=t.Modality(modality))) as store:
        found = facts(store, "modality, claims")
        assert found == ([("asserted", 2)] if expected == "asserted" else [("asserted", 1), (expected, 1)])


def test_a_source_that_many_name_is_one_origin(filled, said):
    names = ("the IEA", "the International Energy Agency (IEA)", "IEA data", "", "analysts")
    with filled(*(said.share(n, 60.0, attribution=name) for n, name in enumerate(names))) as store:
        assert facts(store, "articles, origins") == [(5, 3)]


@pytest.mark.parametrize("first", [0, 1], ids=["at once", "one by one"])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_story_that_names_its_source_is_no_origin_of_its_own(filled, said, order, first):
    what = [said.share(n, 60.0, attribution=name) for n, name in enumerate(("", "the IEA", ""))]
    with filled(*(what[n] for n in order[:first])) as store:
        run = store.start_run("ingest", said.RULES)
        for n in order[first:]:
            said.save(store, what[n], run)
        with store.transaction() as connection:
            connection.execute("UPDATE articles SET origin_id = (SELECT min(id) FROM articles)")
        refresh.catch_up(store.transaction)
        assert facts(store, "claims, origins") == [(3, 1)]
        assert store.connection.execute("SELECT DISTINCT origin FROM fact_claims").fetchall() == [
            ("International Energy Agency",)
        ]


def origin_of(connection, number):
    return connection.execute("SELECT id FROM articles WHERE source = ?", (f"{number}.html",)).fetchone()[0]


def test_a_story_is_one_origin_also_when_that_is_noticed_later(filled, said):
    with filled(said.share(1, 60.0), said.share(2, 60.0)) as store:
        assert facts(store, "origins") == [(2,)]
        with store.transaction() as connection:
            first, second = (origin_of(connection, number) for number in (1, 2))
            connection.execute("UPDATE articles SET origin_id = ? WHERE id = ?", (first, second))
        refresh.catch_up(store.transaction)
        assert facts(store, "claims, articles, origins") == [(2, 2, 1)]


def test_the_versions_of_a_page_are_one_origin(filled, said):
    url = "https://news.example/page"
    versions = [
        replace(said.share(number, 60.0), url=url, retrieved=f"2026-01-0{number}T00:00:00+00:00") for number in (1, 2)
    ]
    with filled(*versions) as store:
        assert facts(store, "articles, origins") == [(2, 1)]


def test_a_claim_that_goes_takes_its_part_along(filled, said):
    with filled(said.share(1, 40.0), said.share(2, 90.0), said.share(3, 91.0, commodity="tin")) as store:
        assert facts(store, "commodity, claims, contradicted") == [("rare earths", 2, 1), ("tin", 1, 0)]
        with store.transaction() as connection:
            for number in (2, 3):
                article = origin_of(connection, number)
                for table, column in (("claim_countries", "claim"), ("claims", "id")):
                    connection.execute(
                        f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM claims WHERE article = ?)",  # noqa: S608 - ours
                        (article,),
                    )
        refresh.catch_up(store.transaction)
        assert facts(store, "commodity, low, high, claims, contradicted") == [("rare earths", 40.0, 40.0, 1, 0)]


def test_without_news_nothing_is_written(filled, said):
    with filled(said.share(1, 40.0)) as store:
        before = store.connection.total_changes
        refresh.catch_up(store.transaction)
        assert store.connection.total_changes == before


COMMODITIES = st.sampled_from(["tin", "zinc"])
SHARES = st.builds(
    dict,
    kind=st.just("share"),
    low=st.sampled_from([5.0, 40.0, 60.0, 61.5, 90.0]),
    bound=st.sampled_from(["exact", "about", "at_least", "at_most"]),
    day=st.sampled_from(["", "2019-05-01", "2024-12-31", "2025-01-01", "2026-01-02"]),
    site=st.sampled_from(["", "a.example", "b.example"]),
    attribution=st.sampled_from(["", "the IEA", "IEA", "analysts"]),
    modality=st.sampled_from(list(t.Modality)),
    year=st.sampled_from([None, 2024]),
    commodity=COMMODITIES,
)
POLICIES = st.builds(
    dict,
    kind=st.just("policy"),
    status=st.sampled_from(["in force", "ended", "proposed", ""]),
    day=st.sampled_from(["", "2025-01-01", "2025-01-10", "2025-03-01"]),
    modality=st.sampled_from(["asserted", "negated", "planned"]).map(t.Modality),
    commodity=COMMODITIES,
)


def article(said, number, spec):
    spec = dict(spec)
    kind = spec.pop("kind")
    return said.share(number, spec.pop("low"), **spec) if kind == "share" else said.policy(number, **spec)


@settings(max_examples=40, deadline=None)
@given(
    specs=st.lists(SHARES | POLICIES, min_size=2, max_size=9),
    order=st.randoms(use_true_random=False),
    stops=st.sets(st.integers(0, 8)),
    gone=st.sets(st.integers(0, 8), max_size=2),
    merged=st.booleans(),
)
def test_whatever_the_order_facts_are_what_a_rebuild_makes(  # noqa: PLR0913, PLR0917 - what is drawn
    tmp_path_factory, said, specs, order, stops, gone, merged
):
    what = [article(said, number, spec) for number, spec in enumerate(specs)]
    shuffled = order.sample(what, len(what))
    folder = tmp_path_factory.mktemp("facts")
    found = []
    for name, sequence in (("one", what), ("two", shuffled)):
        with Store(folder / f"{name}.db", said.NAMES) as store:
            run = store.start_run("ingest", said.RULES)
            for place, each in enumerate(sequence):
                said.save(store, each, run)
                if place in stops:
                    refresh.catch_up(store.transaction)
            with store.transaction() as connection:
                if merged:
                    first, second = (origin_of(connection, number) for number in (0, 1))
                    connection.execute("UPDATE articles SET origin_id = ? WHERE id = ?", (first, second))
                for number in gone & set(range(len(specs))):
                    ids = "SELECT id FROM claims WHERE article = ?"
                    connection.execute(
                        f"DELETE FROM claim_countries WHERE claim IN ({ids})",  # noqa: S608 - ours
                        (origin_of(connection, number),),
                    )
                    connection.execute("DELETE FROM claims WHERE article = ?", (origin_of(connection, number),))
            while refresh.waiting(store.connection):
                with store.transaction() as connection:
                    refresh.refresh(connection, limit=2)
            found.append(tables(store.connection))
            with store.transaction() as connection:
                refresh.rebuild(connection)
            found.append(tables(store.connection))
    assert all(each == found[0] for each in found)
