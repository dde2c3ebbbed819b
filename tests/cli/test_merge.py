from click.testing import CliRunner

from pipeline.cli import main
from pipeline.store.read import reading


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


def test_the_facts_are_those_of_all_claims(tmp_path, samples):
    found = []
    for ours, theirs in (("a", "b"), ("b", "a")):
        for name, words in (("a", samples.LITHIUM), ("b", samples.MAGNETS)):
            with samples.stored(tmp_path / f"{ours}{name}.db", words):
                pass
        database = tmp_path / f"{ours}{ours}.db"
        CliRunner().invoke(main, ["merge", "--db", str(database), str(tmp_path / f"{ours}{theirs}.db")])
        with reading(database) as connection:
            found.append([tuple(row) for row in connection.execute("SELECT * FROM facts ORDER BY fact_id")])
            assert connection.execute("SELECT count(*) FROM stale_claims").fetchone()[0] == 0
    assert found[0] == found[1]
    assert len(found[0]) == 3
