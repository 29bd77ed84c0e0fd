"""What mail programs, keyboards and campaigns do to an address on its way: added names that only track, and values one mark off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from urllib.parse import unquote_plus

# fmt: off
TRACKERS = frozenset((
    "_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid",
    "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id", "ref_src", "ref_url", "srsltid", "ttclid", "twclid", "vero_id", "wbraid",
    "wickedid", "yclid", "ysclid",
))
# fmt: on
TRACKER_STARTS = ("utm_", "mtm_", "pk_", "hsa_")
"""With these begin the names by which mail programs, search engines and networks follow a visitor; none says anything of the view."""


def is_tracker(name: str) -> bool:
    """Whether a name of an address says nothing but where its visitor comes from."""
    name = name.lower()
    return name in TRACKERS or name.startswith(TRACKER_STARTS)


def untracked(query: str) -> str:
    """The part of an address behind the question mark without trackers, otherwise to the letter."""
    return "&".join(part for part in query.split("&") if not is_tracker(unquote_plus(part.partition("=")[0])))


def tidy(text: str) -> str:
    """A code without what a sentence around it leaves: invisible characters, blanks, quotes, brackets, a full stop, long hyphens."""
    shown = "".join("-" if unicodedata.category(char) == "Pd" else char for char in text if unicodedata.category(char) != "Cf")
    return shown.strip().strip("\"'“”‘’«»<>()[]").rstrip(".,;:!?").rstrip("\"'”’»>)]").strip()


# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and tabs and line breaks, which are blanks in a line of words.
_NOWHERE = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(text: str) -> str:
    """A text with a blank for every control character, which nobody writes and no SVG holds, and whatever else is no character."""
    return _NOWHERE.sub(" ", text)


def meant_name(name: str, known: Collection[str]) -> str:
    """The known name that a misspelt one stands for (`amp;from`, `Link`); empty where there is none."""
    found = re.sub(r"^(amp;)+", "", tidy(name).lower())
    return found if found in known else ""


_COMPARED = 100
"""So many characters of a name are compared: the time taken grows with the length."""


def near_name(name: str, known: Collection[str]) -> str:
    """The known name with nearly the same letters (`lnik`), to be proposed and not taken for it; empty where there is none."""
    return next(iter(get_close_matches(tidy(name[:_COMPARED]).lower(), known, n=1, cutoff=0.7)), "")
