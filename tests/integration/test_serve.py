"""Several processes behind the real HAProxy: a visitor keeps one, and goes on at another when it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.integration.debian import MissingError
from tests.integration.haproxy import haproxy
from tests.running import ROOT, free_port, wait_for

GOES_ON_WITHIN = 5


def _processes(parent: int) -> dict[str, int]:
    """The processes of the atlas that a process has started, by their ports."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            line, command = status.read_text(), (status.parent / "cmdline").read_text()
        except OSError:
            continue
        port = re.search(r"--server\.port\0(\d+)", command)
        if port and int(line.rpartition(")")[2].split()[1]) == parent:
            found[port[1]] = int(status.parent.name)
    return found


def test_a_visitor_keeps_a_process_and_goes_on_at_another_when_it_is_killed(tmp_path: Path) -> None:
    try:
        haproxy()
    except MissingError as error:
        pytest.fail(str(error))
    listen, log = f"127.0.0.1:{free_port()}", tmp_path / "log.txt"
    command = [sys.executable, "scripts/serve.py", "--listen", listen, "--processes", "2"]
    with log.open("wb") as output:
        serving = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(serving, f"http://{listen}", log)
        deadline = time.monotonic() + 30
        while len({httpx.get(f"http://{listen}/map").cookies.get("atlas") for _ in range(4)} - {None}) < 2:
            assert time.monotonic() < deadline, "both are ready"
            time.sleep(0.2)
        with httpx.Client(base_url=f"http://{listen}") as visitor:
            assert visitor.get("/map?link=AFG-IND").status_code == 200
            kept = visitor.cookies["atlas"]
            for _ in range(4):
                assert "set-cookie" not in visitor.get("/map?link=AFG-IND").headers, "the same process answers"
            before = _processes(serving.pid)
            ports = sorted(before)
            assert len(ports) == 2
            # In the order in which they were started.
            victim = sorted(before.values())[int(kept.removeprefix("atlas")) - 1]
            os.kill(victim, signal.SIGKILL)
            end = time.monotonic() + GOES_ON_WITHIN
            while (answer := visitor.get("/map?link=AFG-IND")) and visitor.cookies["atlas"] == kept:
                assert answer.status_code == 200 and time.monotonic() < end
                time.sleep(0.1)
            assert answer.status_code == 200 and "link=AFG-IND" in answer.text
        deadline = time.monotonic() + 10
        while victim in (after := _processes(serving.pid)).values() or sorted(after) != ports:
            assert time.monotonic() < deadline, "what was killed is started again"
            time.sleep(0.2)
    finally:
        serving.terminate()
        serving.wait(40)
    assert _processes(serving.pid) == {}
