"""The dashboard as anyone starts it, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300
"""Seconds after which what does not come is missing. Long, since a busy machine must not fail a test."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int, log: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Start the dashboard in a folder; what it writes goes to `log`. `settings` are added to the environment."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("wb") as output:
        return subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1", **settings}
        )


def wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until a dashboard that was started answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health", timeout=5):
                return
        except OSError:
            said = log.read_text(encoding="utf-8")
            assert process.poll() is None and time.monotonic() < deadline, f"The server did not start:\n{said}"
            time.sleep(0.2)


@contextmanager
def running(log: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of a running dashboard that ends with the block; it may not have written a traceback until then."""
    port = port or free_port()
    process = start(ROOT, port, log, **settings)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said and '"level": "error"' not in said, said[-5000:]
