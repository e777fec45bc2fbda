"""robots.txt: obeyed; when the server fails to give it, the site is not crawled (RFC 9309, 2.3.1.4)."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.extensions.pace import PaceExtension
from crawler.middlewares.tls import TlsRefused


class Unreadable:
    """Stands for a robots.txt that the server failed to give."""

    def __init__(self, cause: str) -> None:
        self.cause = cause


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with two differences.

    An unreadable robots.txt forbids instead of allowing everything. And every request of a host waits for its
    robots.txt: Scrapy 2.19 lets those through that come while it is being fetched, because they share one Deferred,
    whose result only the first of them sees (observed 2026-11).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[RobotParser | Unreadable]] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # no `spider` since 2.14
        """Raises IgnoreRequest naming why the request is forbidden."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        netloc = urlparse_cached(request).netloc
        if netloc not in self._rules:
            self._rules[netloc] = asyncio.ensure_future(self._fetch(request))
        rules = await asyncio.shield(self._rules[netloc])
        if isinstance(rules, Unreadable):
            raise IgnoreRequest(rules.cause)
        self.process_request_2(rules, request)

    async def _fetch(self, request: Request) -> RobotParser | Unreadable:
        """The rules of a request's host."""
        url = urlparse_cached(request)
        robots = Request(
            f"{url.scheme}://{url.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        try:
            response = await self.crawler.engine.download_async(robots)
        except Exception as why:  # noqa: BLE001  # whatever keeps it from us, the site is not crawled
            self._stats.inc_value(f"robotstxt/exception_count/{type(why).__name__}")
            return Unreadable(str(why) if isinstance(why, TlsRefused) else "robots_unreachable")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500:
            return Unreadable("robots_5xx")
        # 4xx: there are no rules (RFC 9309, 2.3.1.3); the answer's text is an error page and none of them.
        body = response.body if response.status < 400 else b""
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        self._slow_down(rules)
        return rules

    def _slow_down(self, rules: RobotParser) -> None:
        """Keep to Crawl-delay, which RFC 9309 does not know and many sites write; within AUTOTHROTTLE_MAX_DELAY."""
        pace = self.crawler.get_extension(PaceExtension)
        if pace is not None:
            pace.at_least(rules.crawl_delay(self._default_useragent) or 0.0)
