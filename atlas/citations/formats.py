"""References as files for a reference manager: BibTeX, RIS and CSL-JSON. UTF-8 throughout."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from atlas.citations.references import Reference, one_line

# A brace counts for BibTeX's reader even behind a backslash, so it must be written as a command.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
_RIS_KINDS = {"dataset": "DATA", "page": "ELEC"}
_CSL_KINDS = {"dataset": "dataset", "page": "webpage"}


def _tex(text: str) -> str:
    return one_line(text).translate(_TEX)


def _address(url: str) -> str:
    """An address in which nothing can close a field: braces, backslashes and blanks are percent-encoded."""
    return quote(one_line(url), safe="%/:?#[]@!$&'()*+,;=-._~")


def _remark(reference: Reference) -> str:
    """Note and licence as one text, for formats that have no field for a licence."""
    licence = f"Licence: {reference.licence}." if reference.licence else ""
    return f"{reference.note} {licence}".strip()


def _bibtex_fields(reference: Reference) -> dict[str, str]:
    year, month, *_ = (*reference.date_parts, None, None)
    fields = {
        # The second pair of braces keeps an organisation from being read as a name, and a title as it is written.
        "author": f"{{{_tex(reference.author)}}}" if reference.author else "",
        "title": f"{{{_tex(reference.title)}}}",
        "year": str(year or ""),
        "month": str(month or ""),
        "date": reference.published,
        "version": _tex(reference.version),
        "language": reference.language,
        "note": _tex(_remark(reference)),
        "url": _address(reference.url),
        "urldate": reference.accessed.isoformat() if reference.accessed else "",
    }
    return {name: value for name, value in fields.items() if value}


def bibtex(references: Iterable[Reference]) -> str:
    """One `@misc` entry a reference, which every BibTeX style and biblatex know."""
    entries = []
    for reference in references:
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _bibtex_fields(reference).items())
        entries.append(f"@misc{{{reference.key},\n{fields}\n}}\n")
    return "\n".join(entries)


def ris(references: Iterable[Reference]) -> str:
    """One record a reference: lines of a tag and a value, ended by CR LF as the format asks."""
    lines = []
    for reference in references:
        parts = reference.date_parts
        day = "/".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]), *[""] * (3 - len(parts))]) if parts else ""
        accessed = reference.accessed
        fields = [
            ("ID", reference.key),
            ("AU", reference.author and f"{reference.author},"),
            ("TI", reference.title),
            ("PY", str(parts[0]) if parts else ""),
            ("DA", day),
            ("ET", reference.version),
            ("LA", reference.language),
            ("N1", reference.note),
            ("C1", reference.licence),
            ("UR", _address(reference.url)),
            ("Y2", f"{accessed:%Y/%m/%d}/" if accessed else ""),
        ]
        lines += [f"TY  - {_RIS_KINDS[reference.kind]}", *(f"{tag}  - {one_line(value)}" for tag, value in fields if value), "ER  - ", ""]
    return "\r\n".join(lines)


def _csl_item(reference: Reference) -> dict[str, Any]:
    item = {
        "id": reference.key,
        "type": _CSL_KINDS[reference.kind],
        "title": one_line(reference.title),
        "author": [{"literal": one_line(reference.author)}] if reference.author else None,
        "issued": {"date-parts": [list(reference.date_parts)]} if reference.published else None,
        "version": reference.version,
        "language": reference.language,
        "note": one_line(_remark(reference)),
        "URL": _address(reference.url),
        "accessed": {"date-parts": [[*reference.accessed.timetuple()[:3]]]} if reference.accessed else None,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(references: Iterable[Reference]) -> str:
    """An array of items as citation processors read it (https://github.com/citation-style-language/schema)."""
    return json.dumps([_csl_item(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"
