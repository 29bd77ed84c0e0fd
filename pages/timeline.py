"""How did it build up?"""

import streamlit as st

from components.frame import empty_state
from components.timeline import timeline
from components.view import current

view = current()

if not view.selection.n:
    empty_state(view)
    st.stop()

timeline(view)
