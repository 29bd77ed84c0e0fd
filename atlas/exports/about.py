"""What a file says of itself, so that a part cannot be mistaken for the whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from atlas.citations import cite_view
from atlas.dataset import Dataset
from atlas.narrative import in_one, narrative
from atlas.view import Selection


@dataclass(frozen=True)
class About:
    """The block that every file carries: what, how much of it, from which data, when, and on what terms.

    `n` of `total` rows are in the file. `filter` is empty for the whole. `address` opens the same view again. `credits` are owed by
    whoever shows positions or lines. `in_words` sums the view up in two or three sentences; it is empty for a file that holds no events.
    """

    title: str
    view: str
    in_words: str
    n: int
    total: int
    filter: tuple[tuple[str, str], ...]
    address: str
    version: str
    content_hash: str
    made: datetime
    licence: str
    licence_url: str
    credits: tuple[str, ...]
    citation: str

    def as_dict(self) -> dict[str, Any]:
        """The block as JSON holds it; the filter by name, with the list of its values."""
        chosen: dict[str, list[str]] = {}
        for name, value in self.filter:
            chosen.setdefault(name, []).append(value)
        return {
            **asdict(self),
            "filter": chosen,
            "credits": list(self.credits),
            "content_hash": f"sha256:{self.content_hash}",
            "made": utc(self.made),
        }

    def lines(self) -> list[tuple[str, str]]:
        """The block as pairs of a label and a text, for people."""
        return [
            ("Dataset", self.title),
            ("View", self.view),
            *([("In words", self.in_words)] if self.in_words else []),
            ("Rows", f"{self.n:,} of {self.total:,}"),
            ("Filter", ", ".join(f"{name}={value}" for name, value in self.filter) or "none"),
            ("Address", self.address),
            ("Version", self.version),
            ("Content hash", f"SHA-256 {self.content_hash}"),
            ("Made", utc(self.made)),
            ("Licence", f"{self.licence}, {self.licence_url}"),
            ("Positions and lines", "; ".join(self.credits)),
            ("How to cite", self.citation),
        ]


def utc(when: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second: `2026-11-22T08:30:00Z`. A naive datetime is taken for UTC."""
    aware = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return f"{aware:%Y-%m-%dT%H:%M:%SZ}"


def about_view(selection: Selection, address: str, made: datetime) -> About:
    """The block for a view. `address` is that of the view, with its query."""
    params = tuple(selection.filter.to_params())
    citation = cite_view(selection, address, made.date())
    size, told = (selection.n, selection.total), in_one(narrative(selection))
    return about_part(selection.dataset, selection.sentence, size, params, address, made, citation, in_words=told)


def about_part(
    dataset: Dataset,
    view: str,
    size: tuple[int, int],
    params: tuple[tuple[str, str], ...],
    address: str,
    made: datetime,
    citation: str,
    *,
    in_words: str = "",
) -> About:
    """The block for any part of the data: `view` says what it is, `size` how many rows of how many, `in_words` what it adds up to."""
    package = dataset.package
    return About(
        title=package.title,
        view=view,
        in_words=in_words,
        n=size[0],
        total=size[1],
        filter=params,
        address=address,
        version=package.version,
        content_hash=dataset.content_hash,
        made=made,
        licence=package.licence,
        licence_url=package.licence_url,
        credits=package.credits,
        citation=citation,
    )
