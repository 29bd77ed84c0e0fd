"""When all viewers have left, the server holds what it held before they came."""

from __future__ import annotations

import random
import threading
import time

from tests.bench.soak import Held, Tally, Watched, visit, watched

VIEWERS = 5
VISITS = 4


def crowd(server: Watched, tally: Tally, visits: int) -> Held:
    """Viewers who come at once and so often, look around, and leave; what the server holds once it has forgotten them."""

    def come_and_go(number: int) -> None:
        dice = random.Random(visits * 1000 + number)
        for _ in range(visits):
            visit(server.host, dice, tally, 2, lambda: None)

    threads = [threading.Thread(target=come_and_go, args=(number,)) for number in range(VIEWERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deadline = time.monotonic() + 120
    while (held := server.look()).kept:
        assert time.monotonic() < deadline, held
        time.sleep(0.5)
    return held


def test_what_viewers_took_is_given_back_when_they_have_left() -> None:
    """Sessions and threads all. Of some sessions that come and go at once Streamlit keeps the event loop, which has three handles."""
    tally = Tally()
    # A session is kept for two minutes for a viewer who comes back; here for a second.
    with watched("--server.disconnectedSessionTTL", "1") as server:
        # What is taken once and for all: modules, pictures, the pool of threads.
        before = crowd(server, tally, 1)
        after = crowd(server, tally, VISITS)
    assert tally.errors == []
    assert len(tally.pages) == 2 * VIEWERS * (1 + VISITS)
    assert after.threads - before.threads < VIEWERS, (before, after)
    assert after.handles - before.handles < VIEWERS * VISITS, (before, after)
