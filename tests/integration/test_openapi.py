"""The running server does what its description says, whatever it is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.fuzz.long import is_long, often
from tests.running import PATIENCE, ROOT

SAME = ("--generation-deterministic",)
"""The same requests at every run."""


def schemathesis(server: str, folder: Path, *options: str) -> None:
    """Run schemathesis against the server; fail with its report."""
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", f"{server}/api/v1/openapi.json"]
    # A busy machine takes its time over a picture.
    command += ["--no-color", "--workers", "2", "--request-timeout", "60", *options]
    hooks = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.integration.openapi_hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=hooks, capture_output=True, text=True, timeout=None if is_long() else 900)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_every_address_answers_as_described(server: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Random requests, fitting and unfitting ones, to every address."""
    which = ("--seed", str(pytestconfig.getoption("hypothesis_seed"))) if is_long() else SAME
    schemathesis(server, tmp_path, *which, "--phases", "fuzzing", "--max-examples", str(often(1, 1 / 200)))


def test_boundary_values_and_other_methods(server: str, tmp_path: Path) -> None:
    """Every boundary value of every parameter where there are few of them; other methods are refused.

    The addresses that take the filter have a thousand such values each (every person is one), which the unit tests cover.
    """
    few = "(routes|events/|datapackage|package|openapi|health)"
    schemathesis(server, tmp_path, *SAME, "--phases", "examples,coverage", "--include-path-regex", few)


def test_a_large_answer_is_compressed_once(server: str) -> None:
    """The middleware around the API leaves alone what the API has compressed, and what asks for no compression."""
    packed = httpx.get(f"{server}/api/v1/events.csv", headers={"Accept-Encoding": "gzip"}, timeout=PATIENCE)
    plain = httpx.get(f"{server}/api/v1/events.csv", headers={"Accept-Encoding": "identity"}, timeout=PATIENCE)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_data_cannot_be_changed(server: str, method: str) -> None:
    """A method that would change something is refused, and the answer says which are possible."""
    answer = httpx.request(method, f"{server}/api/v1/events.json", timeout=PATIENCE)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["content-type"] == "application/problem+json"


def test_pandas_reads_the_csv_in_three_lines(server: str) -> None:
    """What the notebook snippet does: the frame holds the rows that the API counts."""
    import pandas as pd

    frame = pd.read_csv(f"{server}/api/v1/events.csv?link=AFG-IND&from=2025-01-01", parse_dates=["date_start", "date_end"])
    page = httpx.get(f"{server}/api/v1/events.json?link=AFG-IND&from=2025-01-01", timeout=PATIENCE).json()
    assert len(frame) == page["total"] > 0
    assert frame["date_start"].dtype.kind == "M"
    assert frame["contested"].dtype == bool


def test_nothing_below_the_api_is_the_dashboard(server: str) -> None:
    """An address that is not there says so, instead of showing the dashboard's page."""
    answer = httpx.get(f"{server}/api/v1/nothing", headers={"Accept": "text/html"}, timeout=PATIENCE)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
