"""How far can I trust this?"""

import streamlit as st

from components.evidence import trust
from components.frame import empty_state
from components.view import current

view = current()

if not view.selection.n:
    empty_state(view)
    st.stop()

trust(view)
