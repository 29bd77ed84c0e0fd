"""How a view is looked at: the parts of an address that choose no events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from atlas.boundaries import VIEWS
from atlas.dataset import Dataset
from atlas.filters import Ignored
from atlas.versions import parse_version

PARTNERS = {"four": "Four capitals", "six": "With Islamabad and Moscow", "all": "Everyone"}
"""Whose links a map draws, by name in the address, the default first."""


CHOICES: dict[str, tuple[str, ...]] = {"boundaries": tuple(VIEWS), "partners": tuple(PARTNERS)}
"""Options of one value, with the values that they take."""


@dataclass(frozen=True)
class ViewOptions:
    """What an address says beside the filter. Defaults are left out of the address."""

    boundaries: str = "un"
    partners: str = "four"
    routes: tuple[str, ...] = ()
    asof: date | None = None
    event: str | None = None
    version: str | None = None
    """Version of the data for which the address was made."""

    def to_params(self) -> list[tuple[str, str]]:
        """Names and values for an address."""
        default = ViewOptions()
        params = [(name, getattr(self, name)) for name in ("boundaries", "partners") if getattr(self, name) != getattr(default, name)]
        params += [("routes", corridor) for corridor in self.routes]
        if self.asof:
            params.append(("asof", self.asof.isoformat()))
        if self.event:
            params.append(("event", self.event))
        if self.version:
            params.append(("version", self.version))
        return params


def parse_options(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[ViewOptions, tuple[Ignored, ...]]:
    """Read the options from the names and values of an address. What is no use is left out and named."""
    ignored: list[Ignored] = []
    corridors = set(dataset.tables["corridors"]["corridor_id"])
    chosen: dict[str, str] = {}
    routes: list[str] = []
    asof: date | None = None
    for name, value in params:
        known = CHOICES.get(name)
        if known is not None:
            if value in known:
                chosen[name] = value
            else:
                ignored.append(Ignored(name, value, f"use one of {', '.join(known)}"))
        elif name == "routes":
            if value in corridors:
                routes.append(value)
            else:
                ignored.append(Ignored(name, value, "there is no corridor of this name"))
        elif name == "asof":
            try:
                asof = date.fromisoformat(value)
            except ValueError:
                ignored.append(Ignored(name, value, "this is no day; write it like 2025-05-15"))
        elif name == "version":
            if parse_version(value):
                chosen[name] = value
            else:
                ignored.append(Ignored(name, value, "this is no version; write it like 2026.11.0"))
        elif name == "event":
            chosen[name] = value
    return ViewOptions(**chosen, routes=tuple(dict.fromkeys(routes)), asof=asof), tuple(ignored)
