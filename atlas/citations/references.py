"""One thing that can be cited, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


@dataclass(frozen=True)
class Reference:
    """A dataset or a published page.

    `author` is an organisation, written as it is. `published` is an ISO 8601 year, month or day, or empty where it is not
    known; `language` an ISO 639-1 code, or empty. `key` is made of letters, digits, dots and hyphens.
    """

    key: str
    kind: Literal["dataset", "page"]
    title: str
    author: str
    published: str
    url: str
    language: str = ""
    version: str = ""
    licence: str = ""
    note: str = ""
    accessed: date | None = None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day of publication, as far as they are known."""
        return tuple(int(part) for part in self.published.split("-") if part)


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which would end a field or forge another."""
    return _BREAKS.sub(" ", text).strip()
