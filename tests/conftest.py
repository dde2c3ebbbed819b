"""Fixtures shared by all tests."""

import importlib.util
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a run started in the background ignores Ctrl+C, and so would the programs that the tests interrupt
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages, real articles and gold beside the repository; never part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (real text and gold), which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def samples():
    """The module `samples.py` beside this file: small articles of our own and stand-ins for the stages."""
    spec = importlib.util.spec_from_file_location("samples", Path(__file__).with_name("samples.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
