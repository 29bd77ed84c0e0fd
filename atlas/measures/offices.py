"""How high an office is, read from its name."""

from __future__ import annotations

import re
from functools import lru_cache

OFFICIAL, ENVOY, DEPUTY, MINISTER, HEAD = 1, 2, 3, 4, 5
"""Ranks of the table `contact_levels`."""

_RULES = (
    # Who speaks for an office, leads a part of it or held it before does not hold it.
    (OFFICIAL, r"^former\b|\b(spokes(man|woman|person)|outgoing|designate|managing director|joint secretary|consul|counsellor)\b"),
    # A deputy head of government sits in the cabinet.
    (MINISTER, r"\bdeputy (prime minister|chairman of the cabinet)\b|\b(first )?vice[- ]president\b|\badvis[eo]r to the prime minister\b"),
    (DEPUTY, r"\b(deputy|vice|assistant)\b[\w\s]*\bminister\b|\bminister of state\b|\bforeign secretary\b|\bstate secretary\b"),
    (DEPUTY, r"\bassistant to the (foreign )?minister\b|\bunder-secretary\b|\bcommerce secretary\b|^secretary \("),
    (ENVOY, r"\b(ambassador|charg[ée]|(special|high) (presidential )?(envoy|representative|coordinator)|permanent representative)"),
    # Who heads a mission without a title leads it as a chargé does.
    (ENVOY, r"\b(head|chief|director) of the ([\w-]+ )*(embassy|mission|political office)\b"),
    (OFFICIAL, r"\b(deputy|assistant|ministry|head of|director general for)\b"),
    (HEAD, r"\b(prime minister|president|supreme leader|emir|chairman of the cabinet)\b|^secretary-general\b"),
    (
        MINISTER,
        r"\bminister\b|\battorney general\b|\bchief justice\b|\bsecretary of state\b|\bnational security advis[eo]r\b"
        r"|\bsecretary(,| of the)? (supreme |national )*security council\b",
    ),
)
"""A rank and the words that tell it; the first that fits counts. An office that none fits is that of an official."""


@lru_cache(maxsize=4096)
def rank_of(office: str) -> int:
    """The rank of an office in the table `contact_levels`, 1 (official) to 5 (head of government or state).

    `Deputy Foreign Minister` is a deputy minister, `Deputy Prime Minister` a minister, `Deputy ambassador` an envoy,
    `Foreign Ministry spokesman` an official.
    """
    name = office.lower().replace("’", "'")
    return next((rank for rank, words in _RULES if re.search(words, name)), OFFICIAL)
