"""Sentences on the events: when, at what level, of what type, and what came first."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from atlas.measures.firsts import firsts
from atlas.measures.standing import year_ending
from atlas.narrative.parts import TIED_SHOWN, Asked, dated, leading, number_or_none
from atlas.view import Selection
from atlas.view.playback import counts
from atlas.words import count, format_date, join_words


def one(selection: Selection) -> tuple[str, ...]:
    """The one event of a view."""
    event = selection.events.iloc[0]
    level = f"at the level “{str(event['level']).lower()}”" if event["level_rank"] else "without a contact between representatives"
    status = "" if event["status"] == "occurred" else f"; its status is “{event['status']}”"
    origins = count(int(event["origins"]), "independent origin")
    return (
        f"The one event in view is of type “{str(event['type']).lower()}”, dated {dated(event)}, {level}{status}.",
        f"It has evidence grade {event['grade']} and rests on {count(int(event['sources']), 'page')} with {origins}"
        + (", at least one of which contradicts the record." if event["contested"] else "."),
    )


def span(selection: Selection, _: Asked) -> str | None:
    """From when to when, and the busiest months."""
    events, months = selection.events, counts(selection)
    # Of the latest, the one that ends last is named.
    first, last = dated(events.iloc[0]), dated(events.iloc[int(events["last_day"].argmax())])
    run = f"The {count(len(events), 'event')} run from {first} to {last}" if first != last else f"All are dated {first}"
    busiest, most = leading((format_date(month, precision="month"), number) for month, number in months.items())
    if len(months) < 2 or not busiest:
        return f"{run}."
    if len(busiest) == 1:
        return f"{run}; the busiest month is {busiest[0]}, with {count(int(most), 'event')}."
    if len(busiest) <= TIED_SHOWN and most > 1:
        return f"{run}; the busiest months are {join_words(busiest)}, with {count(int(most), 'event')} each."
    return f"{run}; no month has more than {count(int(most), 'event')}."


def contacts(selection: Selection, _: Asked) -> str | None:
    """How many events were contacts, and at what level."""
    dataset = selection.dataset
    met = selection.positions[dataset.contact[selection.positions]]
    number, ranks = len(met), dataset.tables["contact_levels"].set_index("contact_level")["rank"]
    high = int((dataset.events["level_rank"].to_numpy()[met] >= ranks["minister"]).sum())
    if not number:
        return "None of the events was a contact between representatives."
    subject = "1 event was a contact" if number == 1 else f"{number:,} events were contacts"
    above = f"{high:,} of them" if high else "none of them"
    if number == 1:
        return f"{subject} between representatives, {'at' if high else 'below'} the level of ministers{' or above' if high else ''}."
    return f"Each meeting counted once, {subject} between representatives, {above} at the level of ministers or above."


def change(selection: Selection, _: Asked) -> str | None:
    """The last twelve months against those before."""
    dataset, wanted = selection.dataset, selection.filter
    first, last = year_ending(dataset)
    now = pd.Timestamp(dataset.last_day)
    before = (now - pd.DateOffset(years=2)).date() + timedelta(days=1)
    if (wanted.date_from and wanted.date_from > before) or (wanted.date_to and wanted.date_to < last):
        return None
    day = dataset.events["date_start"].to_numpy()[selection.positions]
    edges = [np.datetime64(edge) for edge in (before, first, last)]
    earlier, recent = int(((day >= edges[0]) & (day < edges[1])).sum()), int(((day >= edges[1]) & (day <= edges[2])).sum())
    period = f"in the last 12 months covered, {format_date(first)} to {format_date(last)}"
    return f"{count(recent, 'event') if recent else 'No event'} began {period}, against {number_or_none(earlier)} in the 12 months before."


def types(selection: Selection, _: Asked) -> str | None:
    """Of which types the events are."""
    numbers = selection.events["type"].astype("str").value_counts()
    order = sorted(numbers.index, key=lambda name: (-numbers[name], name))
    if len(order) == 1:
        return f"All are of one type, {order[0].lower()}."
    listed = join_words(f"{name.lower()} ({numbers[name]:,})" for name in order[:3])
    return f"By type they are {listed}." if len(order) <= 3 else f"The most frequent of {len(order)} types are {listed}."


def latest_first(selection: Selection, _: Asked) -> str | None:
    """The latest first of Kabul with a capital."""
    found = firsts(selection.dataset)
    found = found[selection.mask[found["event"].to_numpy()]] if len(found) else found
    if found.empty:
        return "None of Kabul’s firsts with the five capitals is among them."
    latest = found.iloc[-1]
    when = dated(selection.dataset.events.iloc[int(latest["event"])])
    name = f"{'what may be the' if latest['tied'] else 'the'} {latest['label']}, {when}"
    if len(found) == 1:
        return f"Among them is {name}."
    return f"Among them are {len(found)} firsts of Kabul with one of five capitals, most recently {name}."
