"""The files that can be taken away, each once: buttons, addresses of the API, its description and the README name what stands here.

A new format is a writer and one entry of `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from atlas.exports.about import About, about_view
from atlas.exports.archives import package_zip, view_zip
from atlas.exports.atom import events_atom
from atlas.exports.comparison import comparison_csv, comparison_json
from atlas.exports.delimited import dyads_csv, events_csv_chunks, events_csv_excel, links_csv
from atlas.exports.dossier import dossier_json
from atlas.exports.geojson import events_geojson
from atlas.exports.map import map_geojson
from atlas.exports.names import file_name, route_file_name
from atlas.exports.parquet import events_parquet
from atlas.exports.records import events_json
from atlas.exports.references import sources_bibtex, sources_csl_json, sources_ris
from atlas.exports.routes import RouteView, corridors_csv, corridors_geojson, legs_csv, routes_geojson, ways_csv
from atlas.exports.workbook import QUICK, events_xlsx
from atlas.settings import hosting
from atlas.view import Selection, ViewOptions

Body = bytes | Iterator[bytes]

CSV = "text/csv; charset=utf-8"
GEOJSON = "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Wanted:
    """What a file is to hold: which events, seen how; `address` opens the same on the dashboard, `made` is now."""

    selection: Selection
    options: ViewOptions
    address: str
    made: datetime

    @property
    def about(self) -> About:
        """What the file says of itself."""
        return about_view(self.selection, self.address, self.made)

    @property
    def routes(self) -> RouteView:
        """The legs, day, scenario and borders of the view; the last day that the data cover unless another is named."""
        dataset, options = self.selection.dataset, self.options
        return RouteView(dataset, options.asof or dataset.last_day, options.routes, options.scenario, options.boundaries)


@dataclass(frozen=True)
class Format:
    """A file.

    `name` is its address in the API, `of` what it holds, `summary` says so where the API is described. `write` gives all bytes
    at once or, where the file may be large, pieces. `label` is what it is called where a view is taken away; without one it is not
    offered there. A file that is `inline` is shown by a browser instead of kept, one that is `packed` is compressed in itself.
    `most` gives the number of events that it can hold, `quick` is the number up to which it is made while one waits; what has `pairs`
    is not offered for a view without links.
    """

    name: str
    media_type: str
    summary: str
    write: Callable[[Wanted], Body]
    label: str = ""
    of: Literal["events", "comparison", "dossier", "map", "routes", "way", "package"] = "events"
    inline: bool = False
    packed: bool = False
    most: Callable[[], int] | None = None
    quick: int | None = None
    pairs: bool = False

    def whole(self, wanted: Wanted) -> bytes:
        """All bytes of the file at once."""
        made = self.write(wanted)
        return made if isinstance(made, bytes) else b"".join(made)

    def file_name(self, selection: Selection, options: ViewOptions | None = None) -> str:
        """What the file is called on a disk."""
        if self.of in ("events", "comparison", "dossier", "map"):
            return file_name(selection, self.name.removeprefix("events."))
        if self.of == "package":
            return f"{selection.dataset.package.name}-{selection.dataset.version}.zip"
        return route_file_name(selection.dataset, options or ViewOptions(), self.name)

    def takes_long(self, selection: Selection) -> bool:
        """Whether it takes so long to make that one should be told."""
        return self.quick is not None and selection.n > self.quick

    def offered(self, selection: Selection) -> bool:
        """Whether a view can be taken away in this format, and would not be empty."""
        fits = self.most is None or selection.n <= self.most()
        return bool(self.label) and fits and (not self.pairs or len(selection.dyads) > 0)


FORMATS = (
    Format(
        "events.xlsx",
        XLSX,
        "Events, participants, evidence and codebook as a workbook",
        lambda wanted: events_xlsx(wanted.selection, wanted.about),
        "Excel workbook – events, participants, evidence, codebook",
        packed=True,
        most=lambda: hosting().workbook_limit,
        quick=QUICK,
    ),
    Format(
        "events.csv",
        CSV,
        "Events as CSV, codes beside labels",
        lambda wanted: events_csv_chunks(wanted.selection),
        "CSV – parted by commas, codes beside labels, UTF-8",
    ),
    Format(
        "events.excel.csv",
        CSV,
        "Events as CSV for Excel, with a byte order mark and codes that keep their zeros",
        lambda wanted: events_csv_excel(wanted.selection),
        "CSV for Excel – parted by commas; if yours parts by semicolons, take the workbook",
    ),
    Format(
        "dyads.csv",
        CSV,
        "One row an event and pair of its participants, as CSV",
        lambda wanted: dyads_csv(wanted.selection),
        "CSV of pairs – one row an event and link",
        pairs=True,
    ),
    Format(
        "links.csv",
        CSV,
        "The links among the events with their counts, as CSV",
        lambda wanted: links_csv(wanted.selection),
        "CSV of links – one row a link with its counts",
        pairs=True,
    ),
    Format(
        "events.json",
        "application/json",
        "Events as JSON",
        lambda wanted: events_json(wanted.selection, wanted.about),
        "JSON",
        inline=True,
    ),
    Format(
        "events.geojson",
        GEOJSON,
        "Events as GeoJSON; the geometry of an event without a place is null",
        lambda wanted: events_geojson(wanted.selection, wanted.about),
        "GeoJSON – events with their places",
        inline=True,
    ),
    Format(
        "events.parquet",
        "application/vnd.apache.parquet",
        "Events as Parquet, with types and the meaning of every column",
        lambda wanted: events_parquet(wanted.selection, wanted.about),
        "Parquet",
        packed=True,
    ),
    Format(
        "events.bib",
        "application/x-bibtex; charset=utf-8",
        "The pages read on the events, as BibTeX",
        lambda wanted: sources_bibtex(wanted.selection, wanted.about),
        "BibTeX of the pages read",
    ),
    Format(
        "events.ris",
        "application/x-research-info-systems; charset=utf-8",
        "The pages read on the events, as RIS",
        lambda wanted: sources_ris(wanted.selection, wanted.about),
        "RIS of the pages read",
    ),
    Format(
        "events.csl.json",
        "application/vnd.citationstyles.csl+json",
        "The pages read on the events, as CSL-JSON",
        lambda wanted: sources_csl_json(wanted.selection, wanted.about),
        "CSL-JSON of the pages read",
    ),
    Format(
        "events.zip",
        "application/zip",
        "Events, participants, evidence, sources and a data dictionary as CSV in one archive",
        lambda wanted: view_zip(wanted.selection, wanted.about),
        "Zip – events, evidence, sources, data dictionary",
        packed=True,
    ),
    Format(
        "events.atom",
        "application/atom+xml; charset=utf-8",
        "New and corrected events as an Atom feed",
        lambda wanted: events_atom(wanted.selection, wanted.about),
        inline=True,
    ),
    Format(
        "comparison.csv",
        CSV,
        "The events of two views as CSV, those of the view beside (`against`) below; without one, of the view and of all events",
        lambda wanted: comparison_csv(wanted.selection, wanted.options),
        of="comparison",
    ),
    Format(
        "comparison.json",
        "application/json",
        "What two views add up to and the difference in a sentence, as JSON",
        lambda wanted: comparison_json(wanted.selection, wanted.options, wanted.about),
        inline=True,
        of="comparison",
    ),
    Format(
        "dossier.json",
        "application/json",
        "The dossier of the one link, person, place, leg, corridor or actor that is chosen, else those of the links in question, as JSON",
        lambda wanted: dossier_json(wanted.selection, wanted.about, wanted.options.asof),
        inline=True,
        of="dossier",
    ),
    Format(
        "map.geojson",
        GEOJSON,
        "The links, as great circles, and the places of the map as GeoJSON",
        lambda wanted: map_geojson(wanted.selection, wanted.options, wanted.about),
        "GeoJSON",
        inline=True,
        of="map",
    ),
    Format(
        "routes.geojson",
        GEOJSON,
        "The legs of the trade routes with their status on a day, as GeoJSON",
        lambda wanted: routes_geojson(wanted.routes, wanted.address, wanted.made),
        inline=True,
        of="routes",
    ),
    Format(
        "legs.csv",
        CSV,
        "The legs of the trade routes with length, basis and status on a day, as CSV; under a scenario, if one is named",
        lambda wanted: legs_csv(wanted.routes),
        of="routes",
    ),
    Format(
        "corridors.csv",
        CSV,
        "The corridors side by side as of a day, as CSV; under a scenario, if one is named",
        lambda wanted: corridors_csv(wanted.routes),
        of="routes",
    ),
    Format(
        "corridors.geojson",
        GEOJSON,
        "The corridors side by side as of a day, as GeoJSON",
        lambda wanted: corridors_geojson(wanted.routes, wanted.address, wanted.made),
        inline=True,
        of="routes",
    ),
    Format(
        "ways.csv",
        CSV,
        "The best ways between two places by distance and by borders, leg by leg, as recorded and under a scenario, as CSV",
        lambda wanted: ways_csv(wanted.routes, wanted.options.origin, wanted.options.destination),
        of="way",
    ),
    Format(
        "package.zip",
        "application/zip",
        "The whole data package, unfiltered",
        lambda wanted: package_zip(wanted.selection.dataset),
        "The whole package (zip)",
        packed=True,
        of="package",
    ),
)

FORMATS_BY_NAME = {form.name: form for form in FORMATS}
"""The formats by name."""
