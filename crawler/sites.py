"""What a spider declares about its site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

Level = Literal["central", "provincial", "municipal", "county"]
LEVELS: tuple[Level, ...] = get_args(Level)
Evidence = Literal["captured", "scraper", "address", "sample", "operator"]


@dataclass(frozen=True)
class Outlet:
    """A publisher as the ledger counts it."""

    id: str
    name: str
    level: Level
    kind: Literal["website", "newspaper", "magazine", "agency"] = "website"


@dataclass(frozen=True)
class Section:
    """One list of the site: its column name (欄目) and the address of its first page."""

    name: str
    url: str
    older: tuple[str, ...] = ()
    """Where the same list was before, newest first: asked for when `url` lists nothing."""
    following: str = ""
    """Address of page {n}, counted from 2, for lists that do not tell it: …/list_249_{n}.html."""


@dataclass(frozen=True)
class Site:
    """One site: who runs it, how it is known, and what silence means there."""

    name: str
    level: Level | None = None
    region: str | None = None
    """Slug of the province, which is also a group of `scrapy crawl`: shanxi, henan …"""
    code: str | None = None
    """GB/T 2260 code of the place that runs the site, which a bare 城区 means there; null for central sites."""
    kind: Literal["website", "newspaper", "magazine", "agency"] = "website"
    evidence: Evidence = "address"
    """captured: a page was read whole; scraper: a public scraper's selectors; address: the address only."""
    evidence_year: int | None = None
    """Year of the newest evidence: what is declared was true then."""
    evidence_note: str = ""
    """What the evidence is: how many pages, whose selectors, what nobody has seen."""
    seen_working: str | None = None
    """When anyone, not this program, is known to have read the site, YYYY or YYYY-MM."""
    protection: str = ""
    """Walls it is known to put up, with the year."""
    pause: float | None = None
    """Seconds between two requests, at least; null: the project's own, DOWNLOAD_DELAY."""
    max_quiet_days: int | None = None
    """After so many days without a new article the verdict is `stale`; null: never."""
    hours: tuple[int, ...] = (7, 13, 19)
    """Hours of the day, in Asia/Shanghai, at which it is worth a look: `scrapy sites --crontab`."""
    heavy: bool = False
    """A run of it takes many requests: the crontab keeps it apart from the others that do."""
    tls_legacy: bool = False
    """Its server is too old for today's TLS: as the setting TLS_LEGACY, for this site alone."""
    verify_certificates: bool = True
    """False: whose certificate its server shows is not looked at; as DOWNLOAD_VERIFY_CERTIFICATES, for this site alone."""

    @property
    def groups(self) -> tuple[str, ...]:
        """Names under which `scrapy crawl` takes this site along."""
        return tuple(name for name in ("all", self.level, self.region) if name)

    @property
    def verified(self) -> bool:
        """Whether anyone has read a page of it, or a program that reads it."""
        return self.evidence in ("captured", "scraper", "sample")


def is_page_address(url: str) -> bool:
    """Whether a request can be made of an address: http(s), a host, a possible port, no user name or password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return usable and parts.username is None and parts.password is None


OUTLETS: dict[str, Outlet] = {
    name: outlet
    for outlet, names in (
        (Outlet("ccdi", "中央纪委国家监委网站", "central"), ("中央纪委国家监委网站", "中央纪委监察部网站")),
        (Outlet("jjjcb", "中国纪检监察报", "central", "newspaper"), ("中国纪检监察报", "中國紀檢監察報")),
        (
            Outlet("zgjjjc", "中国纪检监察杂志", "central", "magazine"),
            ("中国纪检监察", "中国纪检监察杂志", "《中国纪检监察》杂志"),
        ),
        (Outlet("xinhua", "新华社", "central", "agency"), ("新华社", "新华网")),
        (Outlet("people", "人民日报", "central", "newspaper"), ("人民日报",)),
        (Outlet("gmrb", "光明日报", "central", "newspaper"), ("光明日报",)),
        (Outlet("jjrb", "经济日报", "central", "newspaper"), ("经济日报",)),
        (Outlet("fzrb", "法治日报", "central", "newspaper"), ("法治日报", "法制日报")),
    )
    for name in names
}
"""Outlets by the names pages give as their source."""
