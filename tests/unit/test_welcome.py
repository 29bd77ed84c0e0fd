"""The tour and the questions of the first visit lead to what they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.dataset import serving
from atlas.dossiers import opens
from atlas.view import parse, parse_options, select
from components.welcome import questions
from scripts.take_tour import STOPS

DOCS = Path(__file__).resolve().parents[2] / "docs"
ATLAS = serving.current()


def test_every_picture_of_the_tour_is_there_and_taken_by_the_script() -> None:
    shown = set(re.findall(r"\]\(tour/([a-z]+)\.webp\)", (DOCS / "tour.md").read_text(encoding="utf-8")))
    assert shown == {stop.name for stop in STOPS} == {file.stem for file in (DOCS / "tour").iterdir()}
    assert all(file.stat().st_size < 100_000 for file in (DOCS / "tour").iterdir())


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_a_view_of_the_tour_is_one(stop: object) -> None:
    _, _, query = stop.view.partition("?")  # type: ignore[attr-defined]
    params = [(name, value) for name, _, value in (part.partition("=") for part in query.split("&") if part)]
    filter_, ignored = parse(params, ATLAS)
    _, odd = parse_options(params, ATLAS)
    assert not ignored and not odd and select(ATLAS, filter_).n


def test_three_questions_lead_to_answers() -> None:
    asked = questions(ATLAS)
    assert len(asked) == 3
    for said, page, params in asked:
        filter_, ignored = parse([(name, value) for name, values in params.items() for value in values], ATLAS)
        assert said.endswith("?") and not ignored
        assert page != "overview" or opens(select(ATLAS, filter_))
