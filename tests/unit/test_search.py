"""Search takes words as they are typed: any case, accent or script, and never as a pattern."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.dataset import load
from atlas.dataset.search import MOST_CHARACTERS, MOST_WORDS, Index, fold, spans, text_of, words_of
from atlas.view import EventFilter, parse, select

ATLAS = load()
TEXTS = [fold(text) for text in text_of(ATLAS.events, ATLAS.evidence, ATLAS.tables).to_pylist()]
MUTTAQI = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"


def found(query: str) -> set[str]:
    """Ids of the events that a search finds, by the way an address takes."""
    filter_, _ = parse([("q", query)], ATLAS)
    return set(select(ATLAS, filter_).events["event_id"])


def test_all_words_must_be_there_in_any_order() -> None:
    assert MUTTAQI in found("jaishankar muttaqi")
    assert found("jaishankar muttaqi") == found("muttaqi  Jaishankar")
    assert found("jaishankar muttaqi") == found("jaishankar") & found("muttaqi")
    assert not found("jaishankar xyzzy")


def test_case_does_not_matter() -> None:
    assert found("MUTTAQI") == found("muttaqi") == found("MuTtAqI") != set()


def test_accents_do_not_matter() -> None:
    assert found("Múttàqî") == found("muttaqi")
    assert fold("Zaranj–Délàram") == fold("zaranj–delaram")
    # Written with a combining accent or with one letter, a word is the same.
    assert fold("e\u0301") == fold("é") == "e"


def test_wide_letters_and_ligatures_are_plain_ones() -> None:
    assert found("ｍｕｔｔａｑｉ") == found("muttaqi")
    assert fold("ﬁnance") == "finance"


@pytest.mark.parametrize(
    "person",
    [one for one in ATLAS.tables["people"].dropna(subset=["aliases"])["person_id"].astype("str") if one in ATLAS.facets["person"].position][
        :80
    ],
)
def test_a_person_is_found_by_every_alias(person: str) -> None:
    row = ATLAS.tables["people"].set_index("person_id").loc[person]
    events = set(select(ATLAS, EventFilter(person=(person,))).events["event_id"])
    for alias in str(row["aliases"]).split(";"):
        assert events <= found(alias.strip())


def test_persian_script_finds_people() -> None:
    araghchi = set(select(ATLAS, EventFilter(person=("abbas-araghchi",))).events["event_id"])
    assert araghchi
    assert araghchi <= found("عباس عراقچی")
    # An Arabic keyboard writes two of the letters in another form.
    assert found("عراقچي") == found("عراقچی")


def test_arabic_and_persian_forms_of_a_letter_are_one() -> None:
    assert fold("متقي") == fold("متقی")
    assert fold("كابل") == fold("کابل")
    assert fold("مُتَّقی") == fold("متقی"), "vowel signs are left out"


@pytest.mark.parametrize(
    "query",
    [
        *(".*", "[", "(", ")", "\\", "^a", "a|b", "(?:", "%", "_%", "\\d+", "(a+)+$", "${x}", "{0}"),
        *("*muttaqi*", "muttaqi.*", "'; DROP TABLE events; --"),
    ],
)
def test_signs_of_patterns_are_plain_text(query: str) -> None:
    words = fold(query).split()
    wanted = {event for event, text in zip(ATLAS.events["event_id"], TEXTS, strict=True) if all(word in text for word in words)}
    assert found(query) == wanted


def test_ten_thousand_characters_are_cut_and_answered() -> None:
    filter_, ignored = parse([("q", "a" * 10_000)], ATLAS)
    assert len(filter_.q) == MOST_CHARACTERS
    assert [item.name for item in ignored] == ["q"]
    assert select(ATLAS, filter_).n == 0
    assert len(words_of("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 400)) <= MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        *((f"India{mark}s", "India's") for mark in "’‘‛ʼ′´`＇"),
        *((f"ten{dash}year", "ten-year") for dash in "\u2010\u2011\u2012–—―−﹣－"),
        *((f"New{space}Delhi", "New Delhi") for space in "\u00a0\u202f\u2009\u3000\u2028"),
        *((f"mut{unseen}taqi", "muttaqi") for unseen in "\u00ad\u200b\u200c\u2060\ufeff"),
    ],
)
def test_what_keyboards_put_in_by_themselves_makes_no_difference(typed: str, plain: str) -> None:
    assert found(typed) == found(plain) != set()
    assert spans(f"In {typed} words", plain) == spans(f"In {typed} words", typed) != []


@pytest.mark.parametrize("quotes", ["“{}”", "„{}“", "«{}»", "″{}″"])
def test_quotation_marks_of_all_kinds_are_one(quotes: str) -> None:
    assert fold(quotes.format("ten")) == '"ten"'


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u0085"])
def test_control_characters_part_words_and_break_nothing(character: str) -> None:
    assert found(f"jaishankar{character}muttaqi") == found("jaishankar muttaqi")


@pytest.mark.parametrize("character", ["\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_direction_and_invisible_characters_are_left_out(character: str) -> None:
    assert found(f"{character}mutt{character}aqi{character}") == found("muttaqi") != set()


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "\u200b", "\u202e\u202c"])
def test_a_search_without_words_finds_everything(query: str) -> None:
    assert len(found(query)) == len(ATLAS.events)


@given(st.text())
def test_no_text_breaks_the_search(query: str) -> None:
    assert len(ATLAS.words.matches(query)) == len(ATLAS.events)
    found(query)


@given(st.lists(st.text(st.sampled_from("abé \t\u3000\u200b“-")), max_size=8), st.text(st.sampled_from('abe \u00a0"-')))
def test_a_word_is_found_wherever_it_stands_in_a_text(texts: list[str], query: str) -> None:
    wanted = [all(word in fold(text) for word in words_of(query)) for text in texts]
    assert Index.of(pa.array(texts, pa.large_string())).matches(query).tolist() == wanted


def test_many_texts_are_found_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.dataset.search._TEXTS_AT_ONCE", 50)
    pieces = Index.of(text_of(ATLAS.events, ATLAS.evidence, ATLAS.tables))
    for query in ("a", "the", "muttaqi dubai", "متقی", "1404"):
        assert pieces.matches(query).tolist() == [all(word in text for word in words_of(query)) for text in TEXTS]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("query", "table"), [("Chabahar", "places"), ("Reuters", "publishers")])
def test_names_of_places_and_publishers_are_found(query: str, table: str) -> None:
    names = ATLAS.tables[table]["name"].astype("str")
    assert names.str.contains(query).any()
    assert found(query)


def test_every_word_of_a_title_finds_its_event() -> None:
    for event in ATLAS.events.iloc[::25].itertuples():
        assert event.event_id in found(str(event.title)[:MOST_CHARACTERS].rsplit(" ", 1)[0])
