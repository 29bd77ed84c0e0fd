"""Shapes, projections and names: what any map needs to know of the ground."""

from atlas.geography import boundaries
from atlas.geography.boundaries import STATIC_FOLDER, VIEWS, boundary_note, country_names
from atlas.geography.cover import Circle, Reserved, Stroke
from atlas.geography.extents import EXTENTS, Bounds, Frame, fit, including
from atlas.geography.geodesic import Spot, great_circle
from atlas.geography.ground import RELIEF_BOUNDS, RELIEF_OPACITY, Ground
from atlas.geography.labels import STRIPS, Placed, Point
from atlas.geography.marks import arc_width, place_radius, samples, tone_class, tone_labels
from atlas.geography.mercator import METRES, mercator, unproject
from atlas.geography.names import lettering

__all__ = [
    "EXTENTS",
    "METRES",
    "RELIEF_BOUNDS",
    "RELIEF_OPACITY",
    "STATIC_FOLDER",
    "STRIPS",
    "VIEWS",
    "Bounds",
    "Circle",
    "Frame",
    "Ground",
    "Placed",
    "Point",
    "Reserved",
    "Spot",
    "Stroke",
    "arc_width",
    "boundaries",
    "boundary_note",
    "country_names",
    "fit",
    "great_circle",
    "including",
    "lettering",
    "mercator",
    "place_radius",
    "samples",
    "tone_class",
    "tone_labels",
    "unproject",
]
