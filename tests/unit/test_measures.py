"""Every measure, counted by hand on a small set of events: with ties, gaps and dates of which only the month is known."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import pytest
from scipy import stats
from scipy.optimize import brentq

from atlas.dataset import Dataset
from atlas.dataset.load import assemble
from atlas.measures import ladder, people, reciprocity, subjects, tempo, tone
from atlas.measures.offices import rank_of
from atlas.measures.scope import for_scale, links_in_question, pairs, under_each
from atlas.measures.window import two_years
from atlas.view import EventFilter, Selection, select

DELHI, TEHRAN, MOSCOW, BOTH = ("AFG-IND",), ("AFG-IRN",), ("AFG-RUS",), ("AFG-IND", "AFG-IRN")
AMBASSADOR, MINISTER, SECRETARY = "Ambassador to Afghanistan", "Foreign Minister", "Joint Secretary"


@dataclass(frozen=True)
class Happened:
    """An event of the small set. `who` holds actor, role, and where a person is named, id and office."""

    day: str
    kind: str
    level: str
    who: tuple[tuple[str, ...], ...]
    code: str = "040"
    status: str = "occurred"
    precision: str = "day"
    end: str | None = None
    place: str | None = None
    issues: tuple[str, ...] = ()
    grade: str = "A"
    id: str = field(default="", compare=False)


KABUL = ("AFG", "host", "amir-khan-muttaqi", MINISTER)
EVENTS = (
    # Only the month is known: sure to be over on the last of March, after the meeting of the tenth.
    Happened("2023-03-01", "call", "envoy", (("IND", "initiator"), ("AFG", "participant")), precision="month", issues=("visas",)),
    Happened("2023-03-10", "meeting", "envoy", (("IND", "participant", "j-p-singh", AMBASSADOR), KABUL), issues=("visas", "aid")),
    Happened("2023-06-01", "visit", "minister", (("IND", "initiator", "s-jaishankar", MINISTER), KABUL), code="042", status="announced"),
    # Three sit together; India's side is there by the name of an official, Iran's without a name.
    Happened("2024-02-01", "multilateral", "minister", (("IND", "participant", "j-p-singh", SECRETARY), KABUL, ("IRN", "participant"))),
    # Moscow only lends the room.
    Happened("2024-05-01", "meeting", "deputy", (("IND", "participant"), ("AFG", "participant"), ("RUS", "host")), issues=("aid",)),
    Happened("2025-05-15", "call", "minister", (("IND", "initiator", "s-jaishankar", MINISTER), KABUL), code="041", issues=("trade",)),
    Happened("2025-10-10", "mission", "minister", (("IND", "initiator"), ("AFG", "target")), code="050", status="announced"),
    Happened("2025-10-21", "mission", "none", (("IND", "initiator"), ("AFG", "target")), code="050", grade="C"),
    Happened("2023-04-01", "mission", "none", (("AFG", "initiator"), ("IND", "host")), code="050"),
    Happened("2024-08-01", "mission", "official", (("IND", "initiator"), ("AFG", "host")), code="050"),
    Happened("2021-07-01", "visit", "minister", (("IRN", "initiator"), ("AFG", "host")), code="042"),
    Happened("2024-01-10", "statement", "none", (("IRN", "initiator"), ("AFG", "target")), code="051"),
    Happened("2023-01-10", "statement", "none", (("IRN", "initiator"), ("AFG", "target")), code="111"),
    Happened(
        "2024-03-01",
        "visit",
        "minister",
        (("AFG", "initiator", "amir-khan-muttaqi", MINISTER), ("IRN", "host", "abbas-araghchi", MINISTER)),
        code="042",
        end="2024-03-04",
    ),
    Happened("2024-04-01", "visit", "deputy", (("IRN", "initiator", "abbas-araghchi", "Deputy Foreign Minister"), KABUL), code="042"),
    Happened("2024-09-01", "security", "none", (("IRN", "initiator"), ("AFG", "target")), code="190", issues=("security",)),
    Happened("2025-07-03", "recognition", "envoy", (("RUS", "initiator"), ("AFG", "target")), code="054"),
    Happened("2024-12-01", "recognition", "envoy", (("IRN", "participant"), ("AFG", "target")), code="120"),
    Happened(
        "2026-01-15",
        "accreditation",
        "envoy",
        (("RUS", "host"), ("AFG", "participant", "bilal-karimi", "Ambassador to Russia")),
        code="050",
        place="moscow",
    ),
    Happened(
        "2026-01-09",
        "accreditation",
        "envoy",
        (("IND", "host"), ("AFG", "initiator", "bilal-karimi", "Chargé d’affaires")),
        code="050",
        place="new-delhi",
    ),
)
"""In no order of time, as a table may be."""


def built(dataset: Dataset, events: tuple[Happened, ...]) -> Dataset:
    """A dataset of these events alone, with the code lists, people and places of the published one. Its last day is the same."""
    tables = dict(dataset.tables)
    order = sorted(range(len(events)), key=lambda number: (events[number].day, number))
    names = {number: f"{events[number].day}-event-{number}" for number in order}
    rows: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    pages = two_pages(dataset)
    for number in order:
        event = events[number]
        rows.append(
            {
                "event_id": names[number],
                "date_start": event.day,
                "date_end": event.end,
                "date_precision": event.precision,
                "title": names[number],
                "summary": "",
                "event_type": event.kind,
                "cameo_code": event.code,
                "contact_level": event.level,
                "status": event.status,
                "place_id": event.place,
            }
        )
        for position, (actor, role, *person) in enumerate(event.who):
            named = {"person_id": person[0], "office": person[1]} if person else {}
            parts.append({"event_id": names[number], "position": position, "actor_id": actor, "role": role, **named})
        issues += [{"event_id": names[number], "position": at, "issue_id": issue} for at, issue in enumerate(event.issues)]
        evidence += [{"event_id": names[number], "source_id": page} for page in pages[: 2 if event.grade == "A" else 1]]

    def table(name: str, content: list[dict[str, Any]]) -> pd.DataFrame:
        model = dataset.tables[name]
        frame = pd.DataFrame(content).reindex(columns=model.columns)
        for column in model.columns:
            kind = model[column].dtype
            if isinstance(kind, pd.CategoricalDtype):
                # Ids are categories too, and those of the published events are others.
                frame[column] = pd.Categorical(frame[column].astype("str").where(frame[column].notna()))
            elif pd.api.types.is_bool_dtype(kind):
                frame[column] = column == "agrees"
            else:
                frame[column] = frame[column].astype(kind)
        return frame

    tables["events"] = table("events", rows)
    tables["participants"] = table("participants", parts)
    tables["event_issues"] = table("event_issues", issues)
    tables["evidence"] = table("evidence", evidence)
    tables["accounts"], tables["related_events"], tables["changes"] = (
        tables[name].head(0) for name in ("accounts", "related_events", "changes")
    )
    return assemble(dataset.package, tables, dataset.legs, "small")


def two_pages(dataset: Dataset) -> list[str]:
    """Two pages of independent publishers in two countries, which together give an event grade A, and the first alone grade C."""
    pages = dataset.sources
    own = pages["origin_id"].isna() | (pages["origin_id"] == pages["publisher_id"])
    pages = pages[own & ~pages["rolling"] & pages["agency"].isna() & pages["publisher_kind"].eq("newspaper")]
    other = pages[pages["publisher_country"] != pages["publisher_country"].iloc[0]]
    return [str(pages.index[0]), str(other.index[0])]


@pytest.fixture(scope="module")
def small(dataset: Dataset) -> Dataset:
    return built(dataset, EVENTS)


@pytest.fixture(scope="module")
def view(small: Dataset) -> Selection:
    return select(small)


def told(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return [(f"{row.date_start:%Y-%m-%d}", str(row.step)) for row in frame.itertuples()]


def test_the_ladder_climbs_by_rule_and_not_by_announcement(view: Selection) -> None:
    assert told(ladder.steps(view, DELHI)) == [
        ("2023-03-10", "Envoy"),
        # Known to the month only, so it cannot be called first, though it may have been.
        ("2023-03-01", "Envoy"),
        # A table of three shows no more than the lower of the two ranks that are there by name.
        ("2024-02-01", "Official"),
        ("2024-05-01", "Deputy minister"),
        # A technical team is no embassy.
        ("2024-08-01", "Official"),
        ("2025-05-15", "Minister"),
        ("2025-10-21", "Embassy opened or raised"),
        # A chargé d’affaires is no ambassador.
        ("2026-01-09", "Envoy"),
    ]


def test_the_first_on_a_rung_and_the_highest_so_far_are_marked(view: Selection) -> None:
    steps = ladder.steps(view, DELHI)
    assert told(steps[steps["new_highest"]]) == [
        ("2023-03-10", "Envoy"),
        ("2024-05-01", "Deputy minister"),
        ("2025-05-15", "Minister"),
        ("2025-10-21", "Embassy opened or raised"),
    ]
    assert told(steps[steps["first"] & ~steps["new_highest"]]) == [("2024-02-01", "Official")]


def test_rebukes_force_refusals_and_the_time_before_the_takeover_are_no_steps(view: Selection) -> None:
    assert told(ladder.steps(view, TEHRAN)) == [
        ("2024-01-10", "Statement"),
        ("2024-02-01", "Official"),
        ("2024-03-01", "Minister"),
        ("2024-04-01", "Deputy minister"),
    ]


def test_lending_a_room_is_no_step_and_recognition_is_the_highest(view: Selection) -> None:
    steps = ladder.steps(view, MOSCOW)
    assert told(steps) == [("2025-07-03", "Formal recognition"), ("2026-01-15", "Ambassador accepted")]
    assert steps["new_highest"].tolist() == [True, False]


def test_two_steps_on_one_day_are_one_first(dataset: Dataset) -> None:
    twice = (Happened("2024-05-01", "call", "envoy", (("IND", "initiator"), ("AFG", "participant"))),) * 2
    steps = ladder.steps(select(built(dataset, twice)), DELHI)
    assert len(steps) == 2
    assert steps["first"].tolist() == steps["new_highest"].tolist() == [True, False]


def test_a_ladder_of_nothing_and_of_links_without_kabul_is_empty(small: Dataset) -> None:
    assert ladder.steps(select(small, EventFilter(q="xyzzy")), BOTH).empty
    assert ladder.steps(select(small), ()).empty
    assert ladder.steps(select(small), ("IND-IRN",)).empty


PUBLISHED = {
    "AFG-IND": ("Embassy opened or raised", "2025-10-21-india-restores-embassy-status-kabul-mission"),
    # Of the embassy in Tehran, which Kabul took over in February 2023, Iran said that it had no part in it.
    "AFG-IRN": ("Minister", "2022-01-08-acting-foreign-minister-muttaqi-makes-first"),
    "AFG-CHN": ("Ambassador accepted", "2024-01-30-xi-jinping-accepts-credentials-taliban-appointed"),
    "AFG-RUS": ("Formal recognition", "2025-07-03-russia-becomes-first-state-formally-recognise"),
}


def test_the_published_data_say_who_recognised_and_who_did_not(dataset: Dataset) -> None:
    selection = select(dataset)
    steps = ladder.steps(selection, links_in_question(selection))
    recognised = steps[steps["step"] == "Formal recognition"]
    assert set(recognised["link"]) == {"AFG-RUS"}
    for link, (step, event_id) in PUBLISHED.items():
        rows = steps[(steps["link"] == link) & steps["new_highest"]]
        assert (rows["step"].iloc[-1], rows["event_id"].iloc[-1]) == (step, event_id)
    first = steps[steps["first"]].set_index(["link", "step"])["event_id"]
    assert first["AFG-IND", "Minister"] == "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"
    assert set(steps.loc[steps["step"] == "Ambassador accepted", "link"]) == {"AFG-CHN", "AFG-RUS"}
    events = dataset.events.iloc[steps["event"]]
    assert events["status"].eq("occurred").all()
    # Nothing is said without a page that says it.
    assert events["sources"].gt(0).all()


def test_a_rate_ratio_is_the_exact_conditional_one() -> None:
    after, before, days_after, days_before = 18, 9, 365, 366
    test = tempo.rate_ratio(after, before, days_after, days_before)
    share = days_after / (days_after + days_before)
    assert test.ratio == pytest.approx((after / days_after) / (before / days_before))

    def chance(ratio: float) -> float:
        return ratio * share / (ratio * share + 1 - share)

    # The ends are the ratios under which so many or more, or so few or fewer, have a chance of one in forty.
    low = brentq(lambda ratio: stats.binom.sf(after - 1, after + before, chance(ratio)) - 0.025, 1e-6, 1e6)
    high = brentq(lambda ratio: stats.binom.cdf(after, after + before, chance(ratio)) - 0.025, 1e-6, 1e6)
    assert test.low == pytest.approx(low, rel=1e-6)
    assert test.high == pytest.approx(high, rel=1e-6)


@pytest.mark.parametrize(
    ("after", "before", "says"),
    [
        (9, 0, "too few to say"),
        (5, 4, "too few to say"),
        (10, 0, "more"),
        (0, 10, "fewer"),
        (6, 4, "no clear change"),
        (60, 20, "more"),
        (0, 0, "too few to say"),
    ],
)
def test_what_may_be_said_of_two_counts(after: int, before: int, says: str) -> None:
    test = tempo.rate_ratio(after, before, 365, 365)
    assert test.words == says
    assert math.isinf(test.high) if not before else test.high < math.inf


def test_a_ratio_in_words() -> None:
    assert tempo.in_words(1.44, 0.86, 2.1) == "×1.4 (0.9 to 2.1)"
    assert tempo.in_words(math.inf, 2.5, math.inf) == "×∞ (2.5 to ∞)"
    assert tempo.in_words(0.0, 0.0, 0.04) == "×0.0 (0.0 to 0.04)"
    assert tempo.in_words(math.nan, 0.0, math.inf) == "–"


def test_two_years_of_contacts_are_counted_once_a_link_or_once_in_all(view: Selection) -> None:
    assert two_years(view.dataset) == (date(2024, 6, 24), date(2025, 6, 23), date(2025, 6, 24), date(2026, 6, 23))
    rows = tempo.change(view, (*BOTH, *MOSCOW)).set_index("partner")[["after", "before"]]
    assert rows.loc["New Delhi"].tolist() == [1, 2]
    assert rows.loc["Tehran"].tolist() == [0, 1]
    assert rows.loc["Moscow"].tolist() == [2, 0]
    assert rows.loc["All pairs"].tolist() == rows.loc["All meetings"].tolist() == [3, 3]


def test_a_contact_of_three_is_two_pairs_and_one_meeting(dataset: Dataset) -> None:
    three = Happened("2026-01-01", "multilateral", "envoy", (("IND", "participant"), ("AFG", "host"), ("IRN", "participant")))
    view = select(built(dataset, (three,)))
    rows = tempo.change(view, BOTH).set_index("partner")
    assert rows["after"].to_dict() == {"New Delhi": 1, "Tehran": 1, "All pairs": 2, "All meetings": 1}
    first = date(2025, 10, 1)
    assert tempo.quarters(view, BOTH, first).loc["2026Q1"].tolist() == [1, 1]
    assert tempo.quarters(view, BOTH, first, "meetings").loc["2026Q1"].tolist() == [0.5, 0.5]


def test_the_headline_of_the_tempo_says_whose_contacts_it_counts(view: Selection, small: Dataset) -> None:
    of_all, of_one = tempo.headline(view), tempo.headline(select(small, EventFilter(link=DELHI)))
    assert list(of_all) == [f"contacts of these {len(links_in_question(view))} links, each meeting once, in the last 12 months"]
    assert of_one == {"contacts of Kabul–New Delhi in the last 12 months": "1 against 2 the year before, too few to say"}


def test_a_month_across_the_edge_of_the_years_counts_from_its_first_day_and_is_told(dataset: Dataset) -> None:
    june = Happened("2025-06-01", "call", "minister", (("IND", "initiator"), ("AFG", "participant")), precision="month")
    row = tempo.change(select(built(dataset, (june,))), DELHI).iloc[0]
    assert (row["after"], row["before"], row["uncertain"]) == (0, 1, 1)


def test_quarters_have_no_gaps(view: Selection) -> None:
    table = tempo.quarters(view, BOTH, date(2023, 1, 1))
    assert len(table) == 14
    assert {str(quarter): number for quarter, number in table["AFG-IND"].items() if number} == {
        "2023Q1": 2,
        "2024Q1": 1,
        "2024Q2": 1,
        "2024Q3": 1,
        "2025Q2": 1,
        "2026Q1": 1,
    }


def test_an_event_of_which_only_the_year_is_known_has_no_quarter(dataset: Dataset) -> None:
    year = Happened("2024-01-01", "call", "minister", (("IND", "initiator"), ("AFG", "participant")), precision="year")
    assert not tempo.quarters(select(built(dataset, (year,))), DELHI, date(2024, 1, 1)).to_numpy().any()


def test_dates_of_the_filter_that_cut_the_years_are_noticed(small: Dataset) -> None:
    assert not tempo.cut_by_filter(select(small))
    assert not tempo.cut_by_filter(select(small, EventFilter(date_from=date(2024, 6, 24))))
    assert tempo.cut_by_filter(select(small, EventFilter(date_from=date(2024, 6, 25))))
    assert tempo.cut_by_filter(select(small, EventFilter(date_to=date(2026, 6, 22))))


def test_subjects_by_link_most_frequent_first_and_equals_by_name(view: Selection) -> None:
    table = subjects.by_link(view, BOTH)
    assert table.index.tolist() == ["aid", "visas", "security", "trade"]
    assert table["AFG-IND"].tolist() == [2, 2, 0, 1]
    assert table["AFG-IRN"].tolist() == [0, 0, 1, 0]


def test_subjects_by_year_count_an_event_once_a_subject(view: Selection) -> None:
    table, events = subjects.by_year(view, BOTH)
    assert events.to_dict() == {2023: 2, 2024: 2, 2025: 1}
    assert table.loc["visas"].tolist() == [2, 0, 0]
    assert table.loc["aid"].tolist() == [1, 1, 0]
    assert subjects.headline(view) == {"most frequent subject": "aid and visas, 2 of 5 events"}


def test_tone_has_its_spread_and_the_number_it_rests_on(view: Selection) -> None:
    table = tone.by_year(view, BOTH).set_index(["link", "year"])
    delhi = table.loc[("AFG-IND", 2023)]
    assert delhi[["mean", "lower_quartile", "upper_quartile", "lowest", "highest", "events"]].tolist() == pytest.approx(
        [5.5 / 3, 1.0, 2.25, 1.0, 3.5, 3]
    )
    tehran = table.loc[("AFG-IRN", 2024)]
    assert tehran["mean"] == pytest.approx((3.4 + 1 + 1.9 + 1.9 - 10 - 4) / 6)
    assert tehran["events"] == 6
    # A year without an event has no mean, and what was only announced has no tone.
    assert ("AFG-IRN", 2022) not in table.index
    assert table.loc[("AFG-IND", 2025), "events"] == 2


def test_people_meet_when_one_contact_names_both(view: Selection) -> None:
    table = people.meetings_of_people(view, BOTH)
    assert list(zip(table["person"], table["partner"], table["events"], strict=True)) == [
        # Equals: who met later comes first.
        ("amir-khan-muttaqi", "abbas-araghchi", 2),
        ("amir-khan-muttaqi", "j-p-singh", 2),
        ("amir-khan-muttaqi", "s-jaishankar", 1),
    ]
    assert table["last_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-04-01", "2024-02-01", "2025-05-15"]
    assert people.headline(view) == {"the pair that met most often": "2 pairs tied, 2 contacts"}


def test_the_network_draws_those_with_most_contacts_by_capital(view: Selection) -> None:
    net = people.network(people.meetings_of_people(view, BOTH), BOTH, 5, 2)
    assert net.left.to_dict("records") == [{"person": "amir-khan-muttaqi", "contacts": 5}]
    assert net.right["person"].tolist() == ["j-p-singh", "abbas-araghchi"]
    assert len(net.edges) == 2
    assert net.left_out == 1


def test_reciprocity_counts_both_ways_ranks_and_days(view: Selection) -> None:
    table = reciprocity.reciprocity(view, BOTH).set_index("partner")
    assert table.loc["Tehran", ["sent", "received"]].tolist() == [1, 2]
    assert table.loc["New Delhi", ["sent", "received"]].tolist() == [0, 0]
    # Minister and minister, minister and deputy.
    assert table.loc["Tehran", ["rank_gap", "ranked"]].tolist() == [0.5, 2]
    # Minister and ambassador, minister and joint secretary, minister and minister.
    assert table.loc["New Delhi", ["rank_gap", "ranked"]].tolist() == pytest.approx([5 / 3, 3])
    assert table.loc["New Delhi", "days_since"] == (date(2026, 6, 23) - date(2026, 1, 9)).days


def test_days_since_a_contact_known_to_the_month_are_counted_from_its_end(small: Dataset) -> None:
    only = select(small, EventFilter(link=DELHI, date_to=date(2023, 3, 5)))
    row = reciprocity.reciprocity(only, DELHI).iloc[0]
    assert row["date_precision"] == "month"
    assert row["days_since"] == (date(2026, 6, 23) - date(2023, 3, 31)).days


def test_nothing_gives_empty_measures(small: Dataset) -> None:
    nothing = select(small, EventFilter(q="xyzzy"))
    assert pairs(nothing, BOTH).empty
    assert not tempo.quarters(nothing, BOTH, date(2024, 1, 1)).to_numpy().any()
    assert set(tempo.change(nothing, BOTH)["says"]) == {"too few to say"}
    assert subjects.by_link(nothing, BOTH).empty
    assert subjects.by_year(nothing, BOTH)[1].empty
    assert tone.by_year(nothing, BOTH).empty
    assert people.meetings_of_people(nothing, BOTH).empty
    assert reciprocity.reciprocity(nothing, BOTH)["last_event"].isna().all()


@pytest.mark.parametrize(
    ("office", "rank"),
    [
        ("Acting Foreign Minister", 4),
        ("Deputy Foreign Minister for Political Affairs", 3),
        ("Deputy Prime Minister and Foreign Minister", 4),
        ("Minister of state for external affairs", 3),
        ("Foreign Secretary of India", 3),
        ("National Security Adviser of India", 4),
        ("Secretary of the Supreme National Security Council", 4),
        ("Special representative of the president and ambassador in Kabul", 2),
        ("Chargé d’affaires, Indian embassy in Kabul", 2),
        ("Deputy ambassador in Kabul", 2),
        ("Joint Secretary (Pakistan, Afghanistan, Iran)", 1),
        ("Foreign Ministry spokesman", 1),
        ("Former President of Afghanistan", 1),
        ("President of Iran", 5),
        ("Acting Prime Minister", 5),
        ("First Vice President", 4),
        ("Minister-Counsellor", 1),
        ("", 1),
        ("Special Presidential Representative for Afghanistan", 2),
        ("Prime Minister's High Representative for Afghan Transition", 2),
        ("Head of the technical mission in Kabul", 2),
        ("Ambassador of Afghanistan to India (appointed by the former republic)", 2),
        ("Former ambassador of Iran in Kabul", 1),
        ("Commerce Secretary", 3),
        ("Secretary (Economic Relations), Ministry of External Affairs of India", 3),
        ("Deputy Chairman of the Cabinet, Foreign Minister", 4),
        ("Supreme leader", 5),
        ("Secretary-General", 5),
    ],
)
def test_the_rank_of_an_office(office: str, rank: int) -> None:
    assert rank_of(office) == rank


def test_the_links_a_measure_is_about(dataset: Dataset) -> None:
    def asked(**conditions: Any) -> tuple[str, ...]:
        return links_in_question(select(dataset, EventFilter(**conditions)))

    assert asked() == asked(actor=("AFG",)) == ("AFG-IND", "AFG-IRN", "AFG-CHN", "AFG-PAK", "AFG-RUS")
    assert asked(actor=("CHN", "UZB")) == ("AFG-CHN", "AFG-UZB")
    assert asked(link=("IND-IRN",), actor=("CHN",)) == ("IND-IRN",)


def test_taking_a_capital_out_leaves_the_scale(dataset: Dataset) -> None:
    def scale(**conditions: Any) -> float:
        whole = for_scale(select(dataset, EventFilter(issue=("trade",), **conditions)))
        return tempo.busiest(tempo.quarters(whole, links_in_question(whole), date(2021, 8, 15)))

    assert scale() == scale(link=("AFG-RUS",)) == scale(actor=("IRN", "CHN"))


def test_how_much_a_measure_moves_is_said_once_where_it_does_not(small: Dataset) -> None:
    said = under_each(small, EventFilter(link=(*DELHI, *TEHRAN)), ladder.headline)
    assert "New Delhi minister on strict and standard, embassy opened or raised on broad" in said
    assert "Tehran minister." in said
