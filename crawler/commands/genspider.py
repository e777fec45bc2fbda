"""`scrapy genspider`: Scrapy's own, with this project's template, and names and addresses that can be used."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from typing import Any

from scrapy.commands import genspider
from scrapy.spiderloader import get_spider_loader

from crawler.commands import CommandError, ProjectCommand
from crawler.exit_codes import OK

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Command(ProjectCommand, genspider.Command):
    """See CONTRIBUTING.md for what to do with the spider it writes."""

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Begin a spider for a new site: scrapy genspider xugou_jjjc http://www.example.gov.cn/yw/"

    def add_options(self, parser: ArgumentParser) -> None:
        """As Scrapy's."""
        super().add_options(parser)
        parser.set_defaults(template="listing")

    def work(self, args: list[str], opts: Namespace) -> int:
        """Check the name and the address, then write."""
        from crawler.sites import is_page_address

        if not (opts.list or opts.dump):
            if len(args) != 2:
                raise CommandError(
                    "give a name and an address: scrapy genspider xugou_jjjc http://www.example.gov.cn/yw/"
                )
            name, url = args
            if not _NAME.fullmatch(name):
                raise CommandError(f"{name}: a spider's name is its module's: small Latin letters, figures and _")
            loader: Any = get_spider_loader(self.settings)
            if name in {*loader.list(), *loader.groups()} and not opts.force:
                raise CommandError(f"there is a site or a group named {name} already; take another name")
            if not is_page_address(url if "://" in url else f"https://{url}") or re.search(r"[\"'\\\s]", url):
                raise CommandError(f"{url}: not the address of a page")
        genspider.Command.run(self, args, opts)
        return OK

    def _generate_template_variables(self, module: str, name: str, url: str, template_name: str) -> dict[str, Any]:
        """As Scrapy's; a site is the same with and without www."""
        found = super()._generate_template_variables(module, name, url, template_name)
        return {**found, "domain": found["domain"].removeprefix("www.")}
