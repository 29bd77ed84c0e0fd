"""What a change of the filter costs the server, page by page: milliseconds, and bytes it sends.

    make bench

Starts the dashboard and, beside it, an empty Streamlit script under the best settings of garbage collector and socket, and
talks to both as a browser does. Time runs from the request to the message that the script has finished. Nothing is asserted:
figures compare on one machine, they do not promise.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402
from websockets.sync.client import ClientConnection, connect  # noqa: E402

from tests.pages.views import FILTERS, PAGES  # noqa: E402
from tests.running import PATIENCE, free_port  # noqa: E402

EMPTY_APP = """
import gc
import socket
from contextlib import asynccontextmanager

import pandas
import streamlit as st

@asynccontextmanager
async def lifespan(_):
    # Without this the kernel holds small messages back for up to 40 ms until the last one is acknowledged.
    for item in gc.get_objects():
        if isinstance(item, socket.socket) and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    gc.collect()
    gc.freeze()
    yield

app = st.App("empty.py", lifespan=lifespan)
"""


@dataclass
class Cost:
    """Costs of the runs of one page."""

    milliseconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)

    def add(self, milliseconds: float, size: int, sent: int, messages: int) -> None:
        """One more run, with the bytes of its messages, and those that went over the network for them."""
        self.milliseconds.append(milliseconds)
        self.sizes.append(size)
        self.sent.append(sent)
        self.messages.append(messages)

    def figures(self, floor: float | None = None) -> dict[str, float]:
        """Milliseconds in the middle and at the 95th of a hundred, times what an empty script takes, kilobytes, those sent, messages."""
        ordered = sorted(self.milliseconds)
        middle = statistics.median(ordered)
        return {
            "ms": middle,
            "late": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
            "times": middle / (floor or middle),
            # What was shown a while ago is still held; a change leads to what was not shown before.
            "kB": statistics.median(self.sizes[: len(FILTERS)]) / 1000,
            "sent": statistics.median(self.sent[: len(FILTERS)]) / 1000,
            "messages": statistics.median(self.messages),
        }


def answering(port: int, alive: Callable[[], bool]) -> str:
    """Host and port of a server once it answers."""
    host, deadline = f"127.0.0.1:{port}", time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://{host}/_stcore/health", timeout=5).close()
        except OSError:
            if not alive() or time.monotonic() > deadline:
                sys.exit("A server did not start; try: streamlit run app.py")
            time.sleep(0.1)
        else:
            return host


@contextmanager
def serve(folder: Path, *how: str) -> Iterator[str]:
    """Host and port of the app in a folder; `how` are the arguments of Python that start it, where it is not Streamlit alone."""
    port = free_port()
    start = how or ("-m", "streamlit", "run", "app.py")
    command = [sys.executable, *start, "--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, cwd=folder, env=dict(os.environ), **quiet)
    try:
        yield answering(port, lambda: process.poll() is None)
    finally:
        process.terminate()
        process.wait(20)


class BrokenPageError(Exception):
    """A page has shown an error."""


class Counted(socket.socket):
    """A connection that counts the bytes that come in."""

    came = 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """What came in, counted."""
        found = super().recv(size, flags)
        self.came += len(found)
        return found


class Session:
    """A visitor without a browser."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.hashes: dict[str, str] = {}
        self.frames: list[bytes] = []
        self.said: list[str] = []
        """What the last run sent, and what its Markdown and HTML say."""
        self._held: dict[str, tuple[int, ForwardMsg]] = {}
        self._runs = self._oldest = 0

    @property
    def came(self) -> int:
        """Bytes that have come over the network so far."""
        return self.connection.socket.came if isinstance(self.connection.socket, Counted) else 0

    def run(self, query: str = "", page: str = "") -> tuple[float, int, int, int]:
        """Ask for a run of a page at an address: milliseconds until the script has finished, bytes of its messages, those that came
        over the network for them, and messages.
        """
        request = BackMsg()
        request.rerun_script.query_string = query
        # A browser that has just come knows no page but the one in its address.
        request.rerun_script.page_script_hash = self.hashes.get(page, "")
        request.rerun_script.page_name = "" if self.hashes else page
        request.rerun_script.cached_message_hashes.extend(self._held)
        start, came = time.perf_counter(), self.came
        self.connection.send(request.SerializeToString())
        size = messages = 0
        self.frames, self.said = [], []
        while True:
            frame = self.connection.recv(timeout=60)
            assert isinstance(frame, bytes)
            self.frames.append(frame)
            size += len(frame)
            messages += 1
            message = ForwardMsg()
            message.ParseFromString(frame)
            if message.ref_hash:
                message = self._held[message.ref_hash][1]
                self._held[message.hash] = self._runs, message
            elif message.metadata.cacheable:
                self._held[message.hash] = self._runs, message
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._oldest = message.new_session.config.max_cached_message_age
            if kind == "navigation":
                self.hashes = {entry.url_pathname: entry.page_script_hash for entry in message.navigation.app_pages}
                self.hashes[""] = next(entry.page_script_hash for entry in message.navigation.app_pages if entry.is_default)
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise BrokenPageError(f"/{page}?{query}: {element.exception.message}")
            if element.WhichOneof("type") == "markdown":
                self.said.append(element.markdown.body)
            if element.WhichOneof("type") == "html":
                self.said += re.findall(r">([^<]+)<", element.html.body)
            if kind == "script_finished":
                # As a browser does, keep large messages for the next runs.
                self._runs += 1
                self._held = {name: held for name, held in self._held.items() if self._runs - held[0] <= self._oldest}
                return (time.perf_counter() - start) * 1000, size, self.came - came, messages


def live(host: str, **how: Any) -> AbstractContextManager[ClientConnection]:
    """A live connection as the browser opens it, which waits however long the server is silent; `how` goes to `websockets`."""
    address, port = host.partition("/")[0].split(":")
    counted = Counted(fileno=socket.create_connection((address, int(port))).detach())
    return connect(f"ws://{host}/_stcore/stream", sock=counted, max_size=None, ping_interval=None, subprotocols=["streamlit"], **how)  # type: ignore[list-item]


@contextmanager
def session(host: str) -> Iterator[Session]:
    """A visitor who leaves with the block."""
    with live(host) as connection:
        yield Session(connection)


def measure(host: str, page: str, queries: list[str]) -> Cost:
    """The cost of one run for each query, in a session of its own."""
    cost = Cost()
    with session(host) as visitor:
        visitor.run()
        # The first run of a page loads what it needs.
        visitor.run("", page)
        for query in queries:
            cost.add(*visitor.run(query, page))
    return cost


def pages(rounds: int = 5) -> dict[str, dict[str, float]]:
    """The figures of every page, and of the empty script, for ten filters asked for so often each."""
    queries, found = list(FILTERS) * rounds, {}
    print(f"One filter change, {len(queries)} runs a page, one visitor. Time in ms from the request to the end of the script.\n")
    print(f"{'page':<14}{'median':>10}{'95 %':>10}{'times empty':>13}{'kB':>10}{'kB sent':>10}{'messages':>10}")

    def told(name: str, cost: Cost, floor: float | None) -> float:
        found[name] = row = cost.figures(floor)
        times = f"{row['ms']:>10.1f}{row['late']:>10.1f}{row['times']:>13.1f}"
        print(f"{name:<14}{times}{row['kB']:>10.1f}{row['sent']:>10.1f}{row['messages']:>10.0f}", flush=True)
        return row["ms"]

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(EMPTY_APP, encoding="utf-8")
        Path(folder, "empty.py").write_text("", encoding="utf-8")
        with serve(Path(folder)) as host:
            floor = told("empty script", measure(host, "", queries), None)
    with serve(ROOT) as host:
        for page in PAGES:
            told(page.url or "overview", measure(host, page.url, queries), floor)
    print("\nkB are those of the messages, and as sent, compressed, over the network; what a browser still holds is not sent again.")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each of the ten filters is asked for (default: 5)")
    pages(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
