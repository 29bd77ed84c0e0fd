"""A dossier as a page: where it stands in one row, what explains it in two columns, what came last below."""

from components.dossier.page import dossier

__all__ = ["dossier"]
