from click.testing import CliRunner

from pipeline.cli import main


def test_a_copy_is_made_once(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        pass
    given = ["backup", "--db", str(tmp_path / "c.db"), str(tmp_path / "copy.db")]
    first, second = CliRunner().invoke(main, given), CliRunner().invoke(main, given)
    assert (first.exit_code, second.exit_code) == (0, 1)
    assert first.stdout.endswith(" bytes\n")
    assert "is there already" in second.stderr
    assert CliRunner().invoke(main, [*given, "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "--db", str(tmp_path / "copy.db")]).exit_code == 0


def test_no_database_no_copy(tmp_path):
    result = CliRunner().invoke(main, ["backup", "--db", str(tmp_path / "c.db"), str(tmp_path / "copy.db")])
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
