"""`scrapy genspider`: Scrapy's own, with this project's template as the one it takes when none is named."""

from __future__ import annotations

from argparse import ArgumentParser

from scrapy.commands import genspider


class Command(genspider.Command):
    """See CONTRIBUTING.md for what to do with the spider it writes."""

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Begin a spider for a new site: scrapy genspider xugou_jjjc http://www.example.gov.cn/yw/"

    def add_options(self, parser: ArgumentParser) -> None:
        """As Scrapy's."""
        super().add_options(parser)
        parser.set_defaults(template="listing")
