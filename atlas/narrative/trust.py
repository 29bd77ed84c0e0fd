"""Sentences on the evidence."""

from __future__ import annotations

from atlas.measures.trust import share
from atlas.narrative.parts import Asked, number_or_none
from atlas.view import Selection
from atlas.words import count


def firmness(selection: Selection, _: Asked) -> str | None:
    """How firm the evidence is."""
    events, whole = selection.events, selection.n
    single, contested = int((events["origins"] <= 1).sum()), int(events["contested"].sum())
    best = int(events["grade"].eq("A").sum())
    rests, is_contested = ("rests" if single < 2 else "rest"), ("is" if contested < 2 else "are")
    return (
        f"{share(best, whole)} {'has' if best == 1 else 'have'} evidence grade A; {number_or_none(single)} {rests} on a single origin "
        f"and {number_or_none(contested)} {is_contested} contradicted by at least one page."
    )


def one_sided(selection: Selection, _: Asked) -> str | None:
    """How many rest on one account."""
    number = int(selection.events["one_sided"].sum())
    if not number:
        return "No event rests on the account of one side alone."
    return f"{share(number, selection.n)} {'rests' if number == 1 else 'rest'} on the account of a single actor."


def holdings(selection: Selection, _: Asked) -> str | None:
    """What was read."""
    evidence = selection.dataset.evidence
    pages = evidence.loc[selection.mask[evidence["event"].to_numpy()], "source_id"].astype("str").unique()
    sources = selection.dataset.sources.loc[pages]
    publishers, languages = sources["publisher_id"].nunique(), sources["language"].nunique()
    what = f"{count(publishers, 'publisher')} in {count(languages, 'language')}"
    return f"The events in view rest on {count(len(pages), 'page')} of {what}."
