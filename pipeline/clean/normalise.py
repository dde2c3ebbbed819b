"""Text is normalised once, here, before any offset exists."""

import re
import unicodedata

# zero-width and word-joining characters, soft hyphen, variation selectors for text, tag characters
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe0e\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DROP = re.compile(f"[{_INVISIBLE}{_BIDI}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_OVERRIDE = re.compile("\u202e([^\u202c\u202d\u202e\n]*)\u202c?")


def as_shown(text: str) -> str:
    """Right-to-left overrides carried out: the letters in the order that a reader sees.

    Dropping the override alone would store 000,07 where the page shows 70,000.
    """
    return _OVERRIDE.sub(lambda match: match[1][::-1], text) if "\u202e" in text else text


def characters(text: str) -> str:
    """NFC, line ends as a newline; nothing invisible, no control characters, lone surrogates or NUL."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _LINE_END.sub("\n", as_shown(text))
    text = _CONTROL.sub("", _DROP.sub("", text))
    return unicodedata.normalize("NFC", _NONCHARACTER.sub("\ufffd", text))


def line(text: str) -> str:
    """One line: normalised, every run of white space one space, none at the ends."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_SPACES.sub(" ", characters(text)).split())
