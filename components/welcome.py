"""The first visit: what the atlas is, and three questions that it answers. Whoever takes it away does not see it again."""

from __future__ import annotations

from functools import lru_cache

from atlas.actors import CAPITALS, KABUL
from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.measures.envoys import envoys
from atlas.measures.window import last_whole_year
from atlas.view import EventFilter, ViewOptions, select
from atlas.view.against import against
from atlas.words import count
from components.address import as_dict
from components.links import Link, link_list

_CROSSING = "border-milak-zaranj"


def questions(dataset: Dataset) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Three questions, each with the page that answers it and the names and values of its address."""
    label, found = dataset.actor_labels, []
    delhi, tehran, *_ = CAPITALS
    heads = envoys(select(dataset, EventFilter()))
    heads = heads[heads["present"] & heads["actor"].eq(KABUL) & heads["host"].eq(delhi)]
    if len(heads):
        asked = EventFilter(person=(str(heads["person"].iloc[0]),))
        found.append((f"Who is {label[KABUL]}’s envoy in {label[delhi]}?", "overview", as_dict(asked.to_params())))
    if _CROSSING in dataset.facets["leg"].position:
        name = dataset.facets["leg"].label(_CROSSING)
        found.append((f"Is the {name} open?", "overview", {"leg": [_CROSSING]}))
    year = last_whole_year(dataset)
    first, other = (EventFilter(*year, link=(f"{KABUL}-{capital}",)) for capital in (delhi, tehran))
    compared = first.to_params() + ViewOptions(against=against(first, other)).to_params()
    found.append((f"Which moved faster in {year[0].year}, {label[delhi]} or {label[tehran]}?", "overview", as_dict(compared)))
    return found


@lru_cache(maxsize=DATASETS_KEPT)
def welcome(dataset: Dataset) -> str:
    """Two lines and three links, as HTML. static/page.js keeps in the browser that they were taken away."""
    asked = link_list((Link(asked, page, params) for asked, page, params in questions(dataset)), "row")
    said = (
        "The atlas records how the Taliban-led government in Kabul seeks normal relations with New Delhi, Tehran and Beijing, and the "
        f"Chabahar route that ties the four together: {count(len(dataset.events), 'dated event')}, each with the pages that report it "
        "and how far they agree."
    )
    away = "<button type='button' class='welcome-away'><span class='icon' aria-hidden='true'>close</span>Do not show this again</button>"
    return f"<section class='welcome'><p><b>New here?</b> {said}</p>{asked}{away}</section>"
