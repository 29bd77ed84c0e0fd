"""The view beside a view: the same address with some of its names changed, as the option `against` has them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from atlas.dataset import Dataset
from atlas.view.filters import FILTERS, EventFilter
from atlas.view.options import OPTIONS, ViewOptions
from atlas.view.parsing import Ignored, parse, parse_options


def other_view(filter_: EventFilter, options: ViewOptions, dataset: Dataset) -> tuple[EventFilter, ViewOptions, tuple[Ignored, ...]]:
    """Filter and options of the view beside this one, and what of `against` is no use. Without `against` it is the whole dataset."""
    if options.against is None:
        return EventFilter(), options, ()
    instead = parse_qsl(options.against, keep_blank_values=True)
    changed, own = {name for name, _ in instead}, replace(options, against=None)
    params = [(name, value) for name, value in (*filter_.to_params(), *own.to_params()) if name not in changed]
    # A known name without a value takes out what the view has; an unknown one is told of.
    params += [(name, value) for name, value in instead if name != "against" and (value or name not in {**FILTERS, **OPTIONS})]
    found, ignored = parse(params, dataset)
    looked_at, odd = parse_options(params, dataset)
    return found, looked_at, ignored + odd


def unused(filter_: EventFilter, options: ViewOptions, dataset: Dataset) -> tuple[Ignored, ...]:
    """What of `against` is no use, under that name."""
    return tuple(Ignored("against", str(item), item.reason) for item in other_view(filter_, options, dataset)[2])


def usable(filter_: EventFilter, options: ViewOptions, dataset: Dataset) -> tuple[ViewOptions, tuple[Ignored, ...]]:
    """The options for a page, with an `against` only where another view stands beside this one; and what of it is no use."""
    if options.against is None:
        return options, ()
    own, ignored = replace(options, against=None), unused(filter_, options, dataset)
    if other_view(filter_, options, dataset)[:2] != (filter_, own):
        return options, ignored
    return own, ignored or (Ignored("against", options.against, "this is the view itself; change one of its filters"),)


def against(filter_: EventFilter, other: EventFilter) -> str:
    """What `against` must hold so that the view of another filter stands beside that of this one."""
    mine, theirs = _by_name(filter_), _by_name(other)
    changed = [(name, value) for name, values in theirs.items() if mine.get(name) != values for value in values]
    return urlencode([*changed, *((name, "") for name in mine if name not in theirs)])


def _by_name(filter_: EventFilter) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in filter_.to_params():
        found.setdefault(name, []).append(value)
    return found
