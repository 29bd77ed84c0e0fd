"""Text from data, made safe for places that read Markdown."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_EMOJI_CODE = re.compile(r":(?=[a-z0-9_+/-]+:)", re.IGNORECASE)
WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Text that Markdown shows letter by letter.

    Every punctuation mark is escaped, which CommonMark allows for all of ASCII. Emoji codes are replaced after
    parsing, where escapes are gone, so an invisible joiner breaks them up.
    """
    one_line = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", _EMOJI_CODE.sub(":" + WORD_JOINER, one_line))
