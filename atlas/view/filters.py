"""The table of filters: one entry a name, which parser, panel, chips, sentence, API and README read.

An address, an export and an answer of the API all come from the same `EventFilter`, so they cannot disagree.
Different filters narrow each other (and); several values of one filter widen it (or).
A new filter is a field here, and a facet in `atlas.dataset.load` where its values stand in no column yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.view.entries import one_by_one, set_in, table
from atlas.view.kinds import AtLeast, Bound, Filter, Flag, Mask, Search, Several, Since
from atlas.view.values import Code, Day, DayOrLast, Step, TrueOrFalse, Version, Words

LINKS_FROM = 10
"""Links without Kabul are hundreds, most of them of one meeting of many; the panel offers those with so many events."""


def _least(link: str) -> int:
    return 1 if KABUL in link.split("-") else LINKS_FROM


def _ends(link: Code, value: str, dataset: Dataset) -> str:
    first, second = (dataset.actor_labels[str(dataset.links.at[value, end])] for end in ("first", "second"))
    return f"{first} and {second}"


def _lower(code: Code, value: str, dataset: Dataset) -> str:
    return code.label(value, dataset).lower()


def _subject(code: Code, value: str, dataset: Dataset) -> str:
    label = code.label(value, dataset)
    proper = dataset.tables["issues"].set_index("issue_id")["proper"]
    return label if proper[value] else label.lower()


def _the(code: Code, value: str, dataset: Dataset) -> str:
    return f"the {code.label(value, dataset)}"


def _code(_: Code, value: str, __: Dataset) -> str:
    return value


@dataclass(frozen=True)
class EventFilter:
    """Which events are in view. An empty filter is the whole dataset."""

    date_from: Annotated[
        date | None,
        Bound(
            DayOrLast(),
            "Events that end on this day or later; `-30` stands for the last 30 days that the data cover. "
            "An event of which only the month is known counts wherever its month does.",
            name="from",
            first=True,
            label="From",
            example="2025-01-01",
        ),
    ] = None
    date_to: Annotated[
        date | None, Bound(Day(), "Events that begin on this day or earlier.", name="to", first=False, label="To", example="2025-12-31")
    ] = None
    link: Annotated[
        tuple[str, ...],
        Several(
            Code("link"),
            "Events in which both actors of a link took part. A link may be written from either side.",
            label="Links",
            said="linking {}",
            written=_ends,
            example="AFG-IND",
            help=f"By their capitals (Delhi, not India): links of Kabul, and others with {LINKS_FROM} events or more. Any other opens by "
            "its address or a click on the map.",
            least=_least,
        ),
    ] = ()
    actor: Annotated[
        tuple[str, ...],
        Several(Code("actor"), "Events in which an actor appears.", label="Actors", rare=True, said="with {}", example="IRN"),
    ] = ()
    issue: Annotated[
        tuple[str, ...],
        Several(Code("issue"), "Events about a subject.", label="Subjects", said="about {}", written=_subject, example="visas"),
    ] = ()
    type: Annotated[
        tuple[str, ...],
        Several(Code("type"), "Events of a type.", label="Type of event", said="of type {}", written=_lower, example="call"),
    ] = ()
    place: Annotated[
        tuple[str, ...], Several(Code("place"), "Events at a place.", label="Places", rare=True, said="at {}", example="dubai")
    ] = ()
    person: Annotated[
        tuple[str, ...],
        Several(Code("person"), "Events that name a person.", label="People", rare=True, said="naming {}", example="abbas-araghchi"),
    ] = ()
    leg: Annotated[
        tuple[str, ...],
        Several(
            Code("leg"),
            "Events on which a record of the status of a leg of the routes rests.",
            called="the leg",
            said="behind the status of {}",
            written=_the,
            example="border-milak-zaranj",
        ),
    ] = ()
    corridor: Annotated[
        tuple[str, ...],
        Several(
            Code("corridor"),
            "Events on which a record of the status of a leg of a corridor rests.",
            called="the corridor",
            said="behind the status of the legs of {}",
            example="chabahar-kandahar",
        ),
    ] = ()
    status: Annotated[
        tuple[str, ...],
        Several(
            Code("status"),
            "Events of a status.",
            label="Status",
            rare=True,
            said="that are {}",
            written=_code,
            alone={"occurred": "that occurred"},
            example="occurred",
        ),
    ] = ()
    outcome: Annotated[
        tuple[str, ...],
        Several(
            Code("outcome"),
            "Announced steps by what became of them: not seen to happen by the last day of the data, carried out or called off.",
            label="What became of it",
            called="what became of a step",
            rare=True,
            said="announced and {}",
            written=_lower,
            example="open",
        ),
    ] = ()
    reviewed: Annotated[
        tuple[str, ...],
        Several(
            Code("reviewed"),
            "Events that were read against their pages, with this result.",
            label="Reading",
            called="the reading",
            rare=True,
            said="that were {} when read against their pages",
            written=_code,
            example="confirmed",
        ),
    ] = ()
    level: Annotated[
        str | None,
        AtLeast(
            Step("level"),
            "Events with this level of contact or a higher one.",
            label="Level of contact",
            said="at {} level",
            written=_lower,
            above="or above",
            example="minister",
        ),
    ] = None
    grade: Annotated[
        str | None,
        AtLeast(
            Step("grade"),
            "Events with this evidence grade or a better one.",
            label="Evidence grade",
            rare=True,
            said="of evidence grade {}",
            written=_code,
            above="or better",
            example="B",
        ),
    ] = None
    contested: Annotated[
        bool | None,
        Flag(
            TrueOrFalse("Contested", "Not contested"),
            "Events that a source contradicts, or those that none does.",
            column="contested",
            label="Contested",
            rare=True,
            called="“contested”",
            yes="Sources contradict",
            no="No contradiction",
            if_true="that sources contradict",
            if_false="that no source contradicts",
            example="true",
        ),
    ] = None
    one_sided: Annotated[
        bool | None,
        Flag(
            TrueOrFalse("One-sided", "Not one-sided"),
            "Events of which every page that confirms them passes on the account of one and the same actor, or all others.",
            column="one_sided",
            label="One-sided",
            rare=True,
            called="“one-sided”",
            yes="Told by one side only",
            no="Not by one side only",
            if_true="told by one side only",
            if_false="not told by one side only",
            example="true",
        ),
    ] = None
    updated_since: Annotated[
        str | None,
        Since(
            Version(),
            "Events that a version later than this one added or changed.",
            called="the version",
            said="added or changed since version {}",
            chipped="changed since {}",
            example="2026.11.0",
        ),
    ] = None
    q: Annotated[
        str,
        Search(
            Words(),
            "Events that hold all of these words, whatever their case, accents or script.",
            label="Search",
            placeholder="Words, names, places",
            help="Finds events that hold all words in title, summary, people, places or publishers.",
            said="matching “{}”",
            chipped="“{}”",
            example="muttaqi dubai",
        ),
    ] = ""

    def __bool__(self) -> bool:
        return self != EventFilter()

    def each(self) -> Iterator[tuple[Filter, Any]]:
        """Every filter that is set, once for each of its values, in the order of an address."""
        return one_by_one(self, FILTERS)

    def to_params(self) -> list[tuple[str, str]]:
        """Names and values for an address, defaults left out, always in the same order."""
        return [(one.name, one.value.write(value)) for one, value in self.each()]

    def to_query(self) -> str:
        """The part of an address behind the question mark; empty for the whole dataset."""
        return urlencode(self.to_params())

    def without(self, name: str, value: str | None = None) -> EventFilter:
        """The same filter with one value, or the whole of one name of the address, taken out."""
        taken = FILTERS[name]
        rest: Any = taken.default
        if taken.several and value is not None:
            rest = tuple(item for item in getattr(self, taken.field) if item != value)
        return replace(self, **{taken.field: rest})

    def without_condition(self, condition: str) -> EventFilter:
        """The same filter with everything taken out that asks for this of an event."""
        return replace(self, **{one.field: one.default for one in FILTERS.values() if one.condition == condition})


FILTERS: dict[str, Filter] = table(EventFilter, Filter)
"""The filters by their names in an address, in the order in which an address is written."""


def _sorted(first: tuple[str, ...], last: tuple[str, ...] = ()) -> tuple[Filter, ...]:
    between = (name for name in FILTERS if name not in first and name not in last)
    return tuple(FILTERS[name] for name in (*first, *between, *last))


ON_PANEL = tuple(one for one in _sorted(("q", "actor", "person")) if one.label)
"""The filters in the order of the panel, in which the rare ones stand last."""

IN_SENTENCE = _sorted(("link", "actor", "type", "issue", "person", "place", "level"), ("from", "to", "q"))
"""The filters in the order of the sentence."""


def called(condition: str) -> str:
    """What an empty view calls a condition: `the subjects`."""
    entry = next(one for one in FILTERS.values() if one.condition == condition)
    return entry.called or f"the {entry.label.lower()}"


def conditions(filter_: EventFilter, dataset: Dataset) -> dict[str, Mask]:
    """Every condition that is set, by name (that of its filter; `date` for both ends of the period), with the events that meet it."""
    found: dict[str, Mask] = {}
    for one, value in set_in(filter_, FILTERS):
        mask = one.mask(value, dataset)
        found[one.condition] = found[one.condition] & mask if one.condition in found else mask
    return found
