"""The import direction of docs/architecture.md."""

import ast
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
CORE = {"types", "errors"}
BASE = CORE | {"config", "vocab"}
STAGES = {"sources", "clean", "extract", "store", "export"}
# part -> what of ours it may import
ALLOWED = {
    "__init__": set(),  # the version, which anyone may import
    "types": set(),
    "errors": set(),
    "vocab": CORE,
    "config": CORE,
    **dict.fromkeys(STAGES, BASE),
    "review": BASE | {"store"},
    "facts": BASE | {"store"},
    "workers": BASE | {"clean", "extract"},
    "run": BASE | STAGES | {"facts", "workers"},
    "reextract": BASE | STAGES | {"facts", "run"},
    "web": {"store", "export", "review", "facts", "vocab", "types", "errors"},
    "cli": BASE | STAGES | {"review", "facts", "run", "reextract", "workers", "web"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """Which part of the package a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path):
    """(line, part of ours) for each import, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            names = [node.module]
            if node.module == "pipeline":
                names = [
                    f"pipeline.{alias.name}" if exists(alias.name) else "pipeline.__init__" for alias in node.names
                ]
        for name in names:
            first, _, rest = name.partition(".")
            if first == "pipeline":
                yield node.lineno, rest.partition(".")[0] or "__init__"


def exists(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


def test_the_package_is_looked_at():
    assert {part(path) for path in MODULES} >= {"types", "errors", "config", "vocab", "sources", "clean", "extract"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path):
    here = part(path)
    assert here in ALLOWED, f"{here} has no place in docs/architecture.md yet"
    wrong = [
        f"line {line}: {here} imports {there}"
        for line, there in imported(path)
        if there not in ALLOWED[here] | {here, "__init__"}
    ]
    assert not wrong


def test_only_settings_read_the_environment():
    readers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}:
                readers.add(path.relative_to(PACKAGE).as_posix())
    assert readers <= {"config.py"}
