"""The slides as LibreOffice Impress opens them: every scene on its slide, and no text beyond its box."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from atlas.briefing import PACK_FORMS, brief_of
from atlas.briefing.slides import _SOURCE, _TEXT, HEIGHT, MARGIN, WIDTH
from atlas.dataset import Dataset, load
from atlas.palette import LIGHT
from atlas.stories import Scene, Story, library
from atlas.view import EventFilter, select
from components.share.briefing import make_pack
from components.view import view_of
from tests.integration.soffice import convert

PAPER = np.array([0xFF, 0xFE, 0xFB])


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The published dataset."""
    return load()


def slides_of(dataset: Dataset, story: Story) -> bytes:
    return make_pack(view_of([], dataset, LIGHT), story, "pptx", lambda *_: None)


def fullest(dataset: Dataset) -> Scene:
    """The scene of all stories with the most to say."""
    scenes = [scene for entry in library(dataset).values() if entry.story for scene in entry.story.scenes]
    return max(scenes, key=lambda scene: sum(len(passage.text) for passage in scene.passages))


def test_every_scene_is_a_page(dataset: Dataset, tmp_path: Path) -> None:
    story = library(dataset)["the-road-around-pakistan"].story
    assert story is not None
    file = tmp_path / "story.pptx"
    file.write_bytes(slides_of(dataset, story))
    pages = re.findall(rb"/Type\s*/Page\b", convert(file, "pdf").read_bytes())
    assert len(pages) == len(story.scenes) + 1


def test_the_fullest_slide_keeps_within_its_boxes(dataset: Dataset, tmp_path: Path) -> None:
    deck = Presentation(io.BytesIO(slides_of(dataset, Story("T", "A", dataset.version, (fullest(dataset),)))))
    # LibreOffice draws the first slide only.
    deck.slides._sldIdLst.remove(deck.slides._sldIdLst[0])
    file = tmp_path / "fullest.pptx"
    deck.save(str(file))
    drawn = np.asarray(Image.open(io.BytesIO(convert(file, "png").read_bytes())).convert("RGB")).astype(int)
    inked = np.abs(drawn - PAPER).max(axis=2) > 40
    rows, columns = inked.shape[0] / HEIGHT, inked.shape[1] / WIDTH
    left, top, width, height = _TEXT
    text = inked[round(top * rows) : round((top + height) * rows), round(left * columns) : round((left + width) * columns)]
    assert text.any()
    below = inked[round((top + height) * rows) : round(_SOURCE[1] * rows), round(left * columns) :]
    assert not below.any(), "text runs on below its box"
    assert not inked[:, round((WIDTH - MARGIN) * columns) + 2 :].any(), "text runs on beside its box"
    assert not inked[round((_SOURCE[1] + _SOURCE[3]) * rows) :].any(), "the source line runs on"


def test_the_text_of_a_dossier_opens_as_pages(dataset: Dataset, tmp_path: Path) -> None:
    form, selection = PACK_FORMS["docx"], select(dataset, EventFilter(leg=("border-milak-zaranj",)))
    file = tmp_path / "dossier.docx"
    file.write_bytes(form.write(brief_of(selection, "https://atlas.example.org", date(2026, 11, 27), form)))
    pages = re.findall(rb"/Type\s*/Page\b", convert(file, "pdf").read_bytes())
    assert 2 <= len(pages) <= 20
