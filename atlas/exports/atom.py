"""An Atom feed (RFC 4287) of new and corrected events, so that a reader can follow one link or one subject."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pandas as pd

from atlas.dataset import Dataset, parse_version, version_number
from atlas.exports.about import About, utc
from atlas.view import Selection
from atlas.words import xml_text

ATOM = "http://www.w3.org/2005/Atom"
NEWS = ("added", "corrected")
"""Changes that a feed tells."""

ET.register_namespace("", ATOM)


def version_time(version: str) -> datetime:
    """The moment that a version stands for in a feed: its month, and within it the order of its releases.

    A version says no day. What it does say never changes, so that a feed reader is shown an entry again only when the event
    was changed again.
    """
    year, month, number = parse_version(version) or (1970, 1, 0)
    return datetime(year, month, 1, tzinfo=UTC) + timedelta(minutes=number)


def entry_id(dataset: Dataset, event_id: str) -> str:
    """A URN for the entry of an event that is the same wherever the atlas is hosted (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, f"data-package:{dataset.package.name}"), event_id).urn


def news(selection: Selection) -> pd.DataFrame:
    """The selected events with what releases did to them, last changed first: one row an event.

    Columns: `event_id`, `first` and `last` (versions that added and last changed it), `change` and `reason` (of the last).
    """
    changes = selection.dataset.tables["changes"]
    rows = changes[changes["change"].isin(NEWS) & changes["event_id"].isin(selection.events["event_id"])]
    rows = rows.assign(number=rows["version"].map(version_number), event_id=rows["event_id"].astype("str"))
    rows = rows.sort_values("number", kind="stable")
    by_event = rows.groupby("event_id")
    last = by_event.tail(1).set_index("event_id")
    frame = last[["version", "change", "reason", "number"]].rename(columns={"version": "last"})
    frame = frame.assign(first=by_event["version"].first(), position=frame.index.map(selection.dataset.position))
    frame = frame.sort_values(["number", "position"], ascending=False).reset_index()
    return frame[["event_id", "first", "last", "change", "reason"]]


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", {name: xml_text(value) for name, value in attributes.items()})
    element.text = xml_text(text) or None
    return element


def _entry(feed: ET.Element, selection: Selection, row: pd.Series, address: str) -> None:
    dataset = selection.dataset
    event = dataset.events.iloc[dataset.position[row["event_id"]]]
    entry = _add(feed, "entry")
    _add(entry, "id", entry_id(dataset, row["event_id"]))
    _add(entry, "title", str(event["title"]), type="text")
    _add(entry, "updated", utc(version_time(row["last"])))
    _add(entry, "published", utc(version_time(row["first"])))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "category", term=str(event["event_type"]), label=str(event["type"]))
    _add(entry, "summary", str(event["summary"]), type="text")
    note = f"{event['date_start']:%Y-%m-%d}. {event['summary']} ({row['change'].capitalize()} in version {row['last']}. {row['reason']})"
    _add(entry, "content", note, type="text")


def events_atom(
    selection: Selection,
    about: About,
    links: Mapping[str, str] = MappingProxyType({}),
    part: slice = slice(None),
) -> bytes:
    """A feed of the selected events, newest version first and within it the latest event first; one entry an event.

    `links` holds addresses of the feed by their relation: `self`,
    and those of further parts (`first`, `next`, `previous`, `last`; RFC 5005). An event that is corrected keeps its id and gets a later
    time, by which readers show it again.
    """
    dataset, rows, page = selection.dataset, news(selection), about.address.partition("?")[0]
    feed = ET.Element(f"{{{ATOM}}}feed")
    # A feed is known by its filter, not by the host that it was read from.
    name = f"feed:{selection.filter.to_query()}"
    _add(feed, "id", entry_id(dataset, name))
    _add(feed, "title", f"{about.title}: {selection.description}", type="text")
    _add(feed, "subtitle", f"New and corrected events in the data. {selection.sentence}", type="text")
    _add(feed, "updated", utc(version_time(rows["last"].iloc[0] if len(rows) else dataset.version)))
    _add(_add(feed, "author"), "name", f"{about.title} contributors")
    _add(feed, "rights", f"{about.licence}, {about.licence_url}. Cite as: {about.citation}", type="text")
    _add(feed, "generator", about.title, version=about.version)
    _add(feed, "link", rel="alternate", type="text/html", href=about.address)
    for relation, address in links.items():
        _add(feed, "link", rel=relation, type="application/atom+xml", href=address)
    for _, row in rows.iloc[part].iterrows():
        _entry(feed, selection, row, f"{page}?{urlencode({'event': row['event_id']})}")
    ET.indent(feed, " ")
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text
