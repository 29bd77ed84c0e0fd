"""Prints as JSON what this host makes of some addresses: the answers of the API, and all that pages say.

Run by `test_odd_hosts.py`, in a process at another place: `python -m tests.integration.as_a_host YEAR [full]`. Its clock stands in that
year, and its disk may be full.
"""

from __future__ import annotations

import datetime
import json
import resource
import sys
import time
from hashlib import sha256

import time_machine
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from atlas import api
from atlas.dataset import load, serving
from atlas.words import format_date
from tests.pages.links import html_pieces
from tests.pages.views import ENTRY
from tests.running import PATIENCE

FILES = (
    *("events.csv", "events.json?limit=50", "events.atom?from=-30", "events.parquet", "map.svg?from=2025-01-01", "package.zip"),
    *("dossier.html?link=AFG-IND", "dossier.docx?link=AFG-IRN", "dossier.pptx?link=AFG-CHN", "routes.geojson?asof=2025-11-01"),
)
PAGES_SEEN = ("", "events")
CLOCKED = (
    "events.csv",
    "events.json?limit=50",
    "events.atom?from=-30",
    "dossier.html?link=AFG-IND",
    "legs.csv",
    "dossier.json?link=AFG-IRN",
)
"""Files of text."""


def without(day: datetime.date, text: str) -> str:
    """A text without the day on which it was made, which files name."""
    return text.replace(day.isoformat(), "DAY").replace(format_date(day), "DAY")


def said(page: str) -> list[str]:
    """All words of a page."""
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    at.query_params["link"] = "AFG-IND"
    (at.switch_page(f"{page}.py") if page else at).run()
    assert not at.exception, at.exception
    return [*(str(element.value) for kind in (at.title, at.header, at.markdown, at.caption) for element in kind), *html_pieces(at)]


if __name__ == "__main__":
    moment = datetime.datetime(int(sys.argv[1]), 2, 3, 4, 5, tzinfo=datetime.UTC)
    clock = time_machine.travel(moment)
    clock.start()
    assert time.gmtime().tm_year == datetime.datetime.now(datetime.UTC).year == moment.year
    if "full" in sys.argv:
        # No file can be written to any more.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    served = serving.Served(load())
    client = TestClient(Starlette(routes=api.routes(lambda: served)), base_url="http://atlas.example.org")
    clocked = {path: without(moment.date(), client.get(f"/api/v1/{path}").raise_for_status().text) for path in CLOCKED}
    pages = {page: [without(moment.date(), text) for text in said(page)] for page in PAGES_SEEN}
    clock.stop()
    # The same bytes on the same day.
    time_machine.travel(datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)).start()
    answers = {path: client.get(f"/api/v1/{path}") for path in FILES}
    seen = {path: [answer.status_code, sha256(answer.content).hexdigest()] for path, answer in answers.items()}
    workbook = client.get("/api/v1/events.xlsx?link=AFG-IND")
    long = [workbook.status_code, len(workbook.content) > 50_000]
    json.dump({"files": seen, "clocked": clocked, "pages": pages, "workbook": long}, sys.stdout)
