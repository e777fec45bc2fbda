"""`scrapy savepage URL`: keep a page, raw bytes and headers, as a test case of its site."""

from __future__ import annotations

import datetime
import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ErrandCommand
from crawler.exit_codes import OK, SITE_NOT_OK, STORAGE
from crawler.paths import PROJECT

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.families.articles import ArticleSpider

# What says nothing about the page, or is nobody else's business.
NOT_KEPT = frozenset(
    {"set-cookie", "date", "connection", "transfer-encoding", "content-encoding", "content-length", "age", "via"}
)


class Command(ErrandCommand, ScrapyCommand):
    """Fetches one page under the rules of its site, and writes page.html and meta.json."""

    def syntax(self) -> str:
        """Behind `scrapy savepage`."""
        return "[options] URL"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Save a page, raw bytes and headers, as a test case under tests/sites/"

    def add_options(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        super().add_options(parser)
        parser.add_argument("--spider", metavar="NAME", help="the site it belongs to (default: the one with its host)")
        parser.add_argument(
            "--to", metavar="FOLDER", help="folder to write (default: tests/sites/NAME/list-… or article-…)"
        )

    def work(self, args: list[str], opts: Namespace) -> int:
        """Fetch, look, write."""
        if len(args) != 1:
            raise CommandError("give one address: scrapy savepage https://www.example.gov.cn/art/1.html")
        spider = self.site_of(args[0], opts.spider)
        response = self.fetch(spider, args[0])
        kind = kind_of(spider, response)
        folder = (
            Path(opts.to) if opts.to else PROJECT / "tests" / "sites" / spider.name / f"{kind}-{_slug(response.url)}"
        )
        if (folder / "meta.json").exists():
            raise CommandError(f"{folder} exists; remove it first, or name another with --to")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "page.html").write_bytes(response.body)
            text = json.dumps(meta_of(response, kind), ensure_ascii=False, indent=1) + "\n"
            (folder / "meta.json").write_text(text, "utf-8")
        except OSError as why:
            raise CommandError(f"cannot write {folder}: {why.strerror}", STORAGE) from why
        print(f"saved {kind} page of {spider.name}, {len(response.body)} bytes, in {folder}")
        print(
            "next: pytest tests/test_site_pages.py writes expected.json and fails, for you to read it beside the page"
        )
        return OK

    def site_of(self, url: str, name: str | None) -> type[ArticleSpider]:
        """The spider that is named, or whose host the address has."""
        from crawler.families.articles import nearness
        from crawler.sites import is_page_address

        if not is_page_address(url):
            raise CommandError(f"{url}: not the address of a page; write it whole, with http:// or https://")
        spiders = self.declared()
        if name is not None and name not in spiders:
            raise CommandError(f"unknown site {name!r}; known: {', '.join(spiders)}")
        fitting = [name] if name else [one for one, spider in spiders.items() if nearness(spider.allowed_domains, url)]
        if not fitting:
            raise CommandError(
                f"no site has the host of {url}; name one with --spider, or add it: scrapy genspider NAME {url}"
            )
        if not (with_module := [one for one in fitting if spiders[one].__module__.endswith(f".{one}")]):
            raise CommandError(f"{fitting[0]} is declared in SITES_FILE; test pages are for spiders with a module")
        return spiders[max(with_module, key=lambda one: nearness(spiders[one].allowed_domains, url))]

    def fetch(self, spider: type[ArticleSpider], url: str) -> Response:
        """The answer, of status 200; anything else ends the command."""
        from crawler.errands import on_errand

        answers: list[Response] = []

        def keep(response: Response) -> Iterator[str]:
            answers.append(response)
            yield from ()

        crawler = self.errand(on_errand(spider, [url], keep))
        if not answers:
            failures = getattr(crawler.spider, "failures", [])
            raise CommandError(f"{url}: no answer ({', '.join(failures) or 'see the log'})", SITE_NOT_OK)
        if answers[0].status != 200:
            raise CommandError(f"{url}: status {answers[0].status}; nothing was saved", SITE_NOT_OK)
        return answers[0]


def kind_of(spider: type[ArticleSpider], response: Response) -> str:
    """`article` or `list`; a page that is neither ends the command."""
    from crawler import extract
    from crawler.families.answers import content_type

    given = response.body, response.url, content_type(response)
    try:
        extract.extract_article(*given, selectors=spider.selectors)
        return "article"
    except extract.NotAnArticle as why:
        try:
            if extract.read_list(extract.Document.read(*given), spider.selectors).links:
                return "list"
        except extract.NotAnArticle:
            pass
        raise CommandError(
            f"{response.url}: neither an article nor a list ({why}); nothing was saved", SITE_NOT_OK
        ) from None


def meta_of(response: Response, kind: str) -> dict[str, Any]:
    """What a test has to know of a page."""
    names = sorted(name.decode("latin-1") for name in response.headers)
    kept = [name for name in names if name.lower() not in NOT_KEPT]
    return {
        "url": response.url,
        "kind": kind,
        "headers": {name: (response.headers[name] or b"").decode("latin-1") for name in kept},
        "saved_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _slug(url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    stem = re.sub(r"\.\w{2,6}$", "", parts.path.rstrip("/")) + (f"-{parts.query}" if parts.query else "")
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[-40:].strip("-") or "home"
