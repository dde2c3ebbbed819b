"""One digest over all vocabulary files, to tell which rules read a claim."""

from functools import cache

from pipeline.types import digest
from pipeline.vocab.loader import FOLDER


@cache
def rules_digest() -> str:
    """Digest of the names and bytes of all files of the vocabulary, in the order of their names."""
    parts: list[str | bytes] = []
    for path in sorted(FOLDER.glob("*.toml")):
        parts += [path.name, path.read_bytes()]
    return digest(*parts)
