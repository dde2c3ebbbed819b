"""E3: the same pages and rules give, from empty, the same bytes in every format."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.export.tables import TABLES
from pipeline.export.write import Format

CORPUS = Path(__file__).parents[2] / "corpus"
PAGES = ("cobalt-congo-quotas-wire.html", "ev-tariffs-europe.html", "rare-earths-magnet-table.html")


def run(*given):
    result = CliRunner().invoke(main, [str(each) for each in given])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Two that were filled from empty, by one worker and by two."""
    folder = tmp_path_factory.mktemp("same")
    (folder / "in").mkdir()
    for name in PAGES:
        shutil.copy(CORPUS / name, folder / "in")
    for jobs in (1, 2):
        run("ingest", "--db", folder / f"{jobs}.db", "--jobs", jobs, folder / "in")
    return [folder / "1.db", folder / "2.db"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", Format)
def test_e3_every_export_has_the_same_bytes(databases, tmp_path, table, form):
    if form is Format.PARQUET and find_spec("pyarrow") is None:
        pytest.skip("needs the extra parquet")
    made = []
    for number, database in enumerate(databases):
        run("export", "--db", database, "--table", table, "--format", form.value, "-o", tmp_path / str(number))
        made.append((tmp_path / str(number)).read_bytes())
    assert made[0] == made[1]
    assert made[0] or form is Format.JSONL  # which has no header


def test_e3_and_so_has_every_file_of_a_bundle(databases, tmp_path):
    for number, database in enumerate(databases):
        run("publish", "--db", database, tmp_path / str(number))
    for path in (tmp_path / "0").iterdir():
        assert path.read_bytes() == (tmp_path / "1" / path.name).read_bytes(), path.name
