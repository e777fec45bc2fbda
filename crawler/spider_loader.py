"""Where `scrapy crawl` finds its spiders: the modules of SPIDER_MODULES, and the tables of SITES_FILE."""

from __future__ import annotations

import sys

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawler.exit_codes import USAGE
from crawler.paths import in_project
from crawler.settings import _own_defaults

GROUPS = frozenset({"all", "central", "provincial", "municipal", "county"})


class SiteLoader(SpiderLoader):
    """Scrapy's, with the sites that the user has declared without code."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        given = settings.get("SITES_FILE")
        path = in_project(given)
        if given == _own_defaults["SITES_FILE"] and not path.exists():
            return  # nobody has declared any
        from crawler.sites_file import SitesError, spiders_of

        try:
            for spider in spiders_of(path, {*self._spiders, *GROUPS}):
                self._spiders[spider.name] = spider
        except SitesError as why:
            print(f"error: {why}", file=sys.stderr)
            sys.exit(USAGE)
