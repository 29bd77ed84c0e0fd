"""The routes as files: legs, corridors and ways as CSV and GeoJSON, with the day and the scenario written into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import shapely

from atlas.citations import cite_dataset
from atlas.dataset import Dataset
from atlas.dataset.legs import BASES, MODES, leg_countries, leg_names
from atlas.exports.about import About, about_part
from atlas.exports.columns import CORRIDORS, LEGS, STATUS_COLUMNS
from atlas.exports.delimited import csv_bytes
from atlas.exports.frames import lists_as_text
from atlas.exports.geojson import DECIMALS, opening
from atlas.exports.records import records, to_json
from atlas.geography import VIEWS
from atlas.geography.boundaries import USUAL_VIEW
from atlas.routes.answers import scenario_in_words
from atlas.routes.comparison import compare
from atlas.routes.corridors import legs_of
from atlas.routes.lengths import is_telling, leg_lengths
from atlas.routes.network import CRITERIA, Way, best_way
from atlas.routes.scenarios import scenario_status
from atlas.routes.shares import INSIDE, km_by_country
from atlas.routes.status import first_records, leg_status_on
from atlas.view.scenario import AS_RECORDED, Scenario
from atlas.words import count, format_date


@dataclass(frozen=True)
class RouteView:
    """What of the routes a file holds: the corridors (all legs where none is named), as of a day, under a scenario.

    `boundaries` is the view by whose borders the parts inside a country are measured.
    """

    dataset: Dataset
    day: date
    corridors: tuple[str, ...] = ()
    scenario: Scenario = AS_RECORDED
    boundaries: str = USUAL_VIEW

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """Names and values of an address that yields the same."""
        return (
            *(("routes", corridor) for corridor in self.corridors),
            ("asof", self.day.isoformat()),
            *(("close", item) for item in self.scenario.close),
            *(("built", leg) for leg in self.scenario.built),
            *([("boundaries", self.boundaries)] if self.boundaries != USUAL_VIEW else []),
        )

    @property
    def compared(self) -> tuple[str, ...]:
        """The corridors that stand side by side: those chosen, else all."""
        return self.corridors or tuple(self.dataset.tables["corridors"]["corridor_id"].astype("str"))

    @property
    def sentence(self) -> str:
        """Day, scenario and, where it is not the usual one, boundary view in words."""
        assumed = scenario_in_words(self.dataset, self.scenario)
        borders = f"; borders: {VIEWS[self.boundaries].label} view" if self.boundaries != USUAL_VIEW else ""
        return f"As of {format_date(self.day)}{f'; scenario: {assumed}' if assumed else ''}{borders}."

    def stamped(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame with day, scenario, borders and version in every row, since a CSV file has nowhere else for them."""
        return frame.assign(
            asof=self.day.isoformat(),
            scenario_close="; ".join(self.scenario.close),
            scenario_built="; ".join(self.scenario.built),
            boundaries=self.boundaries,
            data_version=self.dataset.version,
        )


def leg_frame(view: RouteView) -> pd.DataFrame:
    """One row a leg, with the columns of `LEGS`; dates as `datetime64`.

    Lengths are as in `leg_lengths`, parts inside a country as in `km_by_country`, statuses as in `leg_status_on`.
    """
    dataset = view.dataset
    chain = dataset.tables["corridor_legs"].astype({"leg_id": "str", "corridor_id": "str"})
    wanted = set(legs_of(dataset, view.corridors)) if view.corridors else set(dataset.legs.index)
    legs = dataset.legs[dataset.legs.index.isin(wanted)]
    status, length, ends = (
        frame.loc[legs.index] for frame in (leg_status_on(dataset, view.day), leg_lengths(dataset), leg_countries(dataset))
    )
    urls, inside = dataset.sources["url"], km_by_country(dataset, view.boundaries).loc[legs.index]
    frame = pd.DataFrame(
        {
            "leg_id": legs.index,
            "leg": leg_names(dataset).loc[legs.index],
            "route": legs["route"],
            "corridors": chain.groupby("leg_id")["corridor_id"].agg(list).reindex(legs.index),
            "mode": legs["mode"],
            **{name: legs[name] for name in ("from_place_id", "from_name", "to_place_id", "to_name")},
            "from_country": ends["from"],
            "to_country": ends["to"],
            "km": length["km"].round(1),
            "km_basis": length["basis"],
            "km_figure_id": length["figure_id"],
            "km_source_url": length["source_id"].map(urls),
            "measured_km": length["measured_km"].round(1),
            "measured_difference": length["difference"].round(3),
            "lengths_differ": length["difference"].map(is_telling).astype(bool),
            **{f"km_{name}": inside[code].round(1) for name, code in INSIDE.items()},
            "transit_days": legs["transit_days"],
            **{name: status[name] for name in ("status", "since", "as_of", "event_id")},
            "source_url": status["source_id"].map(urls),
            "note": status["note"],
            "first_record": first_records(dataset)["day"].reindex(legs.index),
            "scenario": scenario_status(dataset, view.scenario).reindex(legs.index),
            "path_basis": legs["path_basis"],
        }
    )
    frame["corridors"] = [value if isinstance(value, list) else [] for value in frame["corridors"]]
    return frame


def legs_csv(view: RouteView) -> bytes:
    """One row a leg, as `leg_frame` has it, with day, scenario and version in every row."""
    return csv_bytes(view.stamped(lists_as_text(leg_frame(view), LEGS)))


def corridor_frame(view: RouteView) -> pd.DataFrame:
    """One row a corridor, with the columns of `CORRIDORS`, as `atlas.routes.compare` has it.

    Lengths are rounded to 0.1 km, shares to 0.001. Lists are lists. Of days and costs there are the texts and the addresses of
    the pages that state them.
    """
    dataset = view.dataset
    table, urls = compare(dataset, view.compared, view.day, view.scenario, view.boundaries), dataset.sources["url"]
    km = table["km"].where(table["km"] > 0)
    exposed = table["km_exposed"].astype("float64")
    return pd.DataFrame(
        {
            "corridor_id": table.index,
            **{name: table[name] for name in ("name", "from", "to")},
            "km": table["km"].round(1),
            **{f"km_{mode}": table[f"km_{mode}"].round(1) for mode in MODES},
            **{f"km_{basis}": table[f"km_{basis}"].round(1) for basis in BASES},
            **{f"share_{basis}": (table[f"km_{basis}"] / km).round(3) for basis in BASES},
            **{name: table[name].round(1) for name in ("both_stated", "both_measured")},
            "differing": table["differing"],
            **{name: table[name] for name in ("borders", "countries", "through_pakistan")},
            **{f"km_{country}": table[f"km_{country}"].round(1) for country in INSIDE},
            **{f"share_{country}": (table[f"km_{country}"] / km).round(3) for country in INSIDE},
            "km_exposed": exposed.round(1),
            "share_exposed": (exposed / km).round(3),
            "days": table["days"],
            "days_source_urls": table["days_sources"].map(lambda ids: [urls[source] for source in ids]),
            "cost": table["cost"],
            "cost_source_urls": table["cost_sources"].map(lambda ids: [urls[source] for source in ids]),
            "status": table["status"],
            **{name: table[name] for name in (*STATUS_COLUMNS.values(), "shut", "built")},
        }
    ).reset_index(drop=True)


def corridors_csv(view: RouteView) -> bytes:
    """One row a corridor, as `corridor_frame` has it, with day, scenario and version in every row."""
    return csv_bytes(view.stamped(lists_as_text(corridor_frame(view), CORRIDORS)))


def way_frame(view: RouteView, origin: str, destination: str) -> pd.DataFrame:
    """The best ways between two places, one row a leg, in the order of travel.

    `case` is `as recorded` or, with a scenario, also `scenario`; `criterion` is one of `CRITERIA`. A case and criterion
    without a way has one row without a leg, and `note` says what cuts it off.
    """
    dataset = view.dataset
    rows: list[dict[str, Any]] = []
    for case, scenario in (("as recorded", AS_RECORDED), ("scenario", view.scenario)):
        if case == "scenario" and not scenario:
            continue
        for criterion in CRITERIA:
            way = best_way(dataset, view.day, origin, destination, criterion, scenario, view.boundaries)
            rows += _way_rows(view, way, {"case": case, "criterion": criterion, "origin": origin, "destination": destination})
    return pd.DataFrame(rows)


def _way_rows(view: RouteView, way: Way, common: dict[str, Any]) -> list[dict[str, Any]]:
    names, status = leg_names(view.dataset), leg_status_on(view.dataset, view.day)["status"]
    named = ("leg_id", "leg", "mode", "from", "to", "from_country", "to_country")
    nothing = dict.fromkeys(("position", *named, "km", "km_basis", "measured_km", "status"))
    if not way:
        cut = ", ".join(names[leg] for leg in way.cut)
        return [{**common, **nothing, "note": f"no way; cut off at {cut}" if cut else "no way"}]
    return [
        {
            **common,
            "position": position,
            **{name: leg[name] for name in named},
            "km": round(leg["km"], 1),
            "km_basis": leg["basis"],
            "measured_km": round(leg["measured_km"], 1),
            "status": status[leg["leg_id"]],
            "note": None,
        }
        for position, leg in enumerate(way.legs.to_dict("records"), start=1)
    ]


def ways_csv(view: RouteView, origin: str, destination: str) -> bytes:
    """The best ways between two places, as `way_frame` has them, with day, scenario and version in every row."""
    frame = way_frame(view, origin, destination).astype({"position": "Int64"})
    return csv_bytes(view.stamped(frame))


def _lines(view: RouteView, legs: Sequence[str] | pd.Series[str]) -> list[Any]:
    """The lines of some legs, no finer than a file needs them."""
    return list(shapely.set_precision(view.dataset.legs.loc[legs].geometry.to_numpy(), 10.0**-DECIMALS, mode="pointwise"))


def _collection(view: RouteView, about: About, frame: pd.DataFrame, geometries: list[Any]) -> bytes:
    ids = frame.iloc[:, 0]
    features = [
        {"type": "Feature", "id": key, "geometry": shapely.geometry.mapping(geometry), "properties": row}
        for key, row, geometry in zip(ids, records(frame), geometries, strict=True)
    ]
    return opening(about) + ",\n".join(map(to_json, features)).encode() + b"\n]}\n"


def _about(view: RouteView, what: str, size: tuple[int, int], address: str, made: datetime) -> About:
    text = f"{what} {view.sentence}"
    citation = f"{cite_dataset(view.dataset)} Routes: {text} {address} (accessed {format_date(made.date())})"
    return about_part(view.dataset, text, size, view.params, address, made, citation)


def routes_geojson(view: RouteView, address: str, made: datetime) -> bytes:
    """One feature a leg of the trade routes with its status on a day; the properties are those of `leg_frame`."""
    frame, whole = leg_frame(view), count(len(view.dataset.legs), "leg")
    what = f"{len(frame)} of {whole}, those of {count(len(view.corridors), 'corridor')}." if view.corridors else f"All {whole}."
    return _collection(view, _about(view, what, (len(frame), len(view.dataset.legs)), address, made), frame, _lines(view, frame["leg_id"]))


def corridors_geojson(view: RouteView, address: str, made: datetime) -> bytes:
    """One feature a corridor, its legs as the lines of a `MultiLineString`; the properties are those of `corridor_frame`."""
    frame, total = corridor_frame(view), len(view.dataset.tables["corridors"])
    lines = [shapely.MultiLineString(_lines(view, legs_of(view.dataset, [key]))) for key in frame["corridor_id"]]
    about = _about(view, f"{len(frame)} of {count(total, 'corridor')}.", (len(frame), total), address, made)
    return _collection(view, about, frame, lines)
