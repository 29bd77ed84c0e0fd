"""What is wrong with a story that can be read: views that show nothing or something else, and events that are not in view."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.dataset import Dataset, Problem
from atlas.stories.model import SavedView, Scene, Story
from atlas.view import Selection, ViewOptions, parse, parse_options, select
from atlas.view.playback import during

SENTENCES = (2, 4)
"""How many cited passages a scene of the data package has."""


def seen(view: SavedView, dataset: Dataset) -> tuple[Selection, ViewOptions]:
    """The events that a saved view shows, and how it is looked at.

    An opened event is seen alone, the step of a playback by itself, and a map of the routes as of a day up to that day.
    """
    filter_, _ = parse(view.params, dataset)
    options, _ = parse_options(view.params, dataset)
    selection = select(dataset, filter_)
    masks = dict(selection.masks)
    if view.page == "events" and options.event in dataset.position:
        masks["event"] = (dataset.events["event_id"] == options.event).to_numpy()
    if view.page == "routes" and options.asof:
        masks["asof"] = (dataset.events["date_start"].dt.date <= options.asof).to_numpy()
    selection = Selection(dataset, filter_, masks)
    if view.page == "map" and options.month:
        selection = during(selection, options.month, options.reading)
    return selection, options


def scene_problems(scene: Scene, number: int, dataset: Dataset, file: str) -> Iterator[Problem]:
    """What is wrong with the view and the citations of a scene."""
    where = f"scene {number}"

    def problem(reason: str, fix: str) -> Problem:
        return Problem(file, scene.line or None, where, reason, fix)

    unknown = [event for event in scene.events if event not in dataset.position]
    for event in unknown:
        yield problem(f"There is no event {event[:120]}.", "Take the identifier of an event from its page.")
    try:
        view = scene.view
    except ValueError as error:
        yield problem(f"The view cannot be opened. {error}", "Copy the address of a page, from its page name on.")
        return
    for ignored in (*parse(view.params, dataset)[1], *parse_options(view.params, dataset)[1]):
        yield problem(f"The view has a part of no use: {ignored}.", "Correct the address.")
    selection, options = seen(view, dataset)
    if options.event and options.event not in dataset.position:
        yield problem(f"The view opens an event that does not exist: {options.event[:120]}.", "Correct the address.")
    elif not selection.n:
        yield problem("No event is in view.", "Loosen the filter of the view.")
    in_view = set(selection.events["event_id"])
    for event in scene.events:
        if event not in in_view and event not in unknown:
            yield problem(f"The event {event} is cited and not in view.", "Change the view so that it shows the event, or cite another.")


def story_problems(story: Story, dataset: Dataset, file: str) -> list[Problem]:
    """What is wrong with the scenes of a story, scene by scene."""
    scenes = enumerate(story.scenes, start=1)
    return [problem for number, scene in scenes for problem in scene_problems(scene, number, dataset, file)]


def strict_problems(story: Story, file: str) -> Iterator[Problem]:
    """What only a story of the data package must meet: every sentence is cited, and no scene is a lecture."""
    least, most = SENTENCES
    for number, scene in enumerate(story.scenes, start=1):
        for passage in scene.passages:
            if not passage.events:
                fix = "Put the identifier of an event behind it, in square brackets."
                yield Problem(file, scene.line, f"scene {number}", f"No event is cited for “{passage.text[:80]}”.", fix)
        if not least <= len(scene.passages) <= most:
            reason = f"The scene has {len(scene.passages)} cited sentences."
            yield Problem(file, scene.line, f"scene {number}", reason, f"Write {least} to {most}.")
