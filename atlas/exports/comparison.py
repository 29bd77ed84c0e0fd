"""Two views in one file: the events of both as CSV, what each adds up to as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from atlas.exports.about import About
from atlas.exports.delimited import events_csv_chunks
from atlas.exports.records import to_json
from atlas.measures.comparison import compare
from atlas.view import Selection, ViewOptions, select
from atlas.view.against import other_view


def comparison_csv(selection: Selection, options: ViewOptions) -> Iterator[bytes]:
    """The events of a view and, below them, those of the view beside it; the column `view` says of which a row is."""
    other, _, _ = other_view(selection.filter, options, selection.dataset)
    for number, one in enumerate((selection, select(selection.dataset, other))):
        yield from events_csv_chunks(one, header=number == 0)


def comparison_json(selection: Selection, options: ViewOptions, about: About) -> bytes:
    """The difference in a sentence, and the tables behind it; `first` is the view, `second` the one beside it."""
    filter_, looked_at, _ = other_view(selection.filter, options, selection.dataset)
    second = select(selection.dataset, filter_)
    found = compare(selection, second, options, looked_at)

    def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
        named = table.assign(quarter=table["quarter"].astype("str")) if "quarter" in table else table
        return [{str(name): value for name, value in row.items()} for row in named.to_dict("records")]

    views = [
        {"name": name, "description": one.sentence, "events": one.n, "query": one.filter.to_query()}
        for name, one in zip(found.names, (selection, second), strict=True)
    ]
    tables = {name: rows(getattr(found, name)) for name in ("measures", "years", "quarters", "subjects")}
    return to_json({"about": about.as_dict(), "sentence": found.sentence, "views": views, **tables}).encode()
