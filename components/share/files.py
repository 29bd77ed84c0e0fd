"""What a visitor takes away from a view: files, addresses that yield it again, snippets and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from atlas import exports
from atlas.citations import bibtex, cite_view, csl_json, view_reference
from atlas.exports import About, about_view
from atlas.view import Selection
from components import address
from components.view import View

Make = Callable[[Selection, About], bytes | Iterable[bytes]]


@dataclass(frozen=True)
class Format:
    """A file that a view can be taken away as. `route` is its name in the API, where it has one."""

    label: str
    ending: str
    media_type: str
    make: Make
    route: str | None


FORMATS = (
    Format("CSV – codes beside labels, UTF-8", "csv", "text/csv", lambda view, _: exports.events_csv(view), "events.csv"),
    Format("CSV for Excel – opens with the right letters", "excel.csv", "text/csv", lambda view, _: exports.events_csv_excel(view), None),
    Format(
        "Excel workbook – events, participants, evidence, codebook",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        exports.events_xlsx,
        "events.xlsx",
    ),
    Format("CSV of pairs – one row an event and link", "pairs.csv", "text/csv", lambda view, _: exports.dyads_csv(view), "dyads.csv"),
    Format("JSON", "json", "application/json", exports.events_json, "events.json"),
    Format("GeoJSON – events with their places", "geojson", "application/geo+json", exports.events_geojson, "events.geojson"),
    Format("Parquet", "parquet", "application/vnd.apache.parquet", exports.events_parquet, "events.parquet"),
    Format("BibTeX of the pages read", "bib", "application/x-bibtex", exports.sources_bibtex, "events.bib"),
    Format("RIS of the pages read", "ris", "application/x-research-info-systems", exports.sources_ris, "events.ris"),
    Format(
        "CSL-JSON of the pages read", "csl.json", "application/vnd.citationstyles.csl+json", exports.sources_csl_json, "events.csl.json"
    ),
    Format("Zip – events, evidence, sources, data dictionary", "zip", "application/zip", exports.view_zip, None),
)


def _bytes(content: bytes | Iterable[bytes]) -> bytes:
    return content if isinstance(content, bytes) else b"".join(content)


def _files(view: View) -> Format:
    selection = view.selection
    labels = {form.label: form for form in FORMATS}
    chosen = labels[st.selectbox("Format", list(labels), key="format", persist_state="session")]

    def make() -> bytes:
        about = about_view(selection, address.of_view(selection), datetime.now(UTC))
        return _bytes(chosen.make(selection, about))

    st.download_button(
        f"Download {selection.n:,} of {selection.total:,} events",
        data=make,
        file_name=exports.file_name(selection, chosen.ending),
        mime=chosen.media_type,
        on_click="ignore",
    )
    return chosen


def pandas_lines(address_of_csv: str) -> str:
    """Three lines of Python that load the rows of a view."""
    return f'import pandas as pd\n\nevents = pd.read_csv("{address_of_csv}", parse_dates=["date_start", "date_end"])'


def take_away(view: View) -> None:
    """Files of the view, its addresses, snippets that load it, and how to cite it."""
    selection = view.selection
    with st.expander("Take this view away: other formats, addresses, citation"):
        files, addresses, notebook, cite = st.tabs(["Files", "Addresses", "Notebook", "Cite"])
        with files:
            chosen = _files(view)
        with addresses:
            st.caption("This view in the dashboard, for the version of the data shown now")
            st.code(address.of_view(selection), language=None, wrap_lines=True)
            if chosen.route:
                st.caption(f"The same rows as a file: {chosen.label}")
                st.code(address.of_api(selection, chosen.route), language=None, wrap_lines=True)
            st.caption("A feed of what is added or corrected in this view, for a news reader (Atom)")
            st.code(address.of_api(selection, "events.atom"), language=None, wrap_lines=True)
        with notebook:
            csv = address.of_api(selection, "events.csv")
            st.code(pandas_lines(csv), wrap_lines=True)
            st.code(f'events <- read.csv("{csv}", encoding = "UTF-8")', language="r", wrap_lines=True)
        with cite:
            today = datetime.now(UTC).date()
            reference = view_reference(selection, address.of_view(selection), today)
            st.code(cite_view(selection, address.of_view(selection), today), language=None, wrap_lines=True)
            with st.container(horizontal=True):
                st.download_button("BibTeX", bibtex([reference]), "kabul-outreach-atlas.bib", "application/x-bibtex", on_click="ignore")
                st.download_button(
                    "CSL-JSON", csl_json([reference]), "kabul-outreach-atlas.csl.json", "application/json", on_click="ignore"
                )
