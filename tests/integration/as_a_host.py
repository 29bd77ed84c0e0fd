"""Prints as JSON what this host makes of some addresses: the answers of the API, and all that pages say.

Run by `test_odd_hosts.py`, in a process at another place; with the argument `full` its disk is full.
"""

from __future__ import annotations

import json
import resource
import sys
from hashlib import sha256

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from atlas import api
from atlas.dataset import load, serving
from tests.pages.links import html_pieces
from tests.pages.views import ENTRY

FILES = (
    *("events.csv", "events.json?limit=50", "events.atom?from=-30", "events.parquet", "map.svg?from=2025-01-01", "package.zip"),
    *("dossier.html?link=AFG-IND", "dossier.docx?link=AFG-IRN", "dossier.pptx?link=AFG-CHN", "routes.geojson?asof=2025-11-01"),
)
PAGES_SEEN = ("", "events")


def said(page: str) -> list[str]:
    """All words of a page."""
    at = AppTest.from_file(str(ENTRY), default_timeout=300)
    at.query_params["link"] = "AFG-IND"
    (at.switch_page(f"{page}.py") if page else at).run()
    assert not at.exception, at.exception
    return [*(str(element.value) for kind in (at.title, at.header, at.markdown, at.caption) for element in kind), *html_pieces(at)]


if __name__ == "__main__":
    if "full" in sys.argv:
        # No file can be written to any more.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    served = serving.Served(load())
    client = TestClient(Starlette(routes=api.routes(lambda: served)), base_url="http://atlas.example.org")
    answers = {path: client.get(f"/api/v1/{path}") for path in FILES}
    seen = {path: [answer.status_code, sha256(answer.content).hexdigest()] for path, answer in answers.items()}
    workbook = client.get("/api/v1/events.xlsx?link=AFG-IND")
    pages = {page: said(page) for page in PAGES_SEEN}
    json.dump({"files": seen, "pages": pages, "workbook": [workbook.status_code, len(workbook.content) > 50_000]}, sys.stdout)
