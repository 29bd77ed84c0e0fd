"""What the columns of the files of a view and the codes in them mean, as one table."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import Dataset
from atlas.exports.columns import FILES

CODE_LISTS = {"event_types": "event_type", "contact_levels": "contact_level", "issues": "issue_id", "cameo_codes": "cameo_code"}
"""Code lists of the package, and the field that holds the code."""


def codebook(dataset: Dataset) -> pd.DataFrame:
    """Every column of the files of a view, and every code of the code lists: one row each.

    Columns: `file` (or code list), `name`, `type` (`code` for a code), `meaning`, `values`.
    """
    rows = []
    for file, columns in FILES.items():
        for column in columns.described(dataset):
            kind = f"list, parted by “{column.separator}”" if column.type == "list" else column.type
            values = ", ".join(column.values) if column.name not in CODE_LISTS.values() else "see the code list"
            rows.append((file, column.name, kind, column.description, values))
    for table, key in CODE_LISTS.items():
        for code in dataset.tables[table].to_dict("records"):
            meaning = ": ".join(str(code[part]) for part in ("label", "description") if part in code)
            rows.append((table, str(code[key]), "code", meaning, ""))
    return pd.DataFrame(rows, columns=["file", "name", "type", "meaning", "values"])
