"""The JSON lines that `extract --jsonl` and `figures --jsonl` read."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.errors import InputError


def passages(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The passages of the lines that are not blank; each has an "id" and a "text" that is a string.

    Raises:
        InputError: a line is not JSON or has no id or text; the message names the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            passage: dict[str, Any] = json.loads(line)
            text, _ = passage["text"], passage["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f'line {number} is not a JSON object with "id" and "text": {error}') from error
        if not isinstance(text, str):
            raise InputError(f'line {number}: "text" must be a string')
        yield passage
