"""Legs one by one: length with its basis, status with its records, notes, and the pages read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED, NOT_RECORDED, short_name
from atlas.geography import country_names
from atlas.routes.corridors import corridor_legs
from atlas.routes.figures import corridor_figures, leg_pages
from atlas.routes.gauge import gauge_statements
from atlas.routes.lengths import difference_in_words, is_telling, joint_figures
from atlas.routes.looks import status_in_words
from atlas.routes.status import first_records, leg_status_on, status_history
from atlas.words import count, format_date, format_published
from components.routes.words import (
    NO_SOURCE,
    dossier_mark,
    event_mark,
    km_text,
)
from components.text import link, plain
from components.view import View
from components.viewport import is_narrow

_MODE_NAMES = {"sea": "sea", "road": "road", "rail": "rail", "air": "air", "border": "crossing"}


@lru_cache(maxsize=128)
def gauges(dataset: Dataset, corridor_id: str) -> str:
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


def _status_cell(view: View, leg: pd.Series) -> str:
    dataset, status = view.dataset, str(leg["status"])
    if status == NOT_RECORDED:
        return f"Status not recorded before {format_date(leg['first_record'].date())}"
    parts = [f"**{status_in_words(status).capitalize()}**" if status in CLOSED else status_in_words(status).capitalize()]
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
        along = {"air": "great circle", "sea": "sea lane"}
        return f"measured, {along.get(str(leg['mode']), 'along the network')}"
    return f"estimated (schematic) ×\u00a0{leg['factor']:.2f}" if leg["km"] else "one point on the map"


def measured_cell(leg: pd.Series, between: str = "  \n") -> str:
    """The measured length, and how it stands to a stated one; in bold where the difference is telling."""
    if pd.isna(leg["measured_km"]):
        return "course not known" if leg["km"] else "–"
    if pd.isna(leg["difference"]):
        return km_text(leg["measured_km"])
    told = difference_in_words(leg["difference"])
    return f"{km_text(leg['measured_km'])}{between}{f'**{told}**' if is_telling(leg['difference']) else told}"


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
            "Leg": [
                dossier_mark(view, "leg", leg["leg_id"], f"{plain(short_name(leg['from']))} to {plain(short_name(leg['to']))}")
                for leg in rows
            ],
            "Mode": legs["mode"].map(_MODE_NAMES),
            "Length, km": legs["km"].map(km_text),
            "Basis": [_length_cell(dataset, leg) for leg in rows],
            "Measured, km": [measured_cell(leg) for leg in rows],
            "Days": [_days_cell(dataset, leg_id) for leg_id in legs["leg_id"]],
            "Countries": [_countries_cell(leg) for leg in rows],
            f"Status on {format_date(day)}": [_status_cell(view, leg) for leg in rows],
        }
    )
    if is_narrow():
        frame["Leg"] = frame["Leg"] + "  \n:small[" + frame["Mode"] + ", " + frame["Basis"] + "; measured: "
        frame["Leg"] += pd.Series([measured_cell(leg, ", ") for leg in rows], index=frame.index) + "]"
        frame = frame.drop(columns=["Mode", "Basis", "Measured, km", "Days", "Countries"])
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
        parts.append(f"{format_date(record.day.date())} {status_in_words(str(record.status))} ({', '.join(marks)})")
    return " · ".join(parts)


def _corridor_detail(view: View, corridor_id: str, day: date) -> None:
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
        st.markdown(f"**Gauge of the railways**  \n{gauges(dataset, corridor_id)}")
    st.markdown("**Notes, and the pages read on each leg**")
    pages = leg_pages(dataset, legs["leg_id"])
    lines = []
    for leg_id, leg in zip(legs["leg_id"], legs["leg"], strict=True):
        note = dataset.legs.at[leg_id, "note"]
        read = ", ".join(_page(page) for _, page in pages[pages["leg_id"] == leg_id].iterrows())
        lines.append(f"- {plain(leg)}: :small[{plain(str(note)) if pd.notna(note) else 'no note'}] {read}")
    st.markdown("\n".join(lines))


def leg_by_leg(view: View, names: Mapping[str, str], day: date) -> None:
    """Corridors, by their names, each folded away until it is opened, unless it is the only one."""
    for corridor_id, name in names.items():
        detail = st.expander(plain(name), expanded=len(names) == 1, key=f"corridor-{corridor_id}", on_change="rerun")
        if detail.open:
            with detail:
                _corridor_detail(view, corridor_id, day)
