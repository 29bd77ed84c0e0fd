"""Briefing packs hold the whole story with every source, need nothing from outside, and run nothing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser

import pytest
from docx import Document
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from atlas.briefing import PACK_FORMS, Pack, brief_of, pack_html, pack_of, part_of
from atlas.briefing.slides import HEIGHT, MOST_SAID, WIDTH
from atlas.dataset import Dataset
from atlas.dossiers import DossierLine, dossier_of, heading
from atlas.exports.dossier import line_addresses
from atlas.palette import LIGHT
from atlas.stories import CHART_PAGES, Passage, Scene, Story, library, read_address
from atlas.view import EventFilter, select
from atlas.view.options import SHOWS
from components.share.briefing import make_pack, scene_figures
from components.view import view_of

BASE = "https://atlas.example.org"
NAMES = ("from-dubai-to-the-phone-call", "when-the-crossings-closed")


def pack(dataset: Dataset, story: Story) -> Pack:
    """The pack of a story without pictures."""
    parts = [part_of(dataset, scene, BASE) for scene in story.scenes]
    return pack_of(dataset, story, parts, date(2026, 11, 22))


def sources_of(dataset: Dataset, events: set[str]) -> set[str]:
    """Addresses of every page on some events."""
    evidence = dataset.tables["evidence"]
    ids = evidence.loc[evidence["event_id"].isin(events), "source_id"].astype("str")
    return set(dataset.sources.loc[ids, "url"])


class Reader(HTMLParser):
    """Text, elements and addresses of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: set[str] = set()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        given = dict(attrs)
        self.links += [str(given["href"])] if tag == "a" else []
        shown = ("href", "xlink:href") if tag == "image" else ("src", "srcset", "data", "poster")
        # The relief is in the page itself.
        self.fetched += [given[name] or "" for name in shown if not (given.get(name) or "data:image/").startswith("data:image/")]
        assert not [name for name in given if name.startswith("on")], given

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.mark.parametrize("name", [*NAMES, "the-road-around-pakistan", "who-accepts-whose-ambassador"])
def test_the_page_holds_every_sentence_and_every_source(dataset: Dataset, name: str) -> None:
    story = library(dataset)[name].story
    assert story is not None
    page = Reader(pack_html(pack(dataset, story)))
    cited = {event for scene in story.scenes for event in scene.events}
    assert sources_of(dataset, cited) <= set(page.links)
    for url in sources_of(dataset, cited):
        assert url in page.text, "an address can be read on paper"
    for scene in story.scenes:
        assert scene.title in page.text
        assert re.sub(r"\s+", " ", scene.notes) in page.text
        for passage in scene.passages:
            assert passage.text in page.text
    assert dataset.version in page.text


def test_the_page_runs_and_fetches_nothing(dataset: Dataset) -> None:
    story = library(dataset)[NAMES[0]].story
    assert story is not None
    told: list[tuple[str, float]] = []
    made = make_pack(view_of([], dataset, LIGHT), story, "html", lambda text, done: told.append((text, done)))
    page = Reader(made)
    assert not page.elements & {"script", "iframe", "object", "embed", "link", "base", "form", "img", "foreignobject"}
    assert page.fetched == []
    charts = [scene for scene in story.scenes if scene.view.page in CHART_PAGES]
    assert charts and made.count(b"<svg") == len(story.scenes) - len(charts)
    assert "@import" not in made.decode() and not re.search(r"url\((?!#)", made.decode())
    names = re.findall(r'\bid="([^"]+)"', made.decode())
    assert len(names) == len(set(names)), "no two drawings share a name"
    assert [done for _, done in told] == sorted(done for _, done in told) and told[-1][1] == 1.0


def test_markup_in_a_story_is_text(dataset: Dataset) -> None:
    hostile = "<script>alert(1)</script>"
    scene = Scene(hostile, "events?q=pahalgam", (Passage(f"{hostile} {{{{ 7 * 7 }}}}", ()),), notes=hostile)
    made = pack_html(pack(dataset, Story(hostile, hostile, "2026.11.0", (scene,), hostile)))
    page = Reader(made)
    assert "script" not in page.elements
    assert hostile in page.text
    assert "{{ 7 * 7 }}" in page.text


def test_a_view_without_sentences_lists_its_events(dataset: Dataset) -> None:
    page = Reader(pack_html(pack(dataset, Story("V", "A", "2026.11.0", (Scene("V", "events?link=AFG-IND"),)))))
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    assert selection.sentence in page.text
    assert f"{selection.n - 60} earlier ones are at the address above" in page.text
    assert f"{BASE}/events?link=AFG-IND&version={dataset.version}" in page.links


@pytest.mark.parametrize("name", NAMES)
def test_the_slides_hold_real_text_notes_and_sources(dataset: Dataset, name: str) -> None:
    story = library(dataset)[name].story
    assert story is not None
    made = make_pack(view_of([], dataset, LIGHT), story, "pptx", lambda *_: None)
    deck = Presentation(io.BytesIO(made))
    slides = list(deck.slides)
    assert len(slides) == len(story.scenes) + 1
    edges = (deck.slide_width, deck.slide_height)
    assert edges == (round(WIDTH * 914400), round(HEIGHT * 914400))
    for slide, scene in zip(slides[1:], story.scenes, strict=True):
        shown = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        notes = slide.notes_slide.notes_text_frame.text
        assert scene.title in shown and "Sources:" in shown and dataset.version in shown
        for passage in scene.passages:
            assert passage.text in shown
        assert scene.notes in notes
        for url in sources_of(dataset, set(scene.events)):
            assert url in notes
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= edges[0] and shape.top + shape.height <= edges[1]


CHARTS = ("timeline?link=AFG-IND&to=2022-06-30", *(f"relations?link=AFG-IND&show={show}" for show in SHOWS))


def test_a_chart_is_in_the_pack_as_its_numbers(dataset: Dataset) -> None:
    """One story has a scene of each, since a pack takes most of its time as a whole."""
    seen = view_of([], dataset, LIGHT)
    story = Story("S", "A", dataset.version, tuple(Scene(view, view, (Passage("Said.", ()),)) for view in CHARTS))
    page = Reader(make_pack(seen, story, "html", lambda *_: None))
    slides = Presentation(io.BytesIO(make_pack(seen, story, "pptx", lambda *_: None))).slides
    for view, slide in zip(CHARTS, list(slides)[1:], strict=True):
        figures = scene_figures(seen, read_address(view))
        assert figures and figures.rows, view
        assert all(len(row) == len(figures.columns) for row in figures.rows), view
        assert figures.title in page.text
        for cell in figures.rows[0]:
            assert re.sub(r"\s+", " ", cell) in page.text, view
        table = next(shape for shape in slide.shapes if shape.has_table).table
        assert [cell.text for cell in table.rows[0].cells] == list(figures.columns[: len(table.columns)]), view
        assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE], view


def test_several_corridors_are_compared_beside_their_map(dataset: Dataset) -> None:
    seen = view_of([], dataset, LIGHT)
    figures = scene_figures(seen, read_address("routes?routes=chabahar-kandahar&routes=karachi-torkham&asof=2025-10-20"))
    assert figures and len(figures.rows) == 2
    assert scene_figures(seen, read_address("routes?routes=chabahar-kandahar")) is None
    assert scene_figures(seen, read_address("map?link=AFG-IND")) is None


def test_a_chart_with_nothing_to_show_leaves_text_and_address(dataset: Dataset) -> None:
    seen = view_of([], dataset, LIGHT)
    view = "relations?show=people&type=sanctions"
    assert scene_figures(seen, read_address(view)) is None
    made = make_pack(seen, Story("S", "A", dataset.version, (Scene("One", view, (Passage("Said.", ()),)),)), "html", lambda *_: None)
    assert b"<svg" not in made and b"relations?show=people" in made


DOSSIERS = [EventFilter(link=("AFG-IRN",)), EventFilter(leg=("border-torkham",)), EventFilter(corridor=("khaf-herat-rail",))]
DOSSIERS += [EventFilter(actor=("IND",), grade="A"), EventFilter(person=("noor-ahmad-noor",)), EventFilter(place=("dubai",))]


def brief(dataset: Dataset, filter_: EventFilter, form: str) -> bytes:
    chosen = PACK_FORMS[form]
    return chosen.write(brief_of(select(dataset, filter_), BASE, date(2026, 11, 27), chosen))


def lines_of(dataset: Dataset, filter_: EventFilter) -> list[DossierLine]:
    found = dossier_of(select(dataset, filter_))
    assert found is not None
    return [line for section in found.sections for line in section.lines]


@pytest.mark.parametrize("asked", DOSSIERS, ids=EventFilter.to_query)
def test_a_dossier_as_a_page_holds_every_line_and_every_source(dataset: Dataset, asked: EventFilter) -> None:
    page, lines = Reader(brief(dataset, asked, "html")), lines_of(dataset, asked)
    text = " ".join(" ".join(page.words).split())
    assert all(" ".join(line.text.split()) in text and " ".join(line.note.split()) in text for line in lines)
    assert sources_of(dataset, {line.event_id for line in lines if line.event_id}) <= set(page.links)
    assert not page.fetched and "script" not in page.elements
    found = dossier_of(select(dataset, asked))
    assert found and all(section.nothing.removeprefix("Nothing recorded: ") in text for section in found.sections if not section.lines)


@pytest.mark.parametrize("asked", DOSSIERS, ids=EventFilter.to_query)
def test_a_dossier_as_a_text_opens_what_is_behind_each_line(dataset: Dataset, asked: EventFilter) -> None:
    paper, lines = Document(io.BytesIO(brief(dataset, asked, "docx"))), lines_of(dataset, asked)
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert all(line.text in text and line.note in text for line in lines)
    opened = {tie.target_ref for tie in paper.part.rels.values() if tie.is_external}
    assert sources_of(dataset, {line.event_id for line in lines if line.event_id}) <= opened
    assert {next(filter(None, line_addresses(line, BASE).values()), "") for line in lines} - {""} <= opened
    assert paper.paragraphs[0].text == heading(select(dataset, asked)) == paper.core_properties.title


@pytest.mark.parametrize("asked", DOSSIERS, ids=EventFilter.to_query)
def test_a_dossier_as_slides_has_a_slide_a_section(dataset: Dataset, asked: EventFilter) -> None:
    deck = Presentation(io.BytesIO(brief(dataset, asked, "pptx")))
    found = dossier_of(select(dataset, asked))
    assert found is not None
    filled = [section for section in found.sections if section.lines]
    assert len(deck.slides) == 1 + len(filled) + (len(filled) < len(found.sections))
    for section, slide in zip(filled, list(deck.slides)[1:], strict=False):
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert section.title in text and all(line.text in text for line in section.lines[:MOST_SAID])


def test_a_story_leaves_as_a_text_too(dataset: Dataset) -> None:
    story = library(dataset)[NAMES[0]].story
    assert story is not None
    paper = Document(io.BytesIO(make_pack(view_of([], dataset, LIGHT), story, "docx", lambda *_: None)))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert all(scene.title in text and passage.text in text for scene in story.scenes for passage in scene.passages)


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_file_that_is_asked_for_twice_is_the_same(dataset: Dataset, ending: str) -> None:
    """Nothing in it says at which second it was made, so that a part of it fits the part that another process gave."""
    with zipfile.ZipFile(io.BytesIO(brief(dataset, DOSSIERS[0], ending))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
