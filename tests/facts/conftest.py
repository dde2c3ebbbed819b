import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def said():
    """The module `said.py` beside this file."""
    spec = importlib.util.spec_from_file_location("said", Path(__file__).with_name("said.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
