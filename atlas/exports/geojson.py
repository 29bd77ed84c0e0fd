"""GeoJSON (RFC 7946): WGS 84, longitude first, `null` where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.dataset import Dataset
from atlas.exports.about import About
from atlas.exports.records import row_records, to_json
from atlas.exports.rows import EventRows, parts
from atlas.measures.links import UNCERTAIN
from atlas.view import Selection

DECIMALS = 4
"""About ten metres, which is finer than any position in the data."""


def opening(about: About) -> bytes:
    """The start of a feature collection, up to its first feature."""
    return f'{{"type": "FeatureCollection",\n"about": {to_json(about.as_dict())},\n"features": [\n'.encode()


def event_features(dataset: Dataset, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `row_records` as features at the place of each event; the geometry of an event without a place is `null`.

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
    yield opening(about)
    for part in parts(selection.n):
        texts = ",\n".join(map(to_json, event_features(selection.dataset, row_records(rows.typed(part)))))
        yield ((",\n" if part.start else "") + texts).encode()
    yield b"\n]}\n"
