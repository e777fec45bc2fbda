"""`scrapy audit`: ask a site's own search what it has on a place, and say what the crawl has missed."""

from __future__ import annotations

import datetime
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from crawler.commands import CommandError, ErrandCommand
from crawler.exit_codes import OK, SITE_NOT_OK

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.extract import Link
    from crawler.families.articles import ArticleSpider

DAYS = 30
"""How far back an audit looks when nothing is said."""
MOST_PAGES = 50
# What a search says that finds nothing.
_SAYS_NOTHING = re.compile(r"没有|未找到|找不到|无(?:相关|结果|记录)|0\s?(?:条|个|篇|项)|抱歉|換個|换个")


class Command(ErrandCommand, ScrapyCommand):
    """Compares the hits of a search with the archive, by address and by headline."""

    def syntax(self) -> str:
        """Behind `scrapy audit`."""
        return "NAME --place PLACE [-a since=YYYY-MM-DD] [-a until=YYYY-MM-DD] [--fetch]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "What a site's own search finds on a place and the archive does not have; exit code 1 when something is missing"

    def add_options(self, parser: ArgumentParser) -> None:
        """The place, the days, and whether what is missing is fetched."""
        super().add_options(parser)
        parser.add_argument("--place", metavar="PLACE", help="what to search for, in either script")
        parser.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"since, until (default: {DAYS} days)",
        )
        parser.add_argument("--fetch", action="store_true", help="the next crawl asks for what is missing")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Search, compare, print."""
        from crawler.hanzi import fold
        from crawler.items import SHANGHAI

        spider = self.site_of(args)
        if not opts.place:
            raise CommandError("name a place: --place 晋城")
        since, until = self.days(spider, opts.spargs)
        since = since or (until or datetime.datetime.now(SHANGHAI).date()) - datetime.timedelta(days=DAYS)
        hits, failures = self.search(spider, fold(opts.place), since)
        hits = [hit for hit in hits if not hit.date or (hit.date >= since and not (until and hit.date > until))]
        if failures and not hits:
            raise CommandError(f"{spider.name}: the search gave no answer ({', '.join(failures)})", SITE_NOT_OK)
        missing = self.compare(spider, hits, since, until)
        for hit in missing:
            print(f"missing  {hit.date or 'no day    '}  {hit.text}  {hit.url}")
        if opts.fetch and missing:
            with self.archive() as archive:
                archive.note_pending(spider.name, {hit.url: (None, "audit") for hit in missing})
        days = f"{since}..{until or ''}"
        told = f"{spider.name}: {len(hits)} hits for {opts.place} in {days}, {len(missing)} missing"
        if missing:
            told += "; the next crawl asks for them" if opts.fetch else "; with --fetch the next crawl asks for them"
        print(told + (f" (not all pages of the search answered: {', '.join(failures)})" if failures else ""))
        return SITE_NOT_OK if missing or failures else OK

    def site_of(self, args: list[str]) -> type[ArticleSpider]:
        """The site on the command line, which has a search."""
        spiders = self.declared()
        with_search = ", ".join(name for name, spider in spiders.items() if spider.search)
        if len(args) != 1 or args[0] not in spiders:
            raise CommandError(f"name one site, as in `scrapy audit ccdi --place 晋城`; with a search: {with_search}")
        if not spiders[args[0]].search:
            raise CommandError(f"no search is known of {args[0]}; known of: {with_search}")
        return spiders[args[0]]

    def days(self, spider: type[ArticleSpider], given: list[str]) -> tuple[datetime.date | None, datetime.date | None]:
        """since and until."""
        from crawler.families.articles import ArgumentError, day_of

        try:
            arguments = arglist_to_dict(given)
        except ValueError as why:
            raise UsageError("Invalid -a value, use -a NAME=VALUE", print_help=False) from why
        try:
            spider.check_arguments(arguments)
            return day_of("since", arguments.get("since")), day_of("until", arguments.get("until"))
        except ArgumentError as why:
            raise CommandError(str(why)) from why

    def search(self, spider: type[ArticleSpider], words: str, since: datetime.date) -> tuple[list[Link], list[str]]:
        """The hits, newest first, back to a day; and why a page of hits was not read."""
        from crawler import extract
        from crawler.errands import on_errand
        from crawler.families.answers import GATE_STATUSES, PAGE_STATUSES, content_type

        found: dict[str, Link] = {}
        failures: list[str] = []
        search = spider.search
        assert search is not None

        def read(response: Response) -> Iterator[str]:
            if response.status not in PAGE_STATUSES:
                failures.append("gate" if response.status in GATE_STATUSES else str(response.status))
                return
            try:
                document = extract.Document.read(response.body, response.url, content_type(response))
                listing = extract.read_list(document, search.selectors)
            except extract.NotAnArticle as why:
                failures.append(why.reason)
                return
            rows = listing.links[: listing.rows]
            if len(asked) == 1 and not rows and (listing.links or not _SAYS_NOTHING.search(document.text)):
                failures.append("a page of hits that is not understood: has the search been redesigned?")
                return
            new = [hit for hit in rows if hit.url not in found]
            found.update({hit.url: hit for hit in new})
            newest = max((hit.date for hit in rows if hit.date), default=since)
            if new and newest >= since and len(asked) >= MOST_PAGES:
                failures.append(f"{MOST_PAGES} pages of hits read, and there are more: give a later since")
            elif new and newest >= since:
                asked.append(search.page(words, len(asked) + 1))
                yield asked[-1]

        asked = [search.page(words, 1)]
        crawler = self.errand(on_errand(spider, asked[:1], read))
        return list(found.values()), failures + getattr(crawler.spider, "failures", [])

    def compare(
        self, spider: type[ArticleSpider], hits: list[Link], since: datetime.date, until: datetime.date | None
    ) -> list[Link]:
        """The hits that the archive has neither under their address nor, within a week, under their headline.

        One article stands under several addresses with several ids; a search shows each of them.
        """
        week = datetime.timedelta(days=7)
        now = datetime.datetime.now(datetime.UTC)
        with self.archive() as archive:
            standing = archive.standing([hit.url for hit in hits], "", now)
            titles = {
                _squashed(title)
                for title, _ in archive.headlines(spider.site.name, since - week, until and until + week)
            }
        return [hit for hit in hits if not standing[hit.url].stored and _squashed(hit.text) not in titles]


def _squashed(title: str) -> str:
    """A headline without white space and marks: bars and spacing differ from column to column."""
    return "".join(character for character in title if character.isalnum())
