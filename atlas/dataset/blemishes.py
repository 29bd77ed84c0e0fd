"""What a text must not hold, in a cell of the data or in a story: blanks at its ends, invisible characters, HTML."""

from __future__ import annotations

import re
import unicodedata

# Persian and other scripts need the zero-width joiners inside words.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_HTML = re.compile(r"</?[a-zA-Z][^>]*>|<!--|&(?:[a-zA-Z]+|#\d+);")


def blemish(cell: str) -> str | None:
    """What is wrong with a text, or `None`."""
    if cell != cell.strip():
        return "The text begins or ends with a blank."
    # Printable text is by far the most, and quickly told.
    if not cell.isprintable():
        for character in cell:
            if unicodedata.category(character) in _INVISIBLE and character not in _JOINERS:
                return f"The text holds the invisible character U+{ord(character):04X}."
    if ("<" in cell or "&" in cell) and (tag := _HTML.search(cell)):
        return f"The text holds HTML: {tag[0]}"
    return None
