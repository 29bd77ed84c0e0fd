"""The pages, and the views that are tried on them, without a browser and in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from atlas.dataset import serving
from atlas.view import Selection, pages, parse, select

ROOT = Path(__file__).resolve().parents[2]
ENTRY = ROOT / "pages" / "frame.py"

FILTERS = (
    "link=AFG-IND",
    "link=CHN-AFG&from=2025-01-01",
    "type=call&type=visit&level=minister",
    "issue=visas",
    "actor=IRN&actor=CHN&to=2023-12-31",
    "place=dubai",
    "person=abbas-araghchi",
    "contested=true",
    "grade=A&status=occurred&from=2025-06-01",
    "q=muttaqi+chabahar",
)
"""Ten addresses that filter."""

ONE = "from=2025-05-15&to=2025-05-15&link=AFG-IND&type=call"
NONE = "q=xyzzy&link=AFG-IND"
VIEWS = ("", *FILTERS, ONE, NONE)


@dataclass(frozen=True)
class Page:
    """A page by its file, and its part of the address."""

    path: str
    url: str
    filtered: bool


PAGES = [Page(page.script, page.path, page.filtered) for page in pages.PAGES.values()]
EVENTS = next(page for page in PAGES if page.url == "events")


def selected(query: str) -> Selection:
    """What an address should show."""
    filter_, ignored = parse(parse_qsl(query), serving.current())
    assert not ignored, ignored
    return select(serving.current(), filter_)


FOUNDING_FACTS = {
    "link=AFG-IND&type=call&issue=visas&issue=prisoners": "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial",
    "link=AFG-IND&issue=chabahar&q=jaishankar+muttaqi": "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial",
    "place=dubai&q=misri": "2025-01-08-indian-foreign-secretary-misri-meets-muttaqi",
    "from=2025-04-22&to=2025-04-22&q=pahalgam": "2025-04-22-attack-tourists-pahalgam-kills-26-jammu",
    "actor=AFG&q=pahalgam": "2025-04-23-afghan-foreign-ministry-condemns-pahalgam-attack",
    "link=AFG-IND&q=anand+prakash": "2025-04-27-indian-diplomat-anand-prakash-meets-muttaqi",
    "from=2025-05-10&to=2025-05-10&actor=AFG&q=missile": "2025-05-10-afghan-defence-ministry-rejects-claim-indian",
    "from=2025-05-10&to=2025-05-10&actor=PAK&q=missile": "2025-05-10-pakistan-indian-missile-landed-afghanistan-india",
    "link=AFG-IRN&place=kabul&person=abbas-araghchi": "2025-01-26-iranian-foreign-minister-araghchi-visits-kabul",
    "link=AFG-IRN&place=tehran&q=pezeshkian": "2025-05-18-pezeshkian-araghchi-receive-muttaqi-tehran-dialogue",
    "link=AFG-CHN&level=minister&q=wang+yi": "2025-05-21-wang-yi-muttaqi-hold-bilateral-talks",
    "link=AFG-CHN&contested=true&q=xi+jinping": "2024-01-30-xi-jinping-accepts-credentials-taliban-appointed",
    "link=AFG-CHN&link=AFG-PAK&q=yue+xiaoyong": "2025-05-10-envoys-china-pakistan-hold-trilateral-kabul",
    "link=IND-IRN&issue=chabahar&from=2024-05-01&to=2024-05-31": "2024-05-13-india-iran-sign-ten-year-contract",
}
"""What the atlas must hold from its first day on, by a filter that must find it."""
