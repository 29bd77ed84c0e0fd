"""Briefing packs on the screen: made when asked for, with progress, then offered as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.briefing import PACK_FORMS, Figures, brief_of, figures_of, pack_of, part_of
from atlas.routes.comparison import compare
from atlas.stories import CHART_PAGES, SavedView, Scene, Story, seen
from atlas.words import format_date
from components import address
from components.relations import relations_chart
from components.text import plain
from components.timeline import timeline_chart
from components.view import View

if TYPE_CHECKING:
    from atlas.pictures import Form

_MADE = "briefing-made"

Say = Callable[[str, float], None]
"""Is told what is being made, and how much of the whole is done."""


def scene_picture(view: View, saved: SavedView, form: Form, *, slide: bool = False) -> bytes:
    """The picture of a scene's view; empty for a chart, which only a browser draws: the pack holds its numbers (`scene_figures`)."""
    if saved.page in CHART_PAGES:
        return b""
    # It brings matplotlib, which few need.
    from atlas.pictures import view_picture

    selection, options = seen(saved, view.dataset)
    where = address.of_page(saved.page, [*selection.filter.to_params(), *options.to_params()], view.dataset.version)
    return view_picture(saved.page, selection, options, where, form, slide=slide)


def scene_figures(view: View, saved: SavedView) -> Figures | None:
    """The numbers of a scene's chart, or of the corridors that it compares; `None` for any other."""
    selection, options = seen(saved, view.dataset)
    shown, chart = View(selection, options, (), view.theme), None
    if not selection.n:
        return None
    if saved.page == "timeline":
        chart = timeline_chart(shown).chart
    elif saved.page == "relations":
        chart = relations_chart(shown)
    elif saved.page == "routes" and len(options.routes) > 1:
        day = options.asof or view.dataset.last_day
        table = compare(view.dataset, options.routes, day, options.scenario)[["name", "status", "km", "days", "borders"]]
        named = {"name": "corridor", "km": "kilometres", "days": "days stated", "borders": "land borders"}
        return figures_of(
            "Corridors compared", f"On {format_date(day)}", table.round({"km": 0}).astype({"km": "int64"}).rename(columns=named)
        )
    return figures_of(chart.title, chart.unit, chart.table) if chart else None


def make_pack(view: View, story: Story, form: str, say: Say) -> bytes:
    """The pack of a story as a file."""
    parts, made = [], PACK_FORMS[form]
    for number, scene in enumerate(story.scenes):
        say(f"Scene {number + 1} of {len(story.scenes)}: {scene.title}", number / len(story.scenes))
        picture = scene_picture(view, scene.view, made.picture, slide=form != "html")
        drawn = {"svg": picture.decode()} if made.picture == "svg" else {"png": picture}
        parts.append(part_of(view.dataset, scene, address.base(), figures=scene_figures(view, scene.view), **drawn))
    say("Putting it together", 1.0)
    return made.write(pack_of(view.dataset, story, parts, datetime.now(UTC).date()))


def _openable(scene: Scene) -> bool:
    try:
        return bool(scene.view)
    except ValueError:
        return False


def _offer(view: View, name: str, whole: object, make: Callable[[str, Say], bytes]) -> None:
    """A button for each form that makes a pack, with progress, and then offers it. `whole` is what is made, to tell it from others."""
    for form in PACK_FORMS.values():
        key = (name, form.name, whole)
        if st.button(form.label, key=f"make-{name}-{form.name}"):
            with st.status("Making the briefing pack …", expanded=True) as status:
                bar = st.progress(0.0)

                def say(text: str, done: float, bar: DeltaGenerator = bar) -> None:
                    bar.progress(done, text=plain(text))

                st.session_state[_MADE] = (key, make(form.name, say))
                status.update(label="The briefing pack is ready.", state="complete", expanded=False)
        made = st.session_state.get(_MADE)
        if made and made[0] == key:
            st.download_button(
                f"Download {form.name.upper()}, {len(made[1]) / 1e6:.1f} MB",
                made[1],
                f"{view.dataset.package.name}-{view.dataset.version}-{name}.{form.name}",
                form.media_type,
                key=f"take-{name}-{form.name}",
                on_click="ignore",
                type="primary",
            )


def pack_forms(view: View, story: Story, name: str) -> None:
    """The pack of a story in each form. Broken scenes are left out."""
    whole = replace(story, scenes=tuple(scene for scene in story.scenes if _openable(scene)))
    if whole.scenes:
        _offer(view, name, whole, lambda form, say: make_pack(view, whole, form, say))


def dossier_forms(view: View) -> None:
    """The dossier of the view in each form."""

    def make(form: str, say: Say) -> bytes:
        say("Drawing the map, gathering the sources", 0.3)
        chosen = PACK_FORMS[form]
        return chosen.write(brief_of(view.selection, address.base(), datetime.now(UTC).date(), chosen, view.options.asof))

    _offer(view, "dossier", (view.selection.filter, view.options.asof), make)


def pack_menu(view: View, story: Story, name: str) -> None:
    """The pack of a story folded into a button."""
    menu = st.popover("Briefing pack", key=f"pack-{name}", on_change="rerun")
    if menu.open:
        with menu:
            st.caption("One file that needs no network: text, maps, tables, notes and every source with its address.")
            pack_forms(view, story, name)
