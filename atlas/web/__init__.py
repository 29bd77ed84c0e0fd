"""What the server does beside dashboard and API.

What stands around them: limits, what a proxy says, logs, headers, the head of a page; what search engines ask for; and what all visitors
share in order.
"""

from atlas.web.crawlers import routes
from atlas.web.encoding import PlainWhereRefused, accepts_gzip
from atlas.web.headers import ResponseHeaders
from atlas.web.limits import Limits
from atlas.web.logs import RequestLog, log_as_json
from atlas.web.nowhere import nowhere
from atlas.web.packed import Packed
from atlas.web.page_head import PageHead, missing_page_files, page_writer
from atlas.web.problems import PROBLEM_TYPE, ProblemError
from atlas.web.proxies import Forwarded
from atlas.web.sign_in import READER, SignIn, auth_section
from atlas.web.titles import titles_address, titles_route
from atlas.web.upkeep import keep_tidy, look_through, share_heaps, take_turns

__all__ = [
    "PROBLEM_TYPE",
    "READER",
    "Forwarded",
    "Limits",
    "Packed",
    "PageHead",
    "PlainWhereRefused",
    "ProblemError",
    "RequestLog",
    "ResponseHeaders",
    "SignIn",
    "accepts_gzip",
    "auth_section",
    "keep_tidy",
    "log_as_json",
    "look_through",
    "missing_page_files",
    "nowhere",
    "page_writer",
    "routes",
    "share_heaps",
    "take_turns",
    "titles_address",
    "titles_route",
]
