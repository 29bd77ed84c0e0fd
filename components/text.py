"""Text from data, made safe for places that read Markdown."""

from __future__ import annotations

import re

from atlas.dataset.search import spans

_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_EMOJI_CODE = re.compile(r":(?=[a-z0-9_+/-]+:)", re.IGNORECASE)
WORD_JOINER = "\u2060"


def link(label: str, url: str) -> str:
    """A link in Markdown, for an address that may hold brackets. `label` is Markdown already."""
    return f"[{label}]({url.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"


def highlighted(text: str, query: str) -> str:
    """Text for Markdown as `plain` has it, with the words of a search marked."""
    pieces, end = [], 0
    for start, stop in spans(text, query):
        pieces += [plain(text[end:start]), f":orange-background[{plain(text[start:stop])}]"]
        end = stop
    return "".join([*pieces, plain(text[end:])])


def plain(text: str) -> str:
    """Text that Markdown shows letter by letter.

    Every punctuation mark is escaped, which CommonMark allows for all of ASCII. Emoji codes are replaced after
    parsing, where escapes are gone, so an invisible joiner breaks them up.
    """
    one_line = _BLANKS.sub(" ", text)
    return _PUNCTUATION.sub(r"\\\1", _EMOJI_CODE.sub(":" + WORD_JOINER, one_line))
