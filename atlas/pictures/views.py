"""The picture of a page's view: the map of its events, or its routes on a day."""

from __future__ import annotations

from dataclasses import replace

from atlas.link_map import close_map_of
from atlas.pictures.drawing import SLIDE, WHOLE, Form
from atlas.pictures.links import draw_link_map
from atlas.pictures.routes import draw_route_map
from atlas.routes.route_map import route_map_of
from atlas.view import Selection, ViewOptions


def view_picture(page: str, selection: Selection, options: ViewOptions, address: str, form: Form, *, slide: bool = False) -> bytes:
    """The map of a page's view, which `address` opens; empty where it would show nothing."""
    sheet = SLIDE if slide else WHOLE
    if page == "routes":
        return draw_route_map(route_map_of(selection.dataset, options), address, form, sheet)
    # The step of a playback is in the selection already. A list or an event has no map of its own: everyone near is drawn.
    content = close_map_of(selection, replace(options, month=None, partners=options.partners if page == "map" else "six"))
    if page == "overview":
        content = replace(content, places=content.places.head(0))
    if content.links.empty and content.places.empty:
        return b""
    return draw_link_map(content, selection.sentence, address, form, sheet)
