"""What each part of the extractor is worth: score and CPU time with one part switched off at a time.

    python quality/ablation.py [--set dev|real]

Prints a Markdown table for docs/quality.md. Needs the gold in ../shared/gold.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline.extract import Extractor, field, gate, pronouns, refer
from pipeline.extract.context import Context
from pipeline.types import Document

sys.path.insert(0, str(Path(__file__).parent))
from score import GOLD, SETS, scorer

Patch = Any  # what unittest.mock.patch gives


def users(attribute: str) -> Iterator[str]:
    """The loaded modules of the extractor that took a function in by name."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("pipeline.extract.") and hasattr(module, attribute):
            yield f"{name}.{attribute}"


def off(attribute: str, stand_in: object) -> list[Patch]:
    """What switches a function off wherever it was imported."""
    return [patch(place, stand_in) for place in users(attribute)]


def switches() -> list[tuple[str, list[Patch]]]:
    """Name of each variant, and what switches its part off."""
    return [
        ("all parts", []),
        ("first tier only (no sentence parsed: tables)", [patch.object(gate, "may_claim", lambda _: False)]),
        ("every sentence parsed (no gate)", [patch.object(gate, "may_claim", lambda _: True)]),
        (
            "no references (the country, it)",
            [patch.object(*one, lambda _: None) for one in ((refer, "add_phrases"), (pronouns, "add_pronouns"))],
        ),
        ("no modality and negation", off("context", lambda *_: Context())),
        ("no questions and conditions", off("is_stated", lambda *_: True)),
        ("no attribution", off("attribution", lambda *_: None)),
        ("no check of the field", [patch.object(field, "is_of_field", lambda _: True)]),
    ]


def slot(types: dict[str, Any], name: str) -> float:
    """How often a slot is right among the strictly right claims of all types."""
    rows = [row for kind, row in types.items() if kind != "overall" and row["strict"]["f1"] and name in row["slots"]]
    right = [(row["pred"] * row["strict"]["p"], row["slots"][name]) for row in rows]
    total = sum(count for count, _ in right)
    return sum(count * share for count, share in right) / total if total else 0.0


def main() -> int:
    """Print the table of each set."""
    parser = argparse.ArgumentParser(description="Score the extractor with one part off at a time.")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS)
    args = parser.parse_args()
    if not (GOLD / "score.py").is_file():
        print("ablation: needs the gold in ../shared/gold, which is not part of the repository", file=sys.stderr)
        return 2
    gold, extractor = scorer(), Extractor()
    for name in args.sets or SETS:
        lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        passages = [json.loads(line) for line in lines if line]
        documents = {one["id"]: Document(one["text"], one.get("date") or "") for one in passages}
        list(map(extractor.extract, list(documents.values())[:5]))  # warm
        print(f"\n{name}: {len(passages)} passages\n")
        print("| variant | P | R | F1 | modality right | attribution right | CPU ms a passage |")
        print("|---|---|---|---|---|---|---|")
        for title, patches in switches():
            with ExitStack() as stack:
                for one in patches:
                    stack.enter_context(one)
                begin = time.process_time()
                claims = {key: extractor.extract(document).claims for key, document in documents.items()}
                spent = (time.process_time() - begin) / len(documents) * 1000
            rows = {
                key: [{**one.slots(), "start": one.evidence.span.start, "end": one.evidence.span.end} for one in found]
                for key, found in claims.items()
            }
            types = gold.score(passages, rows)[0]["types"]
            strict = types["overall"]["strict"]
            cells = [strict["p"], strict["r"], strict["f1"], slot(types, "modality"), slot(types, "attribution")]
            print(f"| {title} | {' | '.join(f'{cell:.3f}' for cell in cells)} | {spent:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
