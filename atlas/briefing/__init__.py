"""Briefing packs: a story, a view or a dossier as one HTML file that prints, as slides, or as a text to edit."""

from atlas.briefing.brief import brief_of
from atlas.briefing.contents import Figures, Pack, Part, figures_of, pack_of, part_of
from atlas.briefing.document import pack_html
from atlas.briefing.forms import PACK_FORMS, PackForm

__all__ = ["PACK_FORMS", "Figures", "Pack", "PackForm", "Part", "brief_of", "figures_of", "pack_html", "pack_of", "part_of"]
