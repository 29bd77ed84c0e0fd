"""A dossier as a briefing pack: its sections with every line, and the pages behind the events that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from atlas.briefing.contents import Event, Pack, Part, Said, colophon_of, events_of
from atlas.briefing.forms import PackForm
from atlas.dossiers import Dossier, DossierLine, DossierSection, dossiers_of
from atlas.exports import line_addresses
from atlas.routes.corridors import corridor_by_leg
from atlas.view import Selection, ViewOptions
from atlas.words import format_date, join_words


def _said(line: DossierLine, base: str, known: Mapping[str, Event]) -> Said:
    event = known.get(line.event_id or "")
    opened = next(filter(None, line_addresses(line, base).values()), "")
    return Said(line.text, (event,) if event else (), opened, line.note, line.group)


def _part(selection: Selection, section: DossierSection, address: str, base: str, before: str) -> Part:
    known = events_of(selection.dataset, (line.event_id or "" for line in section.lines), base)
    said = tuple(_said(line, base, known) for line in section.lines)
    told = section.window.lower() in section.title.lower()
    title = section.title if told else f"{section.title} · {section.window}"
    return Part(f"{before}{title}", said, section.rule, address, "", tuple(known[one] for one in sorted(known)), 0)


def _picture(selection: Selection, dossier: Dossier, address: str, form: PackForm) -> bytes:
    """Where a corridor or a leg runs; else who deals with whom among the events in view."""
    # It brings matplotlib, which few need.
    from atlas.pictures import view_picture

    page, options = "overview", ViewOptions()
    if dossier.kind in ("leg", "corridor"):
        corridor = dossier.id if dossier.kind == "corridor" else corridor_by_leg(selection.dataset)[dossier.id]
        page, options = "routes", ViewOptions(routes=(corridor,), asof=dossier.as_of)
    return view_picture(page, selection, options, address, form.picture, slide=form.name != "html")


def _parts(selection: Selection, dossier: Dossier, address: str, base: str, before: str) -> Iterable[Part]:
    empty = [section for section in dossier.sections if not section.lines]
    for section in dossier.sections:
        if section.lines:
            yield _part(selection, section, address, base, before)
    if empty:
        said = tuple(Said(section.title, note=section.nothing.removeprefix("Nothing recorded: ")) for section in empty)
        yield Part(f"{before}Nothing recorded", said, "What was looked for and is not in the data.", address, "", (), 0)


def brief_of(selection: Selection, base: str, made: date, form: PackForm, asof: date | None = None) -> Pack:
    """The dossier that a view asks for, else those of its links, as a pack.

    `base` is the address of the atlas without a slash at its end, `made` the day of making, and `asof` the day of the routes' state.
    """
    dataset, dossiers = selection.dataset, dossiers_of(selection, asof)
    params = [*selection.filter.to_params(), *([("asof", asof.isoformat())] if asof else []), ("version", dataset.version)]
    address, parts = f"{base}/?{urlencode(params)}", []
    for dossier in dossiers:
        before = f"{dossier.title}: " if len(dossiers) > 1 else ""
        first, *rest = _parts(selection, dossier, address, base, before)
        if len(dossiers) == 1:
            drawn = _picture(selection, dossier, address, form)
            first = replace(first, svg=drawn.decode()) if form.picture == "svg" else replace(first, png=drawn)
        parts += [first, *rest]
    title = dossiers[0].title if len(dossiers) == 1 else f"Dossiers: {join_words(dossier.title for dossier in dossiers)}"
    day = max((dossier.as_of for dossier in dossiers), default=dataset.last_day)
    summary = f"A dossier as of {format_date(day)}, computed from {selection.sentence[:1].lower()}{selection.sentence[1:]}"
    return Pack(title, dataset.package.title, summary, tuple(parts), colophon_of(dataset, made), "section")
