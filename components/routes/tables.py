"""The facts of the routes in words and tables: what changed, corridors side by side, and each leg with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.dataset import Dataset
from atlas.dataset.legs import BASES, CLOSED, LEG_STATUSES, MODES, NOT_RECORDED, short_name
from atlas.geography import country_names
from atlas.routes.corridors import corridor_figures, corridor_legs, leg_pages
from atlas.routes.gauge import gauge_statements
from atlas.routes.lengths import joint_figures
from atlas.routes.shares import exposure_on
from atlas.routes.status import first_records, leg_status_on, status_history
from atlas.words import count, format_date, format_published, join_words
from components.event_list import PAGE, dates_of
from components.routes.map import in_words, km_text
from components.text import link, plain
from components.view import View
from components.viewport import column_width, is_narrow

NO_SOURCE = "no\u00a0source"
MANY_LEGS = 4
LABELS, LEAST_COLUMN = 130, 195
"""Width in pixels of the labels of the comparison, and the least of a corridor's column."""

_SHARES = {"stated": "stated", "apportioned": "shared out of stated totals", "measured": "measured", "estimated": "estimated"}

_MODE_NAMES = {"sea": "sea", "road": "road", "rail": "rail", "air": "air", "border": "crossing"}


def _legs_in_words(names: tuple[str, ...]) -> str:
    if len(names) <= MANY_LEGS:
        return join_words(names)
    return f"{', '.join(names[: MANY_LEGS - 1])} and {len(names) - MANY_LEGS + 1} more"


def change_list(view: View, changes: pd.DataFrame) -> None:
    """Changes of status as `changes_told` has them, newest first, each with a link to its event."""
    for change in changes.to_dict("records"):
        old, new = str(change["old_status"]), str(change["new_status"])
        if old == new:
            step = f"still {in_words(new)}"
        elif old == NOT_RECORDED:
            step = f"{in_words(new)} (first record)"
        else:
            step = f"{in_words(old)} → {in_words(new)}"
        label = f"{plain(_legs_in_words(change['legs']))}: **{step}**"
        note = f" · {plain(str(change['note']))}" if pd.notna(change["note"]) else ""
        with st.container(gap=None):
            st.caption(f"{format_date(change['day'].date())}{note}")
            if pd.notna(change["event_id"]):
                st.page_link(PAGE, label=label, query_params=view.link(event=str(change["event_id"])), help="Open the event")
            else:
                st.markdown(label)


def _sources(dataset: Dataset, ids: tuple[str, ...]) -> str:
    pages = [str(dataset.sources.at[source_id, "url"]) for source_id in ids]
    if len(pages) == 1:
        return link("source", pages[0])
    return "sources " + ", ".join(link(str(number), url) for number, url in enumerate(pages, start=1))


def _stated(dataset: Dataset, text: str | None, ids: tuple[str, ...], unit: str) -> str:
    if text is None:
        return NO_SOURCE
    return f"{plain(text.replace(unit, '').replace('  ', ' ').strip())}  \n:small[{_sources(dataset, ids)}]"


def event_mark(view: View, event_id: str, label: str) -> str:
    """A link to an event that keeps the view, for Markdown. `label` is Markdown already."""
    return link(label, f"events?{urlencode(view.params(event=event_id))}")


def _leg_marks(view: View, corridor: Mapping[str, Any], legs: tuple[str, ...]) -> str:
    """Legs, each linked to the event behind its status; what should be known of the change stands once for legs that share it."""
    events, notes = corridor["events"], corridor["notes"]
    parts = []
    for note, group in groupby(legs, notes.get):
        marks = [event_mark(view, events[leg], plain(leg)) if leg in events else plain(leg) for leg in group]
        parts.append(join_words(marks) + (f" ({plain(note)})" if note else ""))
    return "; ".join(parts)


def _on_the_day(view: View, corridor: Mapping[str, Any]) -> str:
    """The overall status, and the legs behind it, each with its event; of legs without a record the first few will do."""
    lines = [f"**{str(corridor['status']).capitalize()}**"]
    for status in LEG_STATUSES[1:]:
        if legs := corridor[status.replace("-", "_").replace(" ", "_")]:
            if status == NOT_RECORDED:
                first = corridor["first_records"]
                dated = tuple(f"{leg} (before {format_date(first[leg].date())})" for leg in legs)
                lines.append(f":small[status not recorded: {plain(_legs_in_words(dated))}]")
            else:
                lines.append(f":small[{in_words(status)}: {_leg_marks(view, corridor, legs)}]")
    for made, what in (("shut", "shut in the scenario"), ("built", "assumed built")):
        if corridor[made]:
            lines.append(f":small[{what}: {plain(_legs_in_words(corridor[made]))}]")
    return "  \n".join(lines)


def shares_in_words(facts: Mapping[str, Any]) -> str:
    """What the length of a way rests on: `64 % stated, 36 % share of stated totals`."""
    shares = {basis: round(100 * facts[f"share_{basis}"]) for basis in BASES}
    return ", ".join(f"{share}\u00a0%\u00a0{_SHARES[basis]}" for basis, share in shares.items() if share)


def by_mode(facts: Mapping[str, Any]) -> str:
    """Kilometres by mode: `sea 1,400, road 1,905`."""
    return ", ".join(f"{mode}\u00a0{km_text(facts[f'km_{mode}'])}" for mode in MODES if facts[f"km_{mode}"])


def part_in_words(facts: Mapping[str, Any], km: float | None) -> str:
    """Kilometres with their share of the whole: `950 km (29 %)`."""
    if km is None:
        return NO_SOURCE
    if not km:
        return "none"
    return f"{km_text(km)}\u00a0km ({100 * km / facts['km']:.0f}\u00a0%)"


def inside_in_words(facts: Mapping[str, Any], country: str) -> str:
    """How much of a way lies in Pakistan or Iran. Whether a flight crosses their airspace is not recorded, so "none" would say too much."""
    return "none by land" if facts["km_air"] and not facts[f"km_{country}"] else part_in_words(facts, facts[f"km_{country}"])


@lru_cache(maxsize=128)
def _gauges(dataset: Dataset, corridor_id: str) -> str:
    """What is said of the gauge of a corridor's railways."""
    legs = corridor_legs(dataset, corridor_id)
    rail = legs[legs["mode"] == "rail"]
    if rail.empty:
        return "no railway"
    told = [(leg, gauge_statements(dataset, leg_id)) for leg_id, leg in zip(rail["leg_id"], rail["leg"], strict=True)]
    lines = [f":small[{plain(leg)}: {_gauge_line(dataset, said)}]" for leg, said in told if len(said)]
    silent = sum(said.empty for _, said in told)
    if silent:
        lines.insert(0, NO_SOURCE if silent == len(rail) else f"{NO_SOURCE} for {silent} of {count(len(rail), 'railway')}")
    return "  \n".join(lines)


def _gauge_line(dataset: Dataset, said: pd.DataFrame) -> str:
    parts = []
    for states, source_id in zip(said["states"], said["source_id"], strict=True):
        where = "" if pd.isna(source_id) else f" ({link('source', str(dataset.sources.at[source_id, 'url']))})"
        parts.append(plain(str(states).rstrip(".")) + where)
    return "; ".join(parts)


def _facts(view: View, corridor_id: str, corridor: Mapping[str, Any], day: date) -> dict[str, str]:
    """A row of `compare` in words. Values are Markdown."""
    dataset, countries = view.dataset, [country_names().get(code, code) for code in corridor["countries"]]
    return {
        "From, to": f"{plain(short_name(corridor['from']))} to {plain(short_name(corridor['to']))}",
        "Length": f"**{km_text(corridor['km'])}\u00a0km**  \n{by_mode(corridor)}  \n:small[{shares_in_words(corridor)}]",
        "Days stated": _stated(dataset, corridor["days"], corridor["days_sources"], "days"),
        "Cost stated, USD": _stated(dataset, corridor["cost"], corridor["cost_sources"], "USD"),
        "Land borders": str(corridor["borders"]),
        "Countries": " → ".join(map(plain, countries)),
        "Inside Pakistan": inside_in_words(corridor, "pakistan"),
        "Inside Iran": inside_in_words(corridor, "iran"),
        "Under sanctions exposure": part_in_words(corridor, corridor["km_exposed"]),
        "Gauge of railways": _gauges(dataset, corridor_id),
        f"On {format_date(day)}": _on_the_day(view, corridor),
    }


def comparison(view: View, table: pd.DataFrame, day: date) -> None:
    """Corridors side by side, as many as the page is wide for; the rest below."""
    rows = zip(table.index, table.to_dict("records"), strict=True)
    facts = {str(row["name"]): _facts(view, str(corridor_id), row, day) for corridor_id, row in rows}
    frame = pd.DataFrame(facts)
    if (table["km_rail"] == 0).all():
        frame = frame.drop(index="Gauge of railways")
    across = max(1, (column_width(1) - LABELS) // LEAST_COLUMN)
    # Even groups: five corridors where four fit are three and two, not four and one.
    groups = -(-len(table) // across)
    across = -(-len(table) // groups)
    for start in range(0, len(table), across):
        part = frame.iloc[:, start : start + across]
        named = part.rename(columns={name: plain(str(name)) for name in part.columns})
        with st.container(key=f"routes-compared-{start}"):
            st.table(named, border="horizontal", alt=f"Compared as of {format_date(day)}: {join_words(map(str, part.columns))}")
    st.caption(_METHOD)
    _sanctions(view, day)


_METHOD = (
    "Lengths are stated by a source; shared out of a total that a source states for several legs together, in proportion to their great "
    "circles; measured (sea lane, or great circle of a flight); or estimated: the great circle between two places times the median "
    "detour of the legs of that mode for which a source states a length. Stated days and costs cover different stretches, loads and "
    "years: the scope of each stands below, leg by leg. Countries are those at the ends of the legs; borders are counted along road and "
    "rail. A road or railway between two places of one country counts as inside it in full; one between two countries is split where "
    "its line crosses the border (UN view). Sea lanes lie in no country."
)


@lru_cache(maxsize=64)
def _dated(dataset: Dataset, event_ids: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Id, date in words and title of some events."""
    events = dataset.events.loc[[dataset.position[event_id] for event_id in event_ids]]
    return tuple(zip(events["event_id"], dates_of(events), events["title"], strict=True))


def _sanctions(view: View, day: date) -> None:
    """The rule of the exposure and the events on which it rests."""
    exposure, dataset = exposure_on(view.dataset, day), view.dataset
    if exposure is None:
        st.caption(f"Sanctions exposure: no event of type Sanctions about Chabahar is recorded up to {format_date(day)}.")
        return
    events = _dated(dataset, exposure.events)
    marks = [event_mark(view, event_id, plain(when)) for event_id, when, _ in events]
    port, country = short_name(str(dataset.places.at[exposure.place_id, "name"])), country_names()[exposure.country]
    st.caption(
        f"Sanctions exposure: legs with an end in {plain(country)}, where the port of {plain(port)} lies, which "
        f"{count(len(events), 'event')} of type Sanctions up to that day {'is' if len(events) == 1 else 'are'} about ({', '.join(marks)}). "
        f"Exceptions are among them, and whether a cargo is sanctioned is not said; the newest: {plain(events[-1][2])}."
    )


def _status_cell(view: View, leg: pd.Series) -> str:
    dataset, status = view.dataset, str(leg["status"])
    if status == NOT_RECORDED:
        return f"Status not recorded before {format_date(leg['first_record'].date())}"
    parts = [f"**{in_words(status).capitalize()}**" if status in CLOSED else in_words(status).capitalize()]
    if pd.notna(leg["since"]):
        facts = [f"record of {format_date(leg['since'].date())}"]
        if leg["as_of"] > leg["since"]:
            facts.append(f"still so {format_date(leg['as_of'].date())}")
        if pd.notna(leg["status_source_id"]):
            facts.append(link("source", str(dataset.sources.at[leg["status_source_id"], "url"])))
        if pd.notna(leg["event_id"]):
            facts.append(event_mark(view, str(leg["event_id"]), "event"))
            if pd.notna(leg["note"]):
                facts.append(plain(str(leg["note"])))
        parts.append(f":small[{' · '.join(facts)}]")
    return "  \n".join(parts)


def _length_cell(dataset: Dataset, leg: pd.Series) -> str:
    if leg["basis"] == "stated":
        return link("stated", str(dataset.sources.at[leg["source_id"], "url"]))
    if leg["basis"] == "apportioned":
        figure = joint_figures(dataset).loc[leg["figure_id"]]
        total = f"{km_text(figure['km'])}\u00a0km"
        return f"share of {link(total, str(dataset.sources.at[leg['source_id'], 'url']))} stated for {count(len(figure['legs']), 'leg')}"
    if leg["basis"] == "measured":
        return "measured, great circle" if leg["mode"] == "air" else "measured, sea lane"
    return f"estimated, ×\u00a0{leg['factor']:.2f}" if leg["km"] else "one point on the map"


def _days_cell(dataset: Dataset, leg_id: str) -> str:
    days, source = dataset.legs.loc[leg_id, ["transit_days", "transit_source_id"]]
    return NO_SOURCE if pd.isna(days) else link(f"{days:g}", str(dataset.sources.at[source, "url"]))


def _countries_cell(leg: pd.Series) -> str:
    names = [country_names().get(leg[end], leg[end]) for end in ("from_country", "to_country")]
    return " → ".join(map(plain, dict.fromkeys(names)))


def _figure_line(figure: pd.Series) -> str:
    given = [
        f"{figure[column]:,g} {unit}"
        for column, unit in (("distance_km", "km"), ("transit_days", "days"), ("cost_usd", "USD"))
        if pd.notna(figure[column])
    ]
    where = (
        plain(str(figure["leg"])) if pd.notna(figure["leg"]) else f"{len(figure['legs'])} legs together" if figure["legs"] else "Corridor"
    )
    scope = str(figure["scope"])
    text = plain(scope[:1].upper() + scope[1:])
    if not given:
        return f"- {where}: **only for a longer stretch**. {text}. {plain(str(figure['states']))} {_page(figure)}"
    return f"- {where}: **{', '.join(given)}**. {text}. {_page(figure)}"


def _page(row: pd.Series) -> str:
    """Publisher and date of a page, linked."""
    published = format_published(str(row["published"])) if pd.notna(row["published"]) else "undated"
    facts = [link(plain(str(row["publisher"])), str(row["url"])), published]
    if not row["agrees"]:
        facts.append("**contradicts**")
    return f":small[{' · '.join(facts)}]"


def leg_table(view: View, legs: pd.DataFrame, day: date, alt: str) -> None:
    """Legs in the order of travel (`in_order`), one row each: length with its basis, days, countries, status on the day."""
    dataset = view.dataset
    statuses = leg_status_on(dataset, day).rename(columns={"source_id": "status_source_id"})
    first = first_records(dataset)["day"].rename("first_record")
    legs = legs.join(statuses, on="leg_id").join(first, on="leg_id")
    rows = [leg for _, leg in legs.iterrows()]
    frame = pd.DataFrame(
        {
            "Leg": legs["from"].map(short_name).map(plain) + " to " + legs["to"].map(short_name).map(plain),
            "Mode": legs["mode"].map(_MODE_NAMES),
            "Length, km": legs["km"].map(km_text),
            "Basis": [_length_cell(dataset, leg) for leg in rows],
            "Days": [_days_cell(dataset, leg_id) for leg_id in legs["leg_id"]],
            "Countries": [_countries_cell(leg) for leg in rows],
            f"Status on {format_date(day)}": [_status_cell(view, leg) for leg in rows],
        }
    )
    if is_narrow():
        frame["Leg"] = frame["Leg"] + "  \n:small[" + frame["Mode"] + ", " + frame["Basis"] + "]"
        frame = frame.drop(columns=["Mode", "Basis", "Days", "Countries"])
    st.table(frame, border="horizontal", hide_index=True, alt=alt)


def _history(view: View, leg_id: str) -> str:
    """Every record of a leg's status on one line, oldest first."""
    parts, records = [], status_history(view.dataset, leg_id)
    # A report that only repeats the change of its day tells nothing more.
    told = records.duplicated(["day", "status"], keep="last") & ~records["change"].astype(bool)
    for record in records[~told].itertuples():
        marks = [] if record.change else ["newest report"]
        if pd.notna(record.event_id):
            marks.append(event_mark(view, str(record.event_id), "event"))
        if pd.notna(record.source_id):
            marks.append(link("source", str(view.dataset.sources.at[record.source_id, "url"])))
        parts.append(f"{format_date(record.day.date())} {in_words(str(record.status))} ({', '.join(marks)})")
    return " · ".join(parts)


def corridor_detail(view: View, corridor_id: str, day: date) -> None:
    """A corridor leg by leg: length, status on the day and before, gauge, notes, and every figure that a source states."""
    dataset = view.dataset
    corridor = dataset.tables["corridors"].set_index("corridor_id").loc[corridor_id]
    st.markdown(plain(str(corridor["description"])))
    legs = corridor_legs(dataset, corridor_id)
    leg_table(view, legs, day, f"Legs of the corridor {corridor['name']} with length, its basis, and status on {format_date(day)}")
    figures = [_figure_line(figure) for _, figure in corridor_figures(dataset, corridor_id).iterrows()]
    st.markdown("**Figures that sources state**")
    st.markdown("\n".join(figures) or NO_SOURCE)
    st.markdown("**Status of each leg, as far as recorded**")
    st.markdown(
        "\n".join(f"- {plain(leg)}: :small[{_history(view, leg_id)}]" for leg_id, leg in zip(legs["leg_id"], legs["leg"], strict=True))
    )
    if legs["mode"].eq("rail").any():
        st.markdown(f"**Gauge of the railways**  \n{_gauges(dataset, corridor_id)}")
    st.markdown("**Notes, and the pages read on each leg**")
    pages = leg_pages(dataset, legs["leg_id"])
    lines = []
    for leg_id, leg in zip(legs["leg_id"], legs["leg"], strict=True):
        note = dataset.legs.at[leg_id, "note"]
        read = ", ".join(_page(page) for _, page in pages[pages["leg_id"] == leg_id].iterrows())
        lines.append(f"- {plain(leg)}: :small[{plain(str(note)) if pd.notna(note) else 'no note'}] {read}")
    st.markdown("\n".join(lines))
