"""The dossier of a link: where two capitals stand with each other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import CUT, announced, counted, doubts, event_line, last_contact, latest, tempo, window_in_words, written
from atlas.dossiers.routes import legs_between, routes
from atlas.measures.firsts import RULE, firsts
from atlas.measures.ladder import has_ladder, steps
from atlas.measures.scope import ends, pairs
from atlas.measures.subjects import of_two_years
from atlas.measures.tempo import cut_by_filter, years_compared
from atlas.measures.window import two_years
from atlas.view import Selection
from atlas.words import count, format_date, join_words

OF_A_SIDE, OF_A_WAY = 5, 4
"""How many people of each side are named, and how many subjects rising and falling."""


def link_title(selection: Selection, link: str) -> str:
    """Both ends of a link: `Kabul – New Delhi`."""
    return " – ".join(selection.dataset.actor_labels[actor] for actor in ends(selection, link))


def link_sections(selection: Selection, link: str) -> tuple[DossierSection, ...]:
    """Where a link stands among the events in view. The selection is one of this link alone."""
    return (
        _standing(selection, link),
        _steps(selection, link),
        _people(selection, link),
        _subjects(selection, link),
        doubts(selection),
        announced(selection),
        _routes(selection, link),
        latest(selection),
    )


def _standing(selection: Selection, link: str) -> DossierSection:
    events, contacts = selection.dataset.events, pairs(selection, (link,))
    lines: list[DossierLine] = []
    ladder = steps(selection, (link,))
    if len(ladder):
        top = events.iloc[int(ladder["event"].iloc[int(ladder["rung"].argmax())])]
        reached = str(ladder["step"].iloc[int(ladder["rung"].argmax())])
        lines.append(event_line(top, reached, f"highest step of the ladder, first reached {written(top)}"))
    elif len(contacts):
        top = events.iloc[int(contacts["event"].iloc[int(contacts["level_rank"].argmax())])]
        lines.append(event_line(top, str(top["level"]), f"highest level of contact, first {written(top)}"))
    lines += [*last_contact(selection, contacts.set_index("event")), *tempo(selection, contacts)]
    return DossierSection(
        "standing",
        "Where it stands",
        window_in_words(selection),
        tuple(lines),
        "A contact is an event that brought representatives of both together, at any level; one of several parties counts once.",
        "Nothing recorded: no contact in view.",
    )


def _steps(selection: Selection, link: str) -> DossierSection:
    """First steps on each rung and firsts of each kind, an event once, in time."""
    events, every = selection.dataset.events, firsts(selection.dataset)
    said: dict[int, list[str]] = {}
    own = every[(every["link"] == link) & selection.mask[every["event"].to_numpy(dtype="int64")]]
    for event, label, tied in own[["event", "label", "tied"]].itertuples(index=False):
        said.setdefault(int(event), []).append(f"{label.partition(',')[0]}{' (tied)' if tied else ''}")
    ladder = steps(selection, (link,))
    for event, step in ladder.loc[ladder["first"], ["event", "step"]].itertuples(index=False):
        said.setdefault(int(event), []).append(str(step).lower())
    lines = (event_line(events.iloc[event], join_words(said[event])) for event in sorted(said))
    none = "no first and no step of the ladder in view" if has_ladder(selection, link) else "ladder and firsts are of links of Kabul"
    return DossierSection(
        "steps",
        "Ladder and firsts",
        window_in_words(selection),
        tuple(lines),
        f"{RULE} A step is the first event in view on its rung of the ladder.",
        f"Nothing recorded: {none}.",
    )


def _people(selection: Selection, link: str) -> DossierSection:
    """Who stands for the two sides, by events that name them."""
    dataset, filter_ = selection.dataset, selection.filter
    rows = dataset.tables["participants"]
    rows = rows[rows["person_id"].notna() & rows["role"].ne("subject") & rows["event_id"].isin(selection.events["event_id"])]
    rows = rows.assign(event=rows["event_id"].astype("str").map(dataset.position)).sort_values("event", kind="stable")
    seen, name = selection.counts("person"), dataset.facets["person"].label
    events = selection.events
    lately = events.index[events["date_start"] >= pd.Timestamp(two_years(dataset)[0])]
    lines = []
    for side in ends(selection, link):
        own = rows[rows["actor_id"] == side]
        recent = own.loc[own["event"].isin(lately), ["person_id", "event"]].astype({"person_id": "str"}).drop_duplicates()
        weight = recent["person_id"].value_counts().to_dict()
        people = sorted(own["person_id"].astype("str").unique(), key=lambda one: (-weight.get(one, 0), -seen[one], one))
        for person in people[:OF_A_SIDE]:
            mine = own[own["person_id"] == person]
            offices, last = mine["office"].dropna(), written(dataset.events.iloc[int(mine["event"].iloc[-1])])
            office = f"{offices.iloc[-1]}, " if len(offices) else ""
            note = f"{office}{count(seen[person], 'event')}, last {last}"
            lines.append(
                counted(selection, seen[person], name(person), replace(filter_, person=(person,)), note, dataset.actor_labels[side])
            )
    return DossierSection(
        "people",
        "Who carries it",
        window_in_words(selection),
        tuple(lines),
        f"Up to {OF_A_SIDE} of each side, those named most often in the last 24 months first, with the events in view that name them; "
        "the office is the last one named.",
        "Nothing recorded: no event in view names a person of either side.",
    )


def _subjects(selection: Selection, link: str) -> DossierSection:
    """What there is more of, and what less, than in the year before."""
    lines: list[DossierLine] = []
    if not cut_by_filter(selection):
        table = of_two_years(selection, (link,))
        gain = table["after"] - table["before"]
        for group, moved in (("Rising", -gain[gain > 0]), ("Falling", gain[gain < 0])):
            chosen = moved.sort_values(kind="stable").index[:OF_A_WAY]
            lines += (_subject(selection, str(issue), table.loc[issue], group) for issue in chosen)
    first, end, start, now = two_years(selection.dataset)
    return DossierSection(
        "subjects",
        "Subjects",
        f"{format_date(start, now)} against the year before",
        tuple(lines),
        f"Events from {format_date(start)} to {format_date(now)} against those from {format_date(first)} to {format_date(end)}; a change "
        "is called clear where the exact test of two counts says so (95 %).",
        CUT if cut_by_filter(selection) else "Nothing recorded: no subject has more or fewer events than in the year before.",
    )


def _subject(selection: Selection, issue: str, row: pd.Series, group: str) -> DossierLine:
    first, _, _, last = two_years(selection.dataset)
    after, before = int(row["after"]), int(row["before"])
    test = years_compared(selection.dataset, after, before)
    clear = ", clear" if test.words in ("more", "fewer") else ""
    leads = replace(selection.filter, issue=(issue,), date_from=first, date_to=last)
    label = selection.dataset.facets["issue"].label(issue)
    return DossierLine(label, f"{after} after {before}{clear}", group, after + before, first, last, filter=leads)


def _routes(selection: Selection, link: str) -> DossierSection:
    return routes(
        selection.dataset,
        "Routes between the two",
        legs_between(selection.dataset, *ends(selection, link)),
        "Legs across a border on the corridors from one country to the other, with their newest record.",
        "Nothing recorded: no corridor leads from one to the other.",
    )
