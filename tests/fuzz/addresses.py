"""Addresses, made from the tables of filters and options: what is right, what is nearly right, and what is neither."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from atlas.dataset import serving
from atlas.settings import hosting
from atlas.stories import library
from atlas.view.entries import NameEntry
from atlas.view.filters import FILTERS
from atlas.view.options import MOST_SCENES, OPTIONS, VIEW_NAMES
from atlas.view.spelling import TRACKERS
from atlas.view.values import Day, Identifier, Instead, Month, Number, Value, Version, Words

ATLAS = serving.current()
ENTRIES: dict[str, NameEntry] = {**FILTERS, **OPTIONS}

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(date.isoformat) | st.integers(-400, 400).map(str)
VERSIONS = st.builds("{}.{}.{}".format, st.integers(2020, 2030), st.integers(0, 13), st.integers(-1, 20))
IDENTIFIERS = st.sampled_from([*ATLAS.position, *library(ATLAS)])
WORDS = st.lists(st.sampled_from(" ".join(ATLAS.events["title"]).split()), min_size=1, max_size=4).map(" ".join)

ODD = (
    *(
        "",
        " ",
        "\x00",
        "\x1b[31m",
        "\r\nSet-Cookie: a=b",
        "\u202e",
        "\ufeff",
        "\ud7ff\uffff",
        "e\u0301" * 40,
        "𝒜𝓉𝓁𝒶𝓈",
        "دهلی نو",
        "٢٠٢٥-٠٥-١٥",
    ),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "'; DROP TABLE events; --",
        "{0.__class__}",
        "%s%n",
        "${7*7}",
        "{{7*7}}",
    ),
    *("../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "**bold** :smile: $x$ [a](b) :red[x]", "\\", "|", "=cmd()", "&amp;"),
    *("None", "null", "NaN", "-0", "1e308", "9" * 400, "0x10", "true", "TRUE", "(((((", "[" * 200, "*" * 300, "?", "#", "%", "%zz", "%00"),
)
GARBAGE = (
    st.sampled_from(ODD)
    | st.text(max_size=40)
    | st.text(st.characters(max_codepoint=0x1F) | st.characters(categories=("Cf", "Cn", "Co", "Mn")), max_size=10)
    | st.builds(str.__mul__, st.sampled_from(("a", "a ", "-", "é", "\u0301", "🛣", "<b>", "%")), st.integers(100, 6000))
)

_NEAR = (
    *(str.upper, str.title, str.swapcase, lambda text: text + ".", lambda text: f"“{text}”", lambda text: text[:-1], lambda text: text[1:]),
    *(lambda text: text[::-1], lambda text: text + text, lambda text: f" {text}\t", lambda text: "\u200b" + text, lambda text: quote(text)),
    *(lambda text: text.replace("-", "–"), lambda text: text.replace("-", ""), lambda text: f"{text},{text}", lambda text: text + "\x00"),
)


def near(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts that are a mark off."""
    return st.builds(lambda text, change: change(text), texts, st.sampled_from(_NEAR))


def right(value: Value) -> st.SearchStrategy[str]:
    """Texts that are of use, nearly all of them."""
    if choices := list(value.choices(ATLAS)):
        return st.sampled_from(choices)
    match value:
        case Day():
            return DAYS
        case Month():
            return st.dates(date(2021, 1, 1), date(2026, 12, 31)).map(lambda day: f"{day:%Y-%m}")
        case Version():
            return VERSIONS
        case Number():
            return st.integers(-1, MOST_SCENES + 2).map(str)
        case Identifier():
            return IDENTIFIERS
        case Instead():
            return st.deferred(lambda: st.lists(PAIRS, max_size=3).map(urlencode))
        case Words():
            return WORDS
    raise NotImplementedError(f"{type(value).__name__}: say here which texts are of use")


def pair(name: str) -> st.SearchStrategy[tuple[str, str]]:
    """A name with what may stand behind it, which is right more often than not."""
    fits = right(ENTRIES[name].value)
    return st.tuples(st.just(name), st.one_of(fits, fits, fits, near(fits), GARBAGE))


KNOWN = st.sampled_from(list(ENTRIES)).flatmap(pair)
OTHER = st.tuples(st.sampled_from([*VIEW_NAMES, *sorted(TRACKERS)]) | near(st.sampled_from(list(ENTRIES))) | GARBAGE, GARBAGE)
PAIRS = st.one_of(KNOWN, KNOWN, KNOWN, OTHER)

_MANY = st.builds(lambda item, times: [item] * times, PAIRS, st.sampled_from((2, 3, 100)))
_WHOLE = st.lists(PAIRS, max_size=8) | st.builds(list.__add__, st.lists(PAIRS, max_size=3), _MANY)
_DAMAGE = st.sampled_from(("%", "%f", "%ff%fe", "&&", ";", "=", "+", "?", "#", "\x00", "%u0041", "&=&", "%c0%ae"))


def _damaged(query: str, damage: str, at: float) -> str:
    cut = round(len(query) * at)
    return query[:cut] + damage + query[cut:]


QUERIES = st.one_of(
    _WHOLE.map(urlencode), _WHOLE.map(urlencode), st.builds(_damaged, _WHOLE.map(urlencode), _DAMAGE, st.floats(0, 1)), st.text(max_size=60)
).map(lambda query: query[: hosting().address_limit])
"""What stands behind the question mark, as long as the server lets it be."""
