"""`scrapy health`: the last verdicts of each site."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from scrapy.commands import ScrapyCommand

from crawler.commands import OK, SITE_NOT_OK, CommandError, ProjectCommand


class Command(ProjectCommand, ScrapyCommand):
    """Reads the runs of the archive."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Behind `scrapy health`."""
        return "[options] [NAME...]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Each site's last verdicts; exit code 1 when a site's last one is not ok"

    def add_options(self, parser: ArgumentParser) -> None:
        """-n: how many runs a site."""
        super().add_options(parser)
        parser.add_argument("-n", type=int, default=3, metavar="RUNS", help="runs shown of each site (default: 3)")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Print the table."""
        from crawler.outputs.summary import health_table

        if opts.n < 1:
            raise CommandError(f"-n {opts.n}: give a number from 1")
        with self.archive() as archive:
            ran = archive.run_keys()
            for name in args:
                if not any(_means(name, key) for key in ran):
                    raise CommandError(f"{name!r} has never run here; known: {', '.join(ran) or 'none yet'}")
            wanted = [key for key in ran if not args or any(_means(name, key) for name in args)]
            reports = [archive.last_runs(key, opts.n) for key in wanted]
        if not reports:
            print("No runs yet. Begin with: scrapy crawl sample")
            return OK
        print(health_table([report for runs in reports for report in runs]))
        return OK if all(runs[0]["verdict"] in ("ok", "unverified") for runs in reports) else SITE_NOT_OK


def _means(name: str, run_key: str) -> bool:
    """`site` means every list that was read by it."""
    return name in (run_key, run_key.partition(" ")[0])
