"""`scrapy sites`: what is declared of each site, on what evidence, and whether it has worked here."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ErrandCommand
from crawler.exit_codes import OK, SITE_NOT_OK

if TYPE_CHECKING:
    from crawler.families.articles import ArticleSpider


class Command(ErrandCommand, ScrapyCommand):
    """Shows the declarations; --probe tries one of them."""

    def syntax(self) -> str:
        """Behind `scrapy sites`."""
        return "[NAME...] [--probe NAME | --crontab]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "The declared sites, their evidence and last verdict; --probe NAME fetches one list page and one article"

    def add_options(self, parser: ArgumentParser) -> None:
        """--probe and --crontab."""
        super().add_options(parser)
        parser.add_argument(
            "--probe",
            metavar="NAME",
            help="fetch one list page and one article, politely, and show each field; stores nothing",
        )
        parser.add_argument("--crontab", action="store_true", help="print a crontab that crawls each site at its hours")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Show, probe, or print the crontab."""
        from crawler.middlewares.session import variable_of
        from crawler.outputs.sites import crontab, site_page, sites_table

        spiders = self.declared()
        if opts.probe is not None:
            if args:
                raise CommandError("--probe takes one site and nothing else")
            return self.probe(self.one_of(spiders, opts.probe))
        chosen = [self.one_of(spiders, name) for name in args]
        if opts.crontab:
            print(crontab([(spider.name, spider.site) for spider in chosen or spiders.values()]))
        elif chosen:
            runs = self.last_runs([spider.name for spider in chosen])
            pages = (site_page(_declaration(one), *runs[one.name], variable_of(one.name)) for one in chosen)
            print("\n\n".join(pages))
        else:
            runs = self.last_runs(list(spiders))
            print(sites_table([(_declaration(spider), *runs[name]) for name, spider in spiders.items()]))
        return OK

    def one_of(self, spiders: dict[str, type[ArticleSpider]], name: str) -> type[ArticleSpider]:
        """The site of this name."""
        from crawler.toml_tables import did_you_mean

        if name not in spiders:
            hint = did_you_mean(name, list(spiders)) or f"; known: {', '.join(spiders)}"
            raise CommandError(f"unknown site {name!r}{hint}")
        return spiders[name]

    def last_runs(self, names: list[str]) -> dict[str, tuple[dict[str, Any] | None, str | None]]:
        """Of each site the report of its last run, and the day of its last good one; none before the first crawl."""
        if not self.settings["ARCHIVE_URL"] and not (self.data_dir / "archive.sqlite3").exists():
            return dict.fromkeys(names, (None, None))
        with self.archive() as archive:
            return {name: (next(iter(archive.last_runs(name, 1)), None), archive.last_good_run(name)) for name in names}

    def probe(self, spider: type[ArticleSpider]) -> int:
        """Run the spider for one list page and one article, and print what was found."""
        from crawler.errands import OneAtATime
        from crawler.outputs.sites import probe_page

        crawler = self.errand(spider)
        seen = crawler.get_spider_middleware(OneAtATime)
        if seen is None or crawler.spider is None:
            raise CommandError("the probe did not start; see the log", SITE_NOT_OK)
        stats = crawler.stats.get_stats()
        failures = [
            name.rpartition("/")[2]
            for name in sorted(stats)
            if name.startswith(("site/list_cause/", "site/articles_failed/", "site/rejected/", "site/not_asked/"))
        ]
        lists = [(one.url, one.status) for one in seen.answers]
        rows = [name.removeprefix("site/selected/links/") for name in stats if name.startswith("site/selected/links/")]
        article = seen.articles[0] if seen.articles else None
        print(probe_page(_declaration(spider), lists, seen.links, rows, seen.next_list, article, failures))
        return OK if article and article.title and article.date and article.body else SITE_NOT_OK


def _declaration(spider: type[ArticleSpider]) -> Any:
    from crawler.families.articles import family_of
    from crawler.outputs.sites import Declaration

    return Declaration(spider.name, spider.site, spider.sections, family_of(spider))
