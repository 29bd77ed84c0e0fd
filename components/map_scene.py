"""What the map page shows of a view: the events of the step, counted as asked, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from atlas.links import links, meeting_places, meetings, shown_links, visits
from atlas.playback import during, in_words, last_day
from atlas.selection import Selection
from atlas.words import count
from components.link_map import Lit, Look
from components.view import View

GOLDSTEIN_CAVEAT = "A Goldstein value (−10 conflict to +10 cooperation) belongs to the code of an event, not to the event."


@dataclass(frozen=True)
class Scene:
    """Frames and look of one map. `selection` holds the events of the step of the playback, or all in view."""

    selection: Selection
    links: pd.DataFrame
    places: pd.DataFrame
    look: Look
    legend: dict[str, Any]
    notes: tuple[str, ...]
    heading: str


def _lit(view: View, selection: Selection) -> Lit:
    """The chosen event with its links and its place; else the links and places of the filter."""
    dataset, filter_ = view.dataset, selection.filter
    position = dataset.position.get(view.options.event or "")
    if position is None or not selection.mask[position]:
        return Lit(frozenset(filter_.link) or None, frozenset(filter_.place) or None)
    facets = {name: dataset.facets[name] for name in ("link", "place")}
    ids = {name: frozenset(facet.values[code] for code in facet.code[facet.event == position]) for name, facet in facets.items()}
    return Lit(ids["link"], ids["place"])


def _links(view: View, selection: Selection) -> pd.DataFrame:
    options, chosen = view.options, (*selection.filter.link, *selection.filter.actor)
    if options.arcs == "visits":
        return shown_links(visits(selection), options.partners, chosen, ("origin", "destination"))
    counted = links(selection)
    if options.count == "meetings":
        counted = counted.assign(meetings=counted["link"].map(meetings(selection)))
    return shown_links(counted, options.partners, chosen)


def scene_of(view: View) -> Scene:
    """The map of a view. In the playback, widths and sizes keep the scale of the whole view, so that steps compare."""
    options, month = view.options, view.options.month
    selection = during(view.selection, month, options.reading) if month else view.selection
    directed = options.arcs == "visits"
    width = "meetings" if options.count == "meetings" and not directed else "events"
    shown, places = _links(view, selection), meeting_places(selection)
    whole = (_links(view, view.selection), meeting_places(view.selection)) if month else (shown, places)
    most, most_met = (float(frame[column].max()) if len(frame) else 1.0 for frame, column in zip(whole, (width, "events"), strict=True))
    day: date = last_day(month) if month else options.asof or view.dataset.last_day
    colour = "partner" if directed else options.colour
    lit = _lit(view, selection)
    notes = []
    if directed:
        notes.append("Visits that occurred, from who travelled (in that colour) to who received.")
    if colour == "tone":
        notes.append(f"Colour: mean tone of the events of a link. {GOLDSTEIN_CAVEAT}")
    if width == "meetings":
        notes.append("Every event counts once, shared among its pairs.")
    number, step = count(selection.n, "event"), in_words(month, options.reading) if month else ""
    noun = "visit" if directed else "meeting" if width == "meetings" else "event"
    return Scene(
        selection=selection,
        links=shown,
        places=places,
        look=Look(colour, width, directed, most, most_met, day, lit),
        legend={
            "colour": colour,
            "noun": noun,
            "most": most,
            "corridors": bool(options.routes or options.overlays),
            "crossings": bool(options.routes or options.overlays),
            "uncertain": bool(places["uncertain"].any()),
        },
        notes=tuple(notes),
        heading=f"{number} {step}".strip(),
    )
