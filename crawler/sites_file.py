"""``sites.toml``: sites without code, a [[site]] table each, and the spiders that are made of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from crawler.families.listing import ListingSpider
from crawler.settings import DOWNLOAD_DELAY
from crawler.sites import Section, Site, is_page_address
from crawler.toml_tables import TableFile


class SitesError(ValueError):
    """A file of sites cannot be used; one line with file, line, problem and remedy."""


def _name(name: str) -> str:
    if re.search(r"[/\\\x00-\x1f\x7f-\x9f]", name) or name.startswith(("-", ".")):
        raise ValueError("no /, no \\ and no control characters, and no - or . at its beginning, please")
    return name


def _lists(value: object) -> object:
    """One address is a list of one; addresses without a section's name are sections of their own name."""
    addresses = [value] if isinstance(value, str) else value
    if isinstance(addresses, list) and all(isinstance(one, str) for one in addresses):
        names = [one.partition("://")[2].rstrip("/") or one for one in addresses]
        return dict(zip(names if len(set(names)) == len(names) else addresses, addresses, strict=True))
    return addresses


def _addresses(lists: dict[str, str]) -> dict[str, str]:
    for url in lists.values():
        if not is_page_address(url):
            raise ValueError(f"{url!r} is not the address of a list page")
    if not lists:
        raise ValueError("there is no address")
    return lists


def _code(value: object) -> object:
    """A code written without quotes is a number in TOML."""
    return f"{value:06d}" if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6 else value


def _selectors(selectors: dict[str, str]) -> dict[str, str]:
    from crawler.extract.document import Document
    from crawler.extract.selected import FIELDS, LIST_FIELDS, select

    select(Document.read(b"<p>.</p>", "http://www.example.cn/"), selectors, FIELDS | LIST_FIELDS)
    return selectors


Word = Annotated[str, Field(min_length=1)]


class SiteConfig(BaseModel):
    """One ``[[site]]`` table."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_name)]
    """Name of the site, in any script: what feeds show and `scrapy crawl` takes."""
    lists: Annotated[dict[Word, Word], BeforeValidator(_lists), AfterValidator(_addresses)]
    """Address of each list page, or a table of section names and addresses."""
    level: Literal["central", "provincial", "municipal", "county"] | None = None
    """Who runs it; also a group of `scrapy crawl`."""
    region: Annotated[str, Field(pattern=r"^[a-z_]+$")] | None = None
    """Slug of the province, also a group of `scrapy crawl`: shanxi."""
    code: Annotated[str, BeforeValidator(_code), Field(pattern=r"^\d{6}$")] | None = None
    """GB/T 2260 code of the place that runs it, which a bare 城区 means there."""
    pause: Annotated[float, Field(ge=DOWNLOAD_DELAY, le=3600, strict=False)] | None = None
    """Seconds between two requests, 2 at least."""
    max_quiet_days: Annotated[int, Field(ge=1)] | None = None
    """After so many days without a new article the verdict is `stale`."""
    hours: Annotated[list[Annotated[int, Field(ge=0, le=23)]], Field(min_length=1)] = [7, 13, 19]
    """Hours of the day for `scrapy sites --crontab`."""
    selectors: Annotated[dict[Word, Word], AfterValidator(_selectors)] = {}
    """CSS by field, where the site-independent rules miss it."""
    tls_legacy: bool = False
    """Old TLS protocols and ciphers are let in."""
    verify_certificates: bool = True
    """False: its certificate is not looked at."""


FILE = TableFile(
    table="site",
    model=SiteConfig,
    error=SitesError,
    setting="SITES_FILE",
    without="adds no site",
    examples={
        "name": ("text of at most 40 characters", 'write name = "虚构市纪委监委"'),
        "lists": ("a list of addresses", 'write lists = ["http://www.example.gov.cn/gzdt/"]'),
        "level": ("central, provincial, municipal or county", 'write level = "municipal"'),
        "region": ("a province's slug", 'write region = "shanxi"'),
        "code": ("six digits", 'write code = "140500"'),
        "pause": ("seconds, 2 or more", "write pause = 5"),
        "max_quiet_days": ("a number of days", "write max_quiet_days = 14"),
        "hours": ("a list of hours", "write hours = [7, 19]"),
        "selectors": ("a table of CSS by field", 'write selectors = { body = "div.content" }'),
        "tls_legacy": ("true or false", "write tls_legacy = true"),
        "verify_certificates": ("true or false", "write verify_certificates = false"),
    },
)


def spiders_of(path: Path, taken: set[str]) -> list[type[ListingSpider]]:
    """The spiders of a file. Raises SitesError, also for a name that is ``taken`` or that two entries share."""
    made: list[type[ListingSpider]] = []
    text = FILE.text_of(path)
    for index, one in enumerate(FILE.read(path)):
        if one.name in taken or one.name == one.region:
            raise SitesError(
                f"{FILE.where(path, text, index)}: there is a site named {one.name!r} already; rename this one"
            )
        taken.add(one.name)
        made.append(_spider(one))
    return made


def _spider(given: SiteConfig) -> type[ListingSpider]:
    site = Site(
        given.name, level=given.level, region=given.region, code=given.code, evidence="operator", pause=given.pause,
        max_quiet_days=given.max_quiet_days, hours=tuple(given.hours), tls_legacy=given.tls_legacy,
        verify_certificates=given.verify_certificates, evidence_note="declared in SITES_FILE",
    )  # fmt: skip
    hosts = dict.fromkeys(urlsplit(url).hostname or "" for url in given.lists.values())
    declared: dict[str, Any] = {
        "__doc__": f"{given.name}, as declared in SITES_FILE.",
        "__module__": __name__,
        "name": given.name,
        "allowed_domains": [host.removeprefix("www.") for host in hosts],
        "site": site,
        "sections": tuple(Section(name, url) for name, url in given.lists.items()),
        "selectors": given.selectors,
    }
    return type("DeclaredSpider", (ListingSpider,), declared)
