"""What the server does beside dashboard and API.

What stands around them: limits, what a proxy says, logs, headers, the head of a page; what search engines ask for; and memory in order.
"""

from atlas.web.crawlers import routes
from atlas.web.encoding import PlainWhereRefused, accepts_gzip
from atlas.web.headers import ResponseHeaders
from atlas.web.limits import Limits
from atlas.web.logs import RequestLog, log_as_json
from atlas.web.nowhere import nowhere
from atlas.web.page_head import PageHead, event_status, head_writer
from atlas.web.problems import PROBLEM_TYPE, ProblemError
from atlas.web.proxies import Forwarded
from atlas.web.upkeep import keep_tidy, look_through

__all__ = [
    "PROBLEM_TYPE",
    "Forwarded",
    "Limits",
    "PageHead",
    "PlainWhereRefused",
    "ProblemError",
    "RequestLog",
    "ResponseHeaders",
    "accepts_gzip",
    "event_status",
    "head_writer",
    "keep_tidy",
    "log_as_json",
    "look_through",
    "nowhere",
    "routes",
]
