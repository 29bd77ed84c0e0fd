"""Colours stand once; what cannot read them is held to them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from atlas.palette import DARK, LIGHT, Theme

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_streamlit_has_the_colours_of_the_palette(name: str, theme: Theme) -> None:
    given = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]
    assert given["backgroundColor"] == theme.paper
    assert given["textColor"] == theme.ink
    assert given["primaryColor"] == theme.accent
    assert given["borderColor"] == theme.rule


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_wordmark_has_the_colours_of_the_palette(name: str, theme: Theme) -> None:
    drawn = (ROOT / "static" / f"wordmark-{name}.svg").read_text(encoding="utf-8")
    assert {*re.findall("#[0-9A-Fa-f]{6}", drawn)} == {theme.ink, theme.accent}


def test_no_other_module_types_a_colour() -> None:
    typed = [
        str(file.relative_to(ROOT))
        for folder in ("atlas", "components", "pages")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".j2") and re.search("#[0-9A-Fa-f]{6}\\b", file.read_text(encoding="utf-8"))
    ]
    assert typed == ["atlas/palette.py"]
