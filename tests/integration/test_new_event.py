"""`make new-event` at a real terminal, from nothing to an event that the checks let pass."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from atlas.checks import main as check_data
from atlas.dataset import DATA_FOLDER, load
from tests.running import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
EMPTY = "\x15"
"""Ctrl-U: empties the line, in which a proposal stands."""

URL = "https://tolonews.com/afghanistan-test-000001"
OFFICIAL = "https://www.gov.example/readout-1"
EVENT = "2026-07-02-muttaqi-hosts-tajik-envoy-talks-taloqan"
SUMMARY = (
    "Foreign Minister Amir Khan Muttaqi received a Tajik envoy in Taloqan, who by Kabul's account asked for longer opening hours "
    "of the border crossing and for joint work on bridges over the Panj river."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def rows(folder: Path, table: str, **where: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[name] == cell for name, cell in where.items())]


class Curator:
    """Somebody at the terminal who reads a question before answering it."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
        arguments = ["-m", "atlas.curation", "--data", str(folder)]
        self.terminal = pexpect.spawn(
            sys.executable,
            arguments,
            encoding="utf-8",
            env=environment,
            timeout=PATIENCE,
            dimensions=(50, 200),
            # What a shell starts in the background ignores Ctrl-C, and hands that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def answer(self, question: str, answer: str = "") -> None:
        self.terminal.expect_exact(question)
        self.terminal.expect("\n> ")
        self.terminal.sendline(answer)

    def answers(self, *pairs: tuple[str, str]) -> None:
        for question, answer in pairs:
            self.answer(question, answer)


@pytest.fixture
def curator(folder: Path) -> Iterator[Curator]:
    one = Curator(folder)
    yield one
    one.terminal.close(force=True)


def test_a_new_event_is_asked_for_checked_mended_and_written(folder: Path, curator: Curator) -> None:
    curator.answer("When did it begin?", "31 June 2026")
    curator.answer("is no day of the calendar", EMPTY + "2 July 2026")
    curator.answer("Its last day")
    curator.answer("Title:", "Muttaqi hosts a Tajik envoy for talks in Taloqan")
    curator.answer("Summary:", "Too short.")
    curator.terminal.expect_exact("The summary has 2 words. Write 20 to 60 words.")
    curator.answer("Summary:", EMPTY + SUMMARY)
    curator.answers(
        ("What kind of event?", "meeting"),
        ("Did it happen?", EMPTY + "occurred"),
        ("Where did it happen?", "Taloqan"),
        ("Which is meant?", "0"),
        ("The place's name", ""),
        ("Its country", "Afghanistan"),
        ("What kind of place?", "city"),
        ("GeoNames has it", ""),
        ("Who took part?", "kabul"),
        ("What was the part of AFG?", "host"),
        ("Who was there for it?", "Mutaqqi"),
        ("Which is meant?", "1"),
        ("Office on that day", ""),
        ("Who took part?", "TJK"),
        ("What was the part of TJK?", "participant"),
        ("Who was there for it?", "Rustam Testov"),
        ("Which is meant?", "0"),
        ("The person's name", ""),
        ("Other spellings", ""),
        ("Office on that day", "Special Envoy for Afghanistan"),
        ("Who took part?", ""),
        ("Level of contact", ""),
        ("What was really dealt with?", "transit, development"),
        ("CAMEO code", ""),
        ("Note:", ""),
        ("Is another event directly tied", "muttaqi tajik"),
        ("Which is meant?", "1"),
        ("Is another event directly tied", ""),
        ("Address of page 1", URL),
        ("Publisher, by name", ""),
        ("Agency or outlet", EMPTY),
        ("Title of the page", "Muttaqi Meets Tajik Envoy in Taloqan"),
        ("Day or month of publication", "1 July 2026"),
        ("Language", ""),
        ("What kind of text", ""),
        ("keep changing", ""),
        ("What does it say of the event?", "Says Muttaqi received Rustam Testov of Tajikistan in Taloqan on 2 July."),
        ("Does it agree", ""),
        ("Is it a preview", ""),
        ("Whose own account", EMPTY),
        ("Address of page 2", ""),
        ("Why is it added?", ""),
        ("Was it read again", EMPTY + "y"),
    )
    # The only page is older than the event, and so confirms nothing.
    curator.terminal.expect_exact("No page confirms the event")
    curator.answers(
        ("Which answer is to be mended?", ""),
        ("Number of a page", ""),
        ("Address of page 2", OFFICIAL),
        ("Publisher, by name", EMPTY + "Test Ministry of Borders"),
        ("Which is meant?", "0"),
        ("The publisher's name", ""),
        ("Its country", "TJK"),
        ("What kind of publisher?", "ministry"),
        ("Agency or outlet", EMPTY),
        ("Title of the page", "On the talks in Taloqan"),
        ("Day or month of publication", "2026-07-03"),
        ("Language", EMPTY + "tg"),
        ("What kind of text", EMPTY + "official"),
        ("keep changing", ""),
        ("What does it say of the event?", "Says Tajikistan's envoy Testov and Muttaqi met in Taloqan, Afghanistan."),
        ("Does it agree", ""),
        ("Is it a preview", ""),
        ("Whose own account", EMPTY + "TJK"),
        ("Address of page 3", ""),
        ("Write it?", ""),
    )
    copy = os.path.relpath(folder)
    curator.terminal.expect_exact(f"ATLAS_DATA={copy} make run): http://localhost:8501/events?event={EVENT}")
    curator.terminal.expect_exact(f"git diff --stat --no-index data {copy}")
    curator.terminal.expect(pexpect.EOF)
    curator.terminal.close()
    assert curator.terminal.exitstatus == 0

    assert check_data([str(folder), "--counts"]) == 0
    [event] = rows(folder, "events", event_id=EVENT)
    assert (event["date_start"], event["contact_level"], event["place_id"], event["summary"]) == ("2026-07-02", "envoy", "taloqan", SUMMARY)
    [place] = rows(folder, "places", place_id="taloqan")
    assert (place["country"], place["coordinate_source"]) == ("AFG", "GeoNames")
    assert [(row["actor_id"], row["person_id"]) for row in rows(folder, "participants", event_id=EVENT)] == [
        ("AFG", "amir-khan-muttaqi"),
        ("TJK", "rustam-testov"),
    ]
    assert [row["issue_id"] for row in rows(folder, "event_issues", event_id=EVENT)] == ["transit", "development"]
    assert sorted((row["preview"], row["source_id"][:-9]) for row in rows(folder, "evidence", event_id=EVENT)) == [
        ("false", "test-ministry-of-borders"),
        ("true", "tolonews"),
    ]
    assert [row["actor_id"] for row in rows(folder, "accounts", event_id=EVENT)] == ["TJK"]
    assert [row["change"] for row in rows(folder, "changes", event_id=EVENT)] == ["added"]
    assert [row["result"] for row in rows(folder, "reviews", event_id=EVENT)] == ["confirmed"]
    assert len(rows(folder, "related_events", related_event_id=EVENT)) == 1
    assert EVENT in set(load(folder).events["event_id"])


@pytest.mark.parametrize("leave", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_whoever_leaves_leaves_the_files_as_they_were(folder: Path, curator: Curator, leave: str) -> None:
    before = contents(folder)
    curator.answers(("When did it begin?", "2026-07-02"), ("Its last day", ""))
    curator.terminal.expect_exact("Title:")
    curator.terminal.expect("\n> ")
    curator.terminal.send(leave)
    curator.terminal.expect_exact("Nothing was written.")
    curator.terminal.expect(pexpect.EOF)
    curator.terminal.close()
    assert curator.terminal.exitstatus == 130
    assert contents(folder) == before
