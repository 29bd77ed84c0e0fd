"""Measures: what the events add up to, one idea a module. "Now" is the last day the data covers, never the clock.

Every function takes a `Selection` and gives a small frame; nothing in a result is typed in by hand.
"""

from atlas.measures.standing import Standing, standing, year_ending

__all__ = ["Standing", "standing", "year_ending"]
