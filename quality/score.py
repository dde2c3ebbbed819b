"""Score the extractor on the development gold beside the repository, and hold it to its floors.

    python quality/score.py [--raise] [--errors N] [--set dev|real]

The gold, its measure and its scorer are in ../shared/gold; the floors (strict F1 of each set, overall and by claim
type) in floors.json beside this file. Exit code 1 when a score is below its floor, 2 without the gold.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.extract import Extractor
from pipeline.types import Document

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = Path(__file__).with_name("floors.json")
SETS = ("dev", "real")
MARGIN = 0.005  # a score may lie this much under its floor

Passage = dict[str, Any]
Report = dict[str, Any]
Floors = dict[str, dict[str, Any]]


def scorer(folder: Path = GOLD) -> ModuleType:
    """The scorer that comes with the gold."""
    sys.dont_write_bytecode = True  # the folder is not ours to write in
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    assert spec is not None  # noqa: S101 - a .py file always has one
    assert spec.loader is not None  # noqa: S101 - the same
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(passages: list[Passage]) -> dict[str, list[dict[str, object]]]:
    """The claims found in each passage, by its id, as `claimtable extract --jsonl` gives them."""
    extractor = Extractor()
    found = {}
    for passage in passages:
        claims = extractor.extract(Document(passage["text"], published=passage.get("date") or "")).claims
        found[passage["id"]] = [
            {**claim.slots(), "start": claim.evidence.span.start, "end": claim.evidence.span.end} for claim in claims
        ]
    return found


def strict(report: Report) -> dict[str, float]:
    """Strict F1, overall and by claim type."""
    return {kind: row["strict"]["f1"] for kind, row in report["types"].items()}


def held(report: Report) -> dict[str, float]:
    """The scores that floors are raised to: they leave room for one claim, which another processor may parse apart."""
    return {kind: max(f1 - 1 / max(report["types"][kind]["gold"], 1), 0.0) for kind, f1 in strict(report).items()}


def digest(path: Path) -> str:
    """Which gold a floor was taken on."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_floors() -> Floors:
    """The floors by set: {"gold": digest, "strict_f1": {type: floor}}; none before the first `--raise`."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def below(name: str, scores: dict[str, float], floor: dict[str, Any] | None, gold: str) -> list[str]:
    """What fell under its floor, a line each. Floors taken on another gold say nothing."""
    if floor is None or floor["gold"] != gold:
        return []
    return [
        f"{name} {kind}: strict F1 {scores[kind]:.4f} is below its floor {least:.4f}"
        for kind, least in floor["strict_f1"].items()
        if scores[kind] < least - MARGIN
    ]


def lifted(scores: dict[str, float], floor: dict[str, Any] | None, gold: str) -> dict[str, Any]:
    """The floor raised to the scores, never lowered; on a gold that has changed it starts anew."""
    old = floor["strict_f1"] if floor is not None and floor["gold"] == gold else {}
    return {"gold": gold, "strict_f1": {kind: max(round(f1, 4), old.get(kind, 0.0)) for kind, f1 in scores.items()}}


def main() -> int:
    """Print the tables and hold the floors."""
    parser = argparse.ArgumentParser(description="Score the extractor on the development gold.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write the scores as new floors where higher")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each set")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS, help="only this set")
    args = parser.parse_args()
    if not (GOLD / "score.py").is_file():
        print("score: needs the gold in ../shared/gold, which is not part of the repository", file=sys.stderr)
        return 2
    gold, floors, fallen = scorer(), read_floors(), []
    for name in args.sets or SETS:
        path = GOLD / f"{name}.jsonl"
        passages = gold.read(path)
        report, errors = gold.score(passages, predict(passages))
        print(f"=== {name}: {len(passages)} passages ===")
        gold.show(report)
        for error in errors[: args.errors]:
            gold.show_error(*error)
        print()
        floor, mark = floors.get(name), digest(path)
        if floor is not None and floor["gold"] != mark:
            print(f"{name}: the gold has changed since its floors were taken; --raise takes new ones\n")
        if args.lift:
            floors[name] = lifted(held(report), floor, mark)
        fallen += below(name, strict(report), floor, mark)
    if args.lift:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
