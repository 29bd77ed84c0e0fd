"""One process beside the server, for what would hold the interpreter that all visitors share."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

MOST_WAITING = 4
"""So many pieces of work are taken on at once, the one that is done among them."""

_AGAIN_IN = 30


class NotMadeError(Exception):
    """A file that cannot be made; the message says why, and what to do. Asking again may help in `again` seconds, or, at 0, never."""

    def __init__(self, message: str, again: int = 0) -> None:
        super().__init__(message)
        self.again = again


def _begin() -> None:
    """Leave Ctrl-C to the server, and end when it does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()

    def follow() -> None:
        if server is not None:
            server.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


class Worker:
    """A process that is started when it is first needed, and anew after it was lost. It holds nothing of the server's memory."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._places = threading.BoundedSemaphore(most_waiting)
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, make: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What a function of a module makes, in the other process. Raises `NotMadeError` where too many wait or the process was lost."""
        if not self._places.acquire(blocking=False):
            raise NotMadeError("Several large files are being made for others. Ask again in half a minute.", _AGAIN_IN)
        try:
            pool = self._started()
            try:
                return pool.submit(make, *args, **kwargs).result()
            except BrokenProcessPool:
                self._forget(pool)
                lost = "The process that makes large files was ended before this one was done, by the host or for want of memory."
                raise NotMadeError(f"{lost} A new one takes its place: ask again, or narrow the view.", 1) from None
        finally:
            self._places.release()

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # A process split off from one with threads may never get a lock that one of them held.
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)
            return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False)
