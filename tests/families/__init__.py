"""One spider of an invented site for each family, for the pages saved beside this file.

Hosts end in .example.gov.cn; the pages are written for the project in the shapes that SITES.md of the reference describes.
"""

from __future__ import annotations

import datetime

from crawler.families.articles import ArticleSpider
from crawler.families.daily import DailySpider
from crawler.families.epaper_json import JsonEdition
from crawler.families.founder import FounderEdition, FounderSpider
from crawler.families.jcms import JcmsSpider
from crawler.families.jeecms import JeecmsSpider
from crawler.families.listing import ListingSpider
from crawler.families.magazine import MagazineSpider
from crawler.families.php import PhpSpider
from crawler.families.trs import TrsSpider
from crawler.families.vsb import VsbSpider
from crawler.sites import Section, Site


def _site(name: str) -> Site:
    return Site(name, level="municipal", evidence="scraper", evidence_year=2024)


class Trs(TrsSpider):
    name = "trs"
    allowed_domains = ["trs.example.gov.cn"]
    site = _site("虚构东州纪检监察网")
    sections = (Section("审查调查", "http://trs.example.gov.cn/scdc/"),)
    selectors = {**TrsSpider.selectors, "links": "ul.list li a", "title": "h1.title", "date": "span.date"}


class Founder(FounderSpider):
    name = "founder"
    allowed_domains = ["founder.example.gov.cn"]
    site = _site("虚构西州纪检监察网")
    sections = (Section("审查调查", "http://founder.example.gov.cn/node_1228.htm"),)
    selectors = {
        **FounderSpider.selectors,
        "links": ".feed-item h2 a",
        "info": (".min_cc", ".ls"),
        "body": (".min_content", *FounderSpider.selectors["body"]),
    }


class FounderPaper(DailySpider):
    name = "founder_paper"
    allowed_domains = ["paper.example.gov.cn"]
    site = Site("虚构廉政报", level="provincial", kind="newspaper", evidence="scraper", evidence_year=2018)
    sections = (Section("报纸", "http://paper.example.gov.cn/content/"),)
    editions = (FounderEdition("http://paper.example.gov.cn/content", last=datetime.date(2018, 3, 31)),)


class Jcms(JcmsSpider):
    name = "jcms"
    allowed_domains = ["jcms.example.gov.cn"]
    site = _site("虚构江州纪检监察网")
    sections = (Section("审查调查", "http://jcms.example.gov.cn/col/col17/index.html"),)
    selectors = {
        **JcmsSpider.selectors,
        "links": ".simple_pgContainer li a",
        "info": ".c-conten-top",
        "body": ("#c-conten-con", *JcmsSpider.selectors["body"]),
    }


class Jeecms(JeecmsSpider):
    name = "jeecms"
    allowed_domains = ["jeecms.example.gov.cn"]
    site = _site("虚构南州纪检监察网")
    sections = (Section("审查调查", "http://jeecms.example.gov.cn/ffkb/index.jhtml"),)
    selectors = {"links": "ul.GsTL5 li a", "title": "#ScDetailTitle", "info": ".desc", "body": "#ScDetailContent"}


class Vsb(VsbSpider):
    name = "vsb"
    allowed_domains = ["vsb.example.gov.cn"]
    site = _site("虚构秦州纪检监察网")
    sections = (Section("审查调查", "http://vsb.example.gov.cn/scdc.htm"),)
    selectors = {**VsbSpider.selectors, "links": "ul.xsxc_index_center_list a"}


class Php(PhpSpider):
    name = "php"
    allowed_domains = ["php.example.gov.cn"]
    site = _site("虚构海州纪检监察网")
    sections = (Section("审查调查", "http://php.example.gov.cn/jlsc.php?ncount=8&nbegin=0"),)
    selectors = {"links": "#mainrconlist ul li h1 a", "title": "#arttitl", "info": "#artdes", "body": "#artcon"}
    offset = ("nbegin", 8)


class Magazine(MagazineSpider):
    name = "magazine"
    allowed_domains = ["magazine.example.gov.cn"]
    site = Site("虚构廉政杂志", level="provincial", kind="magazine", evidence="scraper", evidence_year=2024)
    sections = (Section("杂志", "http://magazine.example.gov.cn/bqml/"),)
    selectors = {"title": ".Article_61 .tit", "info": ".period", "body": ".Article_61 .content"}


class EpaperJson(DailySpider):
    name = "epaper_json"
    allowed_domains = ["epaper.example.gov.cn"]
    site = Site("虚构监察报", level="central", kind="newspaper", evidence="scraper", evidence_year=2024)
    sections = (Section("报纸", "https://epaper.example.gov.cn/epaper/index.html"),)
    editions = (JsonEdition("https://epaper.example.gov.cn/epaper"),)


class Generic(ListingSpider):
    name = "generic"
    allowed_domains = ["generic.example.gov.cn"]
    site = _site("虚构中州纪检监察网")
    sections = (Section("要闻", "http://generic.example.gov.cn/news/"),)


FAMILIES: dict[str, type[ArticleSpider]] = {
    spider.name: spider
    for spider in (Trs, Founder, FounderPaper, Jcms, Jeecms, Vsb, Php, Magazine, EpaperJson, Generic)
}
