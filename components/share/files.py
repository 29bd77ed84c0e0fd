"""What a visitor takes away from a view: files, addresses that yield it again, snippets and citations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from atlas.citations import bibtex, cite_view, csl_json, view_reference
from atlas.exports.formats import FORMATS, Format, Wanted
from atlas.worker import NotMadeError
from components import address
from components.view import View

_MADE = "file-made"


def _files(view: View) -> Format:
    selection = view.selection
    labels = {form.label: form for form in FORMATS if form.of == "events" and form.offered(selection)}
    chosen = labels[st.selectbox("Format", list(labels), key="format", persist_state="session")]

    def make() -> bytes:
        return chosen.whole(Wanted(selection, view.options, address.of_view(selection), datetime.now(UTC)))

    data = _made_before(view, chosen, make) if chosen.takes_long(selection) else make
    if data is not None:
        st.download_button(
            f"Download {selection.n:,} of {selection.total:,} events",
            data=data,
            file_name=chosen.file_name(selection),
            mime=chosen.media_type,
            on_click="ignore",
        )
    for form in FORMATS:
        if form.of == "events" and form.most is not None and selection.n > form.most():
            st.caption(f"{form.label.split(' – ')[0]}: at most {form.most():,} events. CSV and Parquet hold any number.")
    return chosen


def _made_before(view: View, chosen: Format, make: Callable[[], bytes]) -> bytes | None:
    """The bytes of a file that takes long, made where a person asks for it and sees that it is being made; `None` until then."""
    key = (chosen.name, view.selection.filter, view.dataset.content_hash)
    if st.button(f"Make the file of {view.selection.n:,} events", key="make-file"):
        with st.status("Making the file: some ten seconds for every hundred thousand events …") as status:
            try:
                st.session_state[_MADE] = (key, make())
                status.update(label="The file is ready.", state="complete")
            except NotMadeError as error:
                status.update(label=str(error), state="error")
    made = st.session_state.get(_MADE)
    return made[1] if made and made[0] == key else None


def pandas_lines(address_of_csv: str) -> str:
    """Three lines of Python that load the rows of a view; codes such as 061 stay text."""
    kept = 'dtype={"cameo_code": "str"}, parse_dates=["date_start", "date_end"]'
    return f'import pandas as pd\n\nevents = pd.read_csv("{address_of_csv}", {kept})'


def r_lines(address_of_csv: str) -> str:
    """A line of R that loads the rows of a view; codes such as 061 stay text."""
    return f'events <- read.csv("{address_of_csv}", encoding = "UTF-8", colClasses = c(cameo_code = "character"))'


def take_away(view: View) -> None:
    """Files of the view, its addresses, snippets that load it, and how to cite it, once a visitor asks for them."""
    below = st.expander("Take this view away: other formats, addresses, citation", key="take-away", on_change="rerun")
    if below.open:
        with below:
            _ways(view)


def _ways(view: View) -> None:
    selection = view.selection
    files, addresses, notebook, cite = st.tabs(["Files", "Addresses", "Notebook", "Cite"])
    with files:
        chosen = _files(view)
    with addresses:
        st.caption("This view in the dashboard, for the version of the data shown now")
        st.code(address.of_view(selection), language=None, wrap_lines=True)
        st.caption(f"The same rows as a file: {chosen.label}")
        st.code(address.of_api(selection, chosen.name), language=None, wrap_lines=True)
        st.caption("A feed of what is added or corrected in this view, for a news reader (Atom)")
        st.code(address.of_api(selection, "events.atom"), language=None, wrap_lines=True)
    with notebook:
        csv = address.of_api(selection, "events.csv")
        st.code(pandas_lines(csv), wrap_lines=True)
        st.code(r_lines(csv), language="r", wrap_lines=True)
    with cite:
        today = datetime.now(UTC).date()
        reference = view_reference(selection, address.of_view(selection), today)
        st.code(cite_view(selection, address.of_view(selection), today), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.download_button("BibTeX", bibtex([reference]), "kabul-outreach-atlas.bib", "application/x-bibtex", on_click="ignore")
            st.download_button("CSL-JSON", csl_json([reference]), "kabul-outreach-atlas.csl.json", "application/json", on_click="ignore")
