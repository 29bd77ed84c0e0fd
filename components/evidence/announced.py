"""What was announced and what became of it, and what followed on everything else."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.dataset.ties import OUTCOMES, SAID, Relation
from atlas.measures.announced import STEP_RULE, announced_steps, led_on
from atlas.words import count, format_date
from components.charts import csv_button
from components.event_list import date_of, event_link
from components.evidence.lists import turned_to
from components.view import View
from components.viewport import beside

_LED_ON_A_PAGE = 7
"""Fewer than steps, since more is told of each: both columns end at about the same height."""


def _step(view: View, step: pd.Series) -> None:
    """A step over what became of it."""
    dataset = view.dataset
    event = dataset.events.iloc[int(step["event"])]
    with st.container(border=True, gap="xsmall"):
        _headed(view, event, str(event["type"]).lower(), f"grade {event['grade']}")
        if step["outcome"] == "open":
            st.caption(f"→ Not seen to happen by {format_date(dataset.last_day)}: **{count(int(step['days']), 'day')}**")
        elif pd.isna(step["later"]):
            st.caption("→ Called off, as the event itself says")
        else:
            _became(view, f"{OUTCOMES[str(step['outcome'])].lower()} after {count(int(step['days']), 'day')}", int(step["later"]))


def _headed(view: View, event: pd.Series, *facts: str) -> None:
    event_link(view, event, [date_of(event), *facts], strong=True)


def _became(view: View, said: str, position: int) -> None:
    later = view.dataset.events.iloc[position]
    event_link(view, later, facts=[f"→ {date_of(later)}", said])


def _file(view: View, steps: pd.DataFrame) -> None:
    """The steps as CSV: identifiers, titles and days beside what became of them."""
    events, position = view.dataset.events, steps["event"].to_numpy()
    later = steps["later"].map(events["event_id"].to_dict(), na_action="ignore")
    table = events.iloc[position][["event_id", "date_start", "title", "status"]].reset_index(drop=True)
    csv_button(
        view,
        "announced",
        table.assign(outcome=steps["outcome"].to_numpy(), outcome_event_id=later.to_numpy(), days=steps["days"].to_numpy()),
        f"CSV of {count(len(table), 'row')}",
    )


def announced(view: View) -> None:
    """Every step with its outcome, newest first; beside it, what the other events in view led to."""
    ties = led_on(view.selection)
    if ties.empty:
        _steps(view)
        return
    left, right, _ = beside(0.5)
    with left:
        _steps(view)
    with right:
        _led_on(view, ties)


def _steps(view: View) -> None:
    steps = announced_steps(view.selection)
    st.header("Announced, and then?", anchor=False, help=STEP_RULE)
    if len(steps):
        numbers = steps["outcome"].value_counts()
        told = " · ".join(f"{said.lower()}: **{numbers.get(outcome, 0)}**" for outcome, said in OUTCOMES.items())
        st.markdown(f"{count(len(steps), 'step')} – {told}")
        for _, step in turned_to(steps, "announced-page").iterrows():
            _step(view, step)
        _file(view, steps)
    else:
        st.info("No event in view was announced only, carried out or called off.")


def _led_on(view: View, ties: pd.DataFrame) -> None:
    st.header("What the other events in view led to", anchor=False, help="Ties that the data call follows or responds to.")
    order = pd.DataFrame({"event": ties["event"].drop_duplicates()})
    st.markdown(f"{count(len(order), 'event')} that another follows or answers")
    for position in turned_to(order, "led-on-page", _LED_ON_A_PAGE)["event"]:
        event = view.dataset.events.iloc[int(position)]
        with st.container(border=True, gap="xsmall"):
            _headed(view, event)
            for tie in ties[ties["event"] == position].itertuples():
                _became(view, SAID[Relation(tie.relation)][1], int(tie.later))
