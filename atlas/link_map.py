"""What the map of links shows of a view: the events of the step, counted as asked, and what stands out.

Page, story, frame on another site and picture all draw the same `LinkMap`, so that they cannot disagree.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from atlas.actors import CAPITALS, KABUL
from atlas.dataset import Dataset
from atlas.geography import EXTENTS, Bounds, Ground, Point, Spot, arc_width, great_circle, including, mercator, place_radius, samples
from atlas.kept import kept
from atlas.measures.links import links, meeting_places, meetings, not_drawn, partners, seats, shown_links, visits
from atlas.narrative import in_one, narrative
from atlas.palette import OTHERS
from atlas.view import SELECTIONS_KEPT, Selection, ViewOptions
from atlas.view.options import OPTIONS
from atlas.view.playback import during, in_words, last_day
from atlas.words import count, join_words

GOLDSTEIN_CAVEAT = "A Goldstein value (−10 conflict to +10 cooperation) belongs to the code of an event, not to the event."

MAIN_CORRIDOR = "chabahar-kandahar"
"""The one corridor on the map of the four capitals."""

LEAST_SHOWN = (12.0, 7.0)
"""Degrees across and down that a map shows at least, so that one place is seen in its surroundings."""

_ALONG = 8
"""Pieces of an arc at whose ends it is seen how far it reaches."""

NAMED_PLACES = 12
"""How many of the busiest places get a name, as far as there is room."""

_FAR, _APART = 2.2, 30.0
"""At smaller zooms than the first, as on a phone, the marks of small places would hide the land between them: only what is lit, and what
lies so many pixels from any busier place, is marked."""

_LARGE, _FINER, _FINEST = 3.4, 0.25, 0.6
"""From this zoom on arcs and marks have their whole size; by how much finer they are a step farther off, and at the finest."""

NOT_DRAWN_NAMED = 4
"""So many links that have no arc are named; of more, the rest is counted."""

STRONG, FAINT = 0.85, 0.16
"""Opacity of what is lit, or of everything where nothing is, and of the rest."""


@dataclass(frozen=True)
class Lit:
    """What stands out on the map because it was chosen: ids of links and of places; `None` where all are alike."""

    links: frozenset[str] | None = None
    places: frozenset[str] | None = None

    def opacity(self, kind: str, name: str) -> float:
        """How strongly one mark is drawn."""
        chosen = getattr(self, kind)
        return STRONG if chosen is None or name in chosen else FAINT


@dataclass(frozen=True)
class Look:
    """How the links are drawn. `colour` is one of `atlas.view.options.COLOURS`; `directed` rows are those of `visits`.

    `width` names the column that an arc's width stands for. `most` and `most_met` are the counts of the widest arc and the largest
    place. `day` is that of the status of routes.
    """

    colour: str
    width: str
    directed: bool
    most: float
    most_met: float
    day: date
    lit: Lit = Lit()
    fineness: float = 1.0
    """In parts of what they are on a large map: how wide arcs and how large places are."""

    @property
    def ends(self) -> tuple[str, str]:
        """The columns that hold the two actors of a link."""
        return ("origin", "destination") if self.directed else ("first", "second")

    def arc(self, number: float) -> float:
        """Width in pixels of an arc that stands for a number."""
        return arc_width(number, self.most) * self.fineness

    def radius(self, events: float) -> float:
        """Radius in pixels of the mark of a place with so many events."""
        return place_radius(events, self.most_met) * self.fineness


@dataclass(frozen=True)
class Legend:
    """What colours, widths and marks mean, as far as they are on the map.

    `partners` are labels and colours of those who have one of their own, and of all others; empty where colour is the `tone`.
    `noun` is what the width counts, `widths` are a few counts with their width in pixels.
    """

    tone: bool
    partners: tuple[tuple[str, str], ...]
    noun: str
    widths: tuple[tuple[int, float], ...]
    places: bool
    uncertain: bool
    routes: bool
    left_out: int = 0
    """How many places only a closer map marks."""


@dataclass(frozen=True, eq=False)
class LinkMap:
    """The content of one map. `selection` holds the events of the step of the playback, or all in view.

    `links` are rows of `shown_links`, `places` of `meeting_places`; `legs` are ids. `heading` counts the events, `notes` say how to
    read the map, and `words` sum the view up for those who do not see it.
    """

    selection: Selection
    links: pd.DataFrame
    places: pd.DataFrame
    legs: tuple[str, ...]
    look: Look
    extent: str
    ground: Ground
    heading: str
    notes: tuple[str, ...]
    words: str
    close: bool = False
    """Whether it opens on what it shows, instead of on an extent of which that may be a corner."""
    left_out: int = 0
    """How many places it leaves to closer maps."""

    @property
    def dataset(self) -> Dataset:
        """The dataset behind the map."""
        return self.selection.dataset

    def drawn(self) -> Iterator[tuple[dict[Hashable, Any], Spot, Spot]]:
        """Rows of links with the seats of their two ends, where they have different ones; the busiest last, on top of the others."""
        seat, (first, second) = seats(self.dataset), self.look.ends
        for row in self.links[::-1].to_dict("records"):
            start, end = seat.get(row[first]), seat.get(row[second])
            if start and end and start != end:
                yield row, start, end

    @property
    def legend(self) -> Legend:
        """What the marks mean."""
        look, actors = self.look, self.dataset.actors
        ends = {actor for end in look.ends for actor in self.links[end]}
        own = [actor for actor in partners(self.dataset) if actor in ends]
        colours = [(str(actors.at[actor, "label"]), str(actors.at[actor, "colour"])) for actor in own]
        if len(ends - {KABUL}) > len(own):
            colours.append(("others", OTHERS))
        return Legend(
            tone=look.colour == "tone",
            partners=() if look.colour == "tone" else tuple(colours),
            noun="visit" if look.directed else "meeting" if look.width == "meetings" else "event",
            widths=tuple((number, look.arc(number)) for number in samples(look.most)),
            places=bool(len(self.places)),
            uncertain=bool(self.places["uncertain"].any()),
            routes=bool(self.legs),
            left_out=self.left_out,
        )

    def seen_from(self, zoom: float) -> LinkMap:
        """The same map with the marks that suit a zoom: finer ones from far off, and no places that would crowd it."""
        look = replace(self.look, fineness=min(max(1 - _FINER * (_LARGE - zoom), _FINEST), 1.0))
        if zoom >= _FAR:
            return replace(self, look=look)
        # The busiest come first.
        lit, columns = self.look.lit.places or (), (self.places[name] for name in ("place_id", "lon", "lat"))
        kept: list[tuple[float, float]] = []
        shown = []
        for place, *spot in zip(*columns, strict=True):
            at = mercator(*spot)
            shown.append(place in lit or all(math.dist(at, other) * 2**zoom > _APART for other in kept))
            kept += [at] * shown[-1]
        return replace(self, look=look, places=self.places.iloc[np.flatnonzero(shown)], left_out=len(shown) - sum(shown))

    @property
    def bounds(self) -> Bounds:
        """The extent, widened where what is lit lies outside; of a `close` map only what is lit, or everything where nothing is."""
        lit, points = self.look.lit, list[tuple[float, float]]()
        if lit.places or self.close:
            places = self.places[self.places["place_id"].isin(lit.places)] if lit.places else self.places
            points += zip(places["lon"], places["lat"], strict=True)
        if lit.links or self.close:
            seat, chosen = seats(self.dataset), self.links[self.links["link"].isin(lit.links)] if lit.links else self.links
            points += [seat[actor] for end in self.look.ends for actor in chosen[end] if actor in seat]
        if not self.close:
            return including(EXTENTS[self.extent].bounds, points)
        for row, start, end in self.drawn():
            # An arc between far ends runs north of both.
            points += great_circle(start, end, _ALONG) if lit.links is None or row["link"] in lit.links else ()
        lines = self.dataset.legs.loc[list(self.legs), "geometry"]
        points += [(float(lon), float(lat)) for line in lines for lon, lat in line.coords]
        return around(points) if points else EXTENTS[self.extent].bounds

    def _seated(self) -> Iterator[tuple[str, Spot]]:
        """The actors that have a mark of their own, with their seats: Kabul, the capitals, and whoever else has a link on the map."""
        seat = seats(self.dataset)
        actors = {actor for end in self.look.ends for actor in self.links[end]} | {KABUL, *CAPITALS}
        for actor in sorted(actors, key=lambda actor: (actor != KABUL, actor not in CAPITALS, actor)):
            if actor in seat:
                yield actor, seat[actor]

    @property
    def capitals(self) -> list[Spot]:
        """Where they have their seats."""
        return list(dict.fromkeys(spot for _, spot in self._seated()))

    @property
    def names(self) -> list[Point]:
        """What has a name, most important first: Kabul and the capitals of the links, what is lit, the busiest places."""
        points: dict[tuple[float, float], Point] = {}
        labels, places = self.dataset.actor_labels, self.places
        radius = {
            (round(lon, 3), round(lat, 3)): self.look.radius(events)
            for lon, lat, events in zip(places["lon"], places["lat"], places["events"], strict=True)
        }
        for actor, spot in self._seated():
            points.setdefault(spot, Point(labels[actor], *spot, True, radius.get(spot, 0.0)))
        chosen = self.look.lit.places or frozenset()
        first = places[places["place_id"].isin(chosen)] if chosen else places.head(0)
        for frame in (first, places.head(NAMED_PLACES)):
            for place, name, lon, lat in zip(*(frame[column] for column in ("place_id", "name", "lon", "lat")), strict=True):
                spot = round(lon, 3), round(lat, 3)
                points.setdefault(spot, Point(name.split(" (")[0], *spot, place in chosen, radius[spot]))
        return list(points.values())


def around(points: Sequence[tuple[float, float]]) -> Bounds:
    """The bounds of some points, longitude and latitude, widened to `LEAST_SHOWN` about their middle."""
    (west, east), (south, north) = ((min(values), max(values)) for values in zip(*points, strict=True))
    across, down = (max(least - size, 0) / 2 for least, size in zip(LEAST_SHOWN, (east - west, north - south), strict=True))
    return west - across, south - down, east + across, north + down


def close_map_of(selection: Selection, options: ViewOptions) -> LinkMap:
    """The same map on what it shows, unless an extent is asked for: what a scene of a story and its picture show."""
    return replace(link_map_of(selection, options), close=options.extent == OPTIONS["extent"].default)


def _lit(selection: Selection, event: str | None) -> Lit:
    """The chosen event with its links and its place; else the links and places of the filter."""
    dataset, filter_ = selection.dataset, selection.filter
    position = dataset.position.get(event or "")
    if position is None or not selection.mask[position]:
        return Lit(frozenset(filter_.link) or None, frozenset(filter_.place) or None)
    facets = {name: dataset.facets[name] for name in ("link", "place")}
    ids = {name: frozenset(facet.values[code] for code in facet.code[facet.event == position]) for name, facet in facets.items()}
    return Lit(ids["link"], ids["place"])


def _links(selection: Selection, options: ViewOptions) -> pd.DataFrame:
    chosen = (*selection.filter.link, *selection.filter.actor)
    if options.arcs == "visits":
        return shown_links(visits(selection), options.partners, chosen, ("origin", "destination"))
    counted = links(selection)
    if options.count == "meetings":
        counted = counted.assign(meetings=counted["link"].map(meetings(selection)))
    return shown_links(counted, options.partners, chosen)


def shown_legs(dataset: Dataset, corridors: Iterable[str], overlays: Iterable[str] = ()) -> tuple[str, ...]:
    """The legs of some corridors, of all sea lanes or of all crossings."""
    corridors, overlays = list(corridors), list(overlays)
    if not corridors and not overlays:
        return ()
    chain, mode = dataset.tables["corridor_legs"], dataset.legs["mode"].astype("str")
    chosen = dict.fromkeys(chain[chain["corridor_id"].isin(corridors)]["leg_id"].astype("str"))
    for overlay in overlays:
        chosen |= dict.fromkeys(mode.index[mode == {"sea": "sea", "crossings": "border"}[overlay]])
    return tuple(chosen)


def _most(counts: pd.Series) -> float:
    """The largest of some counts, by which they are drawn."""
    return float(counts.max()) if len(counts) else 1.0


@kept(SELECTIONS_KEPT)
def link_map_of(selection: Selection, options: ViewOptions) -> LinkMap:
    """The map of a view. In the playback, widths and sizes keep the scale of the whole view, so that steps compare."""
    month, whole = options.month, selection
    selection = during(whole, month, options.reading) if month else whole
    directed = options.arcs == "visits"
    width = "meetings" if options.count == "meetings" and not directed else "events"
    shown, places = _links(selection, options), meeting_places(selection)
    scale, met = (_links(whole, options), meeting_places(whole)) if month else (shown, places)
    day = last_day(month) if month else options.asof or selection.dataset.last_day
    colour = "partner" if directed else options.colour
    notes = []
    if directed:
        notes.append("Visits that occurred, from who travelled (in that colour) to who received.")
    if colour == "tone":
        notes.append(f"Colour: mean tone of the events of a link. {GOLDSTEIN_CAVEAT}")
    if width == "meetings":
        notes.append("Every event counts once, shared among its pairs.")
    if missing := not_drawn(shown, selection.dataset, ("origin", "destination") if directed else ("first", "second")):
        named = missing[:NOT_DRAWN_NAMED] + [f"{len(missing) - NOT_DRAWN_NAMED} more"] * (len(missing) > NOT_DRAWN_NAMED)
        notes.append(f"Not drawn, for want of two seats apart: {join_words(named)}.")
    number, step = count(selection.n, "event"), in_words(month, options.reading) if month else ""
    return LinkMap(
        selection=selection,
        links=shown,
        places=places,
        legs=shown_legs(selection.dataset, options.routes, options.overlays),
        look=Look(colour, width, directed, _most(scale[width]), _most(met["events"]), day, _lit(selection, options.event)),
        extent=options.extent,
        ground=options.ground,
        heading=f"{number} {step}".strip(),
        notes=tuple(notes),
        words=in_one(narrative(whole, "map", count=options.count)),
    )


@kept(SELECTIONS_KEPT)
def capitals_map(selection: Selection, options: ViewOptions) -> LinkMap:
    """The links of the four capitals and the main corridor by themselves: no places, nothing lit."""
    content = link_map_of(selection, ViewOptions(boundaries=options.boundaries, relief=options.relief, routes=(MAIN_CORRIDOR,)))
    corridor = selection.dataset.tables["corridors"].set_index("corridor_id").loc[MAIN_CORRIDOR, "name"]
    return replace(
        content,
        places=content.places.head(0),
        look=replace(content.look, lit=Lit()),
        notes=(f"Width: events that link two capitals. Thin line: the corridor {corridor!s}.",),
        words=in_one(narrative(selection, "")),
    )
