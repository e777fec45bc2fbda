"""Any site, given by its address."""

from crawler.families.generic import GenericSpider
from crawler.sites import Site


class SiteSpider(GenericSpider):
    """`scrapy crawl site -a url=URL`: URL is a list page or a home page."""

    name = "site"
    site = Site("(-a url=)", evidence="operator")
