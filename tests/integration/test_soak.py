"""When all viewers have left, the server holds what it held before they came."""

from __future__ import annotations

import random
import threading
import time

import httpx

from tests.bench.soak import Held, Tally, Watched, visit, watched
from tests.running import PATIENCE

VIEWERS = 4
VISITS = 3
MAP, CARD = "map.png", "events/2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial.png"
"""Pictures: one in every typeface that is asked for here, and a small one."""


def ask(server: Watched, path: str) -> None:
    httpx.get(f"http://{server.host}/api/v1/{path}", timeout=PATIENCE).raise_for_status()


def crowd(server: Watched, tally: Tally, visits: int) -> Held:
    """Viewers who come at once and so often, look around, and leave; what the server holds once it has forgotten all but the last."""

    def come_and_go(number: int) -> None:
        dice = random.Random(visits * 1000 + number)
        for _ in range(visits):
            visit(server.host, dice, tally, 2, lambda: None)
            ask(server, CARD)

    threads = [threading.Thread(target=come_and_go, args=(number,)) for number in range(VIEWERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    forgotten(server)
    # Streamlit lets go of sessions that it has forgotten when it keeps another one.
    visit(server.host, random.Random(visits), tally, 1, lambda: None)
    return forgotten(server)


def forgotten(server: Watched) -> Held:
    """What the server holds when no viewer can come back."""
    deadline, left = time.monotonic() + PATIENCE, time.time()
    while (held := server.look()).kept or server.file.stat().st_mtime < left:
        assert time.monotonic() < deadline, held
        time.sleep(0.2)
    return held


def test_what_viewers_took_is_given_back_when_they_have_left() -> None:
    """Sessions, threads and open files all."""
    tally = Tally()
    # A session is kept for two minutes for a viewer who comes back; here for a second.
    with watched("--server.disconnectedSessionTTL", "1") as server:
        # What is taken once and for all: modules, pictures, typefaces, the pool of threads.
        ask(server, MAP)
        before = crowd(server, tally, 1)
        after = crowd(server, tally, VISITS)
    assert tally.errors == []
    assert len(tally.pages) == 2 * VIEWERS * (1 + VISITS) + 2
    assert after.threads - before.threads < VIEWERS, (before, after)
    assert after.handles - before.handles < VIEWERS, (before, after)
