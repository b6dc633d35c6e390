"""Cleans the text of a cell."""

import re
import unicodedata

_ESCAPED_RETURN = re.compile(r"_x000[Dd]_")
_BARRED_D = {0x0111: "d"}  # it has no decomposition
_CONTROL_LIKE = {"Cc": " ", "Cf": ""}


def clean(text: str) -> str:
    """NFC, on one line, without control, invisible or direction-changing characters, single spaces."""
    text = _ESCAPED_RETURN.sub(" ", unicodedata.normalize("NFC", text))
    if not text.isprintable():
        text = "".join(_CONTROL_LIKE.get(unicodedata.category(letter), letter) for letter in text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Lower case without diacritics, but with its punctuation (unlike `fold`): what dates and numbers are read from."""
    letters = unicodedata.normalize("NFD", clean(text).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_BARRED_D)
