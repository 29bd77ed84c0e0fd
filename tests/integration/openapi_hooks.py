"""What the description of the API cannot say, for schemathesis: a period ends after it begins."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(_: schemathesis.HookContext, query: dict[str, Any] | None) -> bool:
    """Leave out periods that end before they begin, which the API is right to refuse; `-30` begins thirty days before the last."""
    start, end = (str((query or {}).get(name, "")) for name in ("from", "to"))
    return not (start and end and (start.startswith("-") or start > end))
