"""The pause between requests: adaptive, and twice as long after every gate."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle

from crawler.families.signals import gate_met

# What a pause is at least before it is doubled.
SHORTEST = 1.0


class PaceExtension(AutoThrottle):
    """Scrapy's AutoThrottle, which never goes below DOWNLOAD_DELAY; a gate raises that floor for the rest of the run.

    A site that blocked the last runs begins with the floor that they ended with (`KnownPagesMiddleware` tells).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self.slow_down, gate_met)

    def slow_down(self) -> None:
        """Double the pause, up to AUTOTHROTTLE_MAX_DELAY."""
        self.at_least(max(self.mindelay, SHORTEST) * 2)

    def at_least(self, seconds: float) -> None:
        """Raise the floor of the pause for the rest of the run, up to AUTOTHROTTLE_MAX_DELAY."""
        self.mindelay = min(max(self.mindelay, seconds), self.maxdelay)
        downloader = self.crawler.engine.downloader
        downloader._delay = max(downloader._delay, self.mindelay)
        for slot in downloader.slots.values():
            slot.delay = max(slot.delay, self.mindelay)
