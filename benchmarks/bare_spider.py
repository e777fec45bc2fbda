"""Downloads the pages and does nothing with them: what Scrapy alone costs."""

import scrapy


class BareSpider(scrapy.Spider):
    name = "bare"

    async def start(self):
        from pathlib import Path

        for url in Path(self.urls).read_text("utf-8").split():
            yield scrapy.Request(url, self.parse)

    def parse(self, response):
        return None
