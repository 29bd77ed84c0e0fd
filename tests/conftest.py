"""Settings for all tests, and what those of a worker share: a server, and an excerpt of the data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from atlas.dataset import Dataset, load
from tests.running import running
from tests.unit.excerpt import make_excerpt

# The same examples at every run, and no clock: a slow machine must not fail a test.
settings.register_profile("atlas", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "fuzz", settings.get_profile("atlas"), derandomize=False, max_examples=int(os.environ.get("FUZZ_CASES", "10000")), print_blob=True
)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server writes."""
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="session")
def server(server_log: Path) -> Iterator[str]:
    """The address of the dashboard. Every worker has one of its own."""
    # The tests ask more of the API than any visitor may.
    with running(server_log, ATLAS_RATE_LIMIT="0") as address:
        yield address


@pytest.fixture(scope="session")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an excerpt of the data package; no test may change it."""
    return make_excerpt(tmp_path_factory.mktemp("excerpt") / "data")


@pytest.fixture(scope="session")
def few(excerpt: Path) -> Dataset:
    """The dataset of the excerpt; no test may change it."""
    return load(excerpt)
