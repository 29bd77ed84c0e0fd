"""What a briefing pack holds, before it takes a form: the parts of a story, or one view, with tables and sources."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.details import days_of, pages_of
from atlas.geography import VIEWS
from atlas.stories import SavedView, Scene, Story, seen
from atlas.view import Selection, ViewOptions
from atlas.view.options import SHOWS
from atlas.words import count, format_date, format_published, join_words

MOST_EVENTS = 60
"""How many events of a view without citations its table holds; the address beside it yields all."""


MOST_FIGURES = 40
"""How many rows of a chart its table holds."""


@dataclass(frozen=True)
class PageRead:
    """A published page that was read on an event."""

    publisher: str
    title: str
    published: str
    url: str
    says: str
    agrees: bool


@dataclass(frozen=True)
class Event:
    """An event with its pages; `address` opens it in the atlas."""

    event_id: str
    date: str
    title: str
    grade: str
    address: str
    pages: tuple[PageRead, ...]
    note: str


@dataclass(frozen=True)
class Said:
    """A sentence or two with the events behind it. `address` opens it, `note` explains it, `group` heads lines that share it."""

    text: str
    events: tuple[Event, ...] = ()
    address: str = ""
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class Figures:
    """A chart as its numbers: what it plots, in what unit, and the rows; `left_out` further ones are at the address of the view."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0


@dataclass(frozen=True)
class Part:
    """A scene, or a view: `shows` says what is in view, `address` opens it, `svg` or `png` is its picture, `figures` its table.

    A view that can be drawn here in neither way has text and address only.
    """

    title: str
    said: tuple[Said, ...]
    shows: str
    address: str
    notes: str
    events: tuple[Event, ...]
    left_out: int
    svg: str = ""
    png: bytes = b""
    figures: Figures | None = None


@dataclass(frozen=True)
class Pack:
    """A whole briefing pack. `colophon` says from which data it is, on what terms, and when it was made.

    `called` is what a part is called. Scenes are shown one by one and start a page each; sections follow each other.
    """

    title: str
    author: str
    summary: str
    parts: tuple[Part, ...]
    colophon: tuple[tuple[str, str], ...]
    called: Literal["scene", "section"] = "scene"

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event of the pack once, oldest first."""
        found = {event.event_id: event for part in self.parts for event in part.events}
        return tuple(found[event_id] for event_id in sorted(found))


def _page_of(row: Mapping[Hashable, Any]) -> PageRead:
    return PageRead(
        publisher=str(row["publisher_name"]),
        title="" if pd.isna(row["page_title"]) else str(row["page_title"]),
        published=format_published(str(row["published"])) if pd.notna(row["published"]) else "undated",
        url=str(row["url"]),
        says=str(row["states"]),
        agrees=bool(row["agrees"]),
    )


def _event_of(row: Mapping[Hashable, Any], pages: Iterable[PageRead], base: str, version: str) -> Event:
    address = f"{base}/events?{urlencode({'event': row['event_id'], 'version': version})}"
    note = "" if pd.isna(row["note"]) else str(row["note"])
    return Event(str(row["event_id"]), format_date(*days_of(row)), str(row["title"]), str(row["grade"]), address, tuple(pages), note)


def events_of(dataset: Dataset, ids: Iterable[str], base: str) -> dict[str, Event]:
    """The events by id, oldest first, with every page that was read on them; an id of none is left out. `base` is the atlas's address."""
    positions = sorted({dataset.position[event_id] for event_id in ids if event_id in dataset.position})
    pages: dict[int, list[PageRead]] = {position: [] for position in positions}
    for page in pages_of(dataset, positions).to_dict("records"):
        pages[page["event"]].append(_page_of(page))
    rows = dataset.events.iloc[positions][["event_id", "date_start", "date_end", "date_precision", "title", "grade", "note"]]
    found = zip(rows.to_dict("records"), pages.values(), strict=True)
    return {row["event_id"]: _event_of(row, read, base, dataset.version) for row, read in found}


def figures_of(title: str, unit: str, table: pd.DataFrame) -> Figures:
    """The table of a chart as a pack holds it: without identifiers, and no longer than can be read."""
    named = [column for column in table.columns if column != "link" and not str(column).endswith("_id")]
    heads = tuple(str(column)[:1].upper() + str(column)[1:].replace("_", " ") for column in named)
    shown = table[named].head(MOST_FIGURES)
    rows = tuple(tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in shown.itertuples(index=False))
    return Figures(title, unit, heads, rows, len(table) - len(rows))


def in_view(view: SavedView, selection: Selection, options: ViewOptions) -> str:
    """What a view shows, in a sentence with its filter."""
    dataset = selection.dataset
    borders = f" Borders: {VIEWS[options.boundaries].label} view."
    position = dataset.position.get(options.event or "")
    if view.page == "events" and position is not None:
        return f"One event: {dataset.events['title'].iloc[position]}."
    if view.page == "relations":
        return f"{SHOWS[options.show]}: {selection.sentence}"
    if view.page == "timeline":
        return selection.sentence
    if view.page != "routes":
        step = f" Month: {format_date(options.month, precision='month')}." if view.page == "map" and options.month else ""
        return selection.sentence + step + borders
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    corridors = join_words(str(names[corridor]) for corridor in options.routes) or "the main corridors"
    return f"Routes as of {format_date(options.asof or dataset.last_day)}: {corridors}.{borders} Beside them: {selection.sentence}"


def part_of(dataset: Dataset, scene: Scene, base: str, *, svg: str = "", png: bytes = b"", figures: Figures | None = None) -> Part:
    """A scene as a part of the pack, with its cited events; without citations, with the events in view.

    Raises `ValueError` where the address of the scene is none.
    """
    view = scene.view
    selection, options = seen(view, dataset)
    ids: Iterable[str] = scene.events or selection.events["event_id"].tail(MOST_EVENTS)
    left_out = 0 if scene.events else max(selection.n - MOST_EVENTS, 0)
    known = events_of(dataset, ids, base)
    said = tuple(Said(passage.text, tuple(known[event] for event in passage.events if event in known)) for passage in scene.passages)
    address = f"{base}/{view.page}?{urlencode([*view.params, ('version', dataset.version)])}"
    address = address.replace(f"{base}/overview?", f"{base}/?")
    events = tuple(sorted(known.values(), key=lambda event: event.event_id))
    return Part(scene.title, said, in_view(view, selection, options), address, scene.notes, events, left_out, svg, png, figures)


def colophon_of(dataset: Dataset, made: date) -> tuple[tuple[str, str], ...]:
    """From which data a pack is, on what terms, and when it was made."""
    package = dataset.package
    return (
        ("Data", f"{package.title}, version {package.version}"),
        ("Covers", f"{format_date(package.covers_from)} to {format_date(package.covers_to)}"),
        ("Licence", f"{package.licence}, {package.licence_url}"),
        ("Made", format_date(made)),
        ("Grades", "A: two or more independent origins from at least two countries; B: two or more origins; C: one; D: none"),
    )


def pack_of(dataset: Dataset, story: Story, parts: Iterable[Part], made: date) -> Pack:
    """The pack of a story from its parts. `made` is the day of making."""
    return Pack(story.title, story.author, story.summary, tuple(parts), colophon_of(dataset, made))


def size_of(pack: Pack) -> str:
    """How much is in the pack: `8 scenes, 18 events, 96 pages read`."""
    pages = len({page.url for event in pack.events for page in event.pages})
    return f"{count(len(pack.parts), pack.called)}, {count(len(pack.events), 'event')}, {count(pages, 'page')} read"
