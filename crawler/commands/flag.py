"""`scrapy flag`: flag the archive again after localities.toml or the gazetteer changed. No network."""

from __future__ import annotations

import datetime
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ProjectCommand, codes_of
from crawler.exit_codes import OK, STORAGE

if TYPE_CHECKING:
    from crawler.localities import Watchlist

FLAG_FIELDS = ("flagged", "localities", "places", "mentions", "passages", "to_check")


class Command(ProjectCommand, ScrapyCommand):
    """Re-reads every stored text with today's places, and says what changed."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Flag the archive again after localities.toml changed; no network"

    def work(self, args: list[str], opts: Namespace) -> int:
        """Flag, print the changes, write the feeds."""
        from crawler.outputs.jsonfeed import write_feeds

        if args:
            raise CommandError(f"`scrapy flag` takes no arguments; got {' '.join(args)}")
        watchlist = self.watchlist()
        contexts = self.contexts()
        now = datetime.datetime.now(datetime.UTC)
        gained: Counter[str] = Counter()
        lost: Counter[str] = Counter()
        read = 0
        with self.archive() as archive:
            for number, stored in archive.stored():
                flags = flags_of(stored, watchlist, contexts.get(stored["spider"], ()))
                changed = any(stored.get(name) != value for name, value in flags.items())
                if changed and not archive.set_flags(number, stored["content_sha256"], flags, now):
                    continue  # a crawl has just stored another text, and flagged it with the same places
                gained.update(set(flags["localities"]) - set(stored["localities"]))
                lost.update(set(stored["localities"]) - set(flags["localities"]))
                read += 1
            try:
                write_feeds(archive, self.data_dir / "feeds", codes_of(watchlist), address=self.settings["FEEDS_URL"])
            except OSError as why:
                raise CommandError(f"cannot write the feeds: {why.strerror}", STORAGE) from why
        print(f"{read} articles read again")
        for sign, counts in (("+", gained), ("-", lost)):
            for name, count in sorted(counts.items()):
                print(f"{sign} {name}: {count}")
        if not gained and not lost:
            print("no flag has changed")
        return OK

    def contexts(self) -> dict[str, tuple[str, ...]]:
        """The place of each declared site, which a bare 城区 may mean there."""
        from scrapy.spiderloader import get_spider_loader

        loader = get_spider_loader(self.settings)
        sites = {name: getattr(loader.load(name), "site", None) for name in loader.list()}
        return {name: (site.code,) for name, site in sites.items() if site is not None and site.code}


def flags_of(stored: dict[str, Any], watchlist: Watchlist, context: Sequence[str]) -> dict[str, Any]:
    """The fields of a stored item that say which places it names, as they are to be."""
    from crawler.items import Article, json_text
    from crawler.pipelines.localities import flag

    article = Article(url=stored["url"], title=stored["title"], body=stored["body"])
    flag(article, watchlist, context)
    flags: dict[str, Any] = json.loads(json_text({name: getattr(article, name) for name in FLAG_FIELDS}))
    return flags
