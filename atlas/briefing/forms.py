"""The forms of a briefing pack, each once: Share and the API read this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atlas.briefing.contents import Pack
from atlas.briefing.document import pack_html

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class PackForm:
    """A form of the pack by the ending of its file, with the kind of picture that it takes."""

    name: str
    label: str
    media_type: str
    picture: Literal["svg", "png"]
    write: Callable[[Pack], bytes]


def _slides(pack: Pack) -> bytes:
    # Slow to import, and few need it.
    from atlas.briefing.slides import pack_pptx

    return pack_pptx(pack)


def _text(pack: Pack) -> bytes:
    from atlas.briefing.text import pack_docx

    return pack_docx(pack)


PACK_FORMS = {
    form.name: form
    for form in (
        PackForm("html", "To read and print (HTML)", "text/html; charset=utf-8", "svg", pack_html),
        PackForm("pptx", "Slides (PowerPoint)", f"{_OFFICE}.presentationml.presentation", "png", _slides),
        PackForm("docx", "Text to edit (Word)", f"{_OFFICE}.wordprocessingml.document", "png", _text),
    )
}
"""The forms by name."""
