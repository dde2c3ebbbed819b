import re

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.extract import Extractor
from pipeline.store.write import Store

TEXT = """Japan may rely on China for rare earths, the trade ministry said.
Nothing is counted here.
Sweden's exports of tin rose 5% to nobody's surprise, while 12% of the guests left."""
OUT = re.compile(r"^(\d+)-(\d+): (.*)$", re.MULTILINE)


def run(*arguments, given=None):
    return CliRunner().invoke(main, ["explain", *arguments], input=given)


@pytest.fixture(scope="module")
def explained():
    result = run("-", given=TEXT)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def database(tmp_path, samples):
    """One article with the claims that the real extractor reads from it."""
    text = "Japan relies on China for rare earths. Peru relies on Chile for copper."
    page = samples.page(text)
    article = samples.clean(page)
    with Store(tmp_path / "c.db", {"JPN": "Japan", "CHN": "China", "PER": "Peru", "CHL": "Chile"}) as store:
        run_id = store.start_run("ingest", samples.RULES)
        extraction = Extractor().extract(article.document)
        store.save(page, article, extraction, run_id)
    ids = [claim.id(article.id) for claim in extraction.claims]
    return tmp_path / "c.db", ids


def test_each_sentence_stands_with_its_offsets(explained):
    found = OUT.findall(explained)
    assert [TEXT[int(start) : int(end)] for start, end, _ in found] == [words for _, _, words in found]
    assert len(found) == 3


def test_what_was_found_is_named(explained):
    assert "places: 'Japan' JPN; 'China' CHN" in explained
    assert "commodities: 'rare earths' rare earths" in explained
    assert "figures: '5%' 5..5 percent exact up" in explained
    assert "cues: 'may' possible" in explained


def test_each_slot_has_its_words(explained):
    claim = explained.split("  dependency by dependency.verb\n")[1].split("\n\n")[0]
    lines = [line.strip() for line in claim.splitlines()]
    assert "countries = JPN  from 'Japan'" in lines
    assert "partner = CHN  from 'China'" in lines
    assert "modality = possible  from 'may'" in lines
    assert "attribution = the trade ministry  from 'the trade ministry'" in lines


def test_what_is_no_claim_has_a_reason(explained):
    second, third = explained.split("\n\n")[1:3]
    assert "not parsed" in second
    assert re.search(r"no claim from '12%': \w+", third)


def test_tokens_on_request(explained):
    assert "tokens:" not in explained
    assert "Japan/PROPN/nsubj<rely" in run("-", "--tokens", given=TEXT).output


def test_a_stored_claim_is_explained_alone(database):
    path, ids = database
    assert len(ids) == 2
    result = run("--claim", ids[1], "--db", str(path))
    assert result.exit_code == 0, result.output
    assert "Peru relies on Chile for copper." in result.output
    assert "Japan" not in result.output
    assert "tokens:" in result.output
    assert run("--claim", ids[1][:12], "--db", str(path)).output == result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give either"),
        (("-", "--claim", "ab"), "give either"),
        (("--claim", "zz", "--db", "DB"), "no claim's id begins with 'zz'"),
        (("--claim", "", "--db", "DB"), "give either"),
        (("none.txt",), "none.txt"),
    ],
)
def test_a_wrong_call_is_one_line(arguments, said, database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*(str(database[0]) if one == "DB" else one for one in arguments))
    assert result.exit_code in {1, 2}
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_control_characters_of_the_text_stay_out_of_the_terminal():
    assert "\x1b" not in run("-", given="Japan relies on China for\x1b[31m rare earths.").output
