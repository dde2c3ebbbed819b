"""Imported by the process from which workers are made, so that none of them has to load a model."""

from contextlib import suppress

from pipeline.errors import ClaimtableError
from pipeline.workers.child import load

with suppress(ClaimtableError):  # a missing model is told by the worker that wants it
    load()
