"""`scrapy localities`: what the configured places mean, and why a text is flagged."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import CommandError, ProjectCommand
from crawler.exit_codes import OK, STORAGE
from crawler.paths import in_project

if TYPE_CHECKING:
    from crawler.localities.watchlist import Description


class Command(ProjectCommand, ScrapyCommand):
    """Shows, checks and extends localities.toml."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Behind `scrapy localities`."""
        return "[add NAME...] [--explain TEXT]"

    def short_desc(self) -> str:
        """In the list of commands."""
        return "The watched places: what each entry means; add NAME watches one more; --explain TEXT tells every rule"

    def add_options(self, parser: ArgumentParser) -> None:
        """--explain."""
        super().add_options(parser)
        parser.add_argument(
            "--explain", metavar="TEXT", help="find the places in TEXT (- reads it from standard input)"
        )

    def work(self, args: list[str], opts: Namespace) -> int:
        """Show, add or explain."""
        if opts.explain is not None:
            if args:
                raise CommandError("--explain takes a text and nothing else; put the text in quotes")
            return self.explain(sys.stdin.read() if opts.explain == "-" else opts.explain)
        if not args:
            return self.show()
        if args[0] != "add" or len(args) < 2:
            raise CommandError(f"scrapy localities {' '.join(args)}: known are `add NAME`, --explain TEXT, or nothing")
        return self.add(args[1:])

    @property
    def path(self) -> Path:
        """LOCALITIES_FILE."""
        return in_project(self.settings["LOCALITIES_FILE"])

    def show(self) -> int:
        """Print what each entry resolved to."""
        watchlist = self.watchlist()
        print(f"{self.path}:")
        for one in watchlist.describe():
            print(f"\n{_described(one)}")
        if "*" in watchlist.names:
            print("\n*\n  watches every place in the gazetteer")
        if not watchlist.names:
            print("\nnothing is watched; add a place with: scrapy localities add 晉城")
        return OK

    def add(self, names: list[str]) -> int:
        """Append entries to the file, keeping what is there to the letter."""
        from crawler.localities import LocalitiesError, Watchlist
        from crawler.outputs.files import write_whole

        before = self.watchlist()
        try:
            added = Watchlist.of(*names).describe()
            text = self.path.read_bytes()
        except LocalitiesError as why:
            raise CommandError(str(why)) from why
        watched = {one.code: one.name for one in before.describe()}
        for one in added:
            if one.code in watched:
                raise CommandError(
                    f"{one.name} is {one.official_name} ({one.code}), already watched as {watched[one.code]}"
                )
        line = "\r\n" if b"\r\n" in text else "\n"
        entries = "".join(f'{line}[[locality]]{line}name = "{one.name}"{line}' for one in added).encode()
        whole = text + (b"" if text.endswith(b"\n") or not text else line.encode()) + entries
        self.check(whole)
        try:
            write_whole(self.path, whole)
        except OSError as why:
            raise CommandError(f"cannot write {self.path}: {why.strerror}", STORAGE) from why
        for one in added:
            print(f"added {_described(one)}")
        print("\nflag what is archived already with: scrapy flag")
        return OK

    def check(self, content: bytes) -> None:
        """Refuse a change after which the file could not be read, e.g. because its entries stand in one list."""
        from crawler.localities import LocalitiesError, Watchlist

        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / self.path.name
            trial.write_bytes(content)
            try:
                Watchlist.load(trial)
            except LocalitiesError as why:
                raise CommandError(f"{self.path} is unchanged, because the new entry does not fit: {why}") from why

    def explain(self, text: str) -> int:
        """Print each place found and each candidate refused, with rule or reason."""
        from crawler.localities import explain

        mentions, rejected = explain(text)
        for one in mentions:
            what = one.code or "one of " + ", ".join(one.candidates)
            more = f", opens {one.institution}" if one.institution else ""
            found = f"+ {text[one.start : one.end]} [{one.start}:{one.end}] {one.name} {what}"
            print(f"{found}, tier {one.tier}, {one.rule}{more}")
        for no in rejected:
            print(f"- {no.text} [{no.start}:{no.end}] {', '.join(no.candidates)}: {no.reason}")
        if not mentions and not rejected:
            print("no name of a place in this text")
        return OK


def _described(one: Description) -> str:
    lines = [f"{one.name}  {one.code} {one.official_name}, {one.level}"]
    for label, values in (
        ("part of", one.parents),
        ("counts too", one.counties),
        ("aliases", one.aliases),
        ("not in", one.exclude),
        ("only with", one.needs_context),
    ):
        if values:
            lines.append(f"  {label}: {'、'.join(values)}")
    return "\n".join(lines)
