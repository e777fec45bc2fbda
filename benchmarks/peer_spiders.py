"""What the peers' users write: a Scrapy spider that hands each page to an extraction library.

scrapy runspider peer_spiders.py -a urls=FILE -a peer=trafilatura
"""

import scrapy


class PeerSpider(scrapy.Spider):
    """Downloads the pages and extracts each with `peer`: nothing (a bare download), trafilatura or newspaper4k."""

    name = "peer"

    async def start(self):
        from pathlib import Path

        for url in Path(self.urls).read_text("utf-8").split():
            yield scrapy.Request(url)

    def parse(self, response):
        if self.peer == "trafilatura":
            from trafilatura import bare_extraction

            found = bare_extraction(response.text, url=response.url, with_metadata=True)
            return {"title": found.title, "date": found.date, "body": found.text}
        if self.peer == "newspaper4k":
            import newspaper

            article = newspaper.Article(response.url, language="zh", fetch_images=False)
            article.download(input_html=response.text)
            article.parse()
            return {"title": article.title, "date": str(article.publish_date), "body": article.text}
        return None
