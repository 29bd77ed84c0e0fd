"""What a host sets: read in one place, refused where it is wrong, and documented from the table."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.settings import SIGN_IN, Hosting, SettingsError, documented, read_settings
from tests.running import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_the_guide_holds_the_table() -> None:
    assert documented() in (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8"), f"Put this there:\n{documented()}"


EXAMPLES = {cells[1].strip(" `"): cells[3].strip(" `") for line in documented().splitlines()[2:] if (cells := line.split("|"))}
COOKIE = {"ATLAS_SIGN_IN_COOKIE_SECRET": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"}
SIGNED_IN = {variable: EXAMPLES[variable] for variable in ("ATLAS_PUBLIC_ADDRESS", *SIGN_IN)} | COOKIE
"""What has to be set together."""


def test_examples_are_read_and_differ_from_defaults(tmp_path: Path) -> None:
    for line in documented().splitlines()[2:]:
        variable, default, example = (cell.strip(" `") for cell in line.split("|")[1:4])
        name = variable.removeprefix("ATLAS_").lower()
        text = ({"ATLAS_DATA": str(tmp_path)} | COOKIE).get(variable, example)
        beside = SIGNED_IN if variable in SIGNED_IN else {}
        assert getattr(read_settings({**beside, variable: text}), name) != getattr(Hosting(), name), variable
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
        ("ATLAS_WATCH", "often"),
        *(("ATLAS_SIGN_IN_ALLOWED", text) for text in ("anna", "@example.org", "a@b@example.org", "*", "anna@", "anna@localhost")),
        ("ATLAS_SIGN_IN_CLIENT", "an atlas"),
        ("ATLAS_SIGN_IN_COOKIE_SECRET", "short"),
        ("ATLAS_SIGN_IN_PROVIDER", "accounts.google.com"),
    ],
)
def test_what_is_no_use_is_refused_by_name(variable: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"(?m)^{variable}: "):
        read_settings({variable: text})


@pytest.mark.parametrize("missing", SIGN_IN)
def test_a_half_of_sign_in_is_refused(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"^{missing}: sign-in needs it"):
        read_settings({**SIGNED_IN, missing: ""})


@pytest.mark.parametrize("public", ["", "http://atlas.example.org"])
def test_sign_in_needs_an_address_to_come_back_to_that_nobody_reads_along_on(public: str) -> None:
    with pytest.raises(SettingsError, match="^ATLAS_PUBLIC_ADDRESS: sign-in needs it"):
        read_settings({**SIGNED_IN, "ATLAS_PUBLIC_ADDRESS": public})
    assert read_settings({**SIGNED_IN, "ATLAS_PUBLIC_ADDRESS": "http://localhost:8501"}).signed_in_only


def test_no_message_repeats_a_secret() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({**SIGNED_IN, "ATLAS_SIGN_IN_COOKIE_SECRET": "hush-hush"})
    assert "hush" not in str(error.value) and "e1f0" not in repr(read_settings(SIGNED_IN))


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
    done = subprocess.run(command, cwd=ROOT, env={"ATLAS_RATE_LIMIT": "many"}, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and "ATLAS_RATE_LIMIT: “many”" in done.stderr
    assert "docs/hosting.md" in done.stderr and "Traceback" not in done.stderr
