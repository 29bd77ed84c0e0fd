"""Reads a story from its file and writes it back.

The file is Markdown that any editor shows well: front matter in YAML, then a heading a scene, the address of its view, its
text with citations in square brackets, and what only the presenter sees as a quotation. Nothing else of Markdown or YAML has
a meaning in it, so that a file from anywhere can be opened: text is shown letter by letter, and YAML's aliases are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from atlas.dataset import Problem, blemish, parse_version
from atlas.stories.model import Passage, Scene, Story, StoryError
from atlas.view.options import MOST_SCENES
from atlas.words import count

MOST_BYTES = 2**20
MOST_FRONT = 4_000
LONGEST = {"title": 120, "author": 120, "version": 20, "summary": 400, "text": 1_500, "notes": 3_000}
"""The most characters of each part."""

_FENCE = "---"
_SCENE = "## "
_VIEW = "view:"
_NOTE = ">"
_CITATION = re.compile(r"\[([^\[\]\n]{1,160})\]")
_STOPS = re.compile(r"[ ,;.]+")
_REQUIRED = ("title", "author", "version")


class _Front(yaml.BaseLoader):  # type: ignore[misc]
    """YAML in which everything is text, and nothing stands for something else."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has an alias")
        return super().compose_node(parent, index)


def _front(text: str, file: str) -> tuple[dict[str, str], list[Problem]]:
    """The fields of the front matter."""

    def problem(field: str | None, reason: str, fix: str) -> Problem:
        return Problem(file, 1, field, reason, fix)

    if len(text) > MOST_FRONT:
        return {}, [problem("front matter", f"It has more than {MOST_FRONT:,} characters.", "Title, author and version are enough.")]
    example = "Write lines such as “title: A short history”."
    try:
        raw = yaml.load(text, _Front)
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(getattr(error, "problem", None) or (error.args[0] if error.args else "it is nested too deep"))
        return {}, [problem("front matter", f"It cannot be read: {reason.splitlines()[0][:120]}.", example)]
    if not isinstance(raw, dict) or not all(isinstance(part, str) for pair in raw.items() for part in pair):
        return {}, [problem("front matter", "It is not a list of names with a text each.", example)]
    problems = [problem(name, "It is missing.", f"Add a line “{name}: …” at the top.") for name in _REQUIRED if not raw.get(name)]
    for name, value in raw.items():
        if name not in (*_REQUIRED, "summary"):
            problems.append(problem(name[:60], "There is no field of this name.", "Use title, author, version and summary."))
        else:
            problems += _faults(value, name, file, 1, name)
    if raw.get("version") and parse_version(raw["version"]) is None:
        problems.append(problem("version", "This is no version of the data.", "Write it like 2026.11.0."))
    return raw, problems


def _faults(text: str, part: str, file: str, line: int, where: str) -> Iterator[Problem]:
    if len(text) > LONGEST[part]:
        yield Problem(file, line, where, f"The {part} has {len(text):,} characters.", f"Use at most {LONGEST[part]:,}.")
    elif reason := blemish(text):
        yield Problem(file, line, where, f"The {part} cannot be used. {reason}", "Take it out: a story is plain text.")


def passages(text: str) -> tuple[Passage, ...]:
    """The sentences of a text, each with the events cited behind it."""
    found: list[Passage] = []
    pieces = _CITATION.split(text)
    for sentence, event in zip(pieces[::2], [*pieces[1::2], None], strict=True):
        said = sentence.strip()
        if found and (stop := _STOPS.match(said)):
            # A full stop behind the citation still ends the sentence before it; a comma between two citations says nothing.
            found[-1] = replace(found[-1], text=found[-1].text + stop[0].strip(" ,;"))
            said = said[stop.end() :]
        if said or not found:
            found.append(Passage(said))
        if event:
            found[-1] = replace(found[-1], events=(*found[-1].events, event))
    return tuple(passage for passage in found if passage.text or passage.events)


def _scene(title: str, lines: list[tuple[int, str]], first: int, number: int, file: str) -> tuple[Scene, list[Problem]]:
    where = f"scene {number}"
    address, text, notes, problems = "", [], [], []
    for line, content in lines:
        if content.startswith(_VIEW):
            if address:
                problems.append(Problem(file, line, where, "It has a second view.", "Keep one line that begins with “view:”."))
            address = content.removeprefix(_VIEW).strip()
        elif content.startswith(_NOTE):
            notes.append(content.removeprefix(_NOTE).strip())
        elif content:
            text.append(content)
    if not address:
        problems.append(Problem(file, first, where, "It has no view.", "Add a line such as “view: map?link=AFG-IND”."))
    said, noted = " ".join(text), " ".join(notes)
    if not said:
        problems.append(Problem(file, first, where, "It has no text.", "Add two to four sentences."))
    for part, content in (("title", title), ("text", said), ("notes", noted)):
        problems += _faults(content, part, file, first, where)
    return Scene(title, address, passages(said), noted, first), problems


def read_story(content: bytes, file: str) -> Story:
    """The story in a file. Raises `StoryError` with everything that is wrong with its form, each with line and scene.

    Whether views and events exist is asked by `atlas.stories.checks`.
    """

    def fail(row: int | None, reason: str, fix: str) -> StoryError:
        return StoryError([Problem(file, row, None, reason, fix)])

    if len(content) > MOST_BYTES:
        raise fail(None, "The file has more than 1 MB.", "A story is a short text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fail(None, f"The file is not text in UTF-8 ({error.reason}).", "Choose a story file, which ends in .md.") from None
    lines = [line.strip() for line in text.splitlines()]
    if not lines or lines[0] != _FENCE or _FENCE not in lines[1:]:
        raise fail(
            1,
            "This is no story: it does not begin with its title, author and version between two lines “---”.",
            "A file made with Share and “Add this view to a story” shows the form.",
        )
    end = lines.index(_FENCE, 1)
    front, problems = _front("\n".join(text.splitlines()[1:end]), file)
    starts = [index for index, line in enumerate(lines) if index > end and line.startswith(_SCENE)]
    if len(starts) > MOST_SCENES:
        raise fail(starts[MOST_SCENES] + 1, f"The story has {len(starts):,} scenes.", f"Use at most {MOST_SCENES}.")
    if not starts:
        problems.append(Problem(file, end + 1, None, "The story has no scene.", "Begin a scene with a line “## Its title”."))
    before = next((index for index in range(end + 1, starts[0] if starts else len(lines)) if lines[index]), None)
    if before is not None:
        problems.append(Problem(file, before + 1, None, "There is text before the first scene.", "Move it into a scene."))
    scenes = []
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=False), start=1):
        body = [(index + 1, lines[index]) for index in range(start + 1, stop)]
        scene, wrong = _scene(lines[start].removeprefix(_SCENE).strip(), body, start + 1, number, file)
        scenes.append(scene)
        problems += wrong
    if problems:
        raise StoryError(problems)
    return Story(front["title"], front["author"], front["version"], tuple(scenes), front.get("summary", ""))


def _told(passage: Passage) -> str:
    return " ".join([passage.text, *(f"[{event}]" for event in passage.events)]).strip()


def text_of(scene: Scene) -> str:
    """The text of a scene with its citations, as the file has it."""
    return " ".join(_told(passage) for passage in scene.passages)


def write_story(story: Story) -> bytes:
    """The file of a story, which `read_story` reads again."""
    fields = {name: value for name in (*_REQUIRED, "summary") if (value := getattr(story, name))}
    front = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10_000)
    blocks = [f"{_FENCE}\n{front}{_FENCE}"]
    for scene in story.scenes:
        parts = [f"{_SCENE}{scene.title}", f"{_VIEW} {scene.address}", text_of(scene), *([f"{_NOTE} {scene.notes}"] if scene.notes else [])]
        blocks.append("\n\n".join(parts))
    return ("\n\n".join(blocks) + "\n").encode()


def in_short(story: Story) -> str:
    """What to expect of a story: `7 scenes, 14 events cited`."""
    return f"{count(len(story.scenes), 'scene')}, {count(len({event for scene in story.scenes for event in scene.events}), 'event')} cited"
