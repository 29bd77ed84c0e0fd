"""Who stands for the sides of a dossier: people by events that name them, and the heads of missions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import counted, dossier_by, written
from atlas.measures.envoys import envoys
from atlas.measures.window import two_years, window_in_words
from atlas.view import Selection
from atlas.words import count

OF_A_SIDE = 5
"""How many people of each side are named."""

MOST_MISSIONS = 6
"""How many heads of missions of an actor, and how many of others with it, are named."""


def people(selection: Selection, sides: tuple[str, ...]) -> DossierSection:
    """Who stands for some actors, by events in view that name them."""
    dataset, filter_ = selection.dataset, selection.filter
    rows = dataset.tables["participants"]
    rows = rows[rows["person_id"].notna() & rows["role"].ne("subject") & rows["event_id"].isin(selection.events["event_id"])]
    rows = rows.assign(event=rows["event_id"].astype("str").map(dataset.position)).sort_values("event", kind="stable")
    seen, name = selection.counts("person"), dataset.facets["person"].label
    events = selection.events
    lately = events.index[events["date_start"] >= pd.Timestamp(two_years(dataset)[0])]
    lines = []
    for side in sides:
        own, group = rows[rows["actor_id"] == side], dataset.actor_labels[side] if len(sides) > 1 else ""
        recent = own.loc[own["event"].isin(lately), ["person_id", "event"]].astype({"person_id": "str"}).drop_duplicates()
        weight = recent["person_id"].value_counts().to_dict()
        chosen = sorted(own["person_id"].astype("str").unique(), key=lambda one: (-weight.get(one, 0), -seen[one], one))
        for person in chosen[:OF_A_SIDE]:
            mine = own[own["person_id"] == person]
            offices, last = mine["office"].dropna(), written(dataset.events.iloc[int(mine["event"].iloc[-1])])
            office = f"{offices.iloc[-1]}, " if len(offices) else ""
            note = f"{office}{count(seen[person], 'event')}, last {last}"
            lines.append(counted(selection, seen[person], name(person), replace(filter_, person=(person,)), note, group))
    return DossierSection(
        "people",
        "Who carries it",
        window_in_words(selection),
        tuple(lines),
        f"Up to {OF_A_SIDE} of a side, those named most often in the last 24 months first, with the events in view that name them; "
        "the office is the last one named.",
        "Nothing recorded: no event in view names anybody who stands for it.",
    )


def missions(selection: Selection, sides: tuple[str, ...]) -> DossierSection:
    """Who was last named as head of the missions of and with some actors: of two, of those of the one with the other."""
    dataset, found = selection.dataset, envoys(selection)
    sent, received, both = found["actor"].isin(sides), found["host"].isin(sides), len(sides) > 1
    found = found.assign(sent=sent)[found["present"] & (sent & received if both else sent | received)]
    found = found.sort_values("sent", ascending=False, kind="stable").groupby("sent", sort=False).head(MOST_MISSIONS)
    posts, lines = {(True, False): "Sent", (False, False): "Received"}, []
    rows: Any = found.itertuples()
    for row in rows:
        first, last = (dataset.events.iloc[int(position)] for position in (row.first, row.last))
        named = f"named {written(first)}" + (f" to {written(last)}" if row.last != row.first else "")
        leads = dossier_by(selection.filter, "person", str(row.person))
        lines.append(
            DossierLine(
                dataset.facets["person"].label(str(row.person)),
                f"{row.office}, {named}",
                posts.get((row.sent, both), f"{dataset.actor_labels[str(row.actor)]} in {dataset.actor_labels[str(row.host)]}"),
                first=first["date_start"].date(),
                last=last["last_day"].date(),
                event_id=str(first["event_id"]),
                subject=leads,
            )
        )
    return DossierSection(
        "missions",
        "Heads of missions",
        window_in_words(selection),
        tuple(lines),
        "Ambassadors, chargés and heads of missions, the last whom an event in view names in each post, from the first to the last event "
        "that does; whether they still hold it the data do not say. Each opens the dossier of the person.",
        "Nothing recorded: no event in view names the head of a mission.",
    )
