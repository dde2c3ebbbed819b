import pytest

from pipeline import types as t
from pipeline.errors import InputError
from pipeline.facts import reference, refresh
from pipeline.store.write import Store
from pipeline.vocab import commodities, places

HEADER = "country,commodity,stage,year,value,unit,publication"
ROW = "China,rare earths,mining,2024,270000,t,Survey 2025"
WORLD = "world,rare earths,mining,2024,390000,t,Survey 2025"


def parsed(*lines, header=HEADER):
    return reference.parsed("\r\n".join((header, *lines)), "f.csv", places.names())


def test_a_row_becomes_a_figure():
    (found,) = parsed("chn,Rare Earths,mining,2024,2.7e5,T,Survey 2025")
    assert (found.country_code, found.commodity, found.value, found.unit) == ("CHN", "rare earths", 270_000.0, "t")
    assert parsed(ROW)[0].id == found.id
    assert parsed(WORLD)[0].country_code == ""


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([ROW.replace("2024", "24,")], "f.csv:2: it has more or fewer cells"),
        ([WORLD, ROW.replace("2024", "last")], "f.csv:3: 'last' is no year"),
        ([ROW.replace("270000", "270,000")], "f.csv:2: it has more or fewer cells"),
        ([ROW.replace("270000", "many")], "f.csv:2: 'many' is no number"),
        ([ROW.replace("270000", "nan")], "f.csv:2: 'nan' is no number"),
        ([ROW.replace("270000", "1_000")], "f.csv:2: '1_000' is no number"),
        ([ROW.replace("mining", "digging")], "f.csv:2: 'digging' is no stage: give one of"),
        ([ROW.replace("China", "Atlantis")], "f.csv:2: no country or bloc is called 'Atlantis'"),
        ([ROW.replace("Survey 2025", "")], "f.csv:2: publication is empty"),
        ([ROW, ROW.replace("270000", "1")], "f.csv:3: the same figure of the same publication stands above"),
        (['"unended'], "f.csv:1: unexpected end of data"),
        ([], "f.csv: holds no figures"),
    ],
)
def test_a_bad_row_is_told_by_its_line(lines, message):
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        parsed(*lines)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (HEADER.replace("year,", ""), "f.csv:1: the column 'year' is missing"),
        (f"{HEADER},colour", "f.csv:1: there is no column 'colour'"),
        ("", "f.csv:1: the column 'country' is missing"),
    ],
)
def test_a_bad_header(header, message):
    with pytest.raises(InputError, match=message):
        parsed(ROW, header=header)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "c.db", places.names()) as opened:
        yield opened


def test_to_add_twice_adds_once_and_replaces(store):
    with store.transaction() as connection:
        assert reference.add(connection, parsed(ROW, WORLD)) == 2
        assert reference.add(connection, parsed(ROW.replace("270000", "1"))) == 0
        assert [row[5] for row in connection.execute("SELECT * FROM reference_figures ORDER BY value")] == [
            1.0,
            390_000.0,
        ]


def test_our_own_figures_are_stored_once_and_leave_those_of_others(store):
    with store.transaction() as connection:
        reference.ship(connection)
        count = connection.execute("SELECT count(*) FROM reference_figures").fetchone()[0]
        changes = connection.total_changes
        reference.ship(connection)
        assert (connection.total_changes, reference.shipped(connection)) == (changes, True)
        assert count > 200


def test_our_own_figures_are_of_known_commodities_and_add_up(store):
    with store.transaction() as connection:
        reference.ship(connection)
        assert {row[0] for row in connection.execute("SELECT commodity FROM reference_figures")} <= commodities_known()
        sums = connection.execute("""
            SELECT own.commodity, own.stage, own.year, sum(own.value) / world.value FROM reference_figures AS own
            JOIN reference_figures AS world USING (commodity, stage, year, unit, publication)
            WHERE own.country_code <> '' AND world.country_code = '' GROUP BY 1, 2, 3, own.publication
        """).fetchall()
    assert len(sums) > 30
    # world totals are rounded, and that of lithium leaves out the United States
    assert [each for each in sums if not 0.2 < each[3] < 1.05] == []


def commodities_known():
    return {each.name for each in commodities.commodities()}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"year": 2024}, [(69.2, 2024, -9.2)]),
        ({}, [(69.2, 2024, -9.2)]),
        ({"bound": "at_least"}, [(69.2, 2024, 0.0)]),
        ({"stage": t.Stage.PRODUCTION}, [(69.2, 2024, -9.2)]),
        ({"stage": t.Stage.PROCESSING}, []),
        ({"year": 2023}, []),
        ({"scope": "EU"}, []),
        ({"modality": t.Modality.NEGATED}, []),
        ({"day": "2023-05-05"}, []),
    ],
)
def test_a_share_beside_the_figure_of_its_year(store, said, claim, expected):
    run = store.start_run("ingest", said.RULES)
    said.save(store, said.share(1, 60.0, **claim), run)
    with store.transaction() as connection:
        reference.add(connection, parsed(ROW, WORLD))
    rows = store.connection.execute("SELECT reference, reference_year, difference FROM claim_reference").fetchall()
    assert [(round(value, 1), year, round(apart, 1)) for value, year, apart in rows] == expected
    refresh.catch_up(store.transaction)
