"""A view in words: two or three sentences made from its numbers by fixed rules, the same on the page, in its alternative text and in files.

A sentence is left out where the view cannot bear it: a filter that cuts a year off is not compared with the year before.
"""

from atlas.narrative.view import NOTHING, in_one, narrative

__all__ = ["NOTHING", "in_one", "narrative"]
