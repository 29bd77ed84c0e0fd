"""Dossiers: what one page says of one thing, computed under the filter in force, every line with what is behind it.

`model` says what a dossier is, `parts` holds what dossiers have in common; each kind has a module of its own."""

from atlas.dossiers.choice import dossier_of, dossiers_of, heading, opens
from atlas.dossiers.model import Dossier, DossierLine, DossierSection, Kind
from atlas.dossiers.parts import dossier_by

__all__ = ["Dossier", "DossierLine", "DossierSection", "Kind", "dossier_by", "dossier_of", "dossiers_of", "heading", "opens"]
