"""Maps and charts as files that carry title, legend, sources and boundary note.

Drawing needs matplotlib, so import this where it is called.
"""

from atlas.pictures.card import event_card
from atlas.pictures.comparison import draw_comparison
from atlas.pictures.drawing import SLIDE, WHOLE, Form
from atlas.pictures.links import draw_link_map, map_picture
from atlas.pictures.routes import draw_route_map
from atlas.pictures.views import view_picture

__all__ = ["SLIDE", "WHOLE", "Form", "draw_comparison", "draw_link_map", "draw_route_map", "event_card", "map_picture", "view_picture"]
