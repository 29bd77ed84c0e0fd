"""Briefing packs: a story or a view as one HTML file that prints, or as slides."""

from atlas.briefing.contents import Pack, Part, pack_of, part_of
from atlas.briefing.document import pack_html
from atlas.briefing.slides import pack_pptx

__all__ = ["Pack", "Part", "pack_html", "pack_of", "pack_pptx", "part_of"]
