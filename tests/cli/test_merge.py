from click.testing import CliRunner

from pipeline.cli import main


def test_another_database_comes_in_once(tmp_path, samples):
    for name, words in (("a.db", samples.LITHIUM), ("b.db", samples.MAGNETS)):
        with samples.stored(tmp_path / name, words):
            pass
    given = ["merge", "--db", str(tmp_path / "a.db"), str(tmp_path / "b.db")]
    first, second = CliRunner().invoke(main, given), CliRunner().invoke(main, given)
    assert (first.exit_code, first.stdout) == (0, "articles: 1 new, 0 known\nclaims:   1 new\nverdicts: 0 new\n")
    assert (second.exit_code, second.stdout) == (0, f"{tmp_path / 'b.db'}: holds nothing that is not here\n")
    assert CliRunner().invoke(main, ["check", "--db", str(tmp_path / "a.db")]).exit_code == 0


def test_a_database_that_is_none_is_one_line(tmp_path, samples):
    with samples.stored(tmp_path / "a.db", samples.LITHIUM):
        pass
    result = CliRunner().invoke(main, ["merge", "--db", str(tmp_path / "a.db"), str(tmp_path / "b.db")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "no such database" in result.stderr
