"""`scrapy health`: the last weeks of each site at a glance."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ProjectCommand
from crawler.exit_codes import OK, SITE_NOT_OK

MOST = 1000
RUNS_A_DAY = 24


class Command(ProjectCommand, ScrapyCommand):
    """Reads the runs of the archive."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Behind `scrapy health`."""
        return "[options] [NAME...]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Each site's last weeks and last verdict; exit code 1 when a last one is not ok"

    def add_options(self, parser: ArgumentParser) -> None:
        """How far back, and whether single runs are shown."""
        super().add_options(parser)
        parser.add_argument("-n", type=int, metavar="RUNS", help="list the last RUNS runs of each site one by one")
        parser.add_argument("--days", type=int, default=28, metavar="DAYS", help="length of the strip (default: 28)")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Print the page, or the table of runs."""
        from crawler.items import SHANGHAI
        from crawler.outputs.summary import health_page, runs_table

        for option, given in (("-n", opts.n), ("--days", opts.days)):
            if given is not None and not 1 <= given <= MOST:
                raise CommandError(f"{option} {given}: give a number from 1 to {MOST}")
        with self.archive() as archive:
            ran = archive.run_keys()
            for name in args:
                if not any(_means(name, key) for key in ran):
                    raise CommandError(f"{name!r} has never run here; known: {', '.join(ran) or 'none yet'}")
            wanted = [key for key in ran if not args or any(_means(name, key) for name in args)]
            runs = {key: archive.last_runs(key, opts.n or opts.days * RUNS_A_DAY) for key in wanted}
        if not runs:
            print("No runs yet. Begin with: scrapy crawl sample")
            return OK
        if opts.n:
            print(runs_table([report for reports in runs.values() for report in reports]))
        else:
            print(health_page(runs, datetime.datetime.now(SHANGHAI).date(), opts.days))
        return OK if all(reports[0]["verdict"] in ("ok", "unverified") for reports in runs.values()) else SITE_NOT_OK


def _means(name: str, run_key: str) -> bool:
    """`site` means every list that was read by it."""
    return name in (run_key, run_key.partition(" ")[0])
