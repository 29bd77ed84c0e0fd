"""Briefing packs: a story or a view as one HTML file that prints, or as slides."""

from atlas.briefing.contents import Figures, Pack, Part, figures_of, pack_of, part_of
from atlas.briefing.document import pack_html
from atlas.briefing.slides import pack_pptx

__all__ = ["Figures", "Pack", "Part", "figures_of", "pack_html", "pack_of", "pack_pptx", "part_of"]
