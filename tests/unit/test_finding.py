"""The search that answers: by any name, in any script, mistyped or not, with what matched, and nothing for nonsense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.dataset import serving
from atlas.dossiers import opens
from atlas.finding import GROUPS, Answer, answers_to
from atlas.finding.answers import MOST_OF_A_KIND
from atlas.finding.entries import entries_of
from atlas.stories import library
from atlas.view import parse, parse_options, select
from atlas.view.pages import PAGES

ATLAS = serving.current()
PEOPLE = ATLAS.tables["people"].set_index("person_id")
MUTTAQI, JAISHANKAR, WANG = "amir-khan-muttaqi", "s-jaishankar", "wang-yi"


def of(kind: str, query: str) -> list[Answer]:
    return [answer for group in answers_to(ATLAS, query).groups if group.kind == kind for answer in group.answers]


def first(kind: str, query: str) -> str:
    found = of(kind, query)
    assert found, answers_to(ATLAS, query)
    return found[0].code


@pytest.mark.parametrize(
    ("query", "person"),
    [
        *((query, MUTTAQI) for query in ("muttaqi", "MÚTTAQI", "Mutaqi", "Mutttaqi", "Muttqai", "amir khan", "متقی", "متقي", "مُتَّقی")),
        *((query, JAISHANKAR) for query in ("Jaishankr", "jaishankar", "Jaishenkar", "S. Jaishankar’s")),
        *((query, WANG) for query in ("王毅", "wang yi", "Yi Wang")),
    ],
)
def test_a_person_is_found_however_the_name_is_written(query: str, person: str) -> None:
    assert first("person", query) == person


@pytest.mark.parametrize(
    "person", [name for name in PEOPLE.dropna(subset=["aliases"]).index if name in ATLAS.facets["person"].position][::3]
)
def test_every_alias_finds_its_person_and_is_shown(person: str) -> None:
    for alias in map(str.strip, str(PEOPLE.at[person, "aliases"]).split(";")):
        answer = next((answer for answer in of("person", alias) if answer.code == person), None)
        assert answer, alias
        assert answer.matched or answer.label == PEOPLE.at[person, "name"]


def test_a_name_in_another_script_says_what_matched() -> None:
    (answer,) = of("person", "王毅")
    assert answer.label == PEOPLE.at[WANG, "name"] and answer.matched == "王毅"


@pytest.mark.parametrize(
    ("query", "kind", "code"),
    [
        ("Milak", "place", "milak"),
        ("is Milak open?", "route", "border-milak-zaranj"),
        ("Is Torkham closed", "route", "border-torkham"),
        ("Afghan envoy in Delhi", "person", "noor-ahmad-noor"),
        ("who is the present Afghan chargé in New Delhi, and since when?", "person", "noor-ahmad-noor"),
        ("who is the ambassador in Tehran", "person", "fazl-mohammad-haqqani"),
        ("Chinese ambassador in Kabul", "person", "zhao-xing"),
        ("Indian envoy to Afghanistan", "person", "karan-yadav"),
        ("Afghan Indian", "actor", "AFG-IND"),
        ("Chabahr", "word", "chabahar"),
        ("دبی", "place", "dubai"),
        ("india", "actor", "IND"),
        ("Kabul Delhi", "actor", "AFG-IND"),
        ("delhi–kabul", "actor", "AFG-IND"),
        ("torkham crossing", "route", "border-torkham"),
        ("goldstein", "word", "cameo_codes.goldstein"),
        ("visa", "word", "visas"),
        ("acreditation", "word", "accreditation"),
    ],
)
def test_the_best_answer(query: str, kind: str, code: str) -> None:
    best = answers_to(ATLAS, query).best
    assert best and (best.kind, best.code) == (kind, code), best


def test_every_title_and_every_name_finds_its_own() -> None:
    for entry in entries_of(ATLAS)[::23]:
        found = of(entry.kind, entry.label)
        alike = {answer.label for answer in found if answer.score >= found[0].score - 0.2}
        assert entry.label in alike, entry


@pytest.mark.parametrize("name", library(ATLAS))
def test_a_story_is_found_by_its_title(name: str) -> None:
    story = library(ATLAS)[name].story
    assert story and first("story", story.title) == name


def test_a_letter_at_the_end_of_a_name_counts() -> None:
    assert [first("word", f"Evidence grade {grade}") for grade in "ABCD"] == list("ABCD")


def test_all_words_count_for_events() -> None:
    both = of("event", "jaishankar muttaqi")
    assert {JAISHANKAR, MUTTAQI} <= {answer.code for answer in of("person", "jaishankar muttaqi")}, "names stand one by one"
    assert both == of("event", "muttaqi jaishankar")
    for answer in both:
        assert ATLAS.words.matches("jaishankar muttaqi")[ATLAS.position[answer.code]]


def test_what_matched_in_a_summary_is_shown() -> None:
    event = ATLAS.events.iloc[-1]
    rare = max(str(event["summary"]).split(), key=len).strip(".,;")
    answer = next(answer for answer in of("event", rare) if answer.code == event["event_id"])
    assert rare in answer.label or rare in answer.matched


def test_a_mistyped_word_is_owned_up_to_and_a_right_one_is_not_touched() -> None:
    assert answers_to(ATLAS, "Mutaqi Dubai").corrected == (("mutaqi", "muttaqi"),)
    assert answers_to(ATLAS, "Muttaqi Dubai").corrected == ()
    assert dict(answers_to(ATLAS, "mutaqqi").corrected)["mutaqqi"] in ("muttaqi", "motaqi")


@pytest.mark.parametrize("query", ["", "   ", "?!", "a", "xyzzyqwv", "qqqq wwww", "\u200b", "%_*?[](){}", "\ud7ff\uffff"])
def test_nonsense_finds_nothing(query: str) -> None:
    answers = answers_to(ATLAS, query)
    assert not answers.groups and answers.best is None and answers.nearest is None


def test_a_word_of_nonsense_is_named_and_the_rest_answered() -> None:
    answers = answers_to(ATLAS, "Kabul xyzzyqwv")
    assert answers.unknown == ("xyzzyqwv",)
    assert answers.best and answers.best.label == "Kabul"


def test_what_resembles_a_name_is_suggested() -> None:
    answers = answers_to(ATLAS, "Recognishun")
    assert not answers.groups and answers.nearest and answers.nearest.code == "recognition"


@pytest.mark.parametrize("query", ["kabul", "trade visit", "Chabahar", "agreement", "border crossing", "road", "Zaranj"])
def test_groups_are_short_ranked_and_lead_somewhere(query: str) -> None:
    answers = answers_to(ATLAS, query)
    best = [group.answers[0].score for group in answers.groups]
    assert best == sorted(best, reverse=True) and len(best) > 1
    for group in answers.groups:
        scores = [answer.score for answer in group.answers]
        assert group.title == GROUPS[group.kind] and 0 < len(scores) <= MOST_OF_A_KIND and scores == sorted(scores, reverse=True)


def test_everything_that_can_be_found_leads_to_a_view_that_shows_something() -> None:
    kinds = set()
    for entry in entries_of(ATLAS):
        filter_, ignored = parse(entry.params, ATLAS)
        options, odd = parse_options(entry.params, ATLAS)
        assert not ignored and not odd and PAGES[entry.page], entry
        assert filter_ == entry.filter and options == entry.options
        # The state of a leg or a corridor needs no event.
        assert not filter_ or opens(select(ATLAS, filter_)) or 0 < select(ATLAS, filter_).n < len(ATLAS.events), entry
        kinds.add(entry.kind)
    assert kinds == set(GROUPS)


@given(st.text(max_size=40))
def test_no_text_breaks_the_search(query: str) -> None:
    answers_to(ATLAS, query)
