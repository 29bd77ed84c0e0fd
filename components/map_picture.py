"""The map of the screen as a file: PNG, SVG or GeoJSON, made only when asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from atlas.exports import about_view, file_name
from atlas.extents import EXTENTS
from components import address
from components.base_map import in_frame
from components.labels import place_labels
from components.link_map import named_points, strokes
from components.map_scene import Scene
from components.view import View
from components.viewport import Extent

TITLE = "Who met whom, and where"
LABEL_SIZE = 12


def credits_of(view: View) -> tuple[str, ...]:
    """Where the facts and the shapes of a picture are from."""
    package = view.dataset.package
    return (
        f"Data: {package.title}, version {package.version}, {package.licence}. {address.of_view(view.selection)}",
        "Shapes: United Nations geodata and Natural Earth; places: GeoNames (CC BY 4.0).",
    )


def map_picture(view: View, scene: Scene, form: str, *, slide: bool = False) -> bytes:
    """The map of a view as PNG or SVG; for a slide it has only its legend."""
    # matplotlib is slow to import and needed by few.
    from atlas.pictures import SLIDE, WHOLE, Picture, draw_map

    dataset, look, sheet = view.dataset, scene.look, SLIDE if slide else WHOLE
    centre = Extent(*EXTENTS[view.options.extent].box).fit(*sheet.size)
    ends = ("origin", "destination") if look.directed else ("first", "second")
    points = named_points([actor for end in ends for actor in scene.links[end]], scene.places, dataset, look.lit)
    frame = (centre[0], centre[1], float(sheet.size[0]), float(sheet.size[1]))
    inside = [point for point in points if in_frame(point.lon, point.lat, centre[2], frame)]
    covered = strokes(scene.links, scene.places, dataset, view.theme, look, centre[2])
    names = place_labels(inside, centre[2], LABEL_SIZE, frame, covered)
    picture = Picture(
        title=TITLE,
        sentence=f"{view.selection.sentence} On this map: {scene.heading}." if view.options.month else view.selection.sentence,
        notes=scene.notes,
        credits=credits_of(view),
        links=scene.links,
        places=scene.places,
        corridors=view.options.routes,
        names=tuple(names),
        centre=centre,
        boundaries=view.options.boundaries,
        colour=look.colour,
        width=look.width,
        directed=look.directed,
        most=look.most or 1.0,
        most_met=look.most_met or 1.0,
        sheet=sheet,
    )
    return draw_map(picture, dataset, "svg" if form == "svg" else "png")


def _geojson(view: View, scene: Scene) -> bytes:
    from atlas.pictures import map_geojson

    about = about_view(scene.selection, address.of_view(view.selection), datetime.now(UTC))
    return map_geojson(scene.links, scene.places, view.dataset, about)


def take_away_map(view: View, scene: Scene) -> None:
    """Buttons that make the file when they are pressed."""
    kinds = (("PNG", "png", "image/png"), ("SVG", "svg", "image/svg+xml"), ("GeoJSON", "geojson", "application/geo+json"))

    def make(form: str) -> bytes:
        return _geojson(view, scene) if form == "geojson" else map_picture(view, scene, form)

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("This map as", width="content")
        for label, form, media_type in kinds:
            st.download_button(
                label,
                data=partial(make, form),
                file_name=file_name(view.selection, f"map.{form}"),
                mime=media_type,
                key=f"map-{form}",
                on_click="ignore",
            )
