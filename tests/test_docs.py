"""What the documents say holds, and nothing in the repository points at one machine."""

import re
import subprocess
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.cli import COMMANDS
from pipeline.export.tables import CLAIMS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MACHINE = re.compile(r"(?<![\w.~-])/(?:" + "tmp|root|work|farm|home/[a-z]+" + r")/[\w.-]")
HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(?:org|com)", "deb" + r"\.debian"))
)


def tracked() -> list[Path]:
    """Files that git knows, read as text where they are text; empty outside a clone."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command):
    assert f"claimtable {command}" in README


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_make_target_is_in_the_readme(target):
    assert re.search(rf"make {target}\b", README)


@pytest.mark.parametrize("column", CLAIMS.names)
def test_every_column_is_in_the_readme(column):
    assert f"`{column}`" in README


def test_the_readme_names_no_command_that_is_none():
    assert set(re.findall(r"^claimtable ([a-z]+)", README, re.MULTILINE)) <= set(COMMANDS)


def test_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_has_this_version():
    assert f"\n## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", sorted(ROOT.glob("*.lock")), ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock):
    text = lock.read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9].*==[^\n]*\n(    --hash=sha256:)?", text, re.MULTILINE)
    assert packages
    assert all(packages)


@pytest.mark.parametrize(("what", "pattern"), [("machine path", MACHINE), ("registry host", HOSTS)])
def test_no_file_points_at_one_machine(what, pattern):
    found = []
    for path in tracked():
        body = path.read_bytes()
        if b"\0" not in body[:1000]:
            lines = body.decode("utf-8", "replace").splitlines()
            found += [f"{path.name}:{number}: {what}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    assert not found
