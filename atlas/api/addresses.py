"""What there is below `/api/v1`: each address with what it takes, what it gives and how that is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from atlas import exports
from atlas.api.events import event_document, must_exist
from atlas.api.openapi import document
from atlas.api.params import Page, Params, Question, Takes
from atlas.dataset import DESCRIPTOR, Dataset
from atlas.exports.atom import news
from atlas.exports.records import event_records, to_json
from atlas.view import Selection, select

if TYPE_CHECKING:
    from atlas.pictures import Form

PREFIX = "/api/v1"

Body = bytes | Iterator[bytes]


@dataclass(frozen=True)
class Call:
    """One request, understood: what is asked of which data, by which address and when.

    `base` is the address of the dashboard, with a slash at its end; `url` the whole address asked for; `event_id` stands in the
    path of a single event.
    """

    dataset: Dataset
    question: Question
    base: str
    url: str
    made: datetime
    event_id: str = ""

    @cached_property
    def selection(self) -> Selection:
        """The events asked for."""
        return select(self.dataset, self.question.filter)

    @property
    def page(self) -> Page:
        """The page asked for."""
        return self.question.page

    @property
    def params(self) -> Params:
        """What is asked for in one fixed order of names: equal questions have equal parameters."""
        page, options = self.page, self.question.options
        lists: dict[str, Any] = {name: tuple(sorted(getattr(options, name))) for name in ("routes", "close", "built")}
        return [
            *self.question.filter.to_params(),
            *replace(options, asof=self.day, **lists).to_params(),
            ("limit", str(page.limit)),
            ("offset", str(page.offset)),
        ]

    @property
    def day(self) -> date:
        """The day whose status of the routes is asked for; the last one that the data cover unless another is named."""
        return self.question.options.asof or self.dataset.last_day

    @property
    def about(self) -> exports.About:
        """What the file says of itself, with the address of the same view on the dashboard."""
        query = self.question.filter.to_query()
        return exports.about_view(self.selection, f"{self.base}events{'?' if query else ''}{query}", self.made)

    @property
    def map_address(self) -> str:
        """The map of the same view on the dashboard."""
        query = urlencode([*self.question.filter.to_params(), *self.question.options.to_params()])
        return f"{self.base}map{'?' if query else ''}{query}"

    @property
    def routes(self) -> exports.RouteView:
        """What of the routes is asked for."""
        options = self.question.options
        return exports.RouteView(self.dataset, self.day, options.routes, options.scenario)

    @property
    def routes_address(self) -> str:
        """The same on the dashboard."""
        return f"{self.base}routes?{urlencode(self.routes.params)}"

    def event_address(self, event_id: str) -> str:
        """The page of an event on the dashboard."""
        return f"{self.base}events?{urlencode({'event': event_id})}"

    def page_address(self, page: Page) -> str:
        """The address of another page of the same answer."""
        params = [*self.question.filter.to_params(), ("limit", str(page.limit)), ("offset", str(page.offset))]
        return f"{self.url.partition('?')[0]}?{urlencode(params)}"


def _csv(call: Call) -> Body:
    return exports.events_csv_chunks(call.selection)


def _excel(call: Call) -> Body:
    return exports.events_csv_excel(call.selection)


def _json_page(call: Call) -> Body:
    page, selection = call.page, call.selection
    body = {
        "about": call.about.as_dict(),
        "total": selection.n,
        "limit": page.limit,
        "offset": page.offset,
        "links": {relation: call.page_address(other) for relation, other in page.links(selection.n).items()},
        "events": event_records(selection, page.part),
    }
    return to_json(body).encode()


def _atom(call: Call) -> Body:
    names = {"first": "first", "last": "last", "next": "next", "prev": "previous"}
    pages = call.page.links(_size_of_feed(call))
    links = {names[relation]: call.page_address(page) for relation, page in pages.items()}
    return exports.events_atom(call.selection, call.about, call.event_address, {"self": call.url, **links}, call.page.part)


def _size_of_feed(call: Call) -> int:
    return len(news(call.selection))


def _routes(call: Call) -> Body:
    return exports.routes_geojson(call.routes, call.routes_address, call.made)


def _corridors(call: Call) -> Body:
    return exports.corridors_geojson(call.routes, call.routes_address, call.made)


def _ways(call: Call) -> Body:
    options = call.question.options
    return exports.ways_csv(call.routes, options.origin, options.destination)


def _map(form: Form) -> Callable[[Call], Body]:
    def draw(call: Call) -> Body:
        # matplotlib is slow to import and needed by few.
        from atlas.pictures import map_picture

        return map_picture(call.selection, call.question.options, call.map_address, form)

    return draw


def _map_shapes(call: Call) -> Body:
    about = exports.about_view(call.selection, call.map_address, call.made)
    return exports.map_geojson(call.selection, call.question.options, about)


def _event(call: Call) -> Body:
    return to_json(event_document(call.dataset, call.event_id, call.event_address(call.event_id), call.made)).encode()


def _descriptor(call: Call) -> Body:
    return (call.dataset.package.folder / DESCRIPTOR).read_bytes()


def _health(call: Call) -> Body:
    dataset = call.dataset
    state = {"status": "ok", "version": dataset.version, "content_hash": dataset.content_hash, "events": len(dataset.events)}
    return to_json(state).encode()


def _openapi(call: Call) -> Body:
    described: list[dict[str, Any]] = [
        {"path": f"{PREFIX}/{address.path}", "summary": address.summary, "media_type": address.media_type, "takes": address.takes}
        for address in ADDRESSES
    ]
    return to_json(document(call.dataset, described, call.base)).encode()


def _of_view(ending: str) -> Callable[[Call], str]:
    return lambda call: exports.file_name(call.selection, ending)


def _of_package(ending: str) -> Callable[[Call], str]:
    return lambda call: f"{call.dataset.package.name}-{call.dataset.version}{ending}"


def _unnamed(_: Call) -> str:
    return ""


@dataclass(frozen=True)
class Address:
    """An address below `PREFIX`.

    `packed` says that the body is compressed in itself. `size` counts the rows of an answer that comes in pages. `exists`
    raises `ProblemError` where there is nothing at the address.
    """

    path: str
    media_type: str
    summary: str
    body: Callable[[Call], Body]
    takes: Takes = Takes.VIEW
    file_name: Callable[[Call], str] = _unnamed
    disposition: Literal["attachment", "inline"] = "attachment"
    packed: bool = False
    size: Callable[[Call], int] | None = None
    exists: Callable[[Call], None] | None = None


CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ADDRESSES = (
    Address("events.csv", CSV, "Events as CSV, codes beside labels", _csv, file_name=_of_view("csv")),
    Address("events.excel.csv", CSV, "Events as CSV for Excel, with a byte order mark", _excel, file_name=_of_view("excel.csv")),
    Address(
        "events.json",
        "application/json",
        "Events as JSON, in pages",
        _json_page,
        Takes.PAGED_VIEW,
        _of_view("json"),
        "inline",
        size=lambda call: call.selection.n,
    ),
    Address(
        "events.geojson",
        "application/geo+json",
        "Events as GeoJSON; the geometry of an event without a place is null",
        lambda call: exports.events_geojson(call.selection, call.about),
        file_name=_of_view("geojson"),
        disposition="inline",
    ),
    Address(
        "events.xlsx",
        XLSX,
        "Events, participants, evidence and codebook as a workbook",
        lambda call: exports.events_xlsx(call.selection, call.about),
        file_name=_of_view("xlsx"),
        packed=True,
    ),
    Address(
        "events.parquet",
        "application/vnd.apache.parquet",
        "Events as Parquet, with types and the meaning of every column",
        lambda call: exports.events_parquet(call.selection, call.about),
        file_name=_of_view("parquet"),
        packed=True,
    ),
    Address(
        "events.zip",
        "application/zip",
        "Events, participants, evidence, sources and a data dictionary as CSV in one archive",
        lambda call: exports.view_zip(call.selection, call.about),
        file_name=_of_view("zip"),
        packed=True,
    ),
    Address(
        "events.bib",
        "application/x-bibtex; charset=utf-8",
        "The pages read on the events, as BibTeX",
        lambda call: exports.sources_bibtex(call.selection, call.about),
        file_name=_of_view("bib"),
    ),
    Address(
        "events.ris",
        "application/x-research-info-systems; charset=utf-8",
        "The pages read on the events, as RIS",
        lambda call: exports.sources_ris(call.selection, call.about),
        file_name=_of_view("ris"),
    ),
    Address(
        "events.csl.json",
        "application/vnd.citationstyles.csl+json",
        "The pages read on the events, as CSL-JSON",
        lambda call: exports.sources_csl_json(call.selection, call.about),
        file_name=_of_view("csl.json"),
    ),
    Address(
        "events.atom",
        "application/atom+xml; charset=utf-8",
        "New and corrected events as an Atom feed, in pages",
        _atom,
        Takes.PAGED_VIEW,
        _of_view("atom"),
        "inline",
        size=_size_of_feed,
    ),
    Address(
        "events/{event_id}.json",
        "application/json",
        "One event with all its evidence",
        _event,
        Takes.NOTHING,
        lambda call: f"{call.event_id}.json",
        "inline",
        exists=lambda call: must_exist(call.dataset, call.event_id),
    ),
    Address(
        "dyads.csv",
        CSV,
        "One row an event and pair of its participants, as CSV",
        lambda call: exports.dyads_csv(call.selection),
        file_name=_of_view("dyads.csv"),
    ),
    Address(
        "links.csv",
        CSV,
        "The links among the events with their counts, as CSV",
        lambda call: exports.links_csv(call.selection),
        file_name=_of_view("links.csv"),
    ),
    Address("map.png", "image/png", "The map of links as PNG", _map("png"), Takes.MAP, _of_view("map.png"), "inline", packed=True),
    Address("map.svg", "image/svg+xml", "The map of links as SVG", _map("svg"), Takes.MAP, _of_view("map.svg"), "inline"),
    Address(
        "map.geojson",
        "application/geo+json",
        "The links, as great circles, and the places of the map as GeoJSON",
        _map_shapes,
        Takes.MAP,
        _of_view("map.geojson"),
        "inline",
    ),
    Address(
        "routes.geojson",
        "application/geo+json",
        "The legs of the trade routes with their status on a day, as GeoJSON",
        _routes,
        Takes.ROUTES,
        _of_package("_routes.geojson"),
        "inline",
    ),
    Address(
        "legs.csv",
        CSV,
        "The legs of the trade routes with length, basis and status on a day, as CSV; under a scenario, if one is named",
        lambda call: exports.legs_csv(call.routes),
        Takes.ROUTES,
        _of_package("_legs.csv"),
    ),
    Address(
        "corridors.csv",
        CSV,
        "The corridors side by side as of a day, as CSV; under a scenario, if one is named",
        lambda call: exports.corridors_csv(call.routes),
        Takes.ROUTES,
        _of_package("_corridors.csv"),
    ),
    Address(
        "corridors.geojson",
        "application/geo+json",
        "The corridors side by side as of a day, as GeoJSON",
        _corridors,
        Takes.ROUTES,
        _of_package("_corridors.geojson"),
        "inline",
    ),
    Address(
        "ways.csv",
        CSV,
        "The best ways between two places by distance and by borders, leg by leg, as recorded and under a scenario, as CSV",
        _ways,
        Takes.WAY,
        _of_package("_ways.csv"),
    ),
    Address(
        "datapackage.json",
        "application/json",
        "The descriptor of the data package: every table and field",
        _descriptor,
        Takes.NOTHING,
        lambda _: DESCRIPTOR,
        "inline",
    ),
    Address(
        "package.zip",
        "application/zip",
        "The whole data package, unfiltered",
        lambda call: exports.package_zip(call.dataset),
        Takes.NOTHING,
        _of_package(".zip"),
        packed=True,
    ),
    Address("openapi.json", "application/json", "This description", _openapi, Takes.NOTHING, lambda _: "openapi.json", "inline"),
    Address("health", "application/json", "Whether the server is well, and with which data", _health, Takes.ANYTHING),
)
"""Everything that can be asked for."""
