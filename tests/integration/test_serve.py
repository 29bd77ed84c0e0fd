"""Two processes behind the real HAProxy, with viewers and programs that ask all the while: one is killed, both are started anew.

Meanwhile other data take the place of those that are served.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from atlas.dataset import DATA_FOLDER
from atlas.settings import read_settings
from tests.bench.viewers import Viewer
from tests.integration.debian import MissingError
from tests.integration.haproxy import haproxy
from tests.integration.test_swap import rewrite
from tests.running import PATIENCE, ROOT, free_port, wait_for

GOES_ON_WITHIN = 5
VIEWS = ("link=AFG-IND", "link=AFG-IRN&from=2025-01-01", "q=muttaqi", "grade=A&status=occurred")
PAGES = ("map", "events", "", "relations")
ASKED = ("events.csv?link=AFG-IND", "map.png?link=AFG-CHN", "events.json?limit=5", "events.xlsx?link=AFG-IRN", "health")


@dataclass
class Served:
    """The atlas as `make serve` serves it."""

    serving: subprocess.Popen[bytes]
    host: str
    log: Path
    data: Path

    @property
    def _children(self) -> Iterator[tuple[int, str]]:
        """What was started to serve: each process with its command."""
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                line, command = status.read_text(), (status.parent / "cmdline").read_text()
            except OSError:
                continue
            if int(line.rpartition(")")[2].split()[1]) == self.serving.pid:
                yield int(status.parent.name), command

    @property
    def processes(self) -> dict[str, int]:
        """The processes of the atlas by their ports."""
        return {port[1]: process for process, command in self._children if (port := re.search(r"--server\.port\0(\d+)", command))}

    def process_of(self, cookie: str) -> int:
        """The process to which the balancer leads who has this cookie, before any was moved to another port."""
        servers = next(found[1] for _, command in self._children if (found := re.search(r"-f\0([^\0]*servers\.cfg)", command)))
        port = re.search(rf"127\.0\.0\.1:(\d+) cookie {cookie}\b", Path(servers).read_text(encoding="utf-8"))
        assert port
        return self.processes[port[1]]

    def is_ready(self, process: int) -> bool:
        """Whether one of the two answers those who keep to it; the balancer gives them to the other while it does not."""
        answer = httpx.get(f"http://{self.host}/map", cookies={"atlas": f"atlas{process}"}, timeout=PATIENCE)
        return answer.status_code == 200 and answer.cookies.get("atlas") in (None, f"atlas{process}")

    def wait_until_both_are_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not (self.is_ready(1) and self.is_ready(2)):
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            time.sleep(0.2)

    def publish(self, version: str) -> None:
        """Put a package of this version in place of the one that is served."""
        rewrite(self.data / "datapackage.json", lambda text: re.sub(r'"version": "[\d.]+"', f'"version": "{version}"', text, count=1))

    def files(self, process: int) -> dict[str, bytes]:
        """What one of the two processes answers with."""
        with httpx.Client(base_url=f"http://{self.host}/api/v1/", cookies={"atlas": f"atlas{process}"}, timeout=PATIENCE) as client:
            return {path: client.get(path).content for path in ASKED}

    def wait_for_version(self, version: str) -> dict[str, bytes]:
        """What both processes answer with once they have the version."""
        deadline = time.monotonic() + PATIENCE
        while not all(version.encode() in (found := self.files(process))["health"] for process in (1, 2)):
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            time.sleep(0.2)
        assert self.files(1) == found
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two processes behind HAProxy."""
    try:
        haproxy()
    except MissingError as error:
        pytest.fail(str(error))
    folder = tmp_path_factory.mktemp("served")
    host, log, data = f"127.0.0.1:{free_port()}", folder / "log.txt", Path(shutil.copytree(DATA_FOLDER, folder / "data"))
    command = [sys.executable, "scripts/serve.py", "--listen", host, "--processes", "2"]
    with log.open("wb") as output:
        environment = {**os.environ, "ATLAS_RATE_LIMIT": "0", "ATLAS_DATA": str(data), "ATLAS_WATCH": "1"}
        serving = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        served = Served(serving, host, log, data)
    try:
        wait_for(served.serving, f"http://{host}", log)
        served.wait_until_both_are_ready()
        yield served
    finally:
        served.serving.terminate()
        served.serving.wait(70)
    assert served.processes == {}
    assert "Traceback" not in log.read_text(encoding="utf-8")


@dataclass
class Asking:
    """A program that asks the API all the while."""

    host: str
    answers: int = 0
    failures: list[str] = field(default_factory=list)
    files: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    """What came for each address."""
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        with httpx.Client(base_url=f"http://{self.host}/api/v1/", timeout=PATIENCE) as client:
            while not self.done.is_set():
                path = ASKED[self.answers % len(ASKED)]
                try:
                    answer = client.get(path)
                    # All of it: the length that was announced has come, else httpx raises.
                    assert answer.status_code == 200
                    self.files[path].add(answer.content)
                except (httpx.HTTPError, AssertionError) as error:
                    self.failures.append(f"{path}: {error!r}")
                self.answers += 1
                self.done.wait(0.2)


@contextmanager
def asked_all_the_while(host: str) -> Iterator[list[Asking]]:
    """Programs that ask until the block ends."""
    programs = [Asking(host) for _ in range(2)]
    threads = [threading.Thread(target=program.run) for program in programs]
    for thread in threads:
        thread.start()
    try:
        yield programs
    finally:
        for program in programs:
            program.done.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def viewers(served: Served) -> Iterator[list[Viewer]]:
    """Visitors at different views, of whom each process has some."""
    served.wait_until_both_are_ready()
    there = [Viewer(served.host) for _ in VIEWS]
    for viewer, page, query in zip(there, PAGES, VIEWS, strict=True):
        viewer.look(page, query)
    assert {viewer.http.cookies["atlas"] for viewer in there} == {"atlas1", "atlas2"}
    yield there
    for viewer in there:
        viewer.leave()


def test_a_visitor_keeps_a_process(served: Served) -> None:
    with httpx.Client(base_url=f"http://{served.host}", timeout=PATIENCE) as visitor:
        assert "atlas" in visitor.get("/map?link=AFG-IND").cookies
        for _ in range(4):
            assert "set-cookie" not in visitor.get("/map?link=AFG-IND").headers, "the same process answers"


def test_the_balancer_passes_on_addresses_as_long_as_the_atlas_takes(served: Served) -> None:
    # The question mark does not count.
    longest = read_settings({}).address_limit + 1
    for length, status in ((longest, 200), (longest + 1, 414)):
        # Browsers say much of themselves too, with cookies above all.
        answer = httpx.get(
            f"http://{served.host}{'/map?q='.ljust(length, 'a')}", headers={"cookie": f"another={'a' * 4000}"}, timeout=PATIENCE
        )
        assert answer.status_code == status


def test_viewers_go_on_when_a_process_is_killed(served: Served, viewers: list[Viewer]) -> None:
    """It is in the middle of a picture or an export, and of taking other data. What is started again answers as the other one does."""
    before = served.processes
    seen = [viewer.view for viewer in viewers]
    assert all(seen) and len(set(seen)) == len(VIEWS)
    kept = viewers[0].http.cookies["atlas"]
    old = served.files(1)
    with asked_all_the_while(served.host) as programs:
        victim = served.process_of(kept)
        served.publish("2027.1.0")
        # A change is noticed within a second, and read when it is still for another.
        time.sleep(1.5)
        os.kill(victim, signal.SIGKILL)
        for viewer, view in zip(viewers, seen, strict=True):
            if viewer.http.cookies["atlas"] == kept:
                # At the other one, or at this one where it is up again as soon.
                viewer.go_on(GOES_ON_WITHIN)
            else:
                assert not viewer.is_cut_off()
            assert viewer.view == view
    assert all(viewer.http.get(f"/{viewer.page}?{viewer.query}").status_code == 200 for viewer in viewers)
    deadline = time.monotonic() + PATIENCE
    while victim in (after := served.processes).values() or sorted(after) != sorted(before):
        assert time.monotonic() < deadline, "what was killed is started again"
        time.sleep(0.2)
    served.wait_until_both_are_ready()
    new = served.wait_for_version("2027.1.0")
    assert all(program.files[path] <= {old[path], new[path]} for program in programs for path in ASKED)


def test_a_rolling_restart_loses_no_answer_and_no_view(served: Served, viewers: list[Viewer]) -> None:
    before = served.processes
    seen = [viewer.view for viewer in viewers]
    with asked_all_the_while(served.host) as programs:
        served.serving.send_signal(signal.SIGHUP)
        served.publish("2027.2.0")
        deadline = time.monotonic() + PATIENCE
        back: set[int] = set()
        while served.processes.keys() & before.keys() or len(served.processes) != 2 or len(back) < len(viewers):
            assert time.monotonic() < deadline, served.log.read_text(encoding="utf-8")
            for number, viewer in enumerate(viewers):
                if number not in back and viewer.is_cut_off():
                    viewer.go_on(GOES_ON_WITHIN)
                    back.add(number)
            time.sleep(0.05)
    served.wait_for_version("2027.2.0")
    assert [viewer.view for viewer in viewers] == seen
    assert all(program.answers > 5 and program.failures == [] for program in programs), programs


def test_a_wrong_setting_ends_it_with_what_is_wrong() -> None:
    command = [sys.executable, "scripts/serve.py", "--listen", f"127.0.0.1:{free_port()}", "--processes", "1"]
    environment = {**os.environ, "ATLAS_RATE_LIMIT": "lots"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and done.stderr.count("ATLAS_RATE_LIMIT") == 1 and "Nothing is served" in done.stderr
