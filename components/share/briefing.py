"""Briefing packs on the screen: made when asked for, with progress, then offered as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.link_map import close_map_of
from atlas.routes.comparison import compare
from atlas.routes.route_map import route_map_of
from atlas.stories import CHART_PAGES, SavedView, Scene, Story, seen
from atlas.words import format_date
from components import address
from components.relations import relations_chart
from components.text import plain
from components.timeline import timeline_chart
from components.view import View

if TYPE_CHECKING:
    from atlas.briefing import Figures
    from atlas.pictures import Form

_MADE = "briefing-made"
FORMS = {
    "html": ("To read and print (HTML)", "text/html"),
    "pptx": ("Slides (PowerPoint)", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}


def scene_picture(view: View, saved: SavedView, form: Form, *, slide: bool = False) -> bytes:
    """The picture of a scene's view: the map of its events, or the routes on its day.

    Empty where a map would show nothing, and for a chart, which only a browser draws: the pack holds its numbers (`scene_figures`).
    """
    if saved.page in CHART_PAGES:
        return b""
    # They bring matplotlib, which few need.
    from atlas.pictures import SLIDE, WHOLE, draw_link_map, draw_route_map

    dataset, sheet = view.dataset, SLIDE if slide else WHOLE
    selection, options = seen(saved, dataset)
    where = address.of_page(saved.page, [*selection.filter.to_params(), *options.to_params()], dataset.version)
    if saved.page == "routes":
        return draw_route_map(route_map_of(dataset, options), where, form, sheet)
    # The step of a playback is in the selection already. A list or an event has no map of its own: everyone near is drawn.
    still = replace(options, month=None, partners=options.partners if saved.page == "map" else "six")
    content = close_map_of(selection, still)
    if saved.page == "overview":
        content = replace(content, places=content.places.head(0))
    if content.links.empty and content.places.empty:
        return b""
    return draw_link_map(content, selection.sentence, where, form, sheet)


def scene_figures(view: View, saved: SavedView) -> Figures | None:
    """The numbers of a scene's chart, or of the corridors that it compares; `None` for any other."""
    from atlas.briefing import figures_of

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


def make_pack(view: View, story: Story, form: str, say: Callable[[str, float], None]) -> bytes:
    """The pack of a story as a file. `say` is told what is being made, and how much of the whole is done."""
    # They bring matplotlib and python-pptx, which few need.
    from atlas.briefing import pack_html, pack_of, pack_pptx, part_of

    parts = []
    for number, scene in enumerate(story.scenes):
        say(f"Scene {number + 1} of {len(story.scenes)}: {scene.title}", number / len(story.scenes))
        picture = scene_picture(view, scene.view, "svg" if form == "html" else "png", slide=form == "pptx")
        drawn = {"svg": picture.decode()} if form == "html" else {"png": picture}
        parts.append(part_of(view.dataset, scene, address.base(), figures=scene_figures(view, scene.view), **drawn))
    say("Putting it together", 1.0)
    pack = pack_of(view.dataset, story, parts, datetime.now(UTC).date())
    return pack_html(pack) if form == "html" else pack_pptx(pack)


def _openable(scene: Scene) -> bool:
    try:
        return bool(scene.view)
    except ValueError:
        return False


def pack_forms(view: View, story: Story, name: str) -> None:
    """Buttons that make the pack of a story in either form, with progress, and then offer it. Broken scenes are left out."""
    whole = replace(story, scenes=tuple(scene for scene in story.scenes if _openable(scene)))
    if not whole.scenes:
        return
    for form, (label, media_type) in FORMS.items():
        key = (name, form, whole)
        if st.button(label, key=f"make-{name}-{form}"):
            with st.status("Making the briefing pack …", expanded=True) as status:
                bar = st.progress(0.0)

                def say(text: str, done: float, bar: DeltaGenerator = bar) -> None:
                    bar.progress(done, text=plain(text))

                st.session_state[_MADE] = (key, make_pack(view, whole, form, say))
                status.update(label="The briefing pack is ready.", state="complete", expanded=False)
        made = st.session_state.get(_MADE)
        if made and made[0] == key:
            file = f"{view.dataset.package.name}-{view.dataset.version}-{name}.{form}"
            st.download_button(
                f"Download {form.upper()}, {len(made[1]) / 1e6:.1f} MB",
                made[1],
                file,
                media_type,
                key=f"take-{name}-{form}",
                on_click="ignore",
                type="primary",
            )


def pack_menu(view: View, story: Story, name: str) -> None:
    """The same folded into a button."""
    menu = st.popover("Briefing pack", key=f"pack-{name}", on_change="rerun")
    if menu.open:
        with menu:
            st.caption("One file that needs no network: text, maps, tables, notes and every source with its address.")
            pack_forms(view, story, name)
