"""Which of Streamlit's scripts a browser may fetch with the page, before the server asks for them.

Streamlit fetches what draws an element when the first one of its kind has come, and what that needs when it has been read: the script of
maps, of three megabytes, a second after it could have. The page's head names them, and the browser reads them beside Streamlit's own.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from atlas.dossiers import opens
from atlas.stories import library, seen
from atlas.view import Selection, ViewOptions
from atlas.view.pages import PAGES, Drawn, PageEntry

_EVERYWHERE = ("Html", "Button")
_FILTERS = ("TextInput", "DateInput", "Multiselect", "Selectbox", "ButtonGroup")
_DRAWN: dict[Drawn, tuple[str, ...]] = {"map": ("DeckGlJsonChart", "webgl-device"), "chart": ("PlotlyChart",), "table": ("DataFrame",)}
"""By Streamlit's names, which it follows by a dot and a digest."""

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
_HEAD = 20_000
"""So many letters of a script hold all that it cannot begin without."""


@cache
def _with_what_they_need(static: Path, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The files of some kinds of elements and all that those import, where there are such, without what is in the head of every page."""
    folder, every_page = static / "static" / "js", (static / "index.html").read_text(encoding="utf-8")
    waiting = [file.name for kind in kinds for file in sorted(folder.glob(f"{kind}.*.js"))]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in every_page and (folder / name).is_file():
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8")[:_HEAD])
    return tuple(found)


def _on_scene(selection: Selection, options: ViewOptions) -> tuple[Drawn, ...]:
    """What stands on the scene that a story opens with. No scene has a table."""
    story = entry.story if (entry := library(selection.dataset).get(options.story or "")) else None
    if story is None or options.scene > len(story.scenes):
        return ()
    try:
        view = story.scenes[options.scene - 1].view
        shown = _drawn(PAGES[view.page], *seen(view, selection.dataset))
    except ValueError:
        return ()
    return tuple(kind for kind in shown if kind != "table")


def _drawn(page: PageEntry, selection: Selection, options: ViewOptions) -> tuple[Drawn, ...]:
    """What stands on a view of a page. Dossiers, single events and what is said where there are none are texts."""
    if page.filtered and not selection.n:
        return ()
    match page.name:
        case "present":
            return _on_scene(selection, options)
        case "overview" if options.against is not None:
            return ("map", "chart")
        case "overview" if opens(selection):
            return ()
        case "events" if options.event is not None:
            return ()
    return page.draws


def scripts(static: Path, page: PageEntry, selection: Selection, options: ViewOptions) -> tuple[str, ...]:
    """The names of the files that a view of a page needs beside those of every page; `static` is Streamlit's folder of its own files."""
    drawn = (_DRAWN[kind] for kind in _drawn(page, selection, options))
    kinds = (_EVERYWHERE, _FILTERS if page.filtered else (), *drawn)
    return _with_what_they_need(static, tuple(kind for group in kinds for kind in group))
