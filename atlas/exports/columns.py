"""The columns of every file of rows, each once: frames, codebook, Parquet and the description of the API are made from here.

A new column of the events file is one entry of `EVENTS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atlas.dataset import ANNOUNCED, GRADE_MEANING, GRADES, REVIEWS, Dataset
from atlas.dataset.legs import BASES, LEG_STATUSES, MODES
from atlas.dataset.ties import OUTCOMES
from atlas.routes.lengths import TELLING
from atlas.routes.scenarios import BUILT, SHUT
from atlas.routes.shares import INSIDE


@dataclass(frozen=True)
class Column:
    """A column of a file.

    `type` is one of string, date, boolean, integer, number, list. Type, description and whether a value is `required` are read
    from the field of that name in the data package where no description is given. `values` are all it can hold; `codes` names a
    field of a code list that holds them. `origin` is the column of `Dataset.events` that it is taken from, where that has another
    name; `separator` parts the values of a list in one cell. Numbers lie between `least` and `most`.
    """

    name: str
    type: str = "string"
    description: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    codes: str = ""
    origin: str = ""
    separator: str = "; "
    least: int | None = None
    most: int | None = None


class Columns:
    """The columns of one kind of row, in their order; `tables` of the data package say what those mean that are not described here.

    `separators` are the columns of lists, with what parts the values in a cell.
    """

    def __init__(self, *columns: Column, tables: tuple[str, ...]) -> None:
        self.columns = columns
        self.names = [column.name for column in columns]
        self.separators = {column.name: column.separator for column in columns if column.type == "list"}
        self._tables = tables

    def described(self, dataset: Dataset) -> list[Column]:
        """The columns with type, description and values. Raises `KeyError` for a column that nobody has described."""
        tables = dataset.package.tables
        fields = {field.name: field for table in self._tables for field in tables[table].fields}
        found = []
        for column in self.columns:
            table, _, code = column.codes.partition(".")
            values = tuple(dataset.tables[table][code]) if table else column.values
            if column.description:
                found.append(replace(column, values=values))
            else:
                field = fields[column.name]
                found.append(Column(field.name, field.type, field.description, field.required, field.enum or values))
        return found


_SCALE = " to ".join((GRADES[-1], GRADES[0]))
_GRADE = f"Evidence grade, {_SCALE}: " + "; ".join(f"{grade} {GRADE_MEANING[grade]}" for grade in reversed(GRADES)) + "."
_TONE = "Goldstein value of the CAMEO code, -10 (conflict) to 10 (cooperation). It belongs to the code, not to the event."
_QUAD = "Quad class of the CAMEO code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."
_PLACE = "Name of the place; as the sources report it, where that differs from the table places."
_COUNTRY = "Country of the place as an ISO 3166-1 alpha-3 code, following United Nations usage."
_ACTORS = "Actors in the event, keys of the table actors, in the order of the table participants."
_ISSUES = "Subjects of the event, keys of the table issues, the main one first."
_ONE_SIDED = "Whether every page that agrees passes on the account of one and the same actor."
_OUTCOME = "What became of an announced step: " + "; ".join(f"{key} {said.lower()}" for key, said in OUTCOMES.items()) + "."
_MEETS = "Whether it also has a named origin that is no aggregator, so that it counts for the grade."

MARKS = (
    Column("data_version", "string", "Version of the data package from which the row was taken.", True),
    Column("view", "string", "What the file holds of the whole, and by which filter.", True),
)
"""The last columns of every file of rows: a part says in each row of what it is a part."""

EVENTS = Columns(
    *map(Column, ("event_id", "date_start", "date_end", "date_precision", "title", "summary")),
    Column("event_type", codes="event_types.event_type"),
    Column("event_type_label", "string", "Label of the event type.", True, codes="event_types.label", origin="type"),
    Column("contact_level", codes="contact_levels.contact_level"),
    Column("contact_level_label", "string", "Label of the contact level.", True, codes="contact_levels.label", origin="level"),
    *map(Column, ("status", "place_id")),
    Column("place", "string", _PLACE),
    Column("country", "string", _COUNTRY),
    Column("actor_ids", "list", _ACTORS, True),
    Column("actors", "list", "Short names of the actors in the event.", True),
    Column("people", "list", "Names of the persons in the event.", True),
    Column("issue_ids", "list", _ISSUES, True),
    Column("issues", "list", "Labels of the subjects of the event.", True),
    Column("cameo_code", codes="cameo_codes.cameo_code"),
    Column("cameo_label", "string", "Label of the CAMEO code.", True, origin="cameo"),
    Column("goldstein", "number", _TONE),
    Column("quad_class", "integer", _QUAD, True),
    Column("grade", "string", _GRADE, True, values=GRADES),
    Column("sources", "integer", "Number of pages that were read on the event.", True),
    Column("origins", "integer", "Number of independent origins that confirm the event.", True),
    Column("origin_countries", "integer", "Number of countries of these origins.", True),
    Column("contested", "boolean", "Whether a page contradicts the record on some point.", True),
    Column("announced_by", "string", "Whose official accounts the pages pass on.", True, values=ANNOUNCED),
    Column("one_sided", "boolean", _ONE_SIDED, True),
    Column("source_urls", "list", "Addresses of the pages.", True, separator=" "),
    Column("note"),
    Column("outcome", "string", _OUTCOME, values=tuple(OUTCOMES)),
    Column("review", "string", "What the last reading of the event against its pages came to.", values=REVIEWS),
    Column("reviewed_on", "date", "The day to which that reading is dated."),
    *MARKS,
    tables=("events",),
)
"""Labels stand beside codes."""

POSITIONS = (
    Column("position_uncertain", "boolean", "Whether the point is approximate or stands for a wider area."),
    Column("position_source", "string", "Where the coordinates come from, and how uncertain they are."),
)
"""What GeoJSON has beside the columns of the events file."""

_PUBLISHER = (
    Column("publisher", "string", "Name of the publisher of the page."),
    Column("publisher_country", "string", "Country of the publisher as an ISO 3166-1 alpha-3 code."),
)
PARTICIPANTS = Columns(
    *map(Column, ("event_id", "position", "actor_id")),
    Column("actor", "string", "Full name of the actor."),
    *map(Column, ("role", "person_id")),
    Column("person", "string", "Name of the person."),
    Column("office"),
    tables=("participants",),
)
_ARCHIVE = Column("archive_url", "string", "Where to look for an archived copy of the page; nobody promises that there is one.", True)

EVIDENCE = Columns(
    *map(Column, ("event_id", "source_id", "agrees", "preview", "agency", "origin_id", "states")),
    Column("confirms", "boolean", "Whether the page agrees and is neither a preview nor a page whose content changes.", True),
    Column("independent", "boolean", _MEETS, True),
    Column("voices", "string", "Actors whose official account the page passes on, parted by semicolons."),
    *map(Column, ("url", "page_title")),
    *_PUBLISHER,
    *map(Column, ("published", "language", "kind")),
    _ARCHIVE,
    tables=("sources", "evidence"),
)
SOURCES = Columns(
    *map(Column, ("source_id", "url", "publisher_id", "agency", "origin_id", "copy_at", "page_title", "published", "language", "kind")),
    Column("rolling"),
    *_PUBLISHER,
    Column("publisher_kind", "string", "Kind of publisher, by judgement."),
    _ARCHIVE,
    tables=("sources",),
)

_LEG = Column("leg", "string", "Name of the leg.", True)
LEGS = Columns(
    Column("leg_id"),
    _LEG,
    Column("route"),
    Column("corridors", "list", "Corridors that the leg belongs to.", True),
    *map(Column, ("mode", "from_place_id", "from_name", "to_place_id", "to_name")),
    Column("from_country", "string", "ISO 3166-1 alpha-3 code.", True),
    Column("to_country", "string", "ISO 3166-1 alpha-3 code.", True),
    Column("km", "number", "Length in kilometres.", least=0),
    Column("km_basis", "string", "What the length rests on.", True, values=BASES),
    Column("km_figure_id", "string", "The figure for several legs of which the length is a share."),
    Column("km_source_url", "string", "The page that states the length."),
    Column(
        "measured_km",
        "number",
        "Kilometres along the real course (of a flight, the great circle), also where a page states a length.",
        least=0,
    ),
    Column("measured_difference", "number", "Share by which the measured length is longer than the stated one, or, negative, shorter."),
    Column("lengths_differ", "boolean", f"Whether both are known and differ by over {100 * TELLING:.0f} %.", True),
    *(
        Column(f"km_{country}", "number", f"Kilometres in {country.title()}, by the borders of the view.", True, least=0)
        for country in INSIDE
    ),
    Column("transit_days", "number", "Days that the leg takes, as a page states them.", least=0),
    Column("status", "string", "Status of the leg on the day.", True, values=LEG_STATUSES),
    Column("since", "date", "The day of the change that brought the status."),
    Column("as_of", "date", "The day of the newest record."),
    Column("event_id", "string", "The event that brought the status or shows it."),
    Column("source_url", "string", "The page that states the status."),
    Column("note", "string", "What is to be said of the status."),
    Column("first_record", "date", "Before this day no status is recorded."),
    Column("scenario", "string", "What the scenario makes of the leg.", values=(SHUT, BUILT)),
    Column("path_basis", "string", "What the line rests on: the network of roads or railways, a sea lane, or nothing (schematic).", True),
    tables=("route_legs",),
)
"""Properties of `routes.geojson`, columns of `legs.csv`."""

STATUS_COLUMNS = {status: status.replace("-", "_").replace(" ", "_") for status in LEG_STATUSES[1:]}
"""Columns that list the legs of a corridor that are not simply open, by their status."""


def _km(name: str, description: str) -> Column:
    return Column(name, "number", description, True, least=0)


def _share(name: str, description: str) -> Column:
    return Column(name, "number", description, least=0, most=1)


def _legs(name: str, description: str) -> Column:
    return Column(name, "list", description, True)


CORRIDORS = Columns(
    *map(Column, ("corridor_id", "name")),
    Column("from", "string", "Where the corridor starts.", True),
    Column("to", "string", "Where the corridor ends.", True),
    _km("km", "Length in kilometres."),
    *(_km(f"km_{mode}", f"Kilometres by {mode}.") for mode in MODES),
    *(_km(f"km_{basis}", f"Kilometres whose basis is: {basis}.") for basis in BASES),
    *(_share(f"share_{basis}", f"Share of the length whose basis is: {basis}.") for basis in BASES),
    _km("both_stated", "Kilometres of the legs with a stated and a measured length, as stated."),
    _km("both_measured", "Kilometres of the same legs, as measured."),
    _legs("differing", f"Legs whose stated and measured length differ by over {100 * TELLING:.0f} %, with both."),
    Column("borders", "integer", "Changes of country along road, rail and crossings.", True, least=0),
    _legs("countries", "Countries on the way, ISO 3166-1 alpha-3."),
    Column("through_pakistan", "boolean", "Whether a leg lies in Pakistan.", True),
    *(_km(f"km_{country}", f"Kilometres in {country.title()}, by the borders of the view.") for country in INSIDE),
    *(_share(f"share_{country}", f"Share of the length in {country.title()}, likewise.") for country in INSIDE),
    Column("km_exposed", "number", "Legs touched by sanctions; null before the first event.", least=0),
    _share("share_exposed", "Share of the length touched by sanctions."),
    Column("days", "string", "Days that pages state, as a range where they differ."),
    _legs("days_source_urls", "The pages that state the days."),
    Column("cost", "string", "Cost that pages state, as a range where they differ."),
    _legs("cost_source_urls", "The pages that state the cost."),
    Column("status", "string", "Status of the corridor on the day, that of its worst leg.", True),
    *(_legs(name, f"Legs whose status is: {status}.") for status, name in STATUS_COLUMNS.items()),
    *(_legs(name, "Legs that the scenario makes so.") for name in ("shut", "built")),
    tables=("corridors",),
)
"""Properties of `corridors.geojson`, columns of `corridors.csv`."""

EVENT_LEGS = Columns(Column("leg_id"), _LEG, *map(Column, ("from_date", "status", "note")), tables=("leg_status",))
"""A leg whose status an event changed or shows."""

TIES = Columns(*map(Column, ("event_id", "related_event_id", "relation")), tables=("related_events",))
"""A tie of an event to another."""

CHANGES = Columns(*map(Column, ("version", "change", "reason")), tables=("changes",))
"""What a release did to an event."""

FILES = {"events": EVENTS, "participants": PARTICIPANTS, "evidence": EVIDENCE, "sources": SOURCES}
"""The files of a view, by name."""
