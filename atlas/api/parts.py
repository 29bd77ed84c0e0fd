"""Which bytes of a file are asked for: programs read a large file in parts, its end first."""

from __future__ import annotations

import re
from http import HTTPStatus

from atlas.web import ProblemError

_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})", re.IGNORECASE)


def part_of(header: str, size: int) -> slice | None:
    """The bytes of a file of `size` bytes that a `Range` header asks for (RFC 9110, 14.1.2).

    `None` where the whole is to be given: several parts, another unit, or no range at all. Raises `ProblemError` where the file
    has no such part.
    """
    found = _RANGE.fullmatch(header.strip())
    first, last = found.groups() if found else ("", "")
    if not (first or last) or (first and last and int(last) < int(first)):
        return None
    start, stop = (int(first), int(last) + 1 if last else size) if first else (max(size - int(last), 0), size)
    if start >= size:
        detail = f"The file has {size} bytes, none of them among those asked for."
        raise ProblemError(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, detail, headers={"Content-Range": f"bytes */{size}"})
    return slice(start, min(stop, size))
