"""A stop that is prompt: the pause between two requests does not keep the process alive."""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.stopping import stop


class PromptStopExtension:
    """Lets what waits for its turn in the downloader go at once; the download handler refuses it then."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Wait for a stop."""
        stop.listen(self.hurry)

    def hurry(self) -> None:
        """End every pause of the downloader."""
        engine = self.crawler._engine
        if engine is None:
            return
        downloader = engine.downloader
        for slot in list(downloader.slots.values()):
            slot.delay = 0
            slot.close()  # takes back the call that the pause ends with
            downloader._process_queue(slot)
