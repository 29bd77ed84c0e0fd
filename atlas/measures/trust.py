"""How far the events of a view can be trusted, for the page Evidence: grades, contradictions, one-sided accounts, who was read.

How firm a single event is, `atlas.dataset.grades` says; here it is counted over many.

Everything is counted from the pages read. A publisher that nobody read is not counted as silent, and a month in which fewer were
read shows fewer events, whatever happened.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.actors import KABUL
from atlas.dataset import ANNOUNCED, GRADES
from atlas.measures.offices import MINISTER
from atlas.measures.window import LAST_YEAR, YEAR_BEFORE, in_two_years
from atlas.view import Selection
from atlas.words import count, language_name

_UNKNOWN_COUNTRY = "No country"
_OTHERS = "Others"


def _quarters(selection: Selection) -> pd.PeriodIndex:
    """Every quarter from the first to the last in which a selected event began; empty where there is none."""
    days = selection.events["date_start"]
    return pd.period_range(days.min(), days.max(), freq="Q") if len(days) else pd.PeriodIndex([], freq="Q")


def by_grade(selection: Selection) -> pd.DataFrame:
    """Events by the quarter in which they began and by grade, quarters without events included.

    Indexed by quarter; one column a grade, strongest first. An event of which only the year is known has no quarter and is left out.
    """
    events = selection.events[selection.events["date_precision"].ne("year")]
    quarter = events["date_start"].dt.to_period("Q")
    table = pd.crosstab(quarter, events["grade"].astype("str"))
    table = table.reindex(index=_quarters(selection), columns=list(GRADES[::-1]), fill_value=0)
    return table.rename_axis(index="quarter", columns=None).astype("int64")


def accounts(selection: Selection, most: int) -> pd.DataFrame:
    """Events of each link of Kabul by who announced them, the `most` busiest links.

    Columns: `link`, `label`, one for each of `atlas.dataset.grades.ANNOUNCED`, `one_sided` (every page that confirms the event passes on
    the account of one and the same actor) and `events`.
    """
    dyads, events = selection.dyads, selection.dataset.events
    dyads = dyads[dyads["first"].eq(KABUL)]
    position = dyads["event"].to_numpy()
    link = dyads["link"].astype("str").to_numpy()
    table = pd.crosstab(link, events["announced_by"].astype("str").to_numpy()[position])
    table = table.reindex(columns=list(ANNOUNCED), fill_value=0)
    one_sided = pd.Series(events["one_sided"].to_numpy()[position], index=link).groupby(level=0).sum()
    table = table.assign(one_sided=one_sided.astype("int64"), events=table.sum(axis=1))
    table = table.rename_axis(index="link", columns=None).reset_index()
    labels = selection.dataset.links["label"]
    table.insert(1, "label", table["link"].map(labels).astype("str"))
    return table.sort_values(["events", "label"], ascending=[False, True], ignore_index=True).head(most)


def publishers(selection: Selection, by: str, most: int) -> pd.DataFrame:
    """Publishers read on the events of each quarter, by their `country` or by the `language` of the page.

    Indexed by quarter of the event, quarters without events included; one column a country (ISO 3166 alpha-3) or language (its
    English name), the `most` with the most publishers overall first, then `Others`. A publisher counts once a quarter and column, so
    one that writes in two languages counts in both.
    """
    dataset = selection.dataset
    rows = dataset.evidence
    rows = rows[selection.mask[rows["event"].to_numpy()]]
    pages = dataset.sources.loc[rows["source_id"].astype("str"), ["publisher_id", "publisher_country", "language"]]
    kind = (
        pages["publisher_country"].astype("str").where(pages["publisher_country"].notna(), _UNKNOWN_COUNTRY)
        if by == "country"
        else pages["language"].astype("str").map(language_name)
    )
    frame = pd.DataFrame(
        {
            "quarter": dataset.events["date_start"].dt.to_period("Q").array[rows["event"].to_numpy()],
            "publisher": pages["publisher_id"].astype("str").to_numpy(),
            "kind": kind.to_numpy(),
        }
    )
    overall = frame.groupby("kind")["publisher"].nunique()
    order = sorted(overall.index, key=lambda name: (-overall[name], name))
    shown = order[:most]
    frame["kind"] = frame["kind"].where(frame["kind"].isin(shown), _OTHERS)
    columns = [*shown, *([_OTHERS] if len(order) > most else [])]
    table = frame.groupby(["quarter", "kind"])["publisher"].nunique().unstack("kind", fill_value=0)
    table = table.reindex(index=_quarters(selection), columns=columns, fill_value=0)
    return table.fillna(0).astype("int64").rename_axis(index="quarter", columns=None)


def contradictions(selection: Selection) -> pd.DataFrame:
    """What contradicts the record: one row a page that does, newest event first.

    Columns: those of `Dataset.evidence`, and of its page `url`, `agency`, `published`, `language`, `rolling` and `publisher_name`.
    """
    rows = selection.dataset.evidence
    in_view = pd.Series(selection.mask[rows["event"].to_numpy()], index=rows.index)
    rows = rows[~rows["agrees"] & in_view].drop(columns="agency")
    columns = ["url", "agency", "published", "language", "rolling", "publisher_name"]
    found: pd.DataFrame = rows.astype({"source_id": "str"}).join(selection.dataset.sources[columns], on="source_id")
    return found.sort_values(["event", "published"], ascending=[False, True])


def single_source(selection: Selection) -> pd.DataFrame:
    """The selected events with at most one independent origin, newest first: rows of `Dataset.events`."""
    events = selection.events
    return events[events["origins"] <= 1][::-1]


def share(part: int, whole: int) -> str:
    """A part of a whole in words: `31 of 84 (37 %)`, without a percentage of fewer than 20."""
    percent = f" ({part / whole:.0%})".replace("%", " %") if whole >= 20 else ""
    return f"{part:,} of {whole:,}{percent}"


def measures(selection: Selection) -> dict[str, str]:
    """What the view adds up to, by the name of the measure, as it is written: the rows of the table of the three-way switch."""
    events = selection.events
    contact = (events["level_rank"] > 0) & events["status"].eq("occurred")
    last, before = in_two_years(selection.dataset, events.loc[contact, "date_start"])
    dyads = selection.dyads
    busiest = dyads["link"].astype("str").value_counts()
    top = sorted(busiest[busiest == busiest.max()].index) if len(busiest) else []
    labels = [selection.dataset.facets["link"].label(link) for link in top[:2]]
    return {
        "Events": f"{len(events):,}",
        "Contacts (meetings, each once)": f"{int(contact.sum()):,}",
        "… at the level of ministers or above": f"{int((contact & (events['level_rank'] >= MINISTER)).sum()):,}",
        f"Contacts in the {LAST_YEAR} against the {YEAR_BEFORE} (whoever met, each once)": f"{last:,} against {before:,}",
        "Busiest link (pairs)": f"{' and '.join(labels)}: {count(int(busiest.max()), 'event')}" if labels else "none",
        "Mean Goldstein value of the events’ codes": f"{np.mean(events['goldstein']):+.1f}".replace("-", "−") if len(events) else "none",
        "Contested": share(int(events["contested"].sum()), len(events)),
        "One-sided": share(int(events["one_sided"].sum()), len(events)),
        "Checked against their pages": share(int(events["review"].notna().sum()), len(events)),
        "Single source": share(int((events["origins"] <= 1).sum()), len(events)),
    }
