"""What an address asks for: the names of the dashboard, read by the same functions, and refused where they are no use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from atlas.api.problems import BadParameter, bad_parameters
from atlas.dataset import Dataset
from atlas.view import EventFilter, ViewOptions, parse, parse_options
from atlas.view.against import unused
from atlas.view.filters import FILTERS
from atlas.view.options import OPTIONS, VIEW_NAMES
from atlas.view.spelling import is_tracker, meant_name, near_name

Params = list[tuple[str, str]]

PAGE_NAMES = ("limit", "offset")

DEFAULT_LIMIT = 100
MOST_ON_A_PAGE = 1_000
MOST_OFFSET = 10**9


class Takes(Enum):
    """Which names an address understands."""

    VIEW = "the names of the dashboard"
    PAGED_VIEW = "the names of the dashboard, and a page"
    MAP = "the names of the dashboard, those of the map among them"
    BOTH = "the names of the dashboard, and what a view beside it has instead"
    ROUTES = "the names of the routes"
    WAY = "the names of a way through the routes"
    WORDS = "a few words to look for"
    NOTHING = "no names"
    ANYTHING = "any names, and heeds none"


@dataclass(frozen=True)
class Page:
    """Which of the rows: at most `limit` from the `offset`-th on, counted from 0."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0

    @property
    def part(self) -> slice:
        """The rows of the page."""
        return slice(self.offset, self.offset + self.limit)

    def links(self, total: int) -> dict[str, Page]:
        """Other pages by their relation (RFC 8288): `first`, `prev`, `next`, `last`, as far as there are any."""
        last = max(total - 1, 0) // self.limit * self.limit
        pages = {"first": Page(self.limit), "last": Page(self.limit, last)}
        if self.offset > 0:
            pages["prev"] = Page(self.limit, min(max(self.offset - self.limit, 0), last))
        if self.offset + self.limit < total:
            pages["next"] = Page(self.limit, self.offset + self.limit)
        return pages


@dataclass(frozen=True)
class Question:
    """What an address asks for."""

    filter: EventFilter
    options: ViewOptions
    page: Page


def heeded(takes: Takes) -> tuple[str, ...]:
    """The view options that change what an address gives."""
    asked = {Takes.BOTH: "both", Takes.MAP: "map", Takes.ROUTES: "routes", Takes.WAY: "way"}.get(takes)
    return tuple(sorted(name for name, option in OPTIONS.items() if asked in option.heeded))


def names_of(takes: Takes) -> tuple[str, ...]:
    """The names that an address understands."""
    match takes:
        case Takes.VIEW | Takes.MAP | Takes.BOTH:
            return (*FILTERS, *sorted(VIEW_NAMES))
        case Takes.PAGED_VIEW:
            return (*FILTERS, *PAGE_NAMES, *sorted(VIEW_NAMES))
        case Takes.WORDS:
            return ("q",)
    return heeded(takes)


def allowed(name: str, dataset: Dataset) -> str | Sequence[str]:
    """What may stand behind a name: its values where they can be listed, else a form in words, empty for any text."""
    entry = FILTERS.get(name) or OPTIONS.get(name)
    return (tuple(entry.value.choices(dataset)) or entry.value.form) if entry else ""


def read(params: Params, dataset: Dataset, takes: Takes) -> Question:
    """What the address asks for. Raises `ProblemError` naming every parameter that is no use."""
    if takes is Takes.ANYTHING:
        return Question(EventFilter(), ViewOptions(), Page())
    names = names_of(takes)
    bad = [BadParameter(name, value, _unknown(name, takes), names) for name, value in params if name not in names and not is_tracker(name)]
    known = [(name, value) for name, value in params if name in names]
    page, bad_pages = _page([(name, value) for name, value in known if name in PAGE_NAMES])
    rest = [(name, value) for name, value in known if name not in PAGE_NAMES]
    filter_, ignored = parse(rest, dataset)
    options, odd = parse_options(rest, dataset)
    if takes is Takes.BOTH:
        odd += unused(filter_, options, dataset)
    # A reason says what to use instead where there is no list of it.
    of_no_use = [BadParameter(item.name, item.value, item.reason, allowed(item.name, dataset) or item.reason) for item in ignored + odd]
    bad += [*bad_pages, *of_no_use]
    if bad:
        raise bad_parameters(bad)
    return Question(filter_, options, page)


def _unknown(name: str, takes: Takes) -> str:
    if takes is Takes.NOTHING:
        return "this address takes no parameters"
    if name in PAGE_NAMES:
        return "this address gives all rows at once"
    if takes in (Takes.ROUTES, Takes.WAY) and (name in FILTERS or name in VIEW_NAMES):
        return "the legs of routes are not chosen by this name"
    if meant := meant_name(name, names_of(takes)):
        return f"write {meant}"
    near = near_name(name, names_of(takes))
    return "there is no parameter of this name" + (f"; is it {near}?" if near else "")


def _page(params: Params) -> tuple[Page, list[BadParameter]]:
    limits = {"limit": (1, MOST_ON_A_PAGE), "offset": (0, MOST_OFFSET)}
    numbers: dict[str, int] = {}
    bad = []
    for name, value in params:
        least, most = limits[name]
        form = f"a whole number from {least} to {most}"
        # int() reads more than digits, and other digits than these.
        digits = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
        if not digits or not least <= int(value) <= most:
            bad.append(BadParameter(name, value, f"this is not {form}", form))
        elif name in numbers:
            bad.append(BadParameter(name, value, "only one value can count", form))
        else:
            numbers[name] = int(value)
    return Page(**numbers), bad
