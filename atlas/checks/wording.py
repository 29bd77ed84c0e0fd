"""How alike two texts are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher


def likeness(first: str, second: str, least: float = 0) -> float:
    """How alike two texts are, 0 to 1; the order of their words does not count. 0 where they do not reach `least`."""

    def words(text: str) -> str:
        return " ".join(sorted(re.findall(r"\w+", text.casefold())))

    best = 0.0
    for a, b in ((first.casefold(), second.casefold()), (words(first), words(second))):
        match = SequenceMatcher(None, a, b, autojunk=False)
        # The first two are upper bounds of the third, and quick.
        if match.real_quick_ratio() >= least and match.quick_ratio() >= least:
            best = max(best, match.ratio())
    return best if best >= least else 0.0
