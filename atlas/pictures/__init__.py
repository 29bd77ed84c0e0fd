"""Maps and charts as files that carry title, legend, sources and boundary note.

Drawing needs matplotlib, so import this where it is called.
"""

from atlas.pictures.comparison import draw_comparison
from atlas.pictures.drawing import SLIDE, WHOLE, Form, draw_map
from atlas.pictures.links import map_picture, picture_of
from atlas.pictures.routes import route_map_picture

__all__ = ["SLIDE", "WHOLE", "Form", "draw_comparison", "draw_map", "map_picture", "picture_of", "route_map_picture"]
