"""The embedded sample site."""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.families.listing import ListingSpider
from crawler.sample.content import HOST, SECTIONS, SITE_NAME
from crawler.sites import Section, Site


class SampleSpider(ListingSpider):
    """An invented site in the shapes of the real ones, served on loopback by the command itself."""

    name = "sample"
    allowed_domains = [HOST]
    site = Site(SITE_NAME, level="central", evidence="sample")
    sections = tuple(Section(name, f"http://{HOST}/{path}/") for path, name in SECTIONS.items())
    custom_settings = {"DOWNLOAD_DELAY": 0.0, "AUTOTHROTTLE_ENABLED": False}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Start the server and send the sample's host there, unless HOST_MAP already says where it is."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if HOST not in crawler.settings.get("HOST_MAP", ""):
            from crawler.sample.server import SampleServer  # the pages are made only when this spider runs

            server = SampleServer()
            server.start()
            crawler.signals.connect(server.stop, signals.spider_closed, weak=False)
            crawler.settings.set("HOST_MAP", f"{HOST}=127.0.0.1:{server.port}", priority="cmdline")
        return spider
