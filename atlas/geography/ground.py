"""The ground of a map: whose borders it shows, and whether mountains are shaded."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.geography.boundaries import USUAL_VIEW

RELIEF_BOUNDS = (20, -10, 140, 60)
"""West, south, east and north of the pictures of the relief, in degrees; they are Mercator maps."""

RELIEF_OPACITY = 0.5


@dataclass(frozen=True)
class Ground:
    """What lies below everything else on a map. `boundaries` is a name of `VIEWS`."""

    boundaries: str = USUAL_VIEW
    relief: bool = True
