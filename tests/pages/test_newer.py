"""Other data are served while somebody looks at a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from atlas.dataset import Dataset, serving
from tests.pages.views import ENTRY
from tests.running import PATIENCE


def another(version: str) -> Dataset:
    """The published data as another release, or as corrected without one."""
    dataset = serving.current()
    return replace(dataset, package=replace(dataset.package, version=version), content_hash="0" * 64)


@pytest.mark.parametrize(("version", "label"), [("2027.1.0", "Show version 2027.1.0"), (serving.current().version, "Show it as it is now")])
def test_a_reader_keeps_the_data_he_opened_until_he_asks_for_others(version: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    at.query_params["link"] = "AFG-IND"
    at.run()
    assert not [button for button in at.button if button.key == "show-newer"]
    opened, newer = serving.current(), another(version)
    monkeypatch.setattr("atlas.dataset.serving.current", lambda: newer)
    at.run()
    assert at.session_state["view"].dataset is opened
    assert at.button(key="show-newer").label.replace("\\", "") == label
    at.button(key="show-newer").click().run()
    assert not at.exception and at.session_state["view"].dataset is newer
    assert at.session_state["view"].selection.filter.link == ("AFG-IND",)
    assert not [button for button in at.button if button.key == "show-newer"]
