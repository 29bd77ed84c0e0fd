"""What is cited: the dataset, a view of it, an event, and the pages on which a view rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from atlas.citations.archived import archived
from atlas.citations.references import Reference
from atlas.dataset import Dataset, parse_version
from atlas.view import Selection
from atlas.words import format_date


def cite_dataset(dataset: Dataset) -> str:
    """The dataset as a reference, in the order author, year, title, version, kind, licence."""
    package = dataset.package
    year = package.version.split(".")[0]
    return f"{package.title} contributors ({year}). {package.title}, version {package.version} [data set]. {package.licence}."


def _located(text: str, address: str, accessed: date | None) -> str:
    seen = f" (accessed {format_date(accessed)})" if address and accessed else ""
    return f"{text} {address}{seen}".strip()


def cite_view(selection: Selection, address: str, accessed: date | None = None) -> str:
    """A filtered view as a reference: the dataset, what is in view, the address that shows it again, the day it was read."""
    return _located(f"{cite_dataset(selection.dataset)} View: {selection.sentence}", address, accessed)


def cite_event(dataset: Dataset, event_id: str, address: str, accessed: date | None = None) -> str:
    """One event of the dataset as a reference. Raises `KeyError` for an unknown event."""
    title = dataset.events["title"].iloc[dataset.position[event_id]]
    return _located(f"{cite_dataset(dataset)} Event {event_id}: {title}.", address, accessed)


def dataset_reference(dataset: Dataset, address: str, accessed: date | None = None) -> Reference:
    """The dataset as a whole. A version says the year and month of its release."""
    package = dataset.package
    year, month, _ = parse_version(package.version) or (0, 0, 0)
    return Reference(
        key=f"{package.name}-{package.version}",
        kind="dataset",
        title=package.title,
        author=f"{package.title} contributors",
        published=f"{year:04}-{month:02}" if year else "",
        url=address,
        version=package.version,
        licence=package.licence,
        note=f"Data set. SHA-256 of its files: {dataset.content_hash}.",
        accessed=accessed,
    )


def view_reference(selection: Selection, address: str, accessed: date | None = None) -> Reference:
    """A filtered view, with what is in it as a note."""
    whole = dataset_reference(selection.dataset, address, accessed)
    return replace(whole, note=f"View: {selection.sentence} {whole.note}")


def page_references(selection: Selection) -> list[Reference]:
    """The pages that were read on the selected events, each once, in the order of their ids."""
    dataset = selection.dataset
    read = dataset.evidence["source_id"][selection.mask[dataset.evidence["event"].to_numpy()]]
    pages = dataset.sources.loc[sorted(read.unique())]
    pages = pages[["publisher_name", "page_title", "published", "url", "language", "agency"]].astype(object)
    return [
        Reference(
            key=str(key),
            kind="page",
            # What is known of a page without a noted title, in brackets as for every title that is not the work's own.
            title=title or f"[Page of {publisher}]",
            author=publisher,
            published=published or "",
            url=url,
            language=language,
            note=f"Text of {agency}. {copies}" if agency else copies,
        )
        for key, publisher, title, published, url, language, agency in pages.where(pages.notna(), None).itertuples()
        for copies in (f"Archived copies: {archived(url, published)}",)
    ]
