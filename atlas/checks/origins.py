"""Origins: a text that two pages share has one, and an agency's copy has the agency's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from atlas.checks.contents import Contents, Line
from atlas.checks.wording import likeness

SAME_TITLE, SAME_WORDS = 0.85, 0.8
"""From this likeness on (0 to 1) two headlines, or two accounts of what pages state, are taken for one text."""
LEAST_WORDS = 5
"""Shorter texts are alike by chance."""
CARRIES = 0.5
"""From this share of its pages on, a publisher is known to carry agencies' copy."""
LEAST_PAGES = 4


def like_pages_have_one_origin(contents: Contents) -> Iterator[Line]:
    """Two pages of an event with nearly the same headline or wording, counted as two origins."""
    for event_id, pages in contents.pages.items():
        counted = [page for page in pages if page.independent]
        for first, second in combinations(counted, 2):
            if first.origin_id == second.origin_id:
                continue
            for field, least in (("page_title", SAME_TITLE), ("states", SAME_WORDS)):
                one, other = getattr(first, field) or "", getattr(second, field) or ""
                if min(len(one.split()), len(other.split())) >= LEAST_WORDS and (alike := likeness(one, other, least)):
                    pair = f"{first.source_id} {second.source_id}"
                    yield Line(event_id, pair, f"{field} {alike:.0%} alike: “{one}” ({first.origin_id}) and “{other}” ({second.origin_id})")
                    break


def carriers_name_their_agency(contents: Contents) -> Iterator[Line]:
    """A page without an agency, of a publisher most of whose pages carry one."""
    by_publisher: dict[str, list[bool]] = defaultdict(list)
    for row in contents.rows["sources"]:
        by_publisher[row.publisher_id].append(row.agency is not None)
    kind = contents.lookup("publishers", "publisher_id", "kind")
    carriers = {
        publisher
        for publisher, agencies in by_publisher.items()
        if kind[publisher] != "agency" and len(agencies) >= LEAST_PAGES and sum(agencies) >= CARRIES * len(agencies)
    }
    for event_id, pages in contents.pages.items():
        for page in pages:
            if page.publisher_id in carriers and page.agency is None and page.origin_id == page.publisher_id and page.independent:
                agencies = by_publisher[page.publisher_id]
                yield Line(event_id, page.source_id, f"{sum(agencies)} of the publisher's {len(agencies)} pages carry an agency")
