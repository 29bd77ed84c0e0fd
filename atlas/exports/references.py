"""The sources of a view for a reference manager. The first reference is the view itself and says what it is."""

from __future__ import annotations

from dataclasses import replace

from atlas.citations import Reference, bibtex, csl_json, page_references, ris, view_reference
from atlas.exports.about import About, utc
from atlas.view import Selection


def _references(selection: Selection, about: About) -> list[Reference]:
    view = view_reference(selection, about.address, about.made.date())
    return [replace(view, note=f"{view.note} Made {utc(about.made)}."), *page_references(selection)]


def sources_bibtex(selection: Selection, about: About) -> bytes:
    """The view and every page read on the selected events, as BibTeX."""
    return bibtex(_references(selection, about)).encode()


def sources_ris(selection: Selection, about: About) -> bytes:
    """The same as RIS."""
    return ris(_references(selection, about)).encode()


def sources_csl_json(selection: Selection, about: About) -> bytes:
    """The same as CSL-JSON."""
    return csl_json(_references(selection, about)).encode()
