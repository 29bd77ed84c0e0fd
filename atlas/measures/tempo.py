"""Tempo: how many contacts a quarter, and whether the last twelve months differ from the twelve before.

The test of two counts is exact: given their sum, the later one is binomial with the later period's share of the days (Przyborowski and
Wilenski 1940, https://doi.org/10.1093/biomet/31.3-4.313); the interval is that of Clopper and Pearson, carried over to the ratio.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from atlas.dataset import Dataset
from atlas.measures.scope import links_in_question, pairs, partner
from atlas.measures.window import LAST_YEAR, SHORT_YEAR_BEFORE, in_two_years, two_years
from atlas.view import Selection

TOO_FEW = 10
"""Below so many contacts in both periods together a ratio says nothing: even 0 against 9 has an interval that spans a factor of 16."""

_LEVEL = 0.95


@dataclass(frozen=True)
class RateRatio:
    """Contacts a day in the later period as a multiple of the earlier, with the ends of its 95 per cent interval.

    `ratio`, `low` and `high` may be infinite, and `ratio` is NaN where there was no contact at all.
    """

    after: int
    before: int
    ratio: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """What can be said: `too few to say`, `more`, `fewer` or `no clear change`."""
        if self.after + self.before < TOO_FEW:
            return "too few to say"
        return "more" if self.low > 1 else "fewer" if self.high < 1 else "no clear change"


def rate_ratio(after: int, before: int, days_after: int, days_before: int) -> RateRatio:
    """Two counts over so many days each, compared by the conditional exact test."""
    total = after + before
    if not total:
        return RateRatio(0, 0, math.nan, 0.0, math.inf)
    # The exact interval of a share (Clopper and Pearson 1934). scipy.stats has it too, for 46 MB and a second at every start.
    tail = (1 - _LEVEL) / 2
    low = float(betaincinv(after, before + 1, tail)) if after else 0.0
    high = float(betaincinv(after + 1, before, 1 - tail)) if before else 1.0

    def as_ratio(share: float) -> float:
        return math.inf if share >= 1 else share / (1 - share) * days_before / days_after

    return RateRatio(after, before, as_ratio(after / total), as_ratio(low), as_ratio(high))


def cut_by_filter(selection: Selection) -> bool:
    """Whether the filter's dates cut into the two years, so that they cannot be compared."""
    first, *_, last = two_years(selection.dataset)
    start, end = selection.filter.date_from, selection.filter.date_to
    return bool((start and start > first) or (end and end < last))


def change(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """The last twelve months against the twelve before. One row a link in the order of `links`, then two for all of them.

    Columns: `link` (`None` for all), `partner`, `after`, `before` (contacts), `ratio`, `low`, `high`, `says`, `uncertain` (contacts of
    which only the month is known and that may belong to the other year; they count from the first day of their month). The row
    `All pairs` adds the links up; `All meetings` counts an event once that brought several of them together.
    """
    contacts = pairs(selection, links)
    some: list[tuple[str | None, str, pd.DataFrame]] = [
        (link, partner(selection, link), contacts[contacts["link"] == link]) for link in links
    ]
    if len(links) > 1:
        some += [(None, "All pairs", contacts), (None, "All meetings", contacts.drop_duplicates("event"))]
    columns = ["link", "partner", "after", "before", "ratio", "low", "high", "says", "uncertain"]
    return pd.DataFrame([{"link": link, "partner": name, **_compared(selection, of)} for link, name, of in some], columns=columns)


def years_compared(dataset: Dataset, after: int, before: int) -> RateRatio:
    """Counts of the last twelve months that the data cover and of the twelve before, by `rate_ratio`."""
    first, end, start, now = two_years(dataset)
    return rate_ratio(after, before, (now - start).days + 1, (end - first).days + 1)


def _compared(selection: Selection, contacts: pd.DataFrame) -> dict[str, object]:
    """Some contacts of the two years, as a row of `change`."""
    first, _, start, _ = map(pd.Timestamp, two_years(selection.dataset))
    after, before = in_two_years(selection.dataset, contacts["date_start"])
    test = years_compared(selection.dataset, after, before)
    vague = contacts[contacts["date_precision"].ne("day").to_numpy()]
    straddles = sum(int(((vague["date_start"] < edge) & (vague["last_day"] >= edge)).sum()) for edge in (first, start))
    return {**asdict(test), "says": test.words, "uncertain": straddles}


def quarters(selection: Selection, links: tuple[str, ...], first: date, counting: str = "pairs") -> pd.DataFrame:
    """Contacts a quarter. Indexed by the quarter, from that of `first` to the last one covered, without gaps; one column a link.

    With `counting` set to `meetings` an event that brought several of these links together is shared among them in equal parts, so
    that a row adds up to the number of events. An event of which only the year is known has no quarter and is left out.
    """
    span = pd.period_range(pd.Period(first, "Q"), pd.Period(selection.dataset.last_day, "Q"), freq="Q", name="quarter")
    contacts = pairs(selection, links)
    contacts = contacts[contacts["date_precision"].ne("year")]
    weight = 1 / contacts.groupby("event")["link"].transform("size") if counting == "meetings" else pd.Series(1, index=contacts.index)
    quarter = contacts["date_start"].dt.to_period("Q")
    table = weight.groupby([quarter, contacts["link"]]).sum().unstack(fill_value=0) if len(contacts) else pd.DataFrame()
    return table.reindex(index=span, columns=list(links), fill_value=0).fillna(0).rename_axis(index="quarter", columns=None)


def busiest(table: pd.DataFrame) -> float:
    """The largest number in a table of quarters; 1 where all are empty."""
    return float(max(np.max(table.to_numpy(), initial=0.0), 1.0))


def in_words(ratio: float, low: float, high: float) -> str:
    """A ratio with its interval: `×1.4 (0.9 to 2.1)`."""

    def written(value: float) -> str:
        return "∞" if math.isinf(value) else f"{value:.1f}" if value >= 0.1 or not value else f"{value:.2f}"

    return "–" if math.isnan(ratio) else f"×{written(ratio)} ({written(low)} to {written(high)})"


def headline(selection: Selection) -> dict[str, str]:
    """Contacts of the links in question, by what is counted: `{"contacts of …": "96 against 80 the year before, ×1.2 (0.9 to 1.6)"}`."""
    links = links_in_question(selection)
    of = selection.dataset.facets["link"].label(links[0]) if len(links) == 1 else f"these {len(links)} links, each meeting once,"
    row = _compared(selection, pairs(selection, links).drop_duplicates("event"))
    ratio = row["says"] if row["says"] == "too few to say" else in_words(*(float(str(row[name])) for name in ("ratio", "low", "high")))
    return {f"contacts of {of} in the {LAST_YEAR}": f"{row['after']} against {row['before']} {SHORT_YEAR_BEFORE}, {ratio}"}
