"""Brings the facts of a database up to date, and kills itself at a statement: `refresher.py DATABASE LIMIT [NUMBER]`.

Without a number it says how many statements it took.
"""

import importlib.util
import itertools
import os
import signal
import sys
from pathlib import Path

from pipeline.facts import refresh
from pipeline.store.write import Store

spec = importlib.util.spec_from_file_location("said", Path(__file__).parents[1] / "facts" / "said.py")
said = importlib.util.module_from_spec(spec)
spec.loader.exec_module(said)

database, limit, last = Path(sys.argv[1]), int(sys.argv[2]), int((*sys.argv, "0")[3])
numbers = itertools.count(1)


def count(_sql):
    if next(numbers) == last:
        os.kill(os.getpid(), signal.SIGKILL)


with Store(database, said.NAMES) as store:
    store.connection.set_trace_callback(count)
    refresh.catch_up(store.transaction, limit)
sys.stdout.write(f"{next(numbers) - 1}\n")
