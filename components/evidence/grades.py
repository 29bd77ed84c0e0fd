"""Events by how firm their evidence is."""

from __future__ import annotations

import streamlit as st

from atlas.dataset import GRADE_MEANING, GRADES
from atlas.measures.trust import by_grade
from components.charts import show_chart
from components.evidence.parts import fill, over_time
from components.view import View


def grades(view: View) -> None:
    """Grades by quarter."""
    table = by_grade(view.selection)
    table = table[[grade for grade in table.columns if table[grade].any()]]
    strength = dict(zip(GRADES[::-1], ((0.85, ""), (0.45, "/"), (0.12, "."), (0.0, "x")), strict=True))
    fills = [fill(view, view.theme.ink, *strength[str(grade)]) for grade in table.columns]
    named = table.rename(columns=lambda grade: f"Grade {grade}")
    title = "Events by evidence grade and quarter"
    unit = "Events that began in the quarter, each counted once"
    show_chart(view, over_time(view, "grades", title, unit, named, "Events", fills))
    st.caption(". ".join(f"{grade}: {GRADE_MEANING[grade]}" for grade in table.columns) + ".")
