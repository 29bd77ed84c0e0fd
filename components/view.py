"""The view a page shows: what is selected and how it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from atlas.dataset import Dataset
from atlas.palette import Theme
from atlas.view import EventFilter, Ignored, Selection, ViewOptions, parse, parse_options, select
from atlas.view.against import usable
from components import address, theme

_KEY = "view"


@dataclass(frozen=True)
class View:
    """Everything a page needs to draw itself."""

    selection: Selection
    options: ViewOptions
    ignored: tuple[Ignored, ...]
    theme: Theme

    @property
    def dataset(self) -> Dataset:
        """The dataset behind the view."""
        return self.selection.dataset

    def params(self, filter_: EventFilter | None = None, **options: Any) -> address.Params:
        """The address of this view with another filter or other options."""
        chosen = self.selection.filter if filter_ is None else filter_
        return chosen.to_params() + replace(self.options, **options).to_params()

    def link(self, filter_: EventFilter | None = None, **options: Any) -> dict[str, list[str]]:
        """The same as `params`, names with their lists of values, as links take it."""
        return address.as_dict(self.params(filter_, **options))

    def go(self, filter_: EventFilter | None = None, **options: Any) -> None:
        """Move to this view with another filter or other options. Meant for callbacks."""
        address.write(self.params(filter_, **options))


def view_of(params: Iterable[tuple[str, str]], dataset: Dataset, look: Theme) -> View:
    """The view that the names and values of an address stand for."""
    given = list(params)
    filter_, ignored = parse(given, dataset)
    options, odd = parse_options(given, dataset)
    options, beside = usable(filter_, options, dataset)
    return View(select(dataset, filter_), options, ignored + odd + beside, look)


def open_view(dataset: Dataset) -> View:
    """Read the address and keep the view for the page that follows."""
    view = view_of(address.read(), dataset, theme.current())
    st.session_state[_KEY] = view
    return view


def current() -> View:
    """The view that the frame opened in this run."""
    return cast(View, st.session_state[_KEY])
