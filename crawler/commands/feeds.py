"""`scrapy feeds`: write the JSON feeds from the archive."""

from __future__ import annotations

from argparse import Namespace

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ProjectCommand, codes_of
from crawler.exit_codes import OK, STORAGE


class Command(ProjectCommand, ScrapyCommand):
    """Feeds are views of the archive: they can be written again at any time."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Write DATA_DIR/feeds/*.json (JSON Feed 1.1) from the archive"

    def work(self, args: list[str], opts: Namespace) -> int:
        """Write all feeds, and print where they lie."""
        from crawler.outputs.jsonfeed import write_feeds

        if args:
            raise CommandError(f"`scrapy feeds` takes no arguments; got {' '.join(args)}")
        codes = codes_of(self.watchlist())
        try:
            with self.archive() as archive:
                for path in write_feeds(
                    archive, self.data_dir / "feeds", codes, address=self.settings["FEEDS_URL"], force=True
                ):
                    print(path)
        except OSError as why:
            raise CommandError(f"cannot write the feeds: {why.filename}: {why.strerror}", STORAGE) from why
        return OK
