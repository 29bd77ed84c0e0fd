"""The typefaces in which pictures are lettered and slides measured: they come with matplotlib, which is slow to import."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_SPEC = find_spec("matplotlib")
TYPEFACES = Path(_SPEC.origin if _SPEC and _SPEC.origin else "").parent / "mpl-data" / "fonts" / "ttf"

PLAIN_FACE = TYPEFACES / "DejaVuSans.ttf"
_NAMES = (PLAIN_FACE.name, "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSerif.ttf", "LastResortHE-Regular.ttf")


def missing_typefaces() -> list[str]:
    """What is not there, by name."""
    return [name for name in _NAMES if not (TYPEFACES / name).is_file()]
