"""A news site that can fail in every way a server can, and knows what its articles truly say.

A `Site` is a mapping from paths to a `Reply` (or to a function that makes one), the list page that leads to them, and the
truth: the `Story` behind each path. A `Server` puts it on loopback, writes HTTP by hand, so that bytes can be missing,
slow or wrong, and notes every request.
"""

from __future__ import annotations

import contextlib
import datetime
import gzip
import html
import select
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

FIRST_DAY = datetime.date(2024, 3, 1)


# -- what a server says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reply:
    """One answer. As it stands it is a sound one; each further field is a fault or an oddity, and they combine."""

    body: bytes | str = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()

    encoding: str | None = None
    """Compress the body: gzip, deflate, raw-deflate, br, zstd; several, joined by blanks, in their order."""
    label: str | None = None
    """What Content-Encoding says, when it is not the truth; '' leaves it out."""
    spoil: Callable[[bytes], bytes] | None = None
    """Changes the bytes of the body after compression."""

    framing: str = "length"
    """length, chunked, or close: neither length nor chunks, the end of the connection ends the body."""
    length: int = 0
    """Added to the true Content-Length."""
    unterminated: bool = False
    """Chunked without the last chunk; the connection closes."""
    cut_after: int | None = None
    """So many bytes of the body go out, then the connection closes."""
    reset: bool = False
    """The connection ends with a reset instead of a close."""
    drip: tuple[int, float] | None = None
    """The body goes out in pieces of so many bytes, so many seconds apart."""
    wait: float = 0.0
    """Seconds before the answer begins."""
    never: bool = False
    """No answer; the connection stays open."""
    stay: bool = False
    """The connection stays open after the body, whatever was promised."""
    raw: bytes | Callable[[], Iterator[bytes]] | None = None
    """Exactly these bytes instead of an answer of HTTP."""

    def with_(self, **faults: object) -> Reply:
        """The same with faults."""
        return replace(self, **faults)  # type: ignore[arg-type]

    def wire_body(self) -> bytes:
        """The body as it goes out, before chunks and cuts."""
        body = self.body.encode("utf-8", "surrogatepass") if isinstance(self.body, str) else self.body
        for one in (self.encoding or "").split():
            body = COMPRESSORS[one](body)
        return self.spoil(body) if self.spoil else body


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _brotli(body: bytes) -> bytes:
    import brotli  # a requirement of the program

    return bytes(brotli.compress(body, quality=5))


def _zstd(body: bytes) -> bytes:
    from backports import zstd  # a requirement of the program

    return bytes(zstd.compress(body))


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 6),
    "deflate": lambda body: zlib.compress(body, 6),
    "raw-deflate": _raw_deflate,
    "br": _brotli,
    "zstd": _zstd,
}


def redirect(to: str, status: int = 302) -> Reply:
    """A redirect by Location, as written."""
    return Reply(
        f"<html><body><a href='{html.escape(to)}'>moved</a></body></html>", status, headers=(("Location", to),)
    )


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    at: float
    nth: int
    """How often this path has been asked for, this time included."""


class _Gone(Exception):
    """The client has closed the connection."""


class Server:
    """Serves `respond` on a port of 127.0.0.1 (and of ::1 with `both`), one thread per connection."""

    def __init__(self, respond: Callable[[Asked], Reply], *, both: bool = False) -> None:
        self.respond = respond
        self.asked: list[Asked] = []
        self.connections = 0
        self.answered: list[tuple[float, float]] = []
        """When each request came and when its answer had gone out, or its client."""
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        first = socket.create_server(("127.0.0.1", 0))
        self.port: int = first.getsockname()[1]
        self._listening = [first]
        if both and socket.has_ipv6:
            with contextlib.suppress(OSError):
                self._listening.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for listening in self._listening:
            threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    @property
    def url(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [one.path for one in self.asked]

    @property
    def most_at_once(self) -> int:
        """Most requests under way at a time. A client sees the end of an answer before this side notes it, and the
        other way round where it gives up: so the last quarter of a second counts for none.
        """
        marks = sorted(mark for begun, ended in self.answered for mark in ((begun, 1), (max(begun, ended - 0.25), -1)))
        most = now = 0
        for _, step in marks:
            now += step
            most = max(most, now)
        return most

    def stop(self) -> None:
        """End it; open connections end within a tenth of a second."""
        self._stopping.set()
        for listening in self._listening:
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()

    # -- connections -------------------------------------------------------------------------------------------------

    def _accept(self, listening: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, _Gone), connection:
            connection.settimeout(60)
            reader = connection.makefile("rb")
            while request := self._read(reader):
                with self._lock:
                    self.asked.append(request)
                try:
                    if not self._answer(connection, self.respond(request)):
                        return
                finally:
                    with self._lock:
                        self.answered.append((request.at, time.monotonic()))

    def _read(self, reader: object) -> Asked | None:
        line = reader.readline().split()  # type: ignore[attr-defined]
        if len(line) < 2:
            return None
        headers = {}
        while (row := reader.readline().strip()) and b":" in row:  # type: ignore[attr-defined]
            name, _, value = row.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        path = line[1].decode("latin-1")
        return Asked(path, headers, time.monotonic(), 1 + sum(one.path == path for one in self.asked))

    def _pause(self, connection: socket.socket, seconds: float) -> None:
        """Wait, unless the client leaves or the test ends."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stopping.is_set():
                raise _Gone
            readable, _, _ = select.select([connection], [], [], min(0.05, left))
            if readable and not connection.recv(1, socket.MSG_PEEK):
                raise _Gone

    def _answer(self, connection: socket.socket, reply: Reply) -> bool:
        """Write an answer; True when the connection may serve another request."""
        self._pause(connection, reply.wait)
        if reply.never:
            self._pause(connection, 600)
            return False
        if reply.raw is not None:
            for piece in [reply.raw] if isinstance(reply.raw, bytes) else reply.raw():
                connection.sendall(piece)
            return self._end(connection, reply)
        body = reply.wire_body()
        connection.sendall(self._head(reply, len(body)))
        if reply.status in (204, 304) and not body:
            return not reply.stay or self._end(connection, reply)
        if reply.framing == "chunked":
            body = b"".join(_chunks(body)) + (b"" if reply.unterminated else b"0\r\n\r\n")
        whole = reply.cut_after is None or reply.cut_after >= len(body)
        body = body[: reply.cut_after]
        size, pause = reply.drip or (65536, 0.0)
        for start in range(0, len(body), size):
            connection.sendall(body[start : start + size])
            self._pause(connection, pause)
        sound = (
            whole and reply.framing != "close" and not (reply.length or reply.reset or reply.unterminated or reply.stay)
        )
        return sound or self._end(connection, reply)

    def _end(self, connection: socket.socket, reply: Reply) -> bool:
        if reply.stay:
            self._pause(connection, 600)
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
        return False

    def _head(self, reply: Reply, length: int) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} {'OK' if reply.status == 200 else 'Answer'}"]
        if reply.content_type is not None:
            lines.append(f"Content-Type: {reply.content_type}")
        label = (
            reply.label if reply.label is not None else (reply.encoding or "").replace("raw-", "").replace(" ", ", ")
        )
        if label:
            lines.append(f"Content-Encoding: {label}")
        if reply.framing == "length" and reply.status not in (204, 304):
            lines.append(f"Content-Length: {length + reply.length}")
        elif reply.framing == "chunked":
            lines.append("Transfer-Encoding: chunked")
        elif reply.framing == "close":
            lines.append("Connection: close")
        lines += [f"{name}: {value}" for name, value in reply.headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogatepass")


def _chunks(body: bytes, size: int = 4096) -> Iterator[bytes]:
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)


# -- what an article truly says --------------------------------------------------------------------------------------

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("青桥县", "云陂区", "沙湾镇", "柳河乡", "石泉街道", "白塔村", "东渡口", "长坪县", "南浦区", "金滩镇")
_WORKS = (
    "账目回访",
    "村务公示",
    "窗口督导",
    "粮库抽查",
    "水渠验收",
    "校舍巡检",
    "药价核对",
    "路灯整改",
    "食堂走访",
    "台账清理",
)
_PARAGRAPHS = (
    "{place}的监督小组第{number}次来到现场，把上一回记下的{work}问题逐条念给在场的人听，请他们说说改了没有、改到什么程度。",
    "“{work}不能只看本子。”带队的同志说，编号{number}的那一页，签字的日子和发钱的日子对不上，必须当面问清楚再合上。",
    "据介绍，{place}把这类事情分成{number}个小项，每一项都写明谁来办、哪天办完，办完以后贴在门口的公示栏里。",
    "离开之前，小组又抽了{number}户人家打电话核实，得到的回答和公示的内容一致，这一次{work}才算真正结束。",
)


def in_hanzi(number: int) -> str:
    """12 as 一二."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


@dataclass(frozen=True)
class Story:
    """A made-up report: what a reader must get, and nothing else."""

    number: int
    title: str
    day: datetime.date
    paragraphs: tuple[str, ...]
    path: str
    source: str = "青桥日报"

    @property
    def body(self) -> str:
        """The text as the archive must hold it."""
        return "\n".join(self.paragraphs)

    def page(self, *, charset: str = "utf-8", head: str = "", before: str = "", after: str = "") -> str:
        """Its page, with additions in the head, before the text's box and behind it."""
        text = "\n".join(f"<p>　　{html.escape(one)}</p>" for one in self.paragraphs)
        return PAGE.format(
            charset=charset, title=html.escape(self.title), day=self.day, source=self.source,
            text=text, head=head, before=before, after=after,
        )  # fmt: skip


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}-青桥样板网</title>{head}</head><body>
<div class="nav"><a href="/">首页</a> <a href="/list/">要闻</a></div>{before}
<div class="main"><h1>{title}</h1><div class="info">发布时间：{day} 09:05　来源：{source}</div>
<div class="content">
{text}
</div></div>{after}
<div class="footer">版权所有 青桥样板网</div></body></html>
"""


def story(number: int, **changes: object) -> Story:
    """The number-th report; every sentence of it is its own."""
    place, work = _PLACES[number % 10], _WORKS[number // 10 % 10]
    return replace(
        Story(
            number=number,
            title=f"{place}开展第{in_hanzi(number)}轮{work}",
            day=FIRST_DAY + datetime.timedelta(days=number % 300),
            paragraphs=tuple(one.format(place=place, work=work, number=in_hanzi(number)) for one in _PARAGRAPHS),
            path=f"/art/2024/t{20240301 + number % 28}_{5000 + number}.html",
        ),
        **changes,  # type: ignore[arg-type]
    )


LIST = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>要闻-青桥样板网</title>{head}</head><body>
<div class="nav"><a href="/">首页</a> <a href="/list/">要闻</a></div><div class="list"><ul>
{rows}
</ul></div><div class="page">{paging}</div><div class="footer">版权所有 青桥样板网</div></body></html>
"""


@dataclass
class Row:
    """One line of the list page."""

    href: str
    title: str
    day: datetime.date


Page = Reply | Callable[[Asked], Reply]


def list_page(rows: list[Row], *, following: str | None = None, head: str = "") -> str:
    """A list page as the sites write them."""
    lines = (
        f'<li><a href="{html.escape(row.href)}">{html.escape(row.title)}</a><span>{row.day}</span></li>' for row in rows
    )
    paging = f'<a href="{html.escape(following)}">下一页</a>' if following else ""
    return LIST.format(rows="\n".join(lines), paging=paging, head=head)


@dataclass(repr=False)
class Site:
    """Pages by path, the rows of the list, and the truth behind them."""

    pages: dict[str, Page] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    truth: dict[str, Story] = field(default_factory=dict)
    """The stories, by every path under which the archive may hold them."""
    healthy: set[str] = field(default_factory=set)
    """Paths that answer soundly: these must be in the archive, or counted as left."""
    apart: set[str] = field(default_factory=set)
    """Paths whose story has a test of its own; the invariants over all stories leave them out."""
    otherwise: Page = Reply("<html><head><title>404</title></head><body>404 Not Found</body></html>", 404)
    server: Server = field(init=False)

    def __post_init__(self) -> None:
        self.pages.setdefault("/robots.txt", Reply("User-agent: *\nDisallow: /private/\n", content_type="text/plain"))
        self.pages.setdefault("/list/", lambda asked: Reply(list_page(self.rows)))

    def respond(self, asked: Asked) -> Reply:
        """As `Server` asks."""
        page = self.pages.get(asked.path) or self.otherwise
        return page if isinstance(page, Reply) else page(asked)

    def add(self, told: Story, page: Page | None = None, *, listed: bool = True, **faults: object) -> Story:
        """A story and its page; without page or faults a healthy one."""
        if page is None and not faults:
            self.healthy.add(told.path)
        self.truth[told.path] = told
        self.pages[told.path] = page or Reply(told.page()).with_(**faults)
        if listed:
            self.link(told.path, told.title, told.day)
        return told

    def add_healthy(self, count: int, start: int = 1) -> list[Story]:
        """So many sound articles."""
        return [self.add(story(number)) for number in range(start, start + count)]

    def try_(self, told: Story, page: Page | None = None, **faults: object) -> Story:
        """A story that a test of its own looks at."""
        self.apart.add(told.path)
        return self.add(told, page, **faults)

    def bad(self, path: str, page: Page, title: str = "", day: datetime.date = FIRST_DAY) -> str:
        """A listed page that holds no article."""
        self.pages[path] = page
        self.link(path, title or f"关于{path.strip('/').replace('/', '之')}的一则样板消息", day)
        return path

    def link(self, href: str, title: str, day: datetime.date = FIRST_DAY) -> None:
        """A row of the list."""
        self.rows.append(Row(href, title, day))

    def start(self) -> Site:
        """Serve it."""
        self.server = Server(self.respond)
        return self

    @property
    def list_url(self) -> str:
        """What a crawl is given."""
        return urljoin(self.server.url, "/list/")

    def path_of(self, url: str) -> str:
        """The path of an address, as pages are keyed."""
        parts = urlsplit(url)
        return parts.path + (f"?{parts.query}" if parts.query else "")
