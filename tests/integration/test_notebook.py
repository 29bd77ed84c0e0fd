"""The lines that the Events page gives for a notebook load the rows that it shows."""

from __future__ import annotations

import re

import pandas as pd

from atlas.dataset import serving
from atlas.view import EventFilter, select
from components import address
from components.share import files as take_away


def test_the_pandas_lines_load_what_is_on_the_screen(server: str) -> None:
    selection = select(serving.current(), EventFilter(link=("AFG-IND",), type=("call", "meeting")))
    where = re.sub(r"^https?://[^/]+", server, address.of_api(selection, "events.csv"))
    namespace: dict[str, pd.DataFrame] = {}
    exec(take_away.pandas_lines(where), namespace)
    loaded = namespace["events"]
    assert list(loaded["event_id"]) == list(selection.events["event_id"])
    assert (loaded["date_start"].to_numpy() == selection.events["date_start"].to_numpy()).all()
    assert set(loaded["view"]) == {selection.sentence}
