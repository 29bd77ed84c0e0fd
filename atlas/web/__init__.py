"""What the server adds to its answers beside the API: headers, what stands in the head of a page, and what search engines ask for."""

from atlas.web.crawlers import routes
from atlas.web.encoding import PlainWhereRefused, accepts_gzip
from atlas.web.headers import ResponseHeaders
from atlas.web.nowhere import nowhere
from atlas.web.page_head import PageHead, event_status, head_writer
from atlas.web.proxies import Forwarded

__all__ = [
    "Forwarded",
    "PageHead",
    "PlainWhereRefused",
    "ResponseHeaders",
    "accepts_gzip",
    "event_status",
    "head_writer",
    "nowhere",
    "routes",
]
