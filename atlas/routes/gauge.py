"""What the pages read say of the gauge of a railway."""

from __future__ import annotations

import re

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import DAYS_KEPT
from atlas.kept import kept

_SENTENCES = re.compile(r"(?<=[.;])\s+")


@kept(DAYS_KEPT)
def gauge_statements(dataset: Dataset, leg_id: str) -> pd.DataFrame:
    """What is said of the gauge of a leg, one row a statement; empty where no source held says anything.

    Columns: `states` (what is said, in the words of the data) and `source_id` (missing where it stands in the note of the
    leg, which names no page).
    """
    read = dataset.tables["leg_evidence"]
    read = read[read["leg_id"] == leg_id]
    said = [(str(states), str(source)) for states, source in zip(read["states"], read["source_id"], strict=True)]
    note = dataset.legs.at[leg_id, "note"]
    texts = [*said, ("" if pd.isna(note) else str(note), None)]
    found = [(sentence, source) for text, source in texts for sentence in _SENTENCES.split(text) if "gauge" in sentence.lower()]
    return pd.DataFrame(found, columns=["states", "source_id"])
