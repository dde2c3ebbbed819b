"""UTF-8 that somebody once read as a Windows or Latin character set, put right by ftfy where it is certain.

Works on decoded pages, before they are parsed: text, metadata and the page's tree then agree, and no offset exists yet.
"""

import re

# what the first byte of a broken character became, and how many more bytes belong to it
_LEADS = {"Â": 1, "Ã": 1, "Ä": 1, "Å": 1, "â": 2, "ï": 2, "ð": 3}
# what its further bytes (80 to BF) became, in Windows-1252 or Latin-1; no space, which would make it a guess
_TRAILS = frozenset(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) | frozenset(map(chr, range(0x80, 0xC0)))
_PIECES = re.compile(r"([<>\n]+)")  # tags and lines stand by themselves: ftfy judges a piece as a whole


def repair(text: str) -> str:
    """The text with its clear mojibake put right; a piece without such a sequence is never touched."""
    if not _broken(text):
        return text
    return "".join(_mended(piece) if _broken(piece) else piece for piece in _PIECES.split(text))


def _broken(text: str) -> bool:
    """Whether a sequence stands in it that is likely the bytes of one character.

    Searches for single characters, because that takes a tenth of the time of a pattern.
    """
    if text.isascii():
        return False
    for lead, more in _LEADS.items():
        place = text.find(lead)
        while place >= 0:
            rest = text[place + 1 : place + 1 + more]
            if len(rest) == more and _TRAILS.issuperset(rest):
                return True
            place = text.find(lead, place + 1)
    return False


def _mended(piece: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - takes 0.1 s, and few pages need it

    # the encoding only, and of that nothing where bytes were lost: no quotes, no entities, no replacement characters
    config = TextFixerConfig(
        restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False, unescape_html=False, explain=False
    )
    return fix_encoding(piece, config)
