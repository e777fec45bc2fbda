"""Retry-After: a server that asks for patience gets it, up to a bound; beyond it the site is left alone."""

from __future__ import annotations

import asyncio
import datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.stopping import stop

STATUSES = frozenset({429, 503})


def seconds_to_wait(value: str, now: datetime.datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3): a number or a date; None when it is neither."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        if until.tzinfo is None:
            until = until.replace(tzinfo=datetime.UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, OverflowError):
        return None


class RetryAfterMiddleware:
    """Holds all requests of a host until the time its server named."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self.held_until: dict[str, float] = {}
        self.closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait while the host is held."""
        host = urlparse_cached(request).netloc
        wait = self.held_until.get(host, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            await stop.pause(wait)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Hold the host; end the crawl of a site that asks for more than RETRY_AFTER_MAX seconds."""
        header = response.headers.get("Retry-After")
        if response.status not in STATUSES or not header:
            return response
        wait = seconds_to_wait(header.decode("latin-1"), datetime.datetime.now(datetime.UTC))
        if wait is None:
            return response
        self.crawler.stats.inc_value("retry_after/asked")
        if wait > self.longest:
            request.meta["dont_retry"] = True
            if self.closing is None:
                self.crawler.stats.set_value("retry_after/too_long", wait)
                close = self.crawler.engine.close_spider_async(reason="retry_after")
                self.closing = asyncio.ensure_future(close)
            return response
        self.held_until[urlparse_cached(request).netloc] = asyncio.get_running_loop().time() + wait
        await stop.pause(wait)
        return response
