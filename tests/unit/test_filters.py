"""A filter survives the way into an address and back, and no address whatever stops the reader."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.dataset import Dataset, load
from atlas.dataset.search import MOST_CHARACTERS
from atlas.view import EventFilter, ViewOptions, parse, parse_options, select
from atlas.view.filters import FILTERS
from atlas.view.kinds import AtLeast, Bound, Filter, Flag, Several, Since
from atlas.view.options import VIEW_NAMES
from atlas.view.spelling import written

ATLAS = load()
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
TEXT = st.text(max_size=MOST_CHARACTERS).map(written).map(str.strip)
REPEATABLE = tuple(name for name, entry in FILTERS.items() if entry.several)
AT_LEAST = tuple(name for name, entry in FILTERS.items() if isinstance(entry, AtLeast))
VERSIONS = st.builds("{}.{}.{}".format, st.integers(2025, 2027), st.integers(1, 12), st.integers(0, 20))


def values_of(entry: Filter) -> st.SearchStrategy[object]:
    """Values that a filter may have, its default among them."""
    values = list(entry.value.choices(ATLAS))
    match entry:
        case Several():
            return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)
        case AtLeast():
            return st.none() | st.sampled_from(values[1:])
        case Flag():
            return st.none() | st.booleans()
        case Since():
            return st.none() | VERSIONS
    return st.just("") | TEXT


@st.composite
def filters(draw: st.DrawFn) -> EventFilter:
    """A filter over values that occur in the dataset."""
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    drawn = {entry.field: draw(values_of(entry)) for entry in FILTERS.values() if not isinstance(entry, Bound)}
    return EventFilter(start, end, **drawn)


def read(query: str, dataset: Dataset = ATLAS) -> tuple[EventFilter, list[str]]:
    """The filter of a query text, and the names of what was ignored."""
    found, ignored = parse(parse_qsl(query, keep_blank_values=True), dataset)
    assert all(item.reason and str(item) for item in ignored)
    return found, [item.name for item in ignored]


@given(filters())
def test_an_address_gives_its_filter_back(wanted: EventFilter) -> None:
    assert parse(wanted.to_params(), ATLAS) == (wanted, ())
    assert read(wanted.to_query()) == (wanted, [])


@given(filters())
def test_an_address_names_what_is_set_and_nothing_else(wanted: EventFilter) -> None:
    names = {name for name, _ in wanted.to_params()}
    assert names <= set(FILTERS)
    assert bool(names) is bool(wanted)
    assert all(value for _, value in wanted.to_params())


@given(st.lists(st.tuples(st.sampled_from([*FILTERS, *VIEW_NAMES]) | st.text(), st.text())))
def test_no_address_stops_the_reader(params: list[tuple[str, str]]) -> None:
    found, ignored = parse(params, ATLAS)
    _, odd = parse_options(params, ATLAS)
    assert all(item.reason and str(item) for item in (*ignored, *odd))
    # What was read can be written and read again.
    assert parse(found.to_params(), ATLAS) == (found, ())
    assert 0 <= select(ATLAS, found).n <= len(ATLAS.events)


@given(st.lists(st.tuples(st.sampled_from(REPEATABLE), st.text(min_size=1)), min_size=1))
def test_every_value_is_either_used_or_named(params: list[tuple[str, str]]) -> None:
    found, ignored = parse(params, ATLAS)
    used = {(name, value) for name, value in found.to_params()}
    named = {(item.name, item.value) for item in ignored}
    assert set(params) <= used | named or "link" in dict(params)


@given(filters(), st.data())
def test_without_takes_out_one_value_or_a_whole_name(wanted: EventFilter, data: st.DataObject) -> None:
    for name in REPEATABLE:
        values = getattr(wanted, name)
        assert wanted.without(name) == replace(wanted, **{name: ()})
        for value in values:
            rest = tuple(other for other in values if other != value)
            assert wanted.without(name, value) == replace(wanted, **{name: rest})
    for name, entry in FILTERS.items():
        assert wanted.without(name) == replace(wanted, **{entry.field: entry.default})
    assert wanted.without_condition("date") == replace(wanted, date_from=None, date_to=None)
    # Taking everything out, in any order, leaves the whole dataset.
    bare = wanted
    for name, value in data.draw(st.permutations(wanted.to_params())):
        bare = bare.without(name, value if name in REPEATABLE else None)
    assert bare == EventFilter()


@pytest.mark.parametrize("link", ATLAS.facets["link"].values)
def test_a_link_may_be_written_from_either_side(link: str) -> None:
    first, second = ATLAS.links.loc[link, ["first", "second"]]
    assert read(f"link={second}-{first}") == (EventFilter(link=(link,)), [])


def test_a_link_written_twice_counts_once() -> None:
    assert read("link=AFG-IND&link=IND-AFG") == (EventFilter(link=("AFG-IND",)), [])


def test_two_values_of_a_filter_widen_it_and_two_filters_narrow_it() -> None:
    call, visit = (set(select(ATLAS, EventFilter(type=(kind,))).positions) for kind in ("call", "visit"))
    india = set(select(ATLAS, EventFilter(link=("AFG-IND",))).positions)
    assert set(select(ATLAS, EventFilter(type=("call", "visit"))).positions) == call | visit
    assert set(select(ATLAS, EventFilter(type=("call", "visit"), link=("AFG-IND",))).positions) == (call | visit) & india


def test_an_event_of_which_the_month_is_known_is_found_by_any_day_of_it() -> None:
    monthly = ATLAS.events[(ATLAS.events["date_precision"] == "month") & ATLAS.events["date_end"].isna()]
    assert len(monthly), "the dataset has such events"
    for position, event in monthly.iterrows():
        start = event["date_start"].date().replace(day=1)
        day = start.replace(day=17)
        after = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        assert position in select(ATLAS, EventFilter(date_from=day, date_to=day)).positions
        assert position not in select(ATLAS, EventFilter(date_from=after)).positions
        before = date.fromordinal(start.toordinal() - 1)
        assert position not in select(ATLAS, EventFilter(date_to=before)).positions


def test_an_event_of_several_days_is_found_by_each_of_them() -> None:
    longer = ATLAS.events[ATLAS.events["date_end"].notna()]
    for position, event in longer.iterrows():
        for day in (event["date_start"].date(), event["date_end"].date()):
            assert position in select(ATLAS, EventFilter(date_from=day, date_to=day)).positions


def test_an_end_before_the_start_is_left_out_and_named() -> None:
    found, ignored = parse([("from", "2025-06-01"), ("to", "2025-05-01")], ATLAS)
    assert found == EventFilter(date_from=date(2025, 6, 1))
    assert [(item.name, item.value) for item in ignored] == [("to", "2025-05-01")]
    assert "2025-06-01" in ignored[0].reason


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("leg", "border-milak-zarang", "use a code such as border-milak-zaranj"),
        ("leg", "milak", "use a code such as border-milak-zaranj"),
        ("actor", "India", "use a code such as IND"),
        ("actor", "taliban", "use a code such as AFG"),
        ("person", "mutaqi", "use a code such as amir-khan-muttaqi"),
        ("issue", "visa", "is it visas? use one of"),
    ],
)
def test_a_code_misspelt_in_part_or_a_name_is_answered_with_the_code(name: str, value: str, meant: str) -> None:
    _, (ignored,) = parse([(name, value)], ATLAS)
    assert ignored.reason.startswith(f"this value does not occur; {meant}")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("close", "milak", "there is no leg, crossing or country of this name among the routes; use a code such as border-milak-zaranj"),
        ("routes", "wakhann", "there is no corridor of this name; use a code such as wakhan"),
        ("table", "event", "there is no table of this name in the data package; "),
        ("show", "horoscope", "use one of ladder, tempo"),
    ],
)
def test_an_option_misspelt_in_part_or_a_name_is_answered_likewise(name: str, value: str, reason: str) -> None:
    _, (ignored,) = parse_options([(name, value)], ATLAS)
    assert ignored.reason.startswith(reason)


@pytest.mark.parametrize("days", [1, 30, 365])
def test_the_last_days_of_the_data_are_read_as_an_exact_day(days: int) -> None:
    filter_, ignored = parse([("from", f"-{days}")], ATLAS)
    assert not ignored and filter_.date_from and (ATLAS.last_day - filter_.date_from).days == days - 1
    assert filter_.to_params() == [("from", filter_.date_from.isoformat())]


@pytest.mark.parametrize("text", ["-0", "-", "--3", "-3d", "-٣", "-99999", "30"])
def test_other_numbers_are_no_day(text: str) -> None:
    filter_, ignored = parse([("from", text)], ATLAS)
    assert not filter_ and [item.name for item in ignored] == ["from"]


def test_one_day_is_a_period() -> None:
    day = date(2025, 5, 15)
    assert read("from=2025-05-15&to=2025-05-15") == (EventFilter(date_from=day, date_to=day), [])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("from=2025-02-30", "from"),
        ("from=20250215", "from"),
        ("from=2025-W20-4", "from"),
        ("to=yesterday", "to"),
        ("to=", "to"),
        ("link=AFG-XXX", "link"),
        ("link=AFG", "link"),
        ("link=", "link"),
        ("type=CALLS", "type"),
        ("issue=visas%00", "issue"),
        ("level=ministerial", "level"),
        ("grade=E", "grade"),
        ("contested=maybe", "contested"),
        ("contested=yes", "contested"),
        ("updated_since=2026", "updated_since"),
        ("updated_since=2026.13.0", "updated_since"),
        ("updated_since=latest", "updated_since"),
        ("nonsense=1", "nonsense"),
        ("QQ=visa", "QQ"),
    ],
)
def test_what_is_no_use_is_left_out_and_named(query: str, name: str) -> None:
    assert read(query) == (EventFilter(), [name])


def test_of_a_filter_with_one_value_the_last_counts() -> None:
    found, ignored = parse([("grade", "A"), ("grade", "B")], ATLAS)
    assert found == EventFilter(grade="B")
    assert [(item.name, item.value) for item in ignored] == [("grade", "A")]


def test_the_lowest_step_of_a_scale_is_no_filter() -> None:
    for name in AT_LEAST:
        assert read(f"{name}={ATLAS.facets[name].values[0]}") == (EventFilter(), [])


def test_names_that_say_how_to_look_are_no_filters() -> None:
    query = "boundaries=india&partners=six&routes=chabahar-herat&asof=2025-05-01&event=x&theme=dark&embed=true"
    assert read(query) == (EventFilter(), [])


def test_a_search_is_cut_and_the_cut_is_named() -> None:
    found, ignored = parse([("q", "visa " * 100)], ATLAS)
    assert len(found.q) <= MOST_CHARACTERS
    assert [item.name for item in ignored] == ["q"]
    assert len(str(ignored[0])) < 200


def test_a_filter_is_true_when_it_filters() -> None:
    assert not EventFilter()
    assert EventFilter(contested=False)
    assert len(fields(EventFilter)) == len(FILTERS), "every field of the filter has a name in the address"


OPTIONS = st.builds(
    ViewOptions,
    boundaries=st.sampled_from(["un", "de-facto", "india", "china", "pakistan"]),
    partners=st.sampled_from(["four", "six", "all"]),
    lanes=st.sampled_from(["link", "actor", "issue"]),
    check=st.sampled_from(["grades", "contested", "announced", "sides", "publishers", "single", "moves"]),
    context=st.lists(st.sampled_from(["strikes", "closures", "waivers"]), unique=True).map(tuple),
    routes=st.lists(st.sampled_from(list(ATLAS.tables["corridors"]["corridor_id"])), unique=True, max_size=3).map(tuple),
    asof=st.none() | DAYS,
    against=st.none() | st.sampled_from(["link=AFG-IRN", "grade=", "from=2024-01-01&to=2024-12-31"]),
    event=st.none() | st.from_regex("[a-z0-9]([a-z0-9-]*[a-z0-9])?", fullmatch=True),
)


@given(OPTIONS)
def test_an_address_gives_its_options_back(wanted: ViewOptions) -> None:
    assert parse_options(wanted.to_params(), ATLAS) == (wanted, ())


def test_what_is_left_out_is_told_in_short_however_long_it_is(dataset: Dataset) -> None:
    _, ignored = parse([("x" * 6000, "y" * 6000)], dataset)
    assert [len(str(odd)) < 200 for odd in ignored] == [True]
