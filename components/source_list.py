"""Pages read, as lines, and what pages say against the record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.citations import archived
from atlas.words import format_published, language_name
from components.text import link, plain


def source_line(row: pd.Series) -> str:
    """One page: who published it, when, and what it says. Addresses are http(s), which the data package ensures."""
    parts = [link(plain(str(row["publisher_name"])), str(row["url"]))]
    if pd.notna(row["agency"]):
        parts.append(f"after {plain(str(row['agency']))}")
    parts.append(format_published(str(row["published"])) if pd.notna(row["published"]) else "undated")
    if row["language"] != "en":
        parts.append(f"in {language_name(str(row['language']))}")
    if row["preview"]:
        parts.append("preview")
    if row["rolling"]:
        parts.append("changing page")
    if not row["agrees"]:
        parts.append("**contradicts**")
    parts.append(link("look for an archived copy", archived(str(row["url"]), None if pd.isna(row["published"]) else str(row["published"]))))
    return f"{plain(str(row['states']))}  \n:small[{' · '.join(parts)}]"


def disagreement(event: pd.Series, against: pd.DataFrame) -> None:
    """The record and what pages say against it, side by side.

    `against` has the columns `publisher_name`, `url`, `agency`, `published`, `language`, `preview`, `rolling`, `agrees`, `states`.
    """
    record, contrary = st.columns(2)
    with record:
        st.markdown("**The record**")
        st.markdown(plain(str(event["note"] if pd.notna(event["note"]) else event["summary"])))
    with contrary:
        st.markdown("**Against it**")
        for _, row in against.iterrows():
            st.markdown(source_line(row))
