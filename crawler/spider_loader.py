"""Where `scrapy crawl` finds its spiders: the modules of SPIDER_MODULES, and the tables of SITES_FILE."""

from __future__ import annotations

import sys

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawler.exit_codes import USAGE
from crawler.paths import in_project
from crawler.settings import _own_defaults
from crawler.sites import LEVELS


class SiteLoader(SpiderLoader):
    """Scrapy's, with the sites that the user has declared without code."""

    def groups(self) -> frozenset[str]:
        """Names under which `scrapy crawl` takes several sites along."""
        sites = [getattr(spider, "site", None) for spider in self._spiders.values()]
        return frozenset({*LEVELS, "all", *(group for site in sites if site for group in site.groups)})

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        given = settings.get("SITES_FILE")
        path = in_project(given)
        if given == _own_defaults["SITES_FILE"] and not path.exists():
            return  # nobody has declared any
        from crawler.sites_file import SitesError, spiders_of

        try:
            for spider in spiders_of(path, {*self._spiders, *self.groups()}):
                self._spiders[spider.name] = spider
        except SitesError as why:
            print(f"error: {why}", file=sys.stderr)
            sys.exit(USAGE)
