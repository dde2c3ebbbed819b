import pytest
from click.testing import CliRunner

from pipeline.cli import doctor, main
from pipeline.store.health import Level


def test_a_healthy_database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        pass
    result = CliRunner().invoke(main, ["doctor", "--db", str(tmp_path / "c.db")])
    assert result.exit_code == 0, result.output
    assert "ok       file: sound" in result.stdout
    assert "ok       model: " in result.stdout


def test_a_broken_one_exits_with_1(tmp_path):
    (tmp_path / "c.db").write_text("no database " * 100)
    result = CliRunner().invoke(main, ["doctor", "--db", str(tmp_path / "c.db")])
    assert result.exit_code == 1
    assert "broken   database: " in result.stdout
    assert "is no SQLite database" in result.stdout


@pytest.mark.parametrize(
    ("have", "old"),
    [("6.0.9", True), ("6.1", False), ("6.1.0", False), ("6.1.3+local.1", False), ("10.0", False), ("", False)],
)
def test_c3_packages_below_the_floor_are_told(have, old):
    (finding,) = doctor.floors({"lxml": "6.1"}, lambda _name: have)
    assert (finding.level is Level.WARNING, "pip install --upgrade 'lxml>=6.1'" in finding.text) == (old, old)


def test_c3_what_we_run_on_is_above_every_floor():
    assert [each.text for each in doctor.floors(doctor.FLOORS)] == ["none is older than it should be"]


def test_p5_a_missing_model_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda _name: "")
    assert doctor.model().level is Level.BROKEN
