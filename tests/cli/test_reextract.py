import json

import pytest
from click.testing import CliRunner

from pipeline import types as t
from pipeline.cli import main


@pytest.fixture
def database(tmp_path, samples, monkeypatch):
    """Two articles that these rules have read, and rules of another digest that read no claim of the European Union."""

    class Later(samples.Extractor):
        rules_digest = "1" * 64

        def extract(self, document):
            found = super().extract(document)
            return t.Extraction(tuple(each for each in found.claims if each.countries != ("EU",)), found.misses)

    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    monkeypatch.setattr("pipeline.extract.Extractor", Later)
    return tmp_path / "c.db"


def run(database, *args):
    return CliRunner().invoke(main, [*args, "--db", str(database)])


EU = """\
share.of: 1 lost
  - share: country_code EU, partner CHL, commodity lithium, share_low 70, share_high 70
"""


def test_reextract_then_diff(database, samples):
    dry = run(database, "reextract", "--dry-run")
    assert dry.output.startswith(EU)
    assert dry.output.endswith("\n2 articles read: 1 lost; nothing was written\n")
    place = samples.LITHIUM.index("The European")
    wet = run(database, "reextract")
    quote = f"    {t.digest(samples.LITHIUM)[:12]}:{place}: {samples.LITHIUM[place:]}\n"
    assert (wet.exit_code, wet.output) == (0, f"{EU}{quote}run 2: 2 articles read: 1 lost\n")
    assert run(database, "diff", "1", "2").output == f"{EU}{quote}run 1 to run 2: 1 lost\n"
    assert run(database, "reextract").output == "nothing to read: these rules have read all of it\n"
    assert run(database, "check").exit_code == 0


def test_a_line_of_json_each(database, samples):
    (line,) = run(database, "reextract", "--format", "jsonl").output.splitlines()
    record = json.loads(line)
    assert (record["change"], record["rule"], record["after"]) == ("lost", "share.of", None)
    assert (record["before"]["country_code"], record["before"]["share_low"]) == ("EU", 70)
    assert samples.LITHIUM[record["start"] : record["end"]] == record["quote"]
    assert run(database, "diff", "1", "2", "--format", "jsonl").output == f"{line}\n"
    (back,) = run(database, "diff", "2", "1", "--format", "jsonl").output.splitlines()
    assert json.loads(back)["change"] == "added"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["reextract", "--article", "zz"], 2, "no article's id begins with 'zz'"),
        (["reextract", "--rule", "share.gone"], 2, "rule 'share.gone' has read no stored claim"),
        (["reextract", "--since", "yesterday"], 2, "is no date"),
        (["diff", "1", "9"], 2, "there is no run 9: the newest is 1"),
        (["diff", "1", "x"], 2, "'x' is not a valid integer"),
    ],
)
def test_what_can_t_be_done(database, args, code, message):
    result = run(database, *args)
    assert result.exit_code == code
    assert message in result.output


def test_without_a_database(tmp_path):
    for args in (["reextract", "--dry-run"], ["diff", "1", "1"]):
        assert run(tmp_path / "none.db", *args).exit_code == 1
