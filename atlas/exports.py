"""Files that hold what is on the screen, and say so."""

from __future__ import annotations

import io
import re
import zipfile

import pandas as pd

from atlas.dataset import Dataset
from atlas.selection import Selection

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a text cell for a formula (OWASP, CSV Injection)."""

COLUMNS = {
    "event_id": "event_id",
    "date_start": "date_start",
    "date_end": "date_end",
    "date_precision": "date_precision",
    "title": "title",
    "summary": "summary",
    "event_type": "event_type",
    "event_type_label": "type",
    "contact_level": "contact_level",
    "contact_level_label": "level",
    "status": "status",
    "place_id": "place_id",
    "place": "place",
    "country": "country",
    "actor_ids": "actor_ids",
    "actors": "actors",
    "people": "people",
    "issue_ids": "issue_ids",
    "issues": "issues",
    "cameo_code": "cameo_code",
    "cameo_label": "cameo",
    "goldstein": "goldstein",
    "quad_class": "quad_class",
    "grade": "grade",
    "sources": "sources",
    "origins": "origins",
    "origin_countries": "origin_countries",
    "contested": "contested",
    "announced_by": "announced_by",
    "one_sided": "one_sided",
    "source_urls": "source_urls",
    "note": "note",
}
"""Columns of the event file, and the columns of `event_frame` they come from: labels stand beside codes."""


def _gathered(ids: pd.Series, values: pd.Series, events: pd.Series, separator: str) -> list[str]:
    pairs = pd.DataFrame({"event": ids.astype("str"), "value": values.astype("str")}).drop_duplicates()
    pairs = pairs[pairs["event"].isin(events)]
    joined = pairs.groupby("event")["value"].agg(separator.join)
    return joined.reindex(events).fillna("").tolist()


def event_frame(selection: Selection) -> pd.DataFrame:
    """The selected events as an analyst takes them away: one row an event, chronological, codes beside labels.

    Dates are ISO text, booleans `true` and `false`. Lists in a cell are parted by `; `, addresses by a blank. The last
    two columns, `data_version` and `view`, stand in every row, so that a part cannot be mistaken for the whole.
    """
    dataset, events = selection.dataset, selection.events
    participants = dataset.tables["participants"].dropna(subset="actor_id")
    issues = dataset.tables["event_issues"]
    urls = dataset.evidence["source_id"].map(dataset.sources["url"])
    ids = events["event_id"]
    full = events.assign(
        actor_ids=_gathered(participants["event_id"], participants["actor_id"], ids, "; "),
        issue_ids=_gathered(issues["event_id"], issues["issue_id"], ids, "; "),
        source_urls=_gathered(dataset.evidence["event_id"], urls, ids, " "),
    )
    frame = pd.DataFrame({name: full[column] for name, column in COLUMNS.items()})
    for name in ("date_start", "date_end"):
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    for name in ("contested", "one_sided"):
        frame[name] = frame[name].map({True: "true", False: "false"})
    return frame.assign(data_version=dataset.version, view=selection.sentence)


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before every text cell that a spreadsheet would take for a formula.

    Only text columns are touched: a negative number stays a number.
    """
    guarded = frame.copy()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.StringDtype | pd.CategoricalDtype) or frame[name].dtype == object:
            text = frame[name].astype("str").where(frame[name].notna())
            risky = text.str.startswith(FORMULA_START).fillna(False).astype(bool)
            guarded[name] = text.where(~risky, "'" + text)
    return guarded


def events_csv(selection: Selection) -> bytes:
    """The selected events as CSV: RFC 4180, UTF-8, formulas made harmless."""
    text = harmless(event_frame(selection)).to_csv(index=False, lineterminator="\r\n")
    return text.encode()


def file_name(selection: Selection, ending: str) -> str:
    """A name that says what is inside: dataset, version, n of N and the filter, without characters that trouble a disk."""
    query = re.sub(r"[^A-Za-z0-9-]+", "_", selection.filter.to_query()).strip("_")[:60]
    parts = [selection.dataset.package.name, selection.dataset.version, f"{selection.n}-of-{selection.total}", query]
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def package_zip(dataset: Dataset) -> bytes:
    """The whole data package as it is on disk, in one zip file that is the same for the same data."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dataset.package.files:
            # A fixed time keeps the bytes equal from one download to the next.
            entry = zipfile.ZipInfo(f"{dataset.package.name}-{dataset.version}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (dataset.package.folder / name).read_bytes())
    return buffer.getvalue()
