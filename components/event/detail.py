"""One event, to be read and checked: what happened, who said so, and how firm it is."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.citations import cite_event
from atlas.dataset.details import EventDetail
from atlas.dataset.legs import short_name
from atlas.dossiers import dossier_by
from atlas.routes.looks import status_in_words
from atlas.settings import report_link
from atlas.view import EventFilter
from atlas.view.changes import fate
from atlas.words import count, format_date, join_words
from components import address
from components.event.place_map import place_map
from components.event.thread import belonging, thread
from components.event_list import date_of, event_link, hijri_date_of
from components.links import Link, show_links
from components.source_list import disagreement, source_line
from components.text import highlighted, plain
from components.view import View

_STATUS = {
    "announced": "Announced only: no source held says that it took place.",
    "disputed": "Disputed: what happened is claimed by one side and rejected by another.",
    "cancelled": "Cancelled: it was announced and did not take place.",
}

_ABREAST = 3
"""How many voices stand beside each other."""

_OWN = "Reports of their own, or with mixed sources"


def _status(event: pd.Series) -> None:
    """What keeps an event from having simply occurred."""
    if event["outcome"] == "fulfilled" and event["status"] == "announced":
        st.info("Announced; another event carries it out, wholly or in part.")
    elif event["status"] in _STATUS:
        st.warning(_STATUS[str(event["status"])])


def _facts(view: View, detail: EventDetail) -> None:
    event = detail.event
    facts = [f"{date_of(event)} ({hijri_date_of(event)})", str(event["type"]), str(event["level"]) if event["level_rank"] else "No contact"]
    if pd.notna(event["place"]):
        facts.append(str(event["place"]))
    st.markdown(" · ".join(plain(fact) for fact in facts))
    if event["date_precision"] != "day":
        st.caption(f"Only the {event['date_precision']} is known.")
    _status(event)
    st.markdown(highlighted(str(event["summary"]), view.selection.filter.q))
    # Of a contested event the note stands where the sources differ.
    if pd.notna(event["note"]) and not event["contested"]:
        st.caption(f"Note: {plain(str(event['note']))}")


def _where(view: View, detail: EventDetail) -> None:
    """A small map of the place, where one is known, with the way to its dossier."""
    place_id = detail.event["place_id"]
    if pd.isna(place_id):
        return
    place = view.dataset.places.loc[str(place_id)]
    place_map(str(place["name"]), float(place["lon"]), float(place["lat"]), view.theme, view.options.ground)
    opened = view.link(EventFilter(place=(str(place_id),)), event=None)
    show_links([Link(f"All that is recorded of {short_name(str(place['name']))}", "overview", opened)])
    if place["coordinate_source"] != "GeoNames":
        st.caption(f"Position: {plain(str(place['coordinate_source']))}.")


def _firmness(detail: EventDetail) -> None:
    event = detail.event
    origins = f"{count(int(event['origins']), 'independent origin')} from {count(int(event['origin_countries']), 'country', 'countries')}"
    lines = [
        f"**Evidence grade {event['grade']}**: {detail.grade_reason}.",
        f"{count(int(event['sources']), 'page')} read, {origins}. Official accounts: {event['announced_by']}.",
    ]
    if event["one_sided"]:
        lines.append("**One-sided**: every page that confirms it passes on the account of the same actor.")
    if event["contested"]:
        lines.append("**Contested**: at least one page contradicts the record.")
    if pd.notna(event["reviewed_on"]):
        lines.append(f"Checked against its pages on {format_date(event['reviewed_on'].date())}: {event['review']}.")
    for line in lines:
        st.markdown(line)
    tone = f"{event['goldstein']:+.1f}".replace("-", "−") if event["goldstein"] else "0"
    st.markdown(
        f"**CAMEO {event['cameo_code']}**: {plain(str(event['cameo']))}. Goldstein value of the code: {tone} on a scale from −10 to +10."
    )
    st.markdown(f"**Subjects**: {plain(str(event['issues']))}")


def _who(view: View, detail: EventDetail) -> None:
    """Who took part, actor by actor; a name opens the dossier of the actor or the person."""
    st.header("Who took part", anchor=False)
    for actor, rows in detail.participants.groupby("actor", dropna=False, sort=False):
        role = rows["role"].iloc[0]
        links = []
        if pd.isna(actor):
            st.markdown("**Acting for none of them**")
        else:
            opened = view.link(EventFilter(actor=(str(rows["actor_id"].iloc[0]),)), event=None)
            links.append(Link(f"{actor}{'' if pd.isna(role) else f' ({role})'}", "overview", opened, strong=True))
        for row in rows[rows["person"].notna()].itertuples():
            said = str(row.person) if pd.isna(row.office) else f"{row.person}, {row.office}"
            links.append(Link(said, "overview", view.link(EventFilter(person=(str(row.person_id),)), event=None)))
        show_links(links)


def _accounts(view: View, detail: EventDetail) -> None:
    """The pages by whose account they pass on."""
    st.header("What each side said", anchor=False)
    groups = [(actor, rows[rows["agrees"]]) for actor, rows in detail.accounts().items()]
    groups = [(actor, rows) for actor, rows in groups if len(rows)]
    labels = {actor: str(view.dataset.actors.loc[actor, "label"]) for actor, _ in groups if actor}
    if not labels:
        st.caption("No page held passes on an official account.")
    else:
        st.caption(
            f"Pages that pass on the account of {join_words(map(plain, labels.values()))}. A page with two accounts stands under both."
        )
    for start in range(0, len(groups), _ABREAST):
        abreast = groups[start : start + _ABREAST]
        for column, (actor, rows) in zip(st.columns(len(abreast)), abreast, strict=True):
            with column:
                st.markdown(f"**{plain(labels.get(actor, _OWN))}**")
                for _, row in rows.iterrows():
                    st.markdown(source_line(row))


def _disagreements(detail: EventDetail) -> None:
    against = detail.evidence[~detail.evidence["agrees"]]
    if against.empty:
        return
    st.header("Where sources differ", anchor=False)
    disagreement(detail.event, against)


def _cite(view: View, detail: EventDetail) -> None:
    event_id, version = str(detail.event["event_id"]), view.dataset.version
    here = f"{address.base()}/events?{urlencode({'event': event_id, 'version': version})}"
    st.header("Cite and report", anchor=False)
    st.code(cite_event(view.dataset, event_id, here), language=None, wrap_lines=True)
    st.caption(f"The identifier {plain(event_id)} is permanent.")
    report = report_link(
        f"Event {event_id}", f"Event: {event_id}\nVersion: {version}\nAddress: {here}\n\nWhat is wrong, and a source that shows it:\n"
    )
    if report:
        st.link_button("Report a problem with this event", report)


def event_in_short(view: View, detail: EventDetail) -> None:
    """The event in a few lines: title, date and kind, status, how firm it is and who announced it; the title opens all of it."""
    event = detail.event
    event_link(view, event, strong=True)
    facts = [date_of(event), str(event["type"]), str(event["level"]) if event["level_rank"] else "No contact"]
    if pd.notna(event["place"]):
        facts.append(str(event["place"]))
    st.markdown(" · ".join(plain(fact) for fact in facts))
    _status(event)
    flags = [text for name, text in (("one_sided", "one-sided"), ("contested", "contested")) if event[name]]
    st.markdown(
        f"**Evidence grade {event['grade']}**{''.join(f', {flag}' for flag in flags)}: {detail.grade_reason}. "
        f"{count(int(event['sources']), 'page')} read; official accounts: {event['announced_by']}."
    )


def event_page(view: View, detail: EventDetail) -> None:
    """The whole event."""
    st.title(highlighted(str(detail.event["title"]), view.selection.filter.q), anchor=False)
    wide, narrow = st.columns([3, 2], gap="large")
    with wide:
        _facts(view, detail)
        thread(view, detail)
        _where(view, detail)
    with narrow, st.container(border=True):
        _firmness(detail)
    _accounts(view, detail)
    _disagreements(detail)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _who(view, detail)
    with right:
        belonging(view, detail)
        if len(detail.legs):
            st.header("Route legs it moved", anchor=False)
            links = []
            for leg in detail.legs.itertuples():
                day = leg.from_date.date()
                note = f" ({leg.note})" if pd.notna(leg.note) else ""
                label = f"{leg.leg}: {status_in_words(leg.status)} from {format_date(day)}{note}"
                own = dossier_by(view.selection.filter, "leg", str(leg.leg_id))
                links.append(Link(label, "overview", view.link(own, event=None, asof=day)))
            show_links(links)
    _cite(view, detail)


def missing_event(view: View, event_id: str) -> None:
    """Why there is no such event: it was merged or withdrawn, or never published."""
    gone = fate(view.dataset, event_id)
    shown = plain(event_id[:120])
    if gone is None:
        st.title("No such event", anchor=False)
        st.warning(f"There is no event with the identifier “{shown}”.")
        key = "missing-search"

        def search() -> None:
            view.go(EventFilter(q=st.session_state[key].strip()), event=None)

        st.text_input("Search all events instead", key=key, on_change=search, placeholder="Words, names, places")
        return
    st.title(f"This event was {gone.change}", anchor=False)
    st.warning(f"“{shown}” was {gone.change} in version {gone.version}. {plain(gone.reason)}")
    if gone.replaced_by in view.dataset.position:
        st.markdown("What took its place:")
        event_link(view, view.dataset.events.loc[view.dataset.position[gone.replaced_by]])
