"""One process beside the server, for what would hold the interpreter that all visitors share.

It is not one of `multiprocessing`, which begins a new process with the main script of the old one: with the page that Streamlit runs at
the moment.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

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


class Worker:
    """A process that is started when it is first needed, and anew after it was lost. It holds nothing of the server's memory."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._places = threading.BoundedSemaphore(most_waiting)
        self._busy = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, make: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What a function of a module makes, in the other process. Raises `NotMadeError` where too many wait or the process was lost."""
        if not self._places.acquire(blocking=False):
            raise NotMadeError("Several large files are being made for others. Ask again in half a minute.", _AGAIN_IN)
        try:
            with self._busy:
                made, error = self._answer(pickle.dumps((make, args, kwargs), pickle.HIGHEST_PROTOCOL))
        finally:
            self._places.release()
        if error is not None:
            raise error
        return cast("_T", made)

    def _answer(self, work: bytes) -> tuple[Any, Exception | None]:
        """What was made, and what was raised instead."""
        process = self._started()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(work)
            process.stdin.flush()
            made, error = pickle.load(process.stdout)
            return made, error
        except (OSError, EOFError, pickle.UnpicklingError):
            self.process = None
            process.kill()
            process.communicate()
            lost = "The process that makes large files was ended before this one was done, by the host or for want of memory."
            raise NotMadeError(f"{lost} A new one takes its place: ask again, or narrow the view.", 1) from None

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            begin = f"import sys; sys.path[:] = {sys.path!r}; from atlas.worker import work; work()"
            self.process = subprocess.Popen([sys.executable, "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.process


def work() -> None:
    """In the other process: make what is asked for, one after the other, until nobody is there to ask, however the server ended."""
    # Ctrl-C is the server's.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library may print is no answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            make, args, kwargs = pickle.load(questions)
        except EOFError:
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = make(*args, **kwargs), None
        except Exception as error:
            answer = None, error
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
