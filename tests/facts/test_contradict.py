import pytest

from pipeline import types as t
from pipeline.facts import refresh
from pipeline.facts.contradict import LISTED
from pipeline.store.write import Store


@pytest.fixture
def found(tmp_path, said):
    """Stores what is said; gives (kind, what the one says, what the other says) of each contradiction, as numbers."""

    def found(*what, stories=()):
        with Store(tmp_path / "c.db", said.NAMES) as store:
            run = store.start_run("ingest", said.RULES)
            claims = {said.save(store, each, run): each.number for each in what}
            with store.transaction() as connection:
                for one, other in stories:
                    ids = [
                        connection.execute("SELECT id FROM articles WHERE source = ?", (f"{n}.html",)).fetchone()[0]
                        for n in (one, other)
                    ]
                    connection.execute("UPDATE articles SET origin_id = ? WHERE id = ?", ids)
            refresh.catch_up(store.transaction)
            rows = store.connection.execute(
                "SELECT kind, claim_id, other_claim_id, quote, other_quote FROM contradictions"
            )
            pairs = sorted((kind, claims[one], claims[two]) for kind, one, two, *_ in rows.fetchall())
            flags = store.connection.execute("SELECT max(contradicted), max(confidence) FROM facts").fetchone()
            assert flags[0] == bool(pairs)
            assert (flags[1] < 0.5) == bool(pairs)
            return pairs

    return found


def quantity(said, number, value, when):
    slots = {"countries": ("CHL",), "commodity": "copper", "stage": t.Stage.MINING, "unit": "t", "year": 2025}
    return said.Said(number, "quantity", slots=slots | {"value_low": value, "value_high": value}, when=when)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2025", "2025", [("figures", 2, 1)]),
        ("October 2025", "October", [("figures", 2, 1)]),
        ("October 2025", "2025", []),
        ("October 2025", "September 2025", []),
        ("the first quarter of 2025", "the first half", []),
        ("the first nine months of 2025", "2025", []),
    ],
)
def test_figures_of_different_parts_of_a_year_are_not_compared(found, said, one, other, expected):
    assert found(quantity(said, 1, 400.0, one), quantity(said, 2, 5000.0, other)) == expected


def test_figures_of_one_year_too_far_apart(found, said):
    assert found(said.share(1, 40.0, year=2024), said.share(2, 90.0, year=2024)) == [("figures", 2, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"low": 90.0}, {"low": 91.0}),
        ({"low": 85.0, "bound": "about"}, {"low": 90.0}),
        ({"low": 60.0, "bound": "at_least"}, {"low": 95.0}),
        ({"low": 40.0, "year": 2023}, {"low": 90.0, "year": 2024}),
        ({"low": 40.0, "commodity": "tin"}, {"low": 90.0}),
        ({"low": 40.0, "scope": "EU"}, {"low": 90.0}),
        ({"low": 40.0, "modality": t.Modality.PLANNED}, {"low": 90.0}),
        ({"low": 40.0, "day": "2022-01-01"}, {"low": 90.0, "day": "2024-01-03"}),
        ({"low": 40.0, "day": ""}, {"low": 90.0}),
    ],
)
def test_what_is_no_contradiction(found, said, one, other):
    low, high = dict(one), dict(other)
    assert found(said.share(1, low.pop("low"), **low), said.share(2, high.pop("low"), **high)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("2022-01-01", "2024-01-02"), ("2024-12-31", "2026-01-01"), ("2024-05-05", "2024-05-05"), ("", "")],
)
def test_undated_figures_of_articles_within_two_years(found, said, first, second):
    assert found(said.share(1, 40.0, day=first), said.share(2, 90.0, day=second)) == [("figures", 2, 1)]


def test_the_nearest_articles_count_not_the_first(found, said):
    claims = [said.share(1, 40.0, day="2022-01-01"), said.share(2, 40.0, day="2022-12-01")]
    assert found(*claims, said.share(3, 90.0, day="2024-02-01")) == [("figures", 3, 2)]


def test_one_story_doesnt_contradict_itself(found, said):
    assert found(said.share(1, 40.0), said.share(2, 90.0), stories=[(1, 2)]) == []


def test_three_figures_make_the_pairs_that_are_apart(found, said):
    claims = [said.share(1, 40.0, year=2024), said.share(2, 90.0, year=2024), said.share(3, 65.0, year=2024)]
    assert found(*claims) == [("figures", 2, 1), ("figures", 2, 3), ("figures", 3, 1)]


def test_of_many_figures_the_widest_gaps_are_listed(found, said):
    pairs = found(*(said.share(n, 10.0 * n, year=2024) for n in range(1, 10)))
    assert len(pairs) == LISTED
    assert ("figures", 9, 1) in pairs


def test_asserted_and_denied(found, said):
    denied = said.share(2, 88.0, year=2024, modality=t.Modality.NEGATED)
    assert found(said.share(1, 89.0, year=2024), denied) == [("negation", 1, 2)]


@pytest.mark.parametrize("figure", [40.0, 70.0])
def test_to_deny_another_figure_is_no_contradiction(found, said, figure):
    denied = said.share(2, figure, year=2024, modality=t.Modality.NEGATED)
    assert found(said.share(1, 89.0, year=2024), denied) == []


@pytest.mark.parametrize(
    ("ended", "in_force", "expected"),
    [
        ("2026-01-10", "2026-01-10", True),
        ("2026-01-10", "2026-02-08", True),
        ("2026-01-10", "2026-02-20", False),  # made anew, by then
        ("2026-01-10", "2026-01-09", False),  # it was in force before
    ],
)
def test_in_force_and_ended(found, said, ended, in_force, expected):
    pairs = found(said.policy(1, "ended", day=ended), said.policy(2, "in force", day=in_force))
    assert pairs == ([("status", 2, 1)] if expected else [])


def test_a_policy_of_the_past_contradicts_nothing(found, said):
    assert found(said.policy(1, "ended", year=2019), said.policy(2, "in force")) == []


def test_a_policy_that_is_denied(found, said):
    denied = said.policy(2, "", modality=t.Modality.NEGATED)
    assert found(said.policy(1, "in force"), denied) == [("negation", 1, 2)]


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("Mining Act", "Mining Act", 1), ("Mining Act", "Water Act", 0)]
)
@pytest.mark.parametrize(
    "broad", [{"policy_type": t.PolicyType.REGULATION}, {"policy_type": t.PolicyType.TARIFF, "commodity": ""}]
)
def test_where_a_country_has_many_instruments_it_must_be_the_same(found, said, one, other, expected, broad):  # noqa: PLR0913, PLR0917 - cases
    denied = said.policy(3, "", modality=t.Modality.NEGATED, policy=one, day="2025-06-01", **broad)
    ended, in_force = said.policy(1, "ended", policy=one, **broad), said.policy(2, "in force", policy=other, **broad)
    held = said.policy(4, "in force", policy=other, day="2025-06-01", **broad)
    assert [pair[0] for pair in found(ended, in_force, denied, held)] == ["negation", "status"] * expected
