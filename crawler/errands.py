"""Errands: a few requests outside a crawl, for a person who waits, under all rules of a crawl and without its traces.

The same downloader is asked (robots.txt, pauses, reach, bounds, HOST_MAP, TLS, session cookie); nothing is stored, and
no run report is written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware
from twisted.python.failure import Failure

from crawler.families.answers import cause
from crawler.families.articles import ArticleSpider
from crawler.items import Article

if TYPE_CHECKING:
    from crawler.archive.standing import Standing
    from crawler.extract import Link

Handle = Callable[[Response], Iterator[str]]
"""What is done with an answer; it gives the addresses to ask for next."""

_EXTENSIONS = "crawler.extensions"
SETTINGS: dict[str, Any] = {
    "ITEM_PIPELINES": {},
    "FEEDS": {},
    "SPIDER_MIDDLEWARES": {"crawler.errands.OneAtATime": 600},
    "EXTENSIONS": {f"{_EXTENSIONS}.pace.PaceExtension": 200, f"{_EXTENSIONS}.prompt_stop.PromptStopExtension": 200},
}


def on_errand(spider: type[ArticleSpider], pages: list[str], handle: Handle) -> type[ArticleSpider]:
    """A spider with the declaration, and so the manners, of another one, that asks for these pages and hands them over."""

    class ErrandSpider(spider):  # type: ignore[valid-type,misc]  # mypy takes no variable as a base
        """Asks for one page after the other."""

        failures: list[str]

        async def start(self) -> AsyncIterator[Any]:
            self.failures = []
            for url in pages:
                yield self.errand(url)

        def errand(self, url: str) -> Request:
            return Request(url, self.hand_over, errback=self.note_failure, dont_filter=True)

        def hand_over(self, response: Response) -> Iterator[Request]:
            yield from map(self.errand, handle(response))

        def note_failure(self, failure: Failure) -> None:
            self.failures.append(cause(failure))

    return ErrandSpider


class OneAtATime(BaseSpiderMiddleware):
    """Follows one link of each answer, so that a whole spider fetches one list page and one article; notes what it saw."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.answers: list[Response] = []
        self.links: list[Link] = []
        self.articles: list[Article] = []
        self.next_list: str | None = None
        self.led_on: set[str] = set()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.response_received, signals.response_received)
        crawler.signals.connect(self.item_scraped, signals.item_scraped)

    def spider_opened(self, spider: ArticleSpider) -> None:
        """See the links of a list page as the archive would."""
        spider.on_record = self.on_record  # type: ignore[method-assign]

    def on_record(self, links: list[Link], section: str) -> dict[str, Standing]:
        """Nothing is on record."""
        self.links += links
        return {}

    def response_received(self, response: Response) -> None:
        """Keep the answers, but for robots.txt."""
        if not response.url.endswith("/robots.txt"):
            self.answers.append(response)

    def item_scraped(self, item: Article) -> None:
        """Keep the article."""
        self.articles.append(item)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first request only."""
        async for one in start:
            yield one
            return

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """The first request of each answer; a following list page is only noted."""
        if request.cb_kwargs.get("number", 1) > 1 and not request.meta.get("article"):
            self.next_list = self.next_list or request.url
            return None
        came_from = response.url if response is not None else ""
        if came_from in self.led_on:
            return None
        self.led_on.add(came_from)
        return request
