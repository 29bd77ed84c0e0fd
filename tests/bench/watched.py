"""The dashboard as anyone starts it, which also writes down every second what it holds: `python -m tests.bench.watched FILE OPTION…`."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from streamlit.runtime import Runtime
from streamlit.web.cli import main


def write_down(runtime: Runtime, file: Path) -> None:
    """Replace the file, so that a reader never finds half of it."""
    sessions = runtime._session_mgr
    held = {"alive": sessions.num_active_sessions(), "kept": sessions.num_sessions()}
    new = file.with_suffix(".new")
    new.write_text(json.dumps(held), encoding="utf-8")
    os.replace(new, file)


def every_second(file: Path) -> None:
    """Let the server write down what it holds, between two things that it does."""
    while True:
        time.sleep(1)
        # At first there is none, or half of one.
        with suppress(AttributeError, RuntimeError):
            runtime = Runtime.instance()
            runtime._get_async_objs().eventloop.call_soon_threadsafe(write_down, runtime, file)


if __name__ == "__main__":
    threading.Thread(target=every_second, args=(Path(sys.argv[1]),), daemon=True).start()
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[2:]]
    main()
