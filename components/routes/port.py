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
from atlas.palette import Theme
from atlas.routes.port_file import port_file
from atlas.words import count, format_date
from components.event_list import dates_of, event_list
from components.pieces import heading, show, small
from components.view import View
from components.viewport import is_narrow

_STYLE = (
    "<style>.port{{border-collapse:collapse;width:100%;font-size:.8rem;color:{muted};table-layout:auto}}"
    ".port th{{font-weight:400;text-align:left;padding:.1rem .5rem .1rem 0;white-space:nowrap}}"
    ".port td{{padding:0;vertical-align:top;border-left:1px solid {border}}}"
    ".port tr{{border-top:1px solid {border}}}.port thead th{{padding-left:.3rem}}.port thead .now{{color:{ink};font-weight:700}}"
    ".port a{{display:inline-flex;width:24px;height:24px;align-items:center;justify-content:center}}"
    ".port a::before{{content:'';width:10px;height:10px;border-radius:50%;background:{ink};box-sizing:border-box}}"
    ".port a.later::before{{background:none;border:1.5px solid {muted}}}"
    ".port a.claim::before{{border-radius:0;transform:rotate(45deg)}}"
    "@media (max-width:640px){{.port{{table-layout:fixed;font-size:.68rem}}.port th{{white-space:normal;padding-right:.1rem}}"
    ".port thead td{{width:30px}}.port thead th{{font-size:.6rem}}}}"
    ".port a:hover::before,.port a:focus-visible::before{{outline:3px solid {muted}}}</style>"
)


def _marks(events: pd.DataFrame, day: date) -> str:
    marks = []
    for event, when in zip(events.itertuples(), dates_of(events), strict=True):
        kinds = " ".join(
            name for name, applies in (("later", event.date_start > pd.Timestamp(day)), ("claim", event.status != "occurred")) if applies
        )
        told = f"{when}: {event.title}" + ("" if event.status == "occurred" else f" ({event.status})")
        label, look = html.escape(told, quote=True), f" class='{kinds}'" if kinds else ""
        href = html.escape(f"events?{urlencode({'event': event.event_id})}", quote=True)
        marks.append(f"<a href='{href}' title=\"{label}\"{look}></a>")
    return "".join(marks)


def _table(events: pd.DataFrame, day: date, narrow: bool) -> str:
    """Years across and kinds down; on a narrow page the other way round."""
    year = events["date_start"].dt.year
    years, lanes = [int(value) for value in sorted(year.unique())], list(events["lane"].cat.remove_unused_categories().cat.categories)

    def head(value: int | str) -> str:
        now = " class='now'" if value == day.year else ""
        return f"<th scope='{{}}'{now}>{html.escape(str(value))}</th>"

    def cell(row: int | str, column: int | str) -> str:
        lane, when = (column, row) if narrow else (row, column)
        return f"<td>{_marks(events[events['lane'].eq(lane) & year.eq(when)], day)}</td>"

    rows: list[int] | list[str] = years if narrow else lanes
    columns: list[int] | list[str] = lanes if narrow else years
    top = "<tr><td style='border:0'></td>" + "".join(head(column).format("col") for column in columns) + "</tr>"
    body = "".join("<tr>" + head(row).format("row") + "".join(cell(row, column) for column in columns) + "</tr>" for row in rows)
    return f"<table class='port'><thead>{top}</thead><tbody>{body}</tbody></table>"


@lru_cache(maxsize=32)
def _strip(dataset: Dataset, port: str, day: date, theme: Theme, narrow: bool) -> str:
    return _STYLE.format(muted=theme.muted, border=theme.border, ink=theme.ink) + _table(port_file(dataset, port), day, narrow)


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
    show(heading(f"{name}: the port’s own file"), _strip(view.dataset, port, day, view.theme, is_narrow()), small(said))
    listed = st.expander("The same as a list", key="routes-port-list", on_change="rerun")
    if listed.open:
        with listed:
            event_list(view, events)
