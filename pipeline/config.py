"""Settings: defaults, then the environment, then flags. The only reader of the environment.

`CLAIMTABLE_DB` names the database; a flag wins over it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__

DEFAULT_DB = Path("db") / "claims.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told; passed down, never looked up."""

    db: Path = DEFAULT_DB
    user_agent: str = f"claimtable/{__version__} (news reader for fact tables)"
    fetch_seconds: float = 60.0  # for one page, all redirects included
    fetches: int = 8  # pages fetched at once, each from a host of its own
    host_seconds: float = 1.0  # between two pages of one host, unless its robots.txt asks for more
    max_host_seconds: float = 30.0  # the longest Crawl-delay that is kept
    max_redirects: int = 5
    max_pages: int | None = None  # a run ends after so many inputs
    max_seconds: float | None = None  # a run begins no further input after so long
    max_bytes: int = 20_000_000  # of a page, after decompression
    allow_private: bool = False  # whether private and loopback addresses may be fetched
    drop_recurring: bool = True  # leave out lines that stand on several stored pages of a site
    jobs: int = 1  # pages that are cleaned and read at once
    page_seconds: float = 20.0  # to clean a page, and to read it; after that it is given up
    page_memory: int = 2_000_000_000  # bytes that the process which does so may take
    max_text: int = 2_000_000  # code points of one article


def load(db: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings with the database from the flag, else `CLAIMTABLE_DB`, else the default."""
    return Settings(db=db or Path(environ.get("CLAIMTABLE_DB") or DEFAULT_DB))
