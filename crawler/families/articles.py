"""What all spiders share: the declaration of their site, their arguments, and how an answer becomes an article."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import extract
from crawler.archive.standing import Found, Standing, Walked
from crawler.extract.errors import NotAnArticle
from crawler.extract.urldates import date_in_url
from crawler.families.answers import (
    CUT,
    CUT_SHORT,
    GATE_STATUSES,
    GONE_STATUSES,
    NOT_ASKED,
    PAGE_STATUSES,
    PASSING_STATUSES,
    STOPPED,
    WALLS,
    asked_url,
    cause,
    content_type,
    header,
    served_on,
)
from crawler.families.signals import article_left, article_rejected, gate_met
from crawler.items import Article, Outlet, Page
from crawler.sites import OUTLETS, Section, Site

if TYPE_CHECKING:
    from crawler.extract import Link
    from crawler.extract.selected import Selectors
    from crawler.families.search import WasSearch

MAX_PARTS = 30
MAX_STUBS = 2
# A list's day and the article's own can lie so far apart.
LISTED_APART = datetime.timedelta(days=1)
# An address is filed up to so long before or after the article's day (ccdi.gov.cn: 4 of 97 pages, by days, 2022-2025).
FILED_APART = datetime.timedelta(days=15)

UNKNOWN = Standing()


class ArgumentError(ValueError):
    """A spider argument (-a) is unknown, missing or has no sensible value."""


class ArticleSpider(Spider):
    """Asks for articles and hands each page to `crawler.extract`; how it comes by their addresses is a subclass's matter.

    A subclass declares `name`, `allowed_domains`, `site`, `sections` and, where it helps, CSS `selectors` by field
    (title, info, date, source, body …; links for the rows of a list), one or several generations of them, the newest
    first; the site-independent rules stand behind each.

    Arguments (-a): since, until (YYYY-MM-DD): walk back through that range.
    """

    site: Site
    allowed_domains: Sequence[str] = ()
    sections: tuple[Section, ...] = ()
    selectors: ClassVar[Selectors] = {}
    search: ClassVar[WasSearch | None] = None
    """The site's own search, for `scrapy audit`."""
    arguments: ClassVar[tuple[str, ...]] = ("since", "until")

    # What `KnownPagesMiddleware` tells from the archive, before anything is asked.
    blocked_runs = 0
    """How many runs before this one ended as `blocked`."""
    caught_up = False
    """Whether the last run came to its end and left nothing behind."""
    walks: Mapping[str, Walked] = {}
    """How far earlier runs of the same `walk_key` came, by list."""

    def __init_subclass__(cls, **given: Any) -> None:
        """A family's selectors stand behind those of a site, field by field; an empty one takes a field out."""
        super().__init_subclass__(**given)
        cls.selectors = {**getattr(cls.__mro__[1], "selectors", {}), **cls.__dict__.get("selectors", {})}

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        self.check_arguments(arguments)
        super().__init__(name)
        self.since = day_of("since", arguments.get("since"))
        self.until = day_of("until", arguments.get("until"))
        self.gates_in_a_row = 0
        self.answered: list[str] = []
        """Addresses that were asked for and hold nothing to store, since the walk was noted last."""
        self.unfinished: set[str] = set()
        """Lists whose walk through since and until has not come to its end."""

    @property
    def run_key(self) -> str:
        """What this run's history is kept under: the spider's name, and for `site` the list's address too."""
        return self.name

    @property
    def ranged(self) -> bool:
        """Whether this run walks through a range of days, rather than looking for what is new."""
        return self.since is not None or self.until is not None

    @property
    def walk_key(self) -> str:
        """What the progress of its walks is kept under: of a range of days its own, to be taken up by the same range."""
        return f"{self.run_key} {self.since or ''}..{self.until or ''}" if self.ranged else self.run_key

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        """Raises ArgumentError, in one line, for what `scrapy crawl -a` cannot take."""
        for given in arguments:
            if given not in cls.arguments:
                known = ", ".join(cls.arguments) or "none"
                raise ArgumentError(f"{cls.name}: unknown argument -a {given}=; it takes: {known}")
        since, until = (day_of(one, arguments.get(one)) for one in ("since", "until"))
        if since and until and since > until:
            raise ArgumentError(f"{cls.name}: since={since} lies after until={until}")

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn what the site declares about its pause and TLS into settings of this spider; the command line wins."""
        super().update_settings(settings)
        for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"):
            if cls.site.pause is not None and cls.site.pause > settings.getfloat(name):
                settings.set(name, cls.site.pause, priority="spider")
        if cls.site.tls_legacy:
            settings.set("TLS_LEGACY", True, priority="spider")
        if not cls.site.verify_certificates:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")

    def allows(self, url: str) -> bool:
        """Whether an address lies on the site."""
        return nearness(self.allowed_domains, url) > 0

    def in_range(self, day: datetime.date | None, apart: datetime.timedelta = datetime.timedelta(0)) -> bool:
        """Whether a day lies within since and until, or so far apart from them; an unknown day may."""
        return day is None or (
            (not self.since or day >= self.since - apart) and (not self.until or day <= self.until + apart)
        )

    def may_be_wanted(self, link: Link) -> bool:
        """Whether an article may be in range by what its list, else its address, says; its own day decides once it is read."""
        if link.date:
            return self.in_range(link.date, LISTED_APART)
        return not self.ranged or self.in_range(date_in_url(link.url), FILED_APART)

    # -- what the archive knows; `KnownPagesMiddleware` answers --------------------------------------------------------

    def on_record(self, links: list[Link], section: str) -> dict[str, Standing]:
        """How the links of a list page stand in the archive, by address."""
        return {}

    def note_walk(self, name: str, next_url: str | None, number: int, found: Mapping[str, Found]) -> None:
        """Keep how far the walk through a list has come, and the addresses it is to ask for."""

    # -- articles ----------------------------------------------------------------------------------------------------

    def article_request(
        self, url: str, section: str | None, number: int, link: Link | None = None, position: int = 0
    ) -> Request:
        """Request for an article: of list page `number` at `position`, newest first; negative numbers go last."""
        return Request(
            url,
            self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"section": section},
            meta={"article": True, "listed_date": link.date if link else None, "announced": link.text if link else ""},
            # `KnownPagesMiddleware` and `ArticleRedirectMiddleware` ask once for each; Scrapy's filter drops uncounted.
            dont_filter=True,
            priority=(500 - min(position, 400) - 1000 * number) if number > 0 else -1_000_000_000 * -number,
        )

    def parse_article(self, response: Response, section: str | None = None) -> Iterator[Article | Request]:
        """One article, or a counted reason why the answer is none."""
        if response.status == 304:
            self.count("site/not_modified")
            return
        self.count("site/fetched")
        if response.status in PASSING_STATUSES:
            self.leave(asked_url(response), section, f"http_{response.status}")
            return
        try:
            article = self.article(response, section)
        except NotAnArticle as why:
            yield from self.not_an_article(response, why, section)
            return
        self.gates_in_a_row = 0
        self.learn(asked_url(response), article)
        if CUT in response.flags:
            article.warnings.append("page_truncated")
            if CUT_SHORT in response.flags:
                self.leave(asked_url(response), section, CUT_SHORT)
        if not self.in_range(article.date):
            self.count("site/rejected/out_of_range")
            self.answered.append(asked_url(response))
            return
        yield from self.with_next_part(article, 1)

    def not_an_article(self, response: Response, why: NotAnArticle, section: str | None) -> Iterator[Request]:
        """Follow a stub to the page it stands for; count all other answers that hold no article."""
        target = extract.joined(response.url, why.target) if why.target else ""
        if target and response.meta.get("stubs", 0) < MAX_STUBS:
            yield self.behind_stub(response, target)
        else:
            self.reject(response, why.reason, section, why.detail)

    def learn(self, url: str, article: Article) -> None:
        """Note what an article told of itself, and which of the site's selectors found it."""
        for name, selector in article.selected.items():
            self.count(f"site/selected/{name}/{selector}")

    def article(self, response: Response, section: str | None) -> Article:
        """Turn an answer into an article; raises NotAnArticle."""
        if response.status in GATE_STATUSES:
            raise NotAnArticle("gate", f"status {response.status}")
        if response.status not in PAGE_STATUSES:
            raise NotAnArticle("gone" if response.status in GONE_STATUSES else "error", str(response.status))
        article = self.read(response)
        if article.date is None and (listed := response.meta.get("listed_date")):
            date_from_list(article, listed)
        article.section = article.section or section or None
        article.site, article.spider = self.site.name, self.name
        article.http_status = response.status
        article.outlet = outlet_of(article.source, self.site, self.name)
        article.page = Page(
            asked_url=asked_url(response),
            announced=response.meta.get("announced", ""),
            body=response.body,
            content_type=content_type(response),
            served=served_on(response),
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )
        return article

    def read(self, response: Response) -> Article:
        """The article of an answer that came whole; raises NotAnArticle."""
        return extract.extract_article(response.body, response.url, content_type(response), selectors=self.selectors)

    def behind_stub(self, response: Response, target: str) -> Request:
        """Request for the page that a stub sends its reader to, remembered under the address first asked for."""
        meta = {**response.meta, "stubs": response.meta.get("stubs", 0) + 1}
        meta.pop("standing", None)
        meta["redirect_urls"] = [*response.meta.get("redirect_urls", []), response.url]
        assert response.request is not None
        return response.request.replace(url=target, meta=meta, dont_filter=True)

    def with_next_part(self, article: Article, parts: int) -> Iterator[Article | Request]:
        """Give the article, or ask for its following part first."""
        following = article.next_page
        if following is None or parts >= MAX_PARTS:
            yield article
            return
        article.next_page = None
        yield Request(
            following,
            self.parse_part,
            errback=self.part_failed,
            cb_kwargs={"article": article, "parts": parts + 1},
            priority=100,
        )

    def parse_part(self, response: Response, article: Article, parts: int) -> Iterator[Article | Request]:
        """Append a following page of an article in several parts."""
        try:
            if response.status not in PAGE_STATUSES:
                raise NotAnArticle("error", f"http_{response.status}")
            part = self.read(response)
        except NotAnArticle as why:
            yield self.without_rest(article, why.detail or why.reason)
            return
        article.body = f"{article.body}\n{part.body}"
        article.next_page = part.next_page
        yield from self.with_next_part(article, parts)

    # -- counting ----------------------------------------------------------------------------------------------------

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter of the run report."""
        self.crawler.stats.inc_value(name, by)

    def reject(self, response: Response, reason: str, section: str | None, sign: str = "") -> None:
        """Count an answer that holds no article, a wall by its ``sign``; too many gates in a row end the crawl of the site."""
        self.count(f"site/rejected/{reason}")
        url = asked_url(response)
        self.crawler.signals.send_catch_log(article_rejected, url=url, reason=reason, spider=self)
        if reason in WALLS:
            self.count(f"site/gate/{sign or reason}")
            self.crawler.signals.send_catch_log(article_left, url=url, section=section, why=reason, spider=self)
        else:
            self.answered.append(url)
        if reason != "gate":
            return
        self.crawler.signals.send_catch_log(gate_met, spider=self)
        self.gate_in_a_row()

    def gate_in_a_row(self) -> None:
        """Count a gate since the last page. Raises CloseSpider at GATES_IN_A_ROW of them."""
        self.gates_in_a_row += 1
        if self.gates_in_a_row >= self.crawler.settings.getint("GATES_IN_A_ROW"):
            raise CloseSpider("blocked")

    def leave(self, url: str, section: str | None, why: str) -> None:
        """Count an article that did not answer as it should, and leave it for the next run."""
        self.count(f"site/articles_failed/{why}")
        self.crawler.signals.send_catch_log(article_left, url=url, section=section, why=why, spider=self)

    def list_read(self) -> None:
        """Count a list page that listed something or could have."""
        self.gates_in_a_row = 0
        self.count("site/lists_read")

    def list_missed(self, why: str, *, gate: bool, sign: str = "") -> None:
        """Count a list page that was none, a wall by its ``sign``. Raises CloseSpider when the site blocked the last run and still does."""
        self.count("site/lists_gated" if gate else "site/lists_failed")
        self.count(f"site/list_cause/{why}")
        if gate:
            self.count(f"site/gate/{sign or why}")
            self.crawler.signals.send_catch_log(gate_met, spider=self)
            if self.blocked_runs:
                raise CloseSpider("still_blocked")
            self.gate_in_a_row()

    def list_refused(self, why: NotAnArticle) -> None:
        """Count an answer that is no list, a wall by its sign, anything else by what is wrong with it."""
        gate = why.reason in WALLS
        self.list_missed(why.reason if gate else why.detail or why.reason, gate=gate, sign=why.detail)

    def article_failed(self, failure: Failure) -> None:
        """An article that did not answer, or that must not be asked for."""
        why = cause(failure)
        request: Request = failure.request  # type: ignore[attr-defined]
        url = (request.meta.get("redirect_urls") or [request.url])[0]
        if why in NOT_ASKED:
            self.count(f"site/not_asked/{why}")
            self.answered.append(url)
            return
        if why == STOPPED:
            return  # the run says that it was interrupted, and the next one finds the address again
        self.leave(url, request.cb_kwargs.get("section"), why)

    def part_failed(self, failure: Failure) -> Iterator[Article]:
        """Store what there is when a following part does not answer."""
        article = failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]
        yield self.without_rest(article, cause(failure))

    def without_rest(self, article: Article, why: str) -> Article:
        """An article whose following part is missing; the next run asks for the whole again, unconditionally."""
        article.warnings.append("parts_missing")
        if article.page is not None:
            article.page.etag = article.page.last_modified = None
            self.leave(article.page.asked_url, article.section, why)
        return article


def nearness(domains: Sequence[str], url: str) -> int:
    """How much of an address's host a site's domains say, in characters; 0 for another site's.

    zgjjjc.ccdi.gov.cn is nearer to zgjjjc than to ccdi.
    """
    host = urlsplit(url).hostname or ""
    return max((len(one) for one in domains if host == one or host.endswith(f".{one}")), default=0)


def family_of(spider: type[ArticleSpider]) -> str:
    """Name of the family that a spider is declared over: trs, daily, listing …"""
    families = (base.__module__ for base in spider.__mro__[1:] if base.__module__.startswith("crawler.families."))
    return next(families).rpartition(".")[2]


def date_from_list(article: Article, day: datetime.date) -> None:
    """Take the day that the site's own list prints beside the link, for a page that prints none."""
    article.date, article.date_raw = day, article.date_raw or day.isoformat()
    article.warnings = [one for one in article.warnings if one != "date_missing"] + ["date_from_list"]
    origin = article.story.is_based_on if article.story else None
    if origin is not None:
        origin.date_raw = extract.with_year(origin.date_raw, day)


def outlet_of(source: str | None, site: Site, spider: str) -> Outlet | None:
    """Who published the article: the known outlet the page names as its source, else the site when it names none."""
    if source is None or source == site.name:
        return Outlet(id=spider, name=site.name, level=site.level, kind=site.kind)
    known = OUTLETS.get(source) or OUTLETS.get(source.strip("《》"))
    return Outlet(id=known.id, name=known.name, level=known.level, kind=known.kind) if known else Outlet(name=source)


def day_of(name: str, text: str | None) -> datetime.date | None:
    """The value of since or until. Raises ArgumentError."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"-a {name}={text}: not a day; write it as {name}=2018-08-31") from None
