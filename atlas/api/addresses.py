"""What there is below `/api/v1`: each address with what it takes, what it gives and how that is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from atlas.api.events import event_document, must_exist
from atlas.api.finding import answers_document
from atlas.api.openapi import document
from atlas.api.params import Page, Params, Question, Takes
from atlas.briefing import PACK_FORMS, PackForm, brief_of
from atlas.dataset import DESCRIPTOR, Dataset, serving
from atlas.exports import events_atom, file_name, news, route_file_name
from atlas.exports.formats import FORMATS, FORMATS_BY_NAME, Body, Format, Wanted
from atlas.exports.records import event_records, to_json
from atlas.finding import answers_to
from atlas.settings import hosting
from atlas.view import Selection, select

if TYPE_CHECKING:
    from atlas.pictures import Form as PictureForm

PREFIX = "/api/v1"


@dataclass(frozen=True)
class Call:
    """One request, understood: what is asked of what is served, by which address and when.

    `base` is the address of the dashboard, with a slash at its end; `url` the address asked for, without what is asked;
    `event_id` stands in the path of a single event.
    """

    served: serving.Served
    question: Question
    base: str
    url: str
    made: datetime
    event_id: str = ""

    @property
    def dataset(self) -> Dataset:
        """The dataset that is asked."""
        return self.served.dataset

    @cached_property
    def selection(self) -> Selection:
        """The events asked for."""
        return select(self.dataset, self.question.filter)

    @property
    def params(self) -> Params:
        """What is asked for in one fixed order of names: equal questions have equal parameters."""
        page, options = self.question.page, self.question.options
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

    def wanted(self, form: Format) -> Wanted:
        """What a file is to hold, with the address of the same on the dashboard."""
        options, filter_ = self.question.options, self.question.filter.to_params()
        wanted = Wanted(self.selection, options, "", self.made)
        match form.of:
            case "comparison":
                return replace(wanted, address=self.dashboard("", [*filter_, *options.to_params()]))
            case "dossier":
                return replace(wanted, address=self.dashboard("", filter_))
            case "map":
                return replace(wanted, address=self.dashboard("map", [*filter_, *options.to_params()]))
            case "routes" | "way":
                return replace(wanted, address=self.dashboard("routes", wanted.routes.params))
        return replace(wanted, address=self.dashboard("events", filter_))

    def dashboard(self, page: str, params: Iterable[tuple[str, str]]) -> str:
        """The address of a page of the dashboard, by its part of the path."""
        query = urlencode(list(params))
        return f"{self.base}{page}{'?' if query else ''}{query}"

    def event_address(self, event_id: str) -> str:
        """The page of an event on the dashboard."""
        return self.dashboard("events", [("event", event_id)])

    def page_address(self, page: Page) -> str:
        """The address of another page of the same answer."""
        params = [*self.question.filter.to_params(), ("limit", str(page.limit)), ("offset", str(page.offset))]
        return f"{self.url}?{urlencode(params)}"


def _json_page(call: Call, form: Format) -> Body:
    page, selection = call.question.page, call.selection
    body = {
        "about": call.wanted(form).about.as_dict(),
        "total": selection.n,
        "limit": page.limit,
        "offset": page.offset,
        "links": {relation: call.page_address(other) for relation, other in page.links(selection.n).items()},
        "events": event_records(selection, page.part),
    }
    return to_json(body).encode()


def _feed_page(call: Call, form: Format) -> Body:
    names = {"first": "first", "last": "last", "next": "next", "prev": "previous"}
    pages = call.question.page.links(_size_of_feed(call))
    links = {names[relation]: call.page_address(page) for relation, page in pages.items()}
    own = call.page_address(call.question.page)
    return events_atom(call.selection, call.wanted(form).about, {"self": own, **links}, call.question.page.part)


def _size_of_feed(call: Call) -> int:
    return len(news(call.selection))


def _event(call: Call) -> Body:
    return to_json(event_document(call.dataset, call.event_id, call.event_address(call.event_id), call.made)).encode()


def _search(call: Call) -> Body:
    return to_json(answers_document(answers_to(call.dataset, call.question.filter.q), call.dashboard)).encode()


def _health(call: Call) -> Body:
    dataset, refusal = call.dataset, call.served.refusal
    state = {"status": "ok", "version": dataset.version, "content_hash": dataset.content_hash, "events": len(dataset.events)}
    if refusal is None:
        return to_json(state).encode()
    # This address is open to all, and a problem names what stands in the data.
    told = refusal.as_dict() | ({"problems": []} if hosting().signed_in_only else {})
    return to_json({**state, "refused": told}).encode()


def _openapi(call: Call) -> Body:
    described: list[dict[str, Any]] = [
        {"path": f"{PREFIX}/{address.path}", "summary": address.summary, "media_type": address.media_type, "takes": address.takes}
        for address in ADDRESSES
    ]
    return to_json(document(call.dataset, described, call.base)).encode()


@dataclass(frozen=True)
class Address:
    """An address below `PREFIX`.

    `packed` says that the body is compressed in itself. `size` counts the rows of an answer that comes in pages. `exists`
    raises `ProblemError` where there is nothing at the address. `state` is what an answer follows from beside the data and the question.
    """

    path: str
    media_type: str
    summary: str
    body: Callable[[Call], Body]
    takes: Takes = Takes.VIEW
    file_name: Callable[[Call], str] = lambda _: ""
    inline: bool = True
    packed: bool = False
    size: Callable[[Call], int] | None = None
    exists: Callable[[Call], None] | None = None
    state: Callable[[Call], str] = lambda _: ""


_PAGES: dict[str, tuple[Callable[[Call, Format], Body], Callable[[Call], int]]] = {
    "events.json": (_json_page, lambda call: call.selection.n),
    "events.atom": (_feed_page, _size_of_feed),
}
"""How a page of a file is made that is not given as a whole, and how many rows there are on all pages."""

_TAKES = {
    "events": Takes.VIEW,
    "comparison": Takes.BOTH,
    "dossier": Takes.VIEW,
    "map": Takes.MAP,
    "routes": Takes.ROUTES,
    "way": Takes.WAY,
    "package": Takes.NOTHING,
}


def _file(form: Format) -> Address:
    page, size = _PAGES.get(form.name, (None, None))
    return Address(
        form.name,
        form.media_type,
        f"{form.summary}, in pages" if page else form.summary,
        lambda call: page(call, form) if page else form.write(call.wanted(form)),
        Takes.PAGED_VIEW if page else _TAKES[form.of],
        lambda call: form.file_name(call.selection, call.question.options),
        form.inline,
        form.packed,
        size,
    )


def _picture(form: PictureForm, media_type: str) -> Address:
    def draw(call: Call) -> Body:
        # matplotlib is slow to import and needed by few.
        from atlas.pictures import map_picture

        return map_picture(call.selection, call.question.options, call.wanted(FORMATS_BY_NAME["map.geojson"]).address, form)

    name = f"map.{form}"
    summary = f"The map of links as {form.upper()}"
    return Address(name, media_type, summary, draw, Takes.MAP, lambda call: file_name(call.selection, name), packed=form == "png")


def _compared(form: PictureForm, media_type: str) -> Address:
    def draw(call: Call) -> Body:
        # matplotlib is slow to import and needed by few.
        from atlas.pictures import draw_comparison

        wanted = call.wanted(FORMATS_BY_NAME["corridors.csv"])
        return draw_comparison(wanted.routes, wanted.address, form)

    return Address(
        name := f"corridors.{form}",
        media_type,
        f"The corridors side by side as of a day, as {form.upper()}; under a scenario, if one is named",
        draw,
        Takes.ROUTES,
        lambda call: route_file_name(call.dataset, call.question.options, name),
        packed=form == "png",
    )


def _brief(form: PackForm) -> Address:
    def write(call: Call) -> Body:
        asof = call.question.options.asof
        return form.write(brief_of(call.selection, call.base.removesuffix("/"), call.made.date(), form, asof))

    name = f"dossier.{form.name}"
    summary = f"The same dossier with its map and every source: {form.label[:1].lower()}{form.label[1:]}"
    return Address(
        name,
        form.media_type,
        summary,
        write,
        file_name=lambda call: file_name(call.selection, name),
        inline=form.name == "html",
        packed=form.name != "html",
    )


def _card(call: Call) -> Body:
    from atlas.pictures import event_card

    return event_card(call.dataset, call.event_id)


JSON = "application/json"

ADDRESSES = (
    *map(_file, FORMATS),
    *map(_brief, PACK_FORMS.values()),
    _picture("png", "image/png"),
    _picture("svg", "image/svg+xml"),
    _compared("png", "image/png"),
    _compared("svg", "image/svg+xml"),
    Address(
        "events/{event_id}.json",
        JSON,
        "One event with all its evidence",
        _event,
        Takes.NOTHING,
        lambda call: f"{call.event_id}.json",
        exists=lambda call: must_exist(call.dataset, call.event_id),
    ),
    Address(
        "events/{event_id}.png",
        "image/png",
        "One event as a card, for the preview of a link",
        _card,
        # An address of a preview ends with the version of the data.
        Takes.ANYTHING,
        lambda call: f"{call.event_id}.png",
        packed=True,
        exists=lambda call: must_exist(call.dataset, call.event_id),
    ),
    Address(
        "search.json", JSON, "Answers to a few words, grouped by what they are, best first", _search, Takes.WORDS, lambda _: "search.json"
    ),
    Address(
        DESCRIPTOR,
        JSON,
        "The descriptor of the data package: every table and field",
        lambda call: call.dataset.package.read(DESCRIPTOR),
        Takes.NOTHING,
        lambda _: DESCRIPTOR,
    ),
    Address("openapi.json", JSON, "This description", _openapi, Takes.NOTHING, lambda _: "openapi.json"),
    Address(
        "health",
        JSON,
        "Whether the server is well, with which data, and what is wrong with newer ones that were refused",
        _health,
        Takes.ANYTHING,
        state=lambda call: str(call.served.refusal),
    ),
)
"""Everything that can be asked for."""
