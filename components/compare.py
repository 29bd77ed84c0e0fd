"""Two views beside each other in one address: the difference in a sentence, what each adds up to, tempo, subjects, maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from atlas.geography import VIEWS
from atlas.link_map import capitals_map
from atlas.measures.comparison import Comparison, compare
from atlas.measures.window import LAST_YEAR, YEAR_BEFORE, last_whole_year, two_years
from atlas.palette import OTHERS
from atlas.view import EventFilter, select
from atlas.view.against import against, other_view
from atlas.words import join_words
from components import address
from components.charts import Chart, Layout, Trace, show_chart
from components.links import Link, anchor, show_links
from components.map import link_map
from components.text import plain
from components.view import View
from components.viewport import beside

_DISPUTED = "india-afghanistan"
"""The extent on which the views of borders differ most."""

_SUBJECTS = 10
"""So many subjects are listed; the file holds all."""


def _ways(view: View) -> Iterator[tuple[str, str, EventFilter, str]]:
    """What a view can be set against: kind, label, the first view's filter, and what `against` holds."""
    own, dataset = view.selection.filter, view.dataset
    links = [link for actor in (*CAPITALS, *NEIGHBOURS) if (link := link_of(KABUL, actor)) in dataset.facets["link"].position]
    label = dataset.facets["link"].label
    if len(own.link) == 1:
        for link in links:
            if link not in own.link:
                yield "With another link", label(link), own, against(own, replace(own, link=(link,)))
    else:
        capitals = links[: len(CAPITALS)]
        for first, second in ((one, other) for place, one in enumerate(capitals) for other in capitals[place + 1 :]):
            chosen = replace(own, link=(first,))
            yield "Two links", f"{label(first)} and {label(second)}", chosen, against(chosen, replace(own, link=(second,)))
    before, end, start, now = two_years(dataset)
    year, until = last_whole_year(dataset)
    periods = (
        (f"{LAST_YEAR.capitalize()} and {YEAR_BEFORE}", start, now, before, end),
        (f"{year.year} and {year.year - 1}", year, until, year.replace(year=year.year - 1), until.replace(year=year.year - 1)),
    )
    for said, first_day, last_day, earlier, earlier_end in periods:
        chosen = replace(own, date_from=first_day, date_to=last_day)
        yield "Two periods", said, chosen, against(chosen, replace(own, date_from=earlier, date_to=earlier_end))
    strict = replace(own, grade="A")
    yield "Evidence", "Strict and broad", strict, against(strict, replace(own, grade=None))
    for name, seen in VIEWS.items():
        if name != view.options.boundaries:
            yield "Borders", f"{VIEWS[view.options.boundaries].label} and {seen.label}", own, f"boundaries={name}"


def compare_menu(view: View) -> None:
    """The ways to set the view against another, each an address."""
    menu = st.popover("Compare", icon=":material/compare_arrows:", type="tertiary", key="compare", on_change="rerun")
    if not menu.open:
        return
    kinds = (
        f"<b>{kind}</b>"
        + "".join(
            anchor(Link(label, "overview", view.link(filter_, against=instead, event=None))) for _, label, filter_, instead in members
        )
        for kind, members in groupby(_ways(view), lambda way: way[0])
    )
    with menu:
        st.html(f"<div class='links'>{''.join(kinds)}</div>")


def _capital(name: str) -> str:
    """The name of a view where it begins a line."""
    return name[:1].upper() + name[1:]


def _table(found: Comparison, table: pd.DataFrame, alt: str, first: str) -> None:
    """A table with a column a view."""
    if "says" in table and not table["says"].any():
        table = table.drop(columns="says")
    names = [_capital(name) for name in found.names]
    headed = table.rename(columns={table.columns[0]: first, "first": names[0], "second": names[1], "says": "Difference"})
    st.table(headed.map(lambda cell: plain(str(cell))).rename(columns=plain), hide_index=True, border="horizontal", alt=alt)


def _tempo(view: View, found: Comparison, share: float) -> None:
    """Contacts a quarter, two bars beside each other."""
    # Plotly reads a name as markup, and names may hold words of the address.
    names = [escape(name) for name in found.names]
    apart = not found.quarters[["first", "second"]].all(axis=1).any()
    quarters, colours = found.quarters["quarter"], (view.theme.accent, OTHERS)
    table = found.quarters.assign(quarter=[f"{quarter.year}-Q{quarter.quarter}" for quarter in quarters])
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": name,
            "x": [str(quarter.start_time.date()) for quarter in quarters],
            "y": table[side].tolist(),
            "xperiod": "M3",
            "xperiodalignment": "middle",
            "text": table["quarter"].tolist(),
            "textposition": "none",
            "marker": {"color": colour},
            "hovertemplate": "%{text}: %{y} contacts<extra>%{fullData.name}</extra>",
        }
        for name, side, colour in zip(names, ("first", "second"), colours, strict=True)
    ]
    layout: Layout = {
        # Periods without a common quarter need no room for a second bar.
        "barmode": "overlay" if apart else "group",
        "bargap": 0.2,
        "showlegend": True,
        "xaxis": {"type": "date"},
        "yaxis": {"rangemode": "tozero"},
    }
    totals = join_words(f"{name} {int(table[side].sum())}" for name, side in zip(found.names, ("first", "second"), strict=True))
    chart = Chart(
        "comparison",
        "Tempo: contacts a quarter in both views",
        "Contacts, each once",
        f"Bars. In all: {totals}.",
        traces,
        table,
        layout,
        300,
    )
    show_chart(view, chart, share=share)


def _numbers(view: View, found: Comparison) -> None:
    """What both views add up to, their subjects, tempo and years."""
    left, right = st.columns(2, gap="medium")
    with left:
        _table(found, found.measures, "What both views add up to", "Measure")
    with right:
        _table(found, found.subjects[:_SUBJECTS], "Events of both views by subject", "Subject, events")
    if not len(found.quarters):
        return
    with_years = len(found.years) > 1
    main, aside, share = beside(0.55) if with_years else (st.container(), st.container(), 1.0)
    with main:
        _tempo(view, found, share)
    if with_years:
        with aside:
            _table(found, found.years, "Contacts of both views by year", "Contacts in")


def _files(view: View) -> None:
    """Both views in one file."""
    selection, made = view.selection, datetime.now(UTC)
    opened = address.of_page("", view.params(), view.dataset.version)
    with st.container(horizontal=True, gap="small"):
        for name, label in (("comparison.csv", "Events of both (CSV)"), ("comparison.json", "The comparison (JSON)")):
            form = FORMATS_BY_NAME[name]
            wanted = Wanted(selection, view.options, opened, made)
            st.download_button(
                label, partial(form.whole, wanted), form.file_name(selection), form.media_type, on_click="ignore", key=f"take-{name}"
            )


def compared(view: View) -> None:
    """The whole comparison of a view with what its option `against` sets beside it."""
    filter_, options, _ = other_view(view.selection.filter, view.options, view.dataset)
    own = View(view.selection, replace(view.options, against=None), (), view.theme)
    other = View(select(view.dataset, filter_), options, (), view.theme)
    found = compare(own.selection, other.selection, own.options, other.options)
    st.markdown(f"**{plain(found.sentence)}**")
    looks_only = own.selection.filter == other.selection.filter
    if not looks_only:
        _numbers(view, found)
    borders = own.options.boundaries != other.options.boundaries
    for column, one, name, key in zip(st.columns(2, gap="medium"), (own, other), found.names, ("first", "second"), strict=True):
        with column:
            show_links([Link(f"{_capital(name)} alone →", "overview", one.link(event=None), strong=True)])
            if one.selection.n:
                content, height = capitals_map(one.selection, one.options), 410 if looks_only else 300
                # Where borders are looked at in two ways, the maps open on where these part.
                content = replace(content, extent=_DISPUTED) if borders else content
                picture = urlencode(one.params(extent=content.extent, event=None))
                link_map(content, view.theme, share=0.5, height=height, key=f"comparison-map-{key}", folded=True, picture=picture)
            if borders:
                st.caption(VIEWS[one.options.boundaries].sentence)
    _files(view)
    if looks_only:
        return
    st.caption(
        "A contact is an event that brought representatives together. Contacts are compared as rates, a day for a day, by the exact "
        "conditional test for two Poisson counts (95 %); events that both views hold make the two less different than the test supposes."
    )
