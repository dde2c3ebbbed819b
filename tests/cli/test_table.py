"""The table of stored claims that `make demo` prints."""

from click.testing import CliRunner

from pipeline.cli import main, table

ROW = {
    **dict.fromkeys(("organization", "partner", "scope", "policy", "policy_type", "goal", "unit"), ""),
    **dict.fromkeys(("value_low", "value_high"), None),
    "type": "share",
    "country": "China",
    "commodity": "tin",
    "stage": "mining",
    "share_low": 60.0,
    "share_high": None,
    "bound": "at_least",
    "quote": "China mines at least 60% of all \x1b[31mtin\x1b[0m.",
}


def test_a_claim_is_a_line_in_words(capsys):
    table.show([ROW], {})
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if "share" in line)
    assert all(words in line for words in ("China", "tin, mining", "at least 60%", "China mines at least 60%"))
    assert "claims: 1, extracted, not verified" in out


def test_a_quote_cannot_steer_the_terminal(capsys):
    table.show([ROW], {})
    assert "\x1b" not in capsys.readouterr().out


def test_a_table_goes_to_no_file(tmp_path):
    answer = CliRunner().invoke(main, ["export", "--format", "table", "-o", str(tmp_path / "a")])
    assert answer.exit_code == 2
    assert "leave -o away" in answer.output
