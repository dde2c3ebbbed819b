import json
import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from pipeline import types as t
from pipeline.cli import ingest, main
from pipeline.cli.retry import inputs
from pipeline.store.read import failures, reading
from pipeline.store.write import Store


@pytest.fixture
def claimtable(tmp_path, samples, monkeypatch):
    """Runs a command on stand-ins of the stages; `mended` names what can be read by now, and `asked` what was."""
    mended, asked = set(), []

    def pages(names, _settings, _known):
        asked.append(names)
        for name in names:
            lines = [f"{name}:{n}" for n in (1, 2, 3)] if name.endswith(".jsonl") else [name]
            for source in lines:
                if source in mended:
                    yield samples.page(f"All about {source}.", source=source, url="")
                elif source.startswith("down"):
                    yield t.Failure(source, "fetch", t.Status.FETCH_ERROR, "is not served")
                else:
                    yield t.Failure(source, "read", t.Status.READ_ERROR, "no such file")

    monkeypatch.setitem(sys.modules, "pipeline.sources", SimpleNamespace(pages=pages))
    monkeypatch.setattr(ingest, "Workers", samples.Workers)
    monkeypatch.setattr("pipeline.vocab.places.names", lambda: samples.NAMES)

    def run(*given):
        return CliRunner().invoke(main, [given[0], "--db", str(tmp_path / "c.db"), *given[1:]])

    run.mended, run.asked = mended, asked
    return run


def left(tmp_path):
    with reading(tmp_path / "c.db") as connection:
        return [row["source"] for row in failures(connection)]


def test_what_comes_in_now_leaves_the_list(claimtable, tmp_path):
    claimtable("ingest", "a.html", "down.html", "b.html")
    claimtable.mended.update({"a.html", "down.html"})
    result = claimtable("retry")
    assert result.exit_code == 1
    assert "articles: 2" in result.output
    assert result.output.endswith("retried:  3 (2 settled, 1 still failing)\n")
    assert left(tmp_path) == ["b.html"]
    claimtable.mended.add("b.html")
    assert claimtable("retry").exit_code == 0
    assert left(tmp_path) == []
    assert claimtable("retry").output == "nothing to retry\n"
    with reading(tmp_path / "c.db") as connection:
        assert [row[0] for row in connection.execute("SELECT command FROM runs")] == ["ingest", "retry", "retry"]


def test_only_one_step(claimtable, tmp_path):
    claimtable("ingest", "a.html", "down.html")
    claimtable.mended.update({"a.html", "down.html"})
    assert claimtable("retry", "--stage", "fetch").exit_code == 0
    assert claimtable.asked[-1] == ("down.html",)
    assert left(tmp_path) == ["a.html"]
    assert claimtable("retry", "--stage", "dream").exit_code == 2


def test_of_a_file_of_lines_only_those_that_failed_are_read(claimtable, tmp_path):
    claimtable.mended.add("a.jsonl:1")
    claimtable("ingest", "a.jsonl")
    claimtable.mended.add("a.jsonl:3")
    result = claimtable("retry")
    assert claimtable.asked[-1] == ("a.jsonl",)
    assert [line.split()[1].rstrip(":") for line in result.output.splitlines()[:2]] == ["a.jsonl:2", "a.jsonl:3"]
    assert left(tmp_path) == ["a.jsonl:2"]


def test_what_is_stored_by_now_from_elsewhere_is_settled(claimtable, tmp_path, samples):
    claimtable("ingest", "a.html")
    claimtable.mended.add("a.html")
    with Store(tmp_path / "c.db", samples.NAMES) as store:
        page = samples.page("All about a.html.", source="other.html", url="")
        store.save(page, samples.clean(page), t.Extraction(), store.start_run("ingest", samples.RULES))
    assert claimtable("retry").exit_code == 0
    assert left(tmp_path) == []


def test_standard_input_cannot_be_read_again(claimtable, tmp_path):
    claimtable("ingest", "-")
    result = claimtable("retry")
    assert "standard input) can't be read again" in result.stderr
    assert result.stdout == "nothing to retry\n"
    assert left(tmp_path) == ["-"]


def test_a_container_that_can_be_read_by_now_is_settled(tmp_path, samples):
    """A folder or file fails under its own name, but what is in it comes in under others."""
    lines = tmp_path / "a.jsonl"
    run = ["ingest", "--db", str(tmp_path / "c.db"), str(lines)]
    assert CliRunner().invoke(main, run).exit_code == 1
    assert left(tmp_path) == [str(lines)]
    lines.write_text(json.dumps({"text": samples.LITHIUM * 5}) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["retry", "--db", str(tmp_path / "c.db")]).exit_code == 0
    assert left(tmp_path) == []


def test_each_file_is_given_once():
    sources = ["a.jsonl:1", "b.html", "a.jsonl:22", "c.ndjson.gz:3", "http://h.example:80", "d.jsonl", "e.html:3"]
    assert inputs(sources) == ("a.jsonl", "b.html", "c.ndjson.gz", "http://h.example:80", "d.jsonl", "e.html:3")


def test_it_wants_a_database(tmp_path):
    result = CliRunner().invoke(main, ["retry", "--db", str(tmp_path / "c.db")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no such database" in result.stderr
