"""claimtable: news articles in, a table of checkable claims out."""

__version__ = "0.1.0"
