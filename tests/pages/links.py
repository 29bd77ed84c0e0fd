"""The links of a page, as its HTML has them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest


@dataclass
class Found:
    """A link: where it leads, by page and what stands behind the question mark, and what it says, with and without what stands small."""

    href: str
    label: str = ""
    small: str = ""

    @property
    def page(self) -> str:
        return self.href.partition("?")[0].removeprefix("./")

    @property
    def query(self) -> str:
        return self.href.partition("?")[2]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self.pieces: list[str] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr"):
            self._open.append(tag)
        if tag == "a":
            self.found.append(Found(dict(attrs)["href"] or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.strip())
        if "h1" in self._open:
            self.titles.append(data)
        if self._open[-1:] == ["h2"]:
            self.headings.append(data.strip())
        if "a" in self._open and "small" in self._open:
            self.found[-1].small += data
        elif "a" in self._open:
            self.found[-1].label += data


def read_links(html: str) -> list[Found]:
    """All links of a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def _read(at: AppTest) -> _Reader:
    reader = _Reader()
    for element in at.get("html"):
        reader.feed(element.proto.body)
    return reader


def links(at: AppTest) -> list[Found]:
    """All links of a page, those to the other pages included."""
    return _read(at).found


def html_text(at: AppTest) -> str:
    """What the HTML of a page says."""
    return " ".join(html_pieces(at))


def html_pieces(at: AppTest) -> list[str]:
    """The same, piece by piece, as the tags part them."""
    return _read(at).pieces


def titles(at: AppTest) -> list[str]:
    """The titles of a page in words."""
    return [*(str(title.value).replace("\\", "") for title in at.title), *_read(at).titles]


def headings(at: AppTest) -> list[str]:
    """The headings of the parts of a page, as its HTML has them, without the days that some are about."""
    return _read(at).headings
