"""The facts of the routes in words and tables: what changed, corridors side by side, and each leg with its sources."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from atlas.boundaries import country_names
from atlas.dataset import Dataset
from atlas.routes import BASES, CLOSED, MODES, NOT_RECORDED, STATUSES, corridor_figures, corridor_legs, grouped_changes, leg_pages
from atlas.words import format_date, format_published, join_words
from components.events import PAGE
from components.route_map import in_words, km_text, short
from components.text import link, plain
from components.view import View
from components.viewport import column_width, is_narrow

NO_SOURCE = "no\u00a0source"
MANY_LEGS = 4
BESIDE_FROM = 860
"""Width in pixels from which the columns of the comparison stand beside each other without scrolling."""

_MODE_NAMES = {"sea": "sea", "road": "road", "rail": "rail", "air": "air", "border": "crossing"}


def _legs_in_words(names: tuple[str, ...]) -> str:
    if len(names) <= MANY_LEGS:
        return join_words(names)
    return f"{', '.join(names[: MANY_LEGS - 1])} and {len(names) - MANY_LEGS + 1} more"


def change_list(view: View, changes: pd.DataFrame) -> None:
    """Changes of status, newest first, each with a link to its event."""
    for _, change in grouped_changes(changes).iterrows():
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


def _on_the_day(corridor: pd.Series) -> str:
    """The overall status, and the legs behind it; of legs without a record the first few will do."""
    lines = [f"**{str(corridor['status']).capitalize()}**"]
    for status in STATUSES[1:]:
        if legs := corridor[status.replace("-", "_").replace(" ", "_")]:
            named = _legs_in_words(legs) if status == NOT_RECORDED else join_words(legs)
            lines.append(f":small[{in_words(status)}: {plain(named)}]")
    return "  \n".join(lines)


def _shares(corridor: pd.Series) -> str:
    shares = {basis: round(100 * corridor[f"share_{basis}"]) for basis in BASES}
    return ", ".join(f"{share}\u00a0%\u00a0{basis}" for basis, share in shares.items() if share)


def _by_mode(corridor: pd.Series) -> str:
    return ", ".join(f"{mode}\u00a0{km_text(corridor[f'km_{mode}'])}" for mode in MODES if corridor[f"km_{mode}"])


def _comparison(dataset: Dataset, table: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of `compare` in words. Cells are Markdown."""
    rows = []
    for _, corridor in table.iterrows():
        countries = [country_names().get(code, code) for code in corridor["countries"]]
        # Whether a flight crosses Pakistan's airspace is not recorded, so that "no" would say too much.
        through = "not by land" if corridor["km_air"] else "no"
        if corridor["through_pakistan"]:
            through = f"yes, {km_text(corridor['km_pakistan'])}\u00a0km" if corridor["km_pakistan"] else "yes"
        ends = f"{plain(short(corridor['from']))} to {plain(short(corridor['to']))}"
        rows.append(
            {
                "Corridor": f"**{plain(corridor['name'])}**  \n:small[{ends}]",
                "Length, km": corridor["km"],
                "By mode, basis": f"{_by_mode(corridor)}  \n:small[{_shares(corridor)}]",
                "Days stated": _stated(dataset, corridor["days"], corridor["days_sources"], "days"),
                "Cost stated, USD": _stated(dataset, corridor["cost"], corridor["cost_sources"], "USD"),
                "Land borders": corridor["borders"],
                "Countries": " → ".join(countries),
                "Through Pakistan": through,
                f"On {format_date(day)}": _on_the_day(corridor),
            }
        )
    return pd.DataFrame(rows)


def _styled(frame: pd.DataFrame) -> Styler:
    """Numbers with thousands parted (Streamlit sets them to the right), and cells that begin at the top."""
    numbers = frame.select_dtypes("number").columns
    return frame.style.format("{:,.0f}", subset=list(numbers)).set_properties(None, **{"vertical-align": "top"})


def comparison(dataset: Dataset, table: pd.DataFrame, day: date) -> None:
    """Corridors side by side; where the page is too narrow for that, one below the other."""
    frame = _comparison(dataset, table, day)
    if column_width(1) < BESIDE_FROM:
        for _, row in frame.iterrows():
            st.markdown(row["Corridor"])
            facts = row.drop("Corridor").map(lambda value: value if isinstance(value, str) else f"{value:,.0f}")
            st.table(facts.to_frame(), border="horizontal", hide_header=True, alt=f"The corridor as of {format_date(day)}")
    else:
        alt = f"Corridors compared as of {format_date(day)}: length, days, cost, borders, countries, legs not open"
        st.table(_styled(frame), border="horizontal", hide_index=True, alt=alt)
    st.caption(
        "Lengths are stated by a source, measured (sea lane, or great circle of a flight) or estimated: the great circle between "
        "two places times the median detour of the legs of that mode for which a source states a length. Stated days and costs "
        "cover different stretches, loads and years: the scope of each stands below, leg by leg. Countries are those at the ends "
        "of the legs; borders are counted along road and rail."
    )


def _status_cell(dataset: Dataset, leg: pd.Series) -> str:
    status = str(leg["status"])
    parts = [f"**{in_words(status).capitalize()}**" if status in CLOSED else in_words(status).capitalize()]
    if pd.notna(leg["since"]):
        facts = [f"record of {format_date(leg['since'].date())}"]
        if leg["as_of"] > leg["since"]:
            facts.append(f"still so {format_date(leg['as_of'].date())}")
        if pd.notna(leg["status_source_id"]):
            facts.append(link("source", str(dataset.sources.at[leg["status_source_id"], "url"])))
        if pd.notna(leg["event_id"]):
            facts.append(link("event", f"events?event={leg['event_id']}"))
            if pd.notna(leg["note"]):
                facts.append(plain(str(leg["note"])))
        parts.append(f":small[{' · '.join(facts)}]")
    return "  \n".join(parts)


def _length_cell(dataset: Dataset, leg: pd.Series) -> str:
    if leg["basis"] == "stated":
        return link("stated", str(dataset.sources.at[leg["source_id"], "url"]))
    if leg["basis"] == "measured":
        return "measured, great circle" if leg["mode"] == "air" else "measured, sea lane"
    return f"estimated, ×\u00a0{leg['factor']:.2f}" if leg["km"] else "one point on the map"


def _figure_line(figure: pd.Series) -> str:
    given = [
        f"{figure[column]:,g} {unit}"
        for column, unit in (("distance_km", "km"), ("transit_days", "days"), ("cost_usd", "USD"))
        if pd.notna(figure[column])
    ]
    where = plain(str(figure["leg"])) if pd.notna(figure["leg"]) else "Corridor"
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


def corridor_detail(dataset: Dataset, corridor_id: str, statuses: pd.DataFrame, day: date) -> None:
    """A corridor leg by leg: length, status on the day, notes, and every figure that a source states."""
    corridor = dataset.tables["corridors"].set_index("corridor_id").loc[corridor_id]
    st.markdown(plain(str(corridor["description"])))
    legs = corridor_legs(dataset, corridor_id).join(statuses.rename(columns={"source_id": "status_source_id"}), on="leg_id")
    frame = pd.DataFrame(
        {
            "Leg": legs["from"].map(short).map(plain) + " to " + legs["to"].map(short).map(plain),
            "Mode": legs["mode"].map(_MODE_NAMES),
            "Length, km": legs["km"],
            "Basis": [_length_cell(dataset, leg) for _, leg in legs.iterrows()],
            f"Status on {format_date(day)}": [_status_cell(dataset, leg) for _, leg in legs.iterrows()],
        }
    )
    if is_narrow():
        frame["Leg"] = frame["Leg"] + "  \n:small[" + frame["Mode"] + ", " + frame["Basis"] + "]"
        frame = frame.drop(columns=["Mode", "Basis"])
    alt = f"Legs of the corridor {corridor['name']} with length, its basis, and status on {format_date(day)}"
    st.table(_styled(frame), border="horizontal", hide_index=True, alt=alt)
    figures = [_figure_line(figure) for _, figure in corridor_figures(dataset, corridor_id).iterrows()]
    st.markdown("**Figures that sources state**")
    st.markdown("\n".join(figures) or NO_SOURCE)
    st.markdown("**Notes, and the pages read on each leg**")
    pages = leg_pages(dataset, legs["leg_id"])
    lines = []
    for leg_id, leg in zip(legs["leg_id"], legs["leg"], strict=True):
        note = dataset.legs.at[leg_id, "note"]
        read = ", ".join(_page(page) for _, page in pages[pages["leg_id"] == leg_id].iterrows())
        lines.append(f"- {plain(leg)}: :small[{plain(str(note)) if pd.notna(note) else 'no note'}] {read}")
    st.markdown("\n".join(lines))
