"""What the map of links shows of a view: the events of the step, counted as asked, and what stands out.

The same scene is drawn on the screen and in a picture, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from atlas.actors import CAPITALS, KABUL
from atlas.dataset import Dataset
from atlas.geography import EXTENTS, Box, Point, including, place_radius
from atlas.measures.links import links, meeting_places, meetings, not_drawn, seats, shown_links, visits
from atlas.view import Selection, ViewOptions
from atlas.view.playback import during, in_words, last_day
from atlas.words import count, join_words

GOLDSTEIN_CAVEAT = "A Goldstein value (−10 conflict to +10 cooperation) belongs to the code of an event, not to the event."

NAMED_PLACES = 12
"""How many of the busiest places get a name, as far as there is room."""

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
    """How the links are drawn. `width` names the column that an arc's width stands for; `directed` rows are those of `visits`.

    `most` and `most_met` are the counts of the widest arc and the largest place, where they are not those in the frames: in
    the playback every month is drawn to one scale. `day` is that of the status of routes.
    """

    colour: str = "partner"
    width: str = "events"
    directed: bool = False
    most: float | None = None
    most_met: float | None = None
    day: date | None = None
    lit: Lit = field(default_factory=Lit)

    @property
    def ends(self) -> tuple[str, str]:
        """The columns that hold the two actors of a link."""
        return ("origin", "destination") if self.directed else ("first", "second")

    def scale(self, links: pd.DataFrame, places: pd.DataFrame) -> tuple[float, float]:
        """The counts of the widest arc and of the largest place."""
        most = self.most or (float(links[self.width].max()) if len(links) else 1.0)
        return most, self.most_met or (float(places["events"].max()) if len(places) else 1.0)


@dataclass(frozen=True)
class Scene:
    """Frames and look of one map. `selection` holds the events of the step of the playback, or all in view; `legs` are ids."""

    selection: Selection
    links: pd.DataFrame
    places: pd.DataFrame
    legs: tuple[str, ...]
    look: Look
    legend: dict[str, Any]
    notes: tuple[str, ...]
    heading: str


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


def scene_of(selection: Selection, options: ViewOptions) -> Scene:
    """The map of a view. In the playback, widths and sizes keep the scale of the whole view, so that steps compare."""
    month, whole = options.month, selection
    selection = during(whole, month, options.reading) if month else whole
    directed = options.arcs == "visits"
    width = "meetings" if options.count == "meetings" and not directed else "events"
    shown, places = _links(selection, options), meeting_places(selection)
    most, most_met = Look(width=width).scale(*((_links(whole, options), meeting_places(whole)) if month else (shown, places)))
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
    return Scene(
        selection=selection,
        links=shown,
        places=places,
        legs=shown_legs(selection.dataset, options.routes, options.overlays),
        look=Look(colour, width, directed, most, most_met, day, _lit(selection, options.event)),
        legend={
            "colour": colour,
            "noun": "visit" if directed else "meeting" if width == "meetings" else "event",
            "most": most,
            "corridors": bool(options.routes or options.overlays),
            "crossings": bool(options.routes or options.overlays),
            "uncertain": bool(places["uncertain"].any()),
        },
        notes=tuple(notes),
        heading=f"{number} {step}".strip(),
    )


def named_points(links: pd.DataFrame, places: pd.DataFrame, dataset: Dataset, look: Look) -> list[Point]:
    """What has a name on the map, most important first: Kabul and the capitals of the links, what is lit, the busiest places."""
    points: dict[tuple[float, float], Point] = {}
    seat, labels, most_met = seats(dataset), dataset.actor_labels, look.scale(links, places)[1]
    radius = {
        (round(lon, 3), round(lat, 3)): place_radius(events, most_met)
        for lon, lat, events in zip(places["lon"], places["lat"], places["events"], strict=True)
    }
    actors = {actor for end in look.ends for actor in links[end]} | {KABUL, *CAPITALS}
    for actor in sorted(actors, key=lambda actor: (actor != KABUL, actor not in CAPITALS, actor)):
        if actor in seat:
            points.setdefault(seat[actor], Point(labels[actor], *seat[actor], True, radius.get(seat[actor], 0.0)))
    chosen = look.lit.places or frozenset()
    first = places[places["place_id"].isin(chosen)] if chosen else places.head(0)
    for frame in (first, places.head(NAMED_PLACES)):
        for place, name, lon, lat in zip(*(frame[column] for column in ("place_id", "name", "lon", "lat")), strict=True):
            spot = round(lon, 3), round(lat, 3)
            points.setdefault(spot, Point(name.split(" (")[0], *spot, place in chosen, radius[spot]))
    return list(points.values())


def box_of(extent: str, links: pd.DataFrame, places: pd.DataFrame, dataset: Dataset, look: Look) -> Box:
    """The extent of that name, widened where what is lit lies outside."""
    points: list[tuple[float, float]] = []
    if look.lit.places:
        lit = places[places["place_id"].isin(look.lit.places)]
        points += zip(lit["lon"], lit["lat"], strict=True)
    if look.lit.links:
        seat, chosen = seats(dataset), links[links["link"].isin(look.lit.links)]
        points += [seat[actor] for end in look.ends for actor in chosen[end] if actor in seat]
    return including(EXTENTS[extent].box, points)
