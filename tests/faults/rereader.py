"""Reads a database's articles again by other rules, until it is killed: `rereader.py DATABASE FACTOR`."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

from pipeline import reextract
from pipeline import types as t
from pipeline.store.reread import Wanted
from pipeline.store.write import Store

spec = importlib.util.spec_from_file_location("samples", Path(__file__).parents[1] / "samples.py")
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)


class Other(samples.Extractor):
    """Shares are so many times what the text says."""

    def __init__(self, factor):
        self.factor = factor
        self.rules_digest = f"{factor:064}"

    def extract(self, document):
        found = super().extract(document)
        return t.Extraction(
            tuple(replace(each, share_low=each.share_low / self.factor, share_high=None) for each in found.claims),
            found.misses,
        )


def say(change):
    sys.stdout.write(f"{change.article} {change.kind}\n")
    sys.stdout.flush()


with Store(Path(sys.argv[1]), samples.NAMES) as store:
    reextract.reextract(store, Other(int(sys.argv[2])), Wanted(), say)
