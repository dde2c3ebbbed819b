"""Document -> claims: no database and no network in sight."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.extractor import Extractor

__all__ = ["Extractor"]


def __getattr__(name: str) -> object:
    """Import the extractor when it is asked for: it loads spaCy, which figures alone do without."""
    if name == "Extractor":
        from pipeline.extract.extractor import Extractor  # noqa: PLC0415 - this is what makes it lazy

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
