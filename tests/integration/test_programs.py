"""Programs that read the files of the API from elsewhere: data frames, GIS programs, pages of other sites, spreadsheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import pandas as pd
import pyarrow.parquet
import pytest

from atlas.dataset import serving
from atlas.view import EventFilter, select
from components import address
from components.share import files as take_away
from tests.running import PATIENCE

PLAIN = {"Accept-Encoding": "identity"}
FILES = ["events.csv", "events.parquet", "events.geojson", "events.xlsx", "map.geojson", "package.zip", "events.json"]


@pytest.fixture(scope="module")
def api(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server}/api/v1", timeout=PATIENCE, headers=PLAIN) as client:
        yield client


# Lengths and ranges


@pytest.mark.parametrize("path", FILES)
def test_head_says_how_long_a_file_is(api: httpx.Client, path: str) -> None:
    head, got = api.head(path), api.get(path)
    assert int(head.headers["content-length"]) == len(got.content) and not head.content
    assert head.headers["accept-ranges"] == "bytes"
    for name in ("etag", "content-type", "content-disposition"):
        assert head.headers[name] == got.headers[name]
    assert re.fullmatch(r'"[0-9a-f]+"', head.headers["etag"]), "a strong tag: the same bytes"


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(("asked", "part"), [("0-99", slice(0, 100)), ("1000-", slice(1000, None)), ("-8", slice(-8, None))])
def test_a_part_of_a_file(api: httpx.Client, path: str, asked: str, part: slice) -> None:
    whole = api.get(path).content
    answer = api.get(path, headers={"Range": f"bytes={asked}", "Accept-Encoding": "gzip, identity;q=0.5"})
    start, stop, _ = part.indices(len(whole))
    assert answer.status_code == 206 and answer.content == whole[part] and "content-encoding" not in answer.headers
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(whole)}"
    assert int(answer.headers["content-length"]) == stop - start


def test_parts_that_there_are_not(api: httpx.Client) -> None:
    size = int(api.head("events.csv").headers["content-length"])
    for asked in (f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0"):
        answer = api.get("events.csv", headers={"Range": asked})
        assert answer.status_code == 416 and answer.headers["content-range"] == f"bytes */{size}"
    past = api.get("events.csv", headers={"Range": f"bytes={size - 5}-{size + 100}"})
    assert past.status_code == 206 and len(past.content) == 5
    for asked in ("rows=1-2", "bytes=5-2", "bytes=x", "bytes=0-1,4-5", "bytes=", "bytes=--5"):
        answer = api.get("events.csv", headers={"Range": asked})
        assert answer.status_code == 200 and len(answer.content) == size, asked


def test_a_part_only_of_the_same_file(api: httpx.Client) -> None:
    tag = api.head("events.csv").headers["etag"]
    packed = api.get("events.csv", headers={"Accept-Encoding": "gzip"}).headers["etag"]
    for given, status in ((tag, 206), ('"other"', 200), (f"W/{tag}", 200), (packed, 200), ("Thu, 01 Jan 2026 00:00:00 GMT", 200)):
        assert api.get("events.csv", headers={"Range": "bytes=0-9", "If-Range": given}).status_code == status, given
    assert packed != tag, "other bytes"
    for given in (tag, packed):
        assert api.get("events.csv", headers={"If-None-Match": given}).status_code == 304


def test_a_file_read_in_parts_is_the_file(api: httpx.Client) -> None:
    """As `pl.scan_parquet`, fsspec and `/vsicurl/` read: the length, the end, then what is needed of the rest."""
    size = int(api.head("events.parquet?link=AFG-IND").headers["content-length"])
    parts = [
        api.get("events.parquet?link=AFG-IND", headers={"Range": f"bytes={start}-{min(start + 16384, size) - 1}"}).content
        for start in range(0, size, 16384)
    ]
    rows = pyarrow.parquet.read_table(io.BytesIO(b"".join(parts)))
    assert rows["event_id"].to_pylist() == select(serving.current(), EventFilter(link=("AFG-IND",))).events["event_id"].tolist()


# Pages of other sites


@pytest.mark.parametrize("path", ["events.json", "events.csv", "events/nope.json", "nothing.csv"])
@pytest.mark.parametrize("headers", ["content-type", "x-requested-with, content-type", "range, if-none-match", "cache-control,pragma"])
def test_another_site_may_ask_with_headers_of_its_own(api: httpx.Client, path: str, headers: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": headers}
    answer = api.options(path, headers=asked)
    assert answer.is_success and answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert "*" in allowed or {name.strip() for name in headers.split(",")} <= allowed


def test_another_site_may_read_what_a_part_says(api: httpx.Client) -> None:
    answer = api.get("events.csv", headers={"Range": "bytes=0-9", "Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"content-range", "accept-ranges", "etag"} <= set(answer.headers["access-control-expose-headers"].lower().split(", "))


# Codes keep their zero


@pytest.mark.parametrize("filter_", [EventFilter(), EventFilter(link=("AFG-IND",)), EventFilter(type=("visit",))], ids=str)
def test_codes_keep_their_zero_in_a_notebook(server: str, filter_: EventFilter) -> None:
    selection = select(serving.current(), filter_)
    where = re.sub(r"^https?://[^/]+", server, address.of_api(selection, "events.csv"))
    namespace: dict[str, pd.DataFrame] = {}
    exec(take_away.pandas_lines(where), namespace)
    codes = namespace["events"]["cameo_code"].tolist()
    assert codes == selection.events["cameo_code"].tolist() and any(code.startswith("0") for code in codes)
    assert 'colClasses = c(cameo_code = "character")' in take_away.r_lines(where)


@pytest.mark.parametrize("query", ["", "?link=AFG-IND", "?type=visit"])
def test_codes_keep_their_zero_in_excel(api: httpx.Client, query: str) -> None:
    """Excel takes 061 for the number 61, in quotes too; what it does not is a formula that yields the text."""
    plain = pd.read_csv(io.BytesIO(api.get(f"events.csv{query}").content), dtype="str")
    excel = pd.read_csv(io.BytesIO(api.get(f"events.excel.csv{query}").content), dtype="str", encoding="utf-8-sig")
    zero = plain["cameo_code"].str.startswith("0")
    assert zero.any()
    assert excel.loc[zero, "cameo_code"].tolist() == [f'="{code}"' for code in plain.loc[zero, "cameo_code"]]
    assert excel.loc[~zero, "cameo_code"].tolist() == plain.loc[~zero, "cameo_code"].tolist()
    pd.testing.assert_frame_equal(excel.drop(columns="cameo_code"), plain.drop(columns="cameo_code"))


# Names of files


@pytest.mark.parametrize(("words", "kept"), [("کابل", "کابل"), ("王毅 喀布尔", "王毅_喀布尔"), ("काबुल", "काबुल"), ("Čabahár", "Čabahár")])
def test_the_name_of_a_file_is_read_by_people(api: httpx.Client, words: str, kept: str) -> None:
    for path in ("events.csv", "events.json", "map.geojson"):
        said = api.get(path, params={"q": words}).headers["content-disposition"]
        assert said.isascii()
        (encoded,) = re.findall(r"filename\*=UTF-8''([^;]+)", said)
        assert f"_q_{kept}." in unquote(encoded) and re.fullmatch(r"[!#$&+.^_`|~%0-9A-Za-z-]+", encoded)
        (fallback,) = re.findall(r'filename="([^"]+)"', said)
        assert re.fullmatch(r"[A-Za-z0-9._-]+", fallback) and fallback.startswith("kabul-outreach-atlas_") and "D9" not in fallback


def test_a_long_name_fits_on_a_disk(api: httpx.Client) -> None:
    for words in ("喀布尔" * 60, "कि" * 90, "a" * 190):
        said = api.get("events.csv", params={"q": words}).headers["content-disposition"]
        name = said.rpartition("=")[2].removeprefix("UTF-8''").strip('"')
        assert len(unquote(name).encode()) <= 255
