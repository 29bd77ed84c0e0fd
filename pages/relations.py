"""How close, on what, and who carries it?"""

import streamlit as st

from components.charts import follow
from components.frame import empty_state
from components.relations import relations
from components.view import current

follow("relations")
view = current()

if not view.selection.n:
    empty_state(view)
    st.stop()

relations(view)
