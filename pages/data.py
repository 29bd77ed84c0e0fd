"""What is in here, and how do I cite and reuse it?"""

from pathlib import Path

import pandas as pd
import streamlit as st

from atlas.citations import cite_dataset
from atlas.exports import package_zip
from atlas.exports.formats import FORMATS_BY_NAME
from atlas.words import count, format_date
from components.controls import pick
from components.text import plain
from components.view import current
from components.viewport import is_narrow

CODING_RULES = Path(__file__).resolve().parents[1] / "docs" / "coding.md"

view = current()
selection = view.selection
dataset, whole = selection.dataset, FORMATS_BY_NAME["package.zip"]
package, publishers = dataset.package, dataset.sources["publisher_id"].nunique()

facts, download = st.columns([3, 2], gap="medium")
with facts:
    st.table(
        {
            "Version": package.version,
            "Covers": f"{format_date(package.covers_from)} to {format_date(package.covers_to)}",
            "Events": f"{len(dataset.events):,}",
            "Pages read": f"{len(dataset.sources):,} on events and routes, published by {count(publishers, 'publisher')}",
            "Route legs": f"{len(dataset.legs):,}",
            "Licence": f"[{plain(package.licence)}]({package.licence_url})",
            "Content hash": f"`{dataset.content_hash[:16]}` (SHA-256)",
        },
        border="horizontal",
        alt="The data in short",
    )
    st.markdown(plain(package.description))
with download:
    st.header("Take it away", anchor=False)
    st.download_button(
        whole.label,
        data=lambda: package_zip(dataset),
        file_name=whole.file_name(selection),
        mime=whole.media_type,
        on_click="ignore",
        type="primary",
    )
    st.caption(
        f"{count(len(package.tables), 'CSV table')}, the lines of the route legs, and datapackage.json, which describes every field."
    )
    st.header("Cite it", anchor=False)
    st.code(cite_dataset(dataset), language=None, wrap_lines=True)

st.header("Codebook", anchor=False)
with st.expander("Coding rules: how an event is read out of its pages"):
    # The title stands on the expander, and its headings are those of a part of this page.
    st.markdown(CODING_RULES.read_text(encoding="utf-8").partition("\n")[2].replace("\n## ", "\n### "))
pick(view, "table")
table = package.tables[view.options.table]
st.markdown(plain(table.description))
keys = {key.fields[0]: key.table for key in table.foreign_keys if len(key.fields) == 1}
rows = [
    {
        "Field": field.name + (" (key)" if field.name in table.primary_key else ""),
        "Type": field.type,
        "Required": "yes" if field.required else "",
        "Meaning": field.description + (f" One of: {', '.join(field.enum)}." if field.enum else ""),
        "Refers to": keys.get(field.name, ""),
    }
    for field in table.fields
]
frame = pd.DataFrame(rows).map(plain)
if is_narrow():
    # Five columns would have to be scrolled sideways.
    frame = pd.DataFrame({"Field": frame["Field"] + "  \n:small[" + frame["Type"] + "]", "Meaning": frame["Meaning"]})
with st.container(key="fields"):
    st.table(frame, hide_index=True, border="horizontal", alt=f"Fields of the table {table.title}")
