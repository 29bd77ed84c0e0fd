"""Where to look for a copy of a page that may be gone."""

from __future__ import annotations

ARCHIVE = "https://web.archive.org/web"


def archived(url: str, published: str | None) -> str:
    """The address under which the Wayback Machine shows its copy nearest to the day of publication, or all it has where none is known.

    `published` is a day, month or year in ISO form. Nobody promises that there is a copy.
    """
    return f"{ARCHIVE}/{published.replace('-', '') if published else '*'}/{url}"
