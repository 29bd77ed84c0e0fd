"""What is wrong with a request, as a problem document (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

PROBLEM_TYPE = "application/problem+json"


@dataclass
class ProblemError(Exception):
    """A request that cannot be answered. `more` are further members of the document, `headers` of the answer."""

    status: HTTPStatus
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The problem document."""
        return {"type": "about:blank", "title": self.status.phrase, "status": self.status.value, "detail": self.detail, **self.more}

    def answer(self, headers: Mapping[str, str]) -> Response:
        """The problem as an answer with further headers, which nobody keeps."""
        every = {**headers, "Cache-Control": "no-store", **self.headers}
        return Response(json.dumps(self.as_dict(), ensure_ascii=False), self.status, headers=every, media_type=PROBLEM_TYPE)
