"""Where the server stands, which year its clock says, and whether it has a disk, changes nothing that anybody sees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.running import PATIENCE, ROOT

EAST = {"TZ": "Pacific/Kiritimati", "LC_ALL": "fa_IR.UTF-8", "LANG": "fa_IR.UTF-8"}
WEST = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C"}


def seen_at(place: dict[str, str], year: int, *disk: str) -> Any:
    """What a host makes of some addresses."""
    command = [sys.executable, "-m", "tests.integration.as_a_host", str(year), *disk]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **place}, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_no_place_no_language_no_clock_and_no_full_disk_changes_an_answer_or_a_page() -> None:
    east, west = seen_at(EAST, 2041), seen_at(WEST, 2012, "full")
    assert all(status == 200 for status, _ in east["files"].values()), east["files"]
    assert east["workbook"] == west["workbook"] == [200, True]
    assert east["files"] == west["files"]
    assert east["clocked"] == west["clocked"]
    assert east["pages"] == west["pages"] and all(east["pages"].values())
