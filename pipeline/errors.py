"""The one error tree: everything a person can cause, each with what to do next.

    ClaimtableError
    ├── InputError        what was given can't be read, is empty, or is no article
    │   └── FetchError    a URL could not be fetched
    ├── VocabularyError   a vocabulary or rule file is wrong (names file and line)
    ├── ConfigError       a setting or flag is wrong
    └── StoreError        the database can't be opened, is not ours, is newer, is read-only or full

The command line prints the message as one line and exits with `exit_code`. Anything else is a bug and propagates.
"""


class ClaimtableError(Exception):
    """Base of all expected errors; `str(error)` is one line that says what to do next."""

    exit_code = 1


class InputError(ClaimtableError):
    """An input can't be read or holds no article."""


class FetchError(InputError):
    """A URL could not be fetched."""


class VocabularyError(ClaimtableError):
    """A vocabulary or rule file breaks its schema; the message starts with file:line."""


class ConfigError(ClaimtableError):
    """A flag, a setting or an environment variable has no usable value."""

    exit_code = 2


class StoreError(ClaimtableError):
    """The database can't be used as it is."""
