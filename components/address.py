"""The address bar: the one place where a view is kept.

Controls do not keep values of their own. Each run writes the address into them, and a changed control writes the
address, so that a link, a reload, the back button and a click all lead to the same view. (Streamlit's own binding of
controls to the address would write the labels with their changing counts into it.)
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from atlas.settings import hosting
from atlas.view import Selection
from atlas.view.pages import PAGES

Params = list[tuple[str, str]]


def read() -> Params:
    """Names and values of the address, repeated names included."""
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def write(params: Iterable[tuple[str, str]]) -> None:
    """Put a view into the address."""
    st.query_params.from_dict(as_dict(params))


def base() -> str:
    """Address of the atlas without a page: as the host set it, else as the visitor's browser has it."""
    if public := hosting().public_address:
        return public
    parts = urlsplit(st.context.url or "http://localhost:8501")
    folder = parts.path.rsplit("/", 1)[0]
    return f"{parts.scheme}://{parts.netloc}{folder}"


def script(page: str) -> str:
    """The file of a page, by which Streamlit links and switches to it. Raises `KeyError` for a page that there is not."""
    return PAGES[page].script


def of_page(page: str, params: Iterable[tuple[str, str]], version: str) -> str:
    """Address of a page by its part of the path, with the version of the data for which it is handed on."""
    query = urlencode([*((name, value) for name, value in params if name != "version"), ("version", version)])
    return f"{base()}/{page}?{query}"


def of_view(selection: Selection) -> str:
    """Address of the rows in the dashboard, with the version of the data, so that later changes can be told."""
    return of_page("events", selection.filter.to_params(), selection.dataset.version)


def of_api(selection: Selection, route: str) -> str:
    """Address of the same rows in the API."""
    query = selection.filter.to_query()
    return f"{base()}/api/v1/{route}{f'?{query}' if query else ''}"


def as_dict(params: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names with their lists of values, as Streamlit takes them for links and addresses."""
    grouped: dict[str, list[str]] = {}
    for name, value in params:
        grouped.setdefault(name, []).append(value)
    return grouped
