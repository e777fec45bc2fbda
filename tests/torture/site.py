"""A site on loopback whose truth is known, with a server that notes every request and lets a test act on it."""

from __future__ import annotations

import datetime
import hashlib
import http.server
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crawler.items import SHANGHAI
from crawler.spiders.ccdi import CcdiSpider
from tests.end_to_end.conftest import ARTICLE, LIST, SENTENCES

HOST = "www.ccdi.gov.cn"
ALONE = "www.yangben.gov.cn"
"""The same pages under a host that no spider declares: one list, read with `crawl site`."""
NAMING = "晋城市的样板村组也张贴了第{n}份清单，参加核对的村民代表在公示栏前签了名。"
NAMING_TOO = "随后，高平市的样板社区照着做了第{n}次，清单贴在社区门口。"
Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Site:
    """`count` articles: 要闻 lists them all on several pages, every other section three of them on one page.

    Every third article names 晋城市, every fourth 高平市. Number 40 is dated on `today`, each one below a day earlier.
    """

    count: int = 40
    per_page: int = 12
    etags: bool = True
    broken: set[int] = field(default_factory=set)
    """Articles that answer 500."""
    before_answer: Callable[[str], None] = lambda path: None
    """Called with the path of an article that was asked for."""
    after_answer: Callable[[str], None] = lambda path: None
    """Called when its last byte is sent."""
    held: Mapping[str, Callable[[], Answer | None]] = field(default_factory=dict)
    """By path: what to answer instead; a call may take its time. None: the usual answer."""
    corrected: set[int] = field(default_factory=set)
    """Articles with a paragraph more than before."""
    retitled: set[int] = field(default_factory=set)
    """Articles that the lists show under another title than before."""
    asked: list[str] = field(default_factory=list)
    """Paths, in the order of their requests; a conditional request is not among them."""
    rechecked: list[str] = field(default_factory=list)
    # A site whose newest article is old would be `stale`: the dates end today, whatever day that is.
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(SHANGHAI).date())

    # -- the truth ---------------------------------------------------------------------------------------------

    def path(self, number: int) -> str:
        return f"/yaowenn/202403/t20240310_{number}.html"

    def title(self, number: int) -> str:
        return f"样板文章之事例{chr(0x4E00 + number)}"

    def day(self, number: int) -> datetime.date:
        return self.today - datetime.timedelta(days=max(40, self.count) - number)

    def paragraphs(self, number: int) -> list[str]:
        texts = [sentence.format(n=number) for sentence in SENTENCES]
        texts += [NAMING.format(n=number)] if number % 3 == 0 else []
        texts += [NAMING_TOO.format(n=number)] if number % 4 == 0 else []
        return texts + (["更正：前文第二段的数字以此为准。"] if number in self.corrected else [])

    def truth(self) -> dict[str, tuple[str, str, str]]:
        """Path -> title, day, text."""
        return {
            self.path(n): (self.title(n), self.day(n).isoformat(), "\n".join(self.paragraphs(n)))
            for n in range(1, self.count + 1)
        }

    @property
    def articles_asked(self) -> list[str]:
        return [path for path in self.asked if "/t2024" in path]

    # -- the pages ---------------------------------------------------------------------------------------------

    def respond(self, path: str, headers: Mapping[str, str]) -> Answer:
        html = {"Content-Type": "text/html; charset=utf-8"}
        held = self.held.get(path, lambda: None)()
        if held is not None:
            return held
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"
        for number in range(1, self.count + 1):
            if path == self.path(number):
                if number in self.broken:
                    return 500, html, b"<html><body><h1>error</h1></body></html>"
                return self.article(number, headers)
        folder, _, page = path.rpartition("/")
        index = int(page.removeprefix("index_").removesuffix(".html")) if page.startswith("index_") else 0
        for place, section in enumerate(CcdiSpider.sections):
            if section.url.endswith(f"{folder}/"):
                everything = list(range(self.count, 0, -1))
                few = [everything[(3 * place + i) % self.count] for i in range(min(3, self.count))]
                numbers = everything if folder == "/yaowenn" else sorted(few, reverse=True)
                return 200, html, self.list_page(section.name, numbers, index).encode()
        return 404, html, b"<html><head><title>404</title></head><body>404 Not Found</body></html>"

    def page(self, number: int) -> bytes:
        paragraphs = "".join(f"<p>　　{text}</p>" for text in self.paragraphs(number))
        day, minute = self.day(number), number % 60
        return ARTICLE.format(title=self.title(number), day=day, minute=minute, paragraphs=paragraphs).encode()

    def article(self, number: int, headers: Mapping[str, str]) -> Answer:
        page = self.page(number)
        tag = f'"{hashlib.sha256(page).hexdigest()[:16]}"'
        given = {name.lower(): value for name, value in headers.items()}
        if self.etags and given.get("if-none-match") == tag:
            return 304, {"ETag": tag}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8", **({"ETag": tag} if self.etags else {})}, page

    def list_page(self, name: str, numbers: list[int], index: int) -> str:
        pages = -(-len(numbers) // self.per_page)
        rows = "\n".join(
            f'<li><div class="title"><a href="{self.path(number)}">{self.title(number)}{"（修订）" * (number in self.retitled)}</a></div>'
            f'<div class="more"><span>{self.day(number)}</span></div></li>'
            for number in numbers[index * self.per_page : (index + 1) * self.per_page]
        )
        return LIST.format(name=name, rows=rows, pages=pages, current=index)

    # -- the server --------------------------------------------------------------------------------------------

    def start(self) -> None:
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                given = {name.lower(): value for name, value in self.headers.items()}
                article = "/t2024" in self.path
                (site.rechecked if "if-none-match" in given else site.asked).append(self.path)
                if article:
                    site.before_answer(self.path)
                status, headers, body = site.respond(self.path, given)
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:  # who asked is dead
                    return
                if article:
                    site.after_answer(self.path)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A client that is killed is no error of the server."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
