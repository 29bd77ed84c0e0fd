"""What takes long is made in a process of its own, and its end is nobody else's."""

from __future__ import annotations

import io
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api
from atlas.dataset import Dataset, serving
from atlas.worker import NotMadeError, Worker
from tests.pages.views import ENTRY


def kill_first(worker: Worker) -> None:
    """End the process as soon as it is started, as a host does that has no memory left."""
    while worker.process is None:
        time.sleep(0.01)
    worker.process.kill()


def test_a_workbook_whose_process_is_killed_is_refused_and_the_next_one_is_made(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.exports.workbook.QUICK", 0)
    worker = Worker()
    monkeypatch.setattr("atlas.exports.workbook._WORKER", worker)
    client = TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset))))
    killer = threading.Thread(target=kill_first, args=(worker,))
    killer.start()
    lost = client.get("/api/v1/events.xlsx?link=AFG-IND")
    killer.join()
    assert lost.status_code == 503 and lost.headers["retry-after"] == "1"
    assert "ask again" in lost.json()["detail"]
    made = client.get("/api/v1/events.xlsx?link=AFG-IND")
    assert made.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(made.content), read_only=True).sheetnames[0] == "events"


def test_it_does_not_begin_with_the_page_that_streamlit_runs_as_the_main_script(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ModuleType("__main__")
    page.__file__ = str(ENTRY)
    monkeypatch.setitem(sys.modules, "__main__", page)
    assert Worker().run(len, "abc") == 3


def test_what_goes_wrong_in_it_goes_wrong_here_and_it_goes_on() -> None:
    worker = Worker()
    with pytest.raises(ValueError, match="invalid literal"):
        worker.run(int, "abc")
    assert worker.run(int, "12") == 12


def test_more_than_may_wait_are_sent_away_and_those_who_wait_are_served() -> None:
    worker = Worker(most_waiting=2)
    with ThreadPoolExecutor(2) as visitors:
        waiting = [visitors.submit(worker.run, time.sleep, 2), visitors.submit(worker.run, len, "abc")]
        while worker._places._value:
            time.sleep(0.01)
        with pytest.raises(NotMadeError, match="Ask again"):
            worker.run(len, "abc")
        assert [one.result() for one in waiting] == [None, 3]


def test_a_view_that_no_workbook_may_hold_is_refused_with_what_to_take_instead(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.exports.workbook.hosting", lambda: type("Small", (), {"workbook_limit": 10}))
    answer = TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))).get("/api/v1/events.xlsx")
    assert answer.status_code == 400
    assert all(name in answer.json()["detail"] for name in ("at most 10 events", "events.csv", "events.parquet"))
