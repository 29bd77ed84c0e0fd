"""GeoJSON (RFC 7946): WGS 84, longitude first, `null` where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd
import shapely

from atlas.citations import cite_dataset
from atlas.dataset import Dataset
from atlas.exports.about import About, about_part
from atlas.exports.frames import EventRows, parts
from atlas.exports.records import records, to_json
from atlas.links import UNCERTAIN
from atlas.routes import leg_lengths, leg_names, leg_status_on
from atlas.selection import Selection
from atlas.words import count, format_date

DECIMALS = 4
"""About ten metres, which is finer than any position in the data."""


def _opening(about: About) -> bytes:
    return f'{{"type": "FeatureCollection",\n"about": {to_json(about.as_dict())},\n"features": [\n'.encode()


def event_features(dataset: Dataset, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `records` as features at the place of each event; the geometry of an event without a place is `null`.

    The properties are the columns of the event file, `position_uncertain` (whether the point is approximate or stands for a
    wider area) and `position_source`; both are `null` where there is no point.
    """
    places = dataset.places
    uncertain = places["coordinate_source"].str.contains(UNCERTAIN, regex=True)
    known = {
        str(place): (round(float(lon), DECIMALS), round(float(lat), DECIMALS), bool(unsure), str(source))
        for place, lon, lat, unsure, source in zip(
            places.index, places["lon"], places["lat"], uncertain, places["coordinate_source"], strict=True
        )
    }
    features = []
    for row in rows:
        lon, lat, unsure, source = known.get(row["place_id"], (None, None, None, None))
        features.append(
            {
                "type": "Feature",
                "id": row["event_id"],
                "geometry": None if lon is None else {"type": "Point", "coordinates": [lon, lat]},
                "properties": {**row, "position_uncertain": unsure, "position_source": source},
            }
        )
    return features


def events_geojson(selection: Selection, about: About) -> Iterator[bytes]:
    """One feature an event, in pieces; the block `about` is a member of the collection."""
    rows = EventRows(selection)
    yield _opening(about)
    for part in parts(selection.n):
        texts = ",\n".join(map(to_json, event_features(selection.dataset, records(rows.typed(part)))))
        yield ((",\n" if part.start else "") + texts).encode()
    yield b"\n]}\n"


def routes_geojson(dataset: Dataset, day: date, corridors: tuple[str, ...], address: str, made: datetime) -> bytes:
    """One feature a leg of the trade routes with its status on a day; of some corridors only, where they are named.

    The properties are those of the table `route_legs` that do not change, `leg` (name), `corridors` (ids), `status`, `since`,
    `as_of`, `event_id`, `source_url` and `note` as `atlas.routes.leg_status_on` has them, `km` and `km_basis` as in
    `leg_lengths`, and `path_basis`: whether the line is measured or only schematic.
    """
    chain = dataset.tables["corridor_legs"].astype({"leg_id": "str", "corridor_id": "str"})
    wanted = chain.loc[chain["corridor_id"].isin(corridors), "leg_id"] if corridors else dataset.legs.index
    legs = dataset.legs[dataset.legs.index.isin(wanted)]
    status, length = leg_status_on(dataset, day).loc[legs.index], leg_lengths(dataset).loc[legs.index]
    frame = pd.DataFrame(
        {
            "leg_id": legs.index,
            "leg": leg_names(dataset).loc[legs.index],
            "route": legs["route"],
            "corridors": chain.groupby("leg_id")["corridor_id"].agg(list).reindex(legs.index),
            "mode": legs["mode"],
            **{name: legs[name] for name in ("from_place_id", "from_name", "to_place_id", "to_name")},
            "km": length["km"].round(1),
            "km_basis": length["basis"],
            "transit_days": legs["transit_days"],
            **{name: status[name] for name in ("status", "since", "as_of", "event_id")},
            "source_url": status["source_id"].map(dataset.sources["url"]),
            "note": status["note"],
            "path_basis": legs["path_basis"],
        }
    )
    frame["corridors"] = [value if isinstance(value, list) else [] for value in frame["corridors"]]
    rounded = shapely.set_precision(legs.geometry.to_numpy(), 10.0**-DECIMALS, mode="pointwise")
    features = [
        {"type": "Feature", "id": row["leg_id"], "geometry": shapely.geometry.mapping(line), "properties": row}
        for row, line in zip(records(frame), rounded, strict=True)
    ]
    some = f"{len(legs)} of {count(len(dataset.legs), 'leg')}, those of {count(len(corridors), 'corridor')}"
    part = some if corridors else f"All {count(len(legs), 'leg')}"
    view = f"{part}, with their status on {format_date(day)}."
    params = (*(("routes", corridor) for corridor in corridors), ("asof", day.isoformat()))
    citation = f"{cite_dataset(dataset)} Routes: {view} {address} (accessed {format_date(made.date())})"
    about = about_part(dataset, view, (len(legs), len(dataset.legs)), params, address, made, citation)
    return _opening(about) + ",\n".join(map(to_json, features)).encode() + b"\n]}\n"
