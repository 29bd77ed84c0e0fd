"""The dataset: loaded once, checked, typed and frozen. Everything the atlas shows is made from one of these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.actors import by_rank, link_of
from atlas.dataset import grades, search
from atlas.dataset.codes import RuledType
from atlas.dataset.facets import Facet, facets_of
from atlas.dataset.kept_index import index_of
from atlas.dataset.package import DATA_FOLDER, Package, PackageError, Problem, read_package
from atlas.dataset.tables import read_tables
from atlas.dataset.ties import outcomes
from atlas.dataset.version import version_number
from atlas.gathered import gathered, positions_of
from atlas.geography.boundaries import read_shapes
from atlas.kept import kept_property

WGS84 = "EPSG:4326"
LEG_PATHS = "leg_paths.geojson"
"""The file of the package with the line of every leg."""

DATASETS_KEPT = 4
"""For how many datasets at once other modules keep what follows from a dataset alone."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """The whole dataset as typed frames. Two are the same only if they are one object, so that functions of it can be cached.

    `tables` holds the package's tables as they are. `events` adds what follows from them, one row an event in
    chronological order: `last_day`, `place`, `country`, `type`, `both_sides`, `level`, `level_rank`, `goldstein`, `quad_class`,
    `review` and `reviewed_on` (what the last reading against its pages came to, and when), `actors`, `people`, `issues` (labels,
    parted by semicolons), `outcome` (what became of an announced step, see `atlas.dataset.ties`), `changed_in` (number of the
    version that last changed it, see `atlas.dataset.version.version_number`) and the columns of `atlas.dataset.grades.assess`.
    `evidence` adds each row's origin. `dyads` has one row an event and link
    (`event`, `link`, `contact`) in chronological order, parallel to the facet `link`. `places` and `legs` are GeoDataFrames in
    WGS 84, indexed by their ids; a leg's `path_basis` says what its line rests on: network, sea lane, or nothing (schematic).
    """

    package: Package
    content_hash: str
    tables: dict[str, pd.DataFrame]
    events: pd.DataFrame
    evidence: pd.DataFrame
    dyads: pd.DataFrame
    places: gpd.GeoDataFrame
    legs: gpd.GeoDataFrame
    facets: dict[str, Facet]
    words: search.Index

    @property
    def version(self) -> str:
        """Version of the data package."""
        return self.package.version

    @property
    def last_day(self) -> date:
        """The last day the data covers: what every measure takes as now."""
        return self.package.covers_to

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of every event by its id."""
        return {event_id: index for index, event_id in enumerate(self.events["event_id"])}

    @cached_property
    def contact(self) -> npt.NDArray[np.bool_]:
        """Which events brought representatives together, by position; see `is_contact`."""
        return is_contact(self.events).to_numpy()

    @kept_property
    def event_types(self) -> pd.DataFrame:
        """The table `event_types`, indexed by code."""
        return self.tables["event_types"].set_index("event_type")

    @kept_property
    def actors(self) -> pd.DataFrame:
        """The table `actors`, indexed by id."""
        return self.tables["actors"].set_index("actor_id")

    @cached_property
    def actor_labels(self) -> dict[str, str]:
        """The short name of every actor by its id."""
        return dict(zip(self.actors.index.astype("str"), self.actors["label"].astype("str"), strict=True))

    @kept_property
    def sources(self) -> pd.DataFrame:
        """The table `sources` with the publisher's name, country and kind, indexed by id."""
        publishers = self.tables["publishers"].set_index("publisher_id").add_prefix("publisher_")
        pages = self.tables["sources"].astype({"publisher_id": "str"})
        return pages.join(publishers, on="publisher_id").set_index("source_id")

    @kept_property
    def links(self) -> pd.DataFrame:
        """Every link by its id, with its two actors (`first`, `second`; Kabul first) and its `label`."""
        pairs = self.dyads[["link", "first", "second"]].drop_duplicates().astype("str").set_index("link")
        facet = self.facets["link"]
        return pairs.loc[list(facet.values)].assign(label=list(facet.labels))


def is_contact(events: pd.DataFrame) -> pd.Series[bool]:
    """Which events brought representatives together: they occurred, at any level of contact."""
    return (events["level_rank"] > 0) & (events["status"] == "occurred")


def content_hash(package: Package) -> str:
    """SHA-256 over the names and bytes of every file of the package, in a fixed order, as hexadecimal text."""
    digest = hashlib.sha256()
    for name in package.files:
        digest.update(name.encode())
        digest.update(package.read(name))
    return digest.hexdigest()


def _paths(package: Package) -> gpd.GeoDataFrame:
    """The lines of the legs, indexed by `leg_id`."""
    try:
        return read_shapes(package.read(LEG_PATHS)).set_index("leg_id")
    except Exception as error:  # a file can be broken in any way
        reason = f"The file cannot be read as GeoJSON with a leg_id on every feature ({error})."
        raise PackageError([Problem(LEG_PATHS, None, None, reason, "Rebuild it with scripts/build_geometry.py.")]) from None


def _legs(package: Package, legs: pd.DataFrame) -> gpd.GeoDataFrame:
    paths = _paths(package)
    missing = [leg for leg in legs["leg_id"] if leg not in paths.index]
    if missing:
        fix = "Rebuild the file with scripts/build_geometry.py."
        raise PackageError([Problem(LEG_PATHS, None, "leg_id", f"There is no line for {leg}.", fix) for leg in missing])
    drawn = paths.loc[legs["leg_id"]].reset_index()
    frame = legs.assign(path_basis=drawn["basis"], measured_km=drawn["length_km"].astype("float64"))
    return gpd.GeoDataFrame(frame, geometry=drawn.geometry, crs=WGS84).set_index("leg_id")


def _semicolons(rows: pd.DataFrame, key: str, names: pd.Series, ids: pd.Series) -> pd.Series[str]:
    """The names behind the keys of every event as one text, in the order of the events `ids`."""
    distinct = pd.DataFrame({"event": positions_of(ids, rows["event_id"]), "name": rows[key].astype("str").map(names)}).drop_duplicates()
    return gathered(distinct["event"].to_numpy(), distinct["name"], len(ids), "; ")


def _dyads(participants: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Unordered pairs of actors that both took part in an event.

    An actor that is only the subject of an event did not take part. Pairs are written in the order of
    `atlas.actors.by_rank`. `contact` says that the event brought the two together: it occurred with a level of
    contact, and neither was only addressed by a joint statement of others.
    """
    present = participants[participants["actor_id"].notna() & participants["role"].ne("subject")]
    actors = sorted(present["actor_id"].astype("str").unique(), key=by_rank)
    side = pd.DataFrame(
        {
            "event": positions_of(events["event_id"], present["event_id"]),
            "actor": pd.Categorical(present["actor_id"].astype("str"), actors).codes.astype("int64"),
            "addressed": present["role"].eq("target").to_numpy(),
        }
    )
    # An actor with several persons has several rows and one role.
    side = side.drop_duplicates(["event", "actor"], keep="last").sort_values(["event", "actor"], ignore_index=True)
    statement = events["event_type"].eq(RuledType.STATEMENT).to_numpy()[side["event"]]
    side["addressed"] &= statement & side.groupby("event")["actor"].transform("size").gt(2)
    pairs = side.merge(side, on="event", suffixes=("", "_second"))
    pairs = pairs[pairs["actor"] < pairs["actor_second"]].reset_index(drop=True)
    brought_together = is_contact(events).to_numpy()[pairs["event"]]
    names = pd.Series(actors, dtype="str")
    first, second = (names.iloc[pairs[column]].reset_index(drop=True) for column in ("actor", "actor_second"))
    links = pd.DataFrame({"first": first, "second": second}).drop_duplicates()
    ids = dict(zip(links["first"] + "-" + links["second"], map(link_of, links["first"], links["second"]), strict=True))
    return pd.DataFrame(
        {
            "event": pairs["event"],
            "first": first,
            "second": second,
            "contact": brought_together & ~pairs["addressed"] & ~pairs["addressed_second"],
            "link": (first + "-" + second).map(ids).astype("category"),
        }
    )


def _events(tables: dict[str, pd.DataFrame], assessed: pd.DataFrame) -> pd.DataFrame:
    events = tables["events"]
    ids = events["event_id"]
    types = tables["event_types"].set_index("event_type")
    levels = tables["contact_levels"].set_index("contact_level")
    codes = tables["cameo_codes"].set_index("cameo_code")
    places = tables["places"].set_index("place_id")
    actors, people, issues = (
        tables[table].set_index(key)[name]
        for table, key, name in (("actors", "actor_id", "label"), ("people", "person_id", "name"), ("issues", "issue_id", "label"))
    )
    start, precision = events["date_start"], events["date_precision"].astype("str")
    period_end = start.where(precision == "day", start + pd.offsets.MonthEnd(0))
    period_end = period_end.where(precision != "year", start + pd.offsets.YearEnd(0))
    place = events["place_id"].astype("str")
    changes = tables["changes"]
    reviews = tables["reviews"].astype({"event_id": "str"}).set_index("event_id")
    changed = changes["version"].map(version_number).groupby(changes["event_id"].astype("str")).max()
    level = events["contact_level"].astype("str")
    return events.assign(
        last_day=events["date_end"].fillna(period_end),
        place=events["place_reported"].fillna(place.map(places["name"])),
        country=place.map(places["country"].astype("str")),
        type=events["event_type"].astype("str").map(types["label"]).astype("category"),
        both_sides=events["event_type"].astype("str").map(types["both_sides"]).astype(bool),
        level=pd.Categorical(level.map(levels["label"]), levels.sort_values("rank")["label"], ordered=True),
        level_rank=level.map(levels["rank"]).astype("int64"),
        cameo=events["cameo_code"].astype("str").map(codes["label"]).astype("category"),
        goldstein=events["cameo_code"].astype("str").map(codes["goldstein"]).astype("float64"),
        quad_class=events["cameo_code"].astype("str").map(codes["quad_class"]).astype("int64"),
        actors=_semicolons(tables["participants"], "actor_id", actors, ids),
        people=_semicolons(tables["participants"], "person_id", people, ids),
        issues=_semicolons(tables["event_issues"], "issue_id", issues, ids),
        review=ids.map(reviews["result"].astype("str")),
        reviewed_on=ids.map(reviews["reviewed_on"]),
        outcome=outcomes(events, tables["related_events"]),
        changed_in=ids.map(changed).fillna(0).astype("int64"),
    ).join(assessed)


def load(folder: Path = DATA_FOLDER) -> Dataset:
    """Load the data package in `folder`.

    Raises `PackageError` with every problem found, each with file, row, field, reason and fix.
    """
    package = read_package(folder)
    tables = read_tables(package)
    order = ["date_start", "event_id"]
    tables["events"] = tables["events"].sort_values(order, ignore_index=True)
    tables["participants"] = tables["participants"].sort_values(["event_id", "position"], ignore_index=True)
    tables["event_issues"] = tables["event_issues"].sort_values(["event_id", "position"], ignore_index=True)
    return assemble(package, tables, _legs(package, tables["route_legs"]), content_hash(package))


def assemble(package: Package, tables: dict[str, pd.DataFrame], legs: gpd.GeoDataFrame, digest: str) -> Dataset:
    """Derive everything that follows from checked tables. `events` must be in chronological order."""
    rows = grades.with_origins(tables)
    events = _events(tables, grades.assess(tables["events"], rows, tables))
    positions = {event_id: index for index, event_id in enumerate(events["event_id"])}
    dyads = _dyads(tables["participants"], events)
    places = tables["places"].set_index("place_id")
    return Dataset(
        package=package,
        content_hash=digest,
        tables=tables,
        events=events,
        evidence=rows.assign(event=rows["event_id"].astype("str").map(positions)),
        dyads=dyads,
        places=gpd.GeoDataFrame(places, geometry=gpd.points_from_xy(places["lon"], places["lat"]), crs=WGS84),
        legs=legs,
        facets=facets_of(tables, events, dyads, positions),
        words=index_of(search.text_of(events, rows, tables)),
    )
