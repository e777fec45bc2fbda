"""`scrapy brief`: ready citations from the archive."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ProjectCommand, codes_of
from crawler.exit_codes import OK, STORAGE

if TYPE_CHECKING:
    from crawler.localities import Watchlist
    from crawler.outputs.briefing import Citation


class Command(ProjectCommand, ScrapyCommand):
    """One citation per article and watched place, or all of a day, week or month together."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Behind `scrapy brief`."""
        return "[options]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Citations of the watched places into DATA_DIR/briefs/ as text, Markdown and HTML; the text also here"

    def add_options(self, parser: ArgumentParser) -> None:
        """Which articles, how grouped, in which script."""
        super().add_options(parser)
        parser.add_argument("--place", metavar="NAME", help="only this watched place, as configured")
        parser.add_argument("--url", metavar="URL", help="only the article at this address")
        parser.add_argument("--since", metavar="DAY", help="only articles published on or after YYYY-MM-DD")
        parser.add_argument("--until", metavar="DAY", help="only articles published on or before YYYY-MM-DD")
        parser.add_argument("--per", choices=("article", "day", "week", "month"), default="article",
                            help="what goes into one file (default: article)")  # fmt: skip
        parser.add_argument("--script", choices=("hant", "hans"), help="convert to Traditional or Simplified; "
                            "without it everything is quoted as printed")  # fmt: skip
        parser.add_argument("--quiet", action="store_true", help="print the files' names instead of the text")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Write the briefs, newest first."""
        from crawler.outputs.briefing import as_text, group, in_script, write_brief

        if args:
            raise CommandError(f"`scrapy brief` takes options only; got {' '.join(args)}; see scrapy brief -h")
        found = self.find(opts, self.watchlist())
        if not found:
            print("Nothing to cite: no article in the archive names a watched place within these limits.")
            return OK
        folder = self.data_dir / "briefs"
        try:
            for stem, some in group(found, opts.per).items():
                paths = write_brief(folder, stem, some, opts.script)
                for citation in [] if opts.quiet else some:
                    print(as_text(in_script(citation, opts.script), opts.script))
                print("\n".join(str(path) for path in paths))
        except BrokenPipeError:
            raise
        except OSError as why:
            raise CommandError(f"cannot write {why.filename or folder}: {why.strerror}", STORAGE) from why
        return OK

    def find(self, opts: Namespace, watchlist: Watchlist) -> list[Citation]:
        """The citations within the limits of the options."""
        from crawler.extract.addresses import address_key
        from crawler.outputs.briefing import citations

        since, until = _day("--since", opts.since), _day("--until", opts.until)
        if opts.place and opts.place not in watchlist.names and "*" not in watchlist.names:
            raise CommandError(f"--place {opts.place}: not watched; the places are: {'、'.join(watchlist.names)}")
        codes = codes_of(watchlist)
        with self.archive() as archive:
            stored = list(archive.articles(watched_name=opts.place, flagged=True))
        if "*" not in codes:
            others = sorted({name for article in stored for name in article["localities"]} - set(codes))
            if others:
                told = "、".join(others)
                print(f"note: the archive was flagged with other places ({told}); run: scrapy flag", file=sys.stderr)
        found = []
        for article in stored:
            day = article["date"] or ""
            wanted = (not since or day >= since) and (not until or (day and day <= until))
            own = {address_key(article["url"]), address_key(article["canonical_url"])}
            if wanted and (not opts.url or address_key(opts.url) in own):
                found += [
                    one
                    for one in citations(article, codes)
                    if opts.place in (None, one.place) and ("*" in codes or one.place in codes)
                ]
        return found


def _day(option: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise CommandError(f"{option} {text}: not a day; write it as {option} 2018-08-31") from None
