"""Grades and flags: on a small fixture made by hand, and recomputed for the whole dataset with plain loops."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import Any

import pandas as pd
import pytest

from atlas.dataset import DATA_FOLDER, Dataset, grades

PUBLISHERS = {
    "hindu": ("IND", "newspaper"),
    "express": ("IND", "newspaper"),
    "mea": ("IND", "ministry"),
    "tolo": ("AFG", "broadcaster"),
    "mofa": ("AFG", "ministry"),
    "reuters": ("GBR", "agency"),
    "stateless": (None, "portal"),
    "gatherer": ("USA", "aggregator"),
    "unnamed-agencies": (None, "agency"),
}


def tables(pages: list[dict[str, Any]], participants: str = "AFG IND") -> dict[str, pd.DataFrame]:
    """Tables with one event `e` and a page for each dictionary.

    A page has `publisher` and may have `origin` (of the page), `passage_origin` (of this passage), `agrees`, `preview`,
    `rolling` and `accounts` (actors, parted by blanks).
    """
    ids = [f"page-{number}" for number in range(len(pages))]
    passage = pd.Series([page.get("passage_origin") for page in pages], dtype="str").astype("category")
    accounts = [("e", source, actor) for source, page in zip(ids, pages, strict=True) for actor in page.get("accounts", "").split()]
    return {
        "events": pd.DataFrame({"event_id": ["e"]}),
        "sources": pd.DataFrame(
            {
                "source_id": ids,
                "publisher_id": pd.Categorical([page["publisher"] for page in pages]),
                "origin_id": pd.Categorical([page.get("origin", page["publisher"]) for page in pages]),
                "rolling": [page.get("rolling", False) for page in pages],
            }
        ),
        "publishers": pd.DataFrame([(name, *rest) for name, rest in PUBLISHERS.items()], columns=["publisher_id", "country", "kind"]),
        "evidence": pd.DataFrame(
            {
                "event_id": pd.Categorical(["e"] * len(pages), ["e"]),
                "source_id": pd.Categorical(ids),
                "agrees": [page.get("agrees", True) for page in pages],
                "preview": [page.get("preview", False) for page in pages],
                "origin_id": passage,
            }
        ),
        "accounts": pd.DataFrame(accounts, columns=["event_id", "source_id", "actor_id"]).astype("category"),
        "participants": pd.DataFrame({"event_id": "e", "actor_id": [*participants.split(), None]}).astype("category"),
    }


def assess(*pages: dict[str, Any], participants: str = "AFG IND") -> Any:
    """The assessment of the one event."""
    made = tables(list(pages), participants)
    return grades.assess(made["events"], grades.with_origins(made), made).iloc[0]


HINDU, EXPRESS, TOLO = {"publisher": "hindu"}, {"publisher": "express"}, {"publisher": "tolo"}


@pytest.mark.parametrize(
    ("pages", "grade", "origins"),
    [
        pytest.param([HINDU, TOLO], "A", 2, id="two countries"),
        pytest.param([HINDU, EXPRESS], "B", 2, id="one country"),
        pytest.param([HINDU], "C", 1, id="one page"),
        pytest.param([HINDU, HINDU], "C", 1, id="two pages of one publisher"),
        pytest.param([HINDU | {"origin": "reuters"}, TOLO | {"origin": "reuters"}], "C", 1, id="copies of one agency"),
        pytest.param([HINDU | {"origin": "reuters"}, {"publisher": "reuters"}], "C", 1, id="a copy and the agency itself"),
        pytest.param([HINDU | {"origin": "reuters"}, EXPRESS], "A", 2, id="the country is that of the origin"),
        pytest.param([HINDU | {"passage_origin": "reuters"}, EXPRESS], "A", 2, id="the passage has its own origin"),
        pytest.param([HINDU, TOLO | {"passage_origin": "hindu"}], "C", 1, id="the passage goes back to the other page"),
        pytest.param([HINDU, {"publisher": "stateless"}], "B", 2, id="no country adds none"),
        pytest.param([HINDU, TOLO | {"preview": True}], "C", 1, id="previews"),
        pytest.param([HINDU, TOLO | {"rolling": True}], "C", 1, id="rolling pages"),
        pytest.param([HINDU, TOLO | {"agrees": False}], "C", 1, id="pages that contradict"),
        pytest.param([HINDU, {"publisher": "gatherer"}], "C", 1, id="aggregators"),
        pytest.param([HINDU, {"publisher": "gatherer", "origin": "reuters"}], "A", 2, id="an aggregator that names the agency"),
        pytest.param([HINDU, TOLO | {"origin": "unnamed-agencies"}], "C", 1, id="unnamed agencies"),
        pytest.param([HINDU | {"preview": True}, TOLO | {"rolling": True}], "D", 0, id="nothing that counts"),
    ],
)
def test_grade(pages: list[dict[str, Any]], grade: str, origins: int) -> None:
    result = assess(*pages)
    assert (result["grade"], result["origins"]) == (grade, origins)
    assert result["sources"] == len(pages)


def test_grades_are_ordered() -> None:
    made = tables([HINDU, TOLO])
    given = grades.assess(made["events"], grades.with_origins(made), made)["grade"]
    assert given.cat.ordered
    assert list(given.cat.categories) == ["D", "C", "B", "A"]
    assert set(grades.GRADE_MEANING) == set(grades.GRADES)


def test_contested_where_any_page_contradicts() -> None:
    assert not assess(HINDU, TOLO)["contested"]
    assert assess(HINDU, TOLO | {"agrees": False})["contested"]


@pytest.mark.parametrize(
    ("accounts", "participants", "expected"),
    [
        (["AFG", "IND"], "AFG IND", "both sides"),
        (["AFG IND"], "AFG IND", "both sides"),
        (["AFG", ""], "AFG IND", "Kabul only"),
        (["IND", "IND"], "AFG IND", "other side only"),
        (["", ""], "AFG IND", "third parties only"),
        (["CHN"], "AFG IND", "third parties only"),
        (["AFG", "CHN"], "AFG IND", "Kabul only"),
        (["IRN", "IND"], "IND IRN", "other side only"),
    ],
)
def test_announced_by(accounts: list[str], participants: str, expected: str) -> None:
    pages = [HINDU | {"accounts": actors} for actors in accounts]
    assert assess(*pages, participants=participants)["announced_by"] == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([("AFG", {}), ("AFG", {})], True, id="one voice"),
        pytest.param([("AFG", {}), ("IND", {})], False, id="two voices"),
        pytest.param([("AFG IND", {})], False, id="two voices on one page"),
        pytest.param([("AFG", {}), ("", {})], False, id="a page that reports on its own"),
        pytest.param([("AFG", {}), ("", {"preview": True})], True, id="previews do not count"),
        pytest.param([("AFG", {}), ("IND", {"agrees": False})], True, id="pages that contradict do not count"),
        pytest.param([("", {})], False, id="no voice"),
        pytest.param([("AFG", {"preview": True})], False, id="previews alone"),
    ],
)
def test_one_sided(pages: list[tuple[str, dict[str, bool]]], expected: bool) -> None:
    assert assess(*(HINDU | {"accounts": actors} | rest for actors, rest in pages))["one_sided"] == expected


def rows(table: str) -> list[dict[str, str]]:
    with (DATA_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_whole_dataset_event_by_event(dataset: Dataset) -> None:
    """The definitions once more, written as loops over the files, without a line of the code under test."""
    publishers = {row["publisher_id"]: row for row in rows("publishers")}
    sources = {row["source_id"]: row for row in rows("sources")}
    voices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("accounts"):
        voices[row["event_id"], row["source_id"]].add(row["actor_id"])
    actors: dict[str, set[str]] = defaultdict(set)
    for row in rows("participants"):
        actors[row["event_id"]].add(row["actor_id"])
    pages: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("evidence"):
        pages[row["event_id"]].append(row)

    actual = dataset.events.set_index("event_id")
    listed = [row["event_id"] for row in rows("events")]
    assert sorted(actual.index) == sorted(listed)
    for event_id in listed:
        origins, countries, contested, heard = set(), set(), False, []
        for page in pages[event_id]:
            source = sources[page["source_id"]]
            if page["agrees"] == "false":
                contested = True
                continue
            if page["preview"] == "true":
                continue
            heard.append(voices[event_id, page["source_id"]])
            origin = page["origin_id"] or source["origin_id"]
            named = origin != "unnamed-agencies" and publishers[origin]["kind"] != "aggregator"
            if source["rolling"] == "false" and named:
                origins.add(origin)
                countries.add(publishers[origin]["country"])
        countries.discard("")
        grade = "DCB"[min(len(origins), 2)]
        if grade == "B" and len(countries) >= 2:
            grade = "A"
        said = set().union(*(voices[event_id, page["source_id"]] for page in pages[event_id]))
        kabul, other = "AFG" in said, bool((said & actors[event_id]) - {"AFG"})
        announced = {(True, True): "both sides", (True, False): "Kabul only", (False, True): "other side only"}
        expected = {
            "sources": len(pages[event_id]),
            "origins": len(origins),
            "origin_countries": len(countries),
            "grade": grade,
            "contested": contested,
            "announced_by": announced.get((kabul, other), "third parties only"),
            "one_sided": bool(heard) and all(heard) and len(set().union(*heard)) == 1,
        }
        assert {name: actual.at[event_id, name] for name in expected} == expected, event_id
