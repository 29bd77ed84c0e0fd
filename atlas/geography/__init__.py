"""Shapes, projections and names: what any map needs to know of the ground."""

from atlas.geography.boundaries import STATIC_FOLDER, VIEWS, boundary_note, country_names, disputed_areas
from atlas.geography.extents import EXTENTS, Bounds, Frame, fit, in_frame, including
from atlas.geography.geodesic import Spot, great_circle
from atlas.geography.ground import RELIEF_BOUNDS, RELIEF_OPACITY, Ground
from atlas.geography.labels import CHARACTER_WIDTH, Point, boxes_of, place_labels
from atlas.geography.marks import arc_width, place_radius, samples, tone_class, tone_labels
from atlas.geography.mercator import mercator, unproject
from atlas.geography.names import Stroke, place_names

__all__ = [
    "CHARACTER_WIDTH",
    "EXTENTS",
    "RELIEF_BOUNDS",
    "RELIEF_OPACITY",
    "STATIC_FOLDER",
    "VIEWS",
    "Bounds",
    "Frame",
    "Ground",
    "Point",
    "Spot",
    "Stroke",
    "arc_width",
    "boundary_note",
    "boxes_of",
    "country_names",
    "disputed_areas",
    "fit",
    "great_circle",
    "in_frame",
    "including",
    "mercator",
    "place_labels",
    "place_names",
    "place_radius",
    "samples",
    "tone_class",
    "tone_labels",
    "unproject",
]
