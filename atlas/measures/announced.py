"""Announced, and then? Every step that was announced, with what is recorded of it later, or how long it has not been seen to happen."""

from __future__ import annotations

import pandas as pd

from atlas.dataset.ties import OUTCOMES, Relation, typed
from atlas.kept import kept
from atlas.view import SELECTIONS_KEPT, Selection, select

STEP_RULE = (
    "A step is an event that was announced or called off only, or one whose plan, promise or order another event carries out, wholly or in "
    "part, or calls off; which does is recorded event by event."
)


@kept(SELECTIONS_KEPT)
def announced_steps(selection: Selection) -> pd.DataFrame:
    """The steps in view, and those of an earlier day whose outcome is in view, newest first.

    Columns: `event` (position of the step), `outcome` (a key of `OUTCOMES`), `later` (position of the first event that carried it out or
    called it off, missing where there is none), `days` (from the last day of the step to the first of `later`, or to the last day that
    the data cover; missing where a step was called off by no event of its own).
    """
    dataset = selection.dataset
    events, position = dataset.events, dataset.position
    ties = typed(dataset.tables["related_events"])
    wanted = {Relation.FULFILS: "fulfilled", Relation.CANCELS: "cancelled"}
    ties = ties[ties["relation"].isin(wanted)]
    settled = pd.DataFrame(
        {
            "event": ties["related_event_id"].map(position),
            "outcome": ties["relation"].map(wanted),
            "later": ties["event_id"].map(position),
        }
    ).astype({"event": "int64", "later": "int64"})
    steps = events.loc[events["outcome"].notna(), ["outcome"]].rename_axis("event").reset_index()
    first = settled.sort_values("later").drop_duplicates(["event", "outcome"])
    found: pd.DataFrame = steps.merge(first, on=["event", "outcome"], how="left")
    found["later"] = found["later"].astype("Int64")
    at_any_time = select(dataset, selection.filter.without_condition("date")).mask[found["event"].to_numpy()]
    settled_in_view = found["later"].isin(selection.positions).to_numpy(bool, na_value=False) & at_any_time
    found = found[selection.mask[found["event"].to_numpy()] | settled_in_view].sort_values("event", ascending=False, ignore_index=True)
    begun = events["last_day"].array[found["event"].to_numpy()]
    ends = pd.Series(pd.Timestamp(dataset.last_day), index=found.index)
    with_later = found["later"].notna()
    ends[with_later] = events["date_start"].array[found.loc[with_later, "later"].to_numpy("int64")]
    days = pd.Series((ends - begun).dt.days.clip(lower=0), dtype="Int64")
    found["days"] = days.mask(~with_later & found["outcome"].eq("cancelled"))
    return found


def outcome_counts(selection: Selection) -> dict[str, int]:
    """How many steps in view had each outcome, in the order of `OUTCOMES`."""
    counts = selection.events["outcome"].value_counts()
    return {outcome: int(counts.get(outcome, 0)) for outcome in OUTCOMES}


def led_on(selection: Selection) -> pd.DataFrame:
    """What followed on events in view that were no steps: one row a tie, newest event first.

    Columns: `event` and `later` (positions), `relation` (what the later is to the event, as `atlas.dataset.ties.SAID` has it).
    """
    position = selection.dataset.position
    ties = typed(selection.dataset.tables["related_events"])
    ties = ties[ties["relation"].isin((Relation.FOLLOWS, Relation.RESPONDS_TO))]
    found = pd.DataFrame(
        {"event": ties["related_event_id"].map(position), "later": ties["event_id"].map(position), "relation": ties["relation"]}
    )
    shown: pd.DataFrame = found[selection.mask[found["event"].to_numpy()]]
    return shown.sort_values(["event", "later"], ascending=[False, True], ignore_index=True)
