"""What the server adds to its answers beside the API: headers, and what stands in the head of a page."""

from atlas.web.headers import ResponseHeaders
from atlas.web.page_head import PageHead, event_status, head_writer

__all__ = ["PageHead", "ResponseHeaders", "event_status", "head_writer"]
