"""Two spiders that differ in what they declare about TLS, for `-s SPIDER_MODULES=`; the test says where their servers are."""

import os

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOSTS = os.environ.get("TLS_HOSTS", "localhost:1,localhost:1").split(",")


class OldSpider(ListingSpider):
    """Of a site that declares its server to be old and its certificate to be of no account."""

    name = "old"
    allowed_domains = ["localhost"]
    site = Site("样板旧站", tls_legacy=True, verify_certificates=False)
    sections = (Section("要闻", f"https://{HOSTS[0]}/yaowenn/"),)


class UsualSpider(ListingSpider):
    """Of a site that declares nothing."""

    name = "usual"
    allowed_domains = ["localhost"]
    site = Site("样板新站")
    sections = (Section("要闻", f"https://{HOSTS[1]}/yaowenn/"),)
