"""How to cite the dataset, a view of it, an event and the pages read: as text, BibTeX, RIS and CSL-JSON."""

from atlas.citations.archived import archived
from atlas.citations.formats import bibtex, csl_json, ris
from atlas.citations.references import Reference
from atlas.citations.works import cite_dataset, cite_event, cite_view, dataset_reference, page_references, view_reference

__all__ = [
    "Reference",
    "archived",
    "bibtex",
    "cite_dataset",
    "cite_event",
    "cite_view",
    "csl_json",
    "dataset_reference",
    "page_references",
    "ris",
    "view_reference",
]
