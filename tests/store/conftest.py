import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def wire():
    """The module `wire.py` beside this file."""
    spec = importlib.util.spec_from_file_location("wire", Path(__file__).with_name("wire.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
