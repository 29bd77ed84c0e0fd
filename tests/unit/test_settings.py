"""What a host sets: read in one place, refused where it is wrong, and documented from the table."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.settings import Hosting, SettingsError, documented, read_settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_guide_holds_the_table() -> None:
    assert documented() in (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8"), f"Put this there:\n{documented()}"


def test_examples_are_read_and_differ_from_defaults(tmp_path: Path) -> None:
    for line in documented().splitlines()[2:]:
        variable, default, example = (cell.strip(" `") for cell in line.split("|")[1:4])
        name = variable.removeprefix("ATLAS_").lower()
        text = str(tmp_path) if variable == "ATLAS_DATA" else example
        assert getattr(read_settings({variable: text}), name) != getattr(Hosting(), name), variable
        if line.split("|")[2].strip().startswith("`") and variable != "ATLAS_DATA":
            assert read_settings({variable: default}) == Hosting(), variable
        assert read_settings({variable: " "}) == Hosting(), "an empty one is as one that is not set"


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        *(("ATLAS_FRAME_HOSTS", text) for text in ("*", "example.org", "javascript:alert(1)", "https://a.org/path", "https://a.org; x *")),
        ("ATLAS_WEBSOCKET_ORIGINS", "portal.example.org"),
        ("ATLAS_ALLOWED_HOSTS", "https://atlas.example.org"),
        ("ATLAS_ALLOWED_HOSTS", "atlas.example.org:8501"),
        ("ATLAS_PUBLIC_ADDRESS", "atlas.example.org"),
        ("ATLAS_PUBLIC_ADDRESS", "https://atlas.example.org/?a=b"),
        ("ATLAS_BASE_PATH", "/"),
        ("ATLAS_BASE_PATH", "/a b"),
        ("ATLAS_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("ATLAS_RATE_LIMIT", "-1"),
        ("ATLAS_RATE_LIMIT", "10/s"),
        ("ATLAS_ADDRESS_LIMIT", "10"),
        ("ATLAS_BODY_LIMIT", "2MB"),
        ("ATLAS_DATA", "/no/such/folder"),
        ("ATLAS_LOG_LEVEL", "loud"),
        ("ATLAS_REPORT_ADDRESS", "javascript:alert(1)"),
        ("ATLAS_RATELIMIT", "5"),
    ],
)
def test_what_is_no_use_is_refused_by_name(variable: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^{variable}: "):
        read_settings({variable: text})


def test_all_that_is_wrong_is_said_at_once_and_two_that_disagree_are_refused() -> None:
    with pytest.raises(SettingsError, match=r"^ATLAS_DATA: .*\nATLAS_RATE_LIMITS: .*ATLAS_RATE_LIMIT is the nearest"):
        read_settings({"ATLAS_RATE_LIMITS": "5", "ATLAS_DATA": "/no/such/folder"})
    with pytest.raises(SettingsError, match="does not end with /atlas"):
        read_settings({"ATLAS_PUBLIC_ADDRESS": "https://example.org/other", "ATLAS_BASE_PATH": "atlas/"})


def test_the_environment_is_read_in_one_place() -> None:
    files = [file for floor in ("atlas", "components", "pages") for file in (ROOT / floor).rglob("*.py")] + [ROOT / "app.py"]
    readers = [file.relative_to(ROOT).as_posix() for file in files if re.search(r"os\.(environ|getenv)", file.read_text(encoding="utf-8"))]
    assert readers == ["atlas/settings/table.py"]


def test_the_server_does_not_start_on_a_wrong_setting() -> None:
    command = [sys.executable, "-c", "import app"]
    done = subprocess.run(command, cwd=ROOT, env={"ATLAS_RATE_LIMIT": "many"}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "ATLAS_RATE_LIMIT: “many”" in done.stderr
    assert "docs/hosting.md" in done.stderr and "Traceback" not in done.stderr
