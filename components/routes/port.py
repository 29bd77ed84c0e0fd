"""A port's own timeline as a strip: one mark an event, by year and kind, each a link to its event."""

from __future__ import annotations

import html
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.dataset import Dataset
from atlas.dataset.legs import short_name
from atlas.routes.port_file import port_file
from atlas.web import titles_address
from atlas.words import count, format_date
from components.event_list import dates_of, event_list
from components.pieces import heading, show, small
from components.view import View
from components.viewport import is_narrow


def _marks(dataset: Dataset, events: pd.DataFrame, day: date, fetched: bool) -> str:
    """Each event as a link. Where a browser has fetched date and title of every event, static/page.js names the marks by them."""
    marks = []
    for event, when in zip(events.itertuples(), dates_of(events), strict=True):
        kinds = " ".join(
            name for name, applies in (("later", event.date_start > pd.Timestamp(day)), ("claim", event.status != "occurred")) if applies
        )
        behind, look = "" if event.status == "occurred" else f" ({event.status})", f" class='{kinds}'" if kinds else ""
        named = f"title='{html.escape(f'{when}: {event.title}{behind}')}'"
        if fetched:
            named = f"data-event='{dataset.position[event.event_id]}'" + (f" data-status='{html.escape(behind)}'" if behind else "")
        href = html.escape(f"events?{urlencode({'event': event.event_id})}", quote=True)
        marks.append(f"<a href='{href}' {named}{look}></a>")
    return "".join(marks)


def _table(dataset: Dataset, events: pd.DataFrame, day: date, narrow: bool, titles: str | None) -> str:
    """Years across and kinds down; on a narrow page the other way round."""
    year = events["date_start"].dt.year
    years, lanes = [int(value) for value in sorted(year.unique())], list(events["lane"].cat.remove_unused_categories().cat.categories)

    def head(value: int | str) -> str:
        now = " class='now'" if value == day.year else ""
        return f"<th scope='{{}}'{now}>{html.escape(str(value))}</th>"

    def cell(row: int | str, column: int | str) -> str:
        lane, when = (column, row) if narrow else (row, column)
        return f"<td>{_marks(dataset, events[events['lane'].eq(lane) & year.eq(when)], day, bool(titles))}</td>"

    rows: list[int] | list[str] = years if narrow else lanes
    columns: list[int] | list[str] = lanes if narrow else years
    top = "<tr><td style='border:0'></td>" + "".join(head(column).format("col") for column in columns) + "</tr>"
    body = "".join("<tr>" + head(row).format("row") + "".join(cell(row, column) for column in columns) + "</tr>" for row in rows)
    fetched = f" data-titles='{titles}'" if titles else ""
    return f"<table class='port' aria-label='Events by year and type'{fetched}><thead>{top}</thead><tbody>{body}</tbody></table>"


@lru_cache(maxsize=32)
def _strip(dataset: Dataset, port: str, day: date, narrow: bool, titles: str | None) -> str:
    return _table(dataset, port_file(dataset, port), day, narrow, titles)


def port_strip(view: View, port: str, day: date) -> None:
    """The events about a port as marks that link to them; those after the day are hollow."""
    events = port_file(view.dataset, port)
    name = short_name(str(view.dataset.places.at[port, "name"]))
    later = int((events["date_start"] > pd.Timestamp(day)).sum())
    hollow = f"; hollow: after {format_date(day)} ({later})" if later else ""
    odd = "; diamond: announced, disputed or cancelled" if events["status"].ne("occurred").any() else ""
    said = (
        f"All {count(len(events), 'event')} with the subject {name}, by year and type; years without one are left out. "
        f"A mark opens its event{hollow}{odd}."
    )
    show(heading(f"{name}: the port’s own file"), _strip(view.dataset, port, day, is_narrow(), titles_address(view.dataset)), small(said))
    listed = st.expander("The same as a list", key="routes-port-list", on_change="rerun")
    if listed.open:
        with listed:
            event_list(view, events)
