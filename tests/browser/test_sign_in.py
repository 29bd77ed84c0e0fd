"""Signing in at a real provider on this machine: who is listed reads, who is not is refused, and who has signed out reads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Window, clean_page
from tests.browser.test_pages import violations
from tests.running import free_port, running

LISTED, STRANGER = "anna@example.org", "berta@example.com"
CSV = "async () => (await fetch('./api/v1/links.csv')).status"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that believes whatever a visitor says who he is."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def atlas(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that lets in whom it has listed."""
    port = free_port()
    address = f"http://localhost:{port}"
    settings = {
        "ATLAS_PUBLIC_ADDRESS": address,
        "ATLAS_SIGN_IN_PROVIDER": provider,
        "ATLAS_SIGN_IN_CLIENT": "atlas",
        "ATLAS_SIGN_IN_SECRET": "a-secret",
        "ATLAS_SIGN_IN_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
        "ATLAS_SIGN_IN_ALLOWED": "example.org",
        "ATLAS_REPORT_ADDRESS": "mailto:host@example.org",
    }
    with running(tmp_path_factory.mktemp("sign-in") / "log.txt", port, **settings):
        yield address


def sign_in(page: Page, address: str) -> None:
    """Go to the provider and say there who one is."""
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_placeholder("sub").fill(address)
    page.get_by_role("button", name="Authorize").click()


def test_a_visitor_signs_in_is_refused_and_signs_out(browser: Browser, atlas: str) -> None:
    page = clean_page(browser)
    answer = page.goto(f"{atlas}/relations?link=AFG-IND")
    assert answer and answer.status == 401
    expect(page.get_by_role("heading", name="Sign in to read the atlas")).to_be_visible()
    assert page.evaluate(CSV) == 401

    sign_in(page, STRANGER)
    expect(page.get_by_role("heading", name="This address is not on the list")).to_be_visible()
    expect(page.get_by_text(STRANGER)).to_be_visible()
    assert violations(Window(page, atlas)) == []
    expect(page.get_by_role("link", name="Ask whoever runs it")).to_have_attribute("href", re.compile("^mailto:host@example.org"))
    assert page.evaluate(CSV) == 403

    page.get_by_role("link", name="Sign in with another address").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", name="Sign in to read the atlas")).to_be_visible()
    page.goto(f"{atlas}/relations?link=AFG-IND&show=subjects")
    sign_in(page, LISTED)
    page.wait_for_url(f"{atlas}/relations?link=AFG-IND&show=subjects")
    window = Window(page, atlas)
    window.settle()
    assert window.n > 0 and page.evaluate(CSV) == 200

    page.get_by_role("button", name=f"Sign out {LISTED}").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", name="Sign in to read the atlas")).to_be_visible()
    assert page.evaluate(CSV) == 401
    page.context.close()


def test_a_program_reads_with_a_token_of_the_provider_and_nobody_with_a_forged_cookie(atlas: str, provider: str) -> None:
    back = f"{atlas}/oauth2callback"
    asked = {"client_id": "atlas", "redirect_uri": back, "response_type": "code", "scope": "openid email"}
    status = {}
    for address in (LISTED, STRANGER):
        led = httpx2.post(f"{provider}/oauth2/authorize", params=asked, data={"sub": address}).headers["location"]
        code = parse_qs(urlsplit(led).query)["code"][0]
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "client_id": "atlas", "client_secret": "a-secret"}
        token = httpx2.post(f"{provider}/oauth2/token", data=given).json()["id_token"]
        answer = httpx2.get(f"{atlas}/api/v1/links.csv", headers={"Authorization": f"Bearer {token}"})
        status[address] = answer.status_code
    assert status == {LISTED: 200, STRANGER: 403}
    forged = httpx2.get(f"{atlas}/api/v1/links.csv", headers={"Cookie": "_streamlit_user=eyJlbWFpbCI6ImFubmFAZXhhbXBsZS5vcmcifQ.aaaa.bbbb"})
    assert forged.status_code == 401 and forged.json()["status"] == 401
    assert httpx2.get(f"{atlas}/api/v1/health").json()["status"] == "ok"
