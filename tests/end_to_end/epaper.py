"""A stand-in for the JSON e-paper of 中国纪检监察报: days, pages, articles, and the faults that a test sets."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from crawler.items import SHANGHAI

BASE = "/epaper/reader/layout/"
PAGES = {"01": "要闻", "02": "综合", "04": "理论"}
ARTICLES_A_PAGE = 2

GATE = (
    b"<html><head><title></title></head><body><div id='captchaPage'></div><script>new comImageValidate("
    b"{server:'seccaptcha.haplat.net'})</script></body></html>"
)
ERROR_PAGE = "<html><head><title>系统维护</title></head><body><h1>系统正在维护，请稍后访问</h1></body></html>".encode()

TEXT = (
    "虚构县纪委监委把{page}版第{number}篇样稿里的做法逐项列出，要求各镇对照检查，把问题记在本上，限期改完。",
    "三周以后，记者再到村口，墙上的公示栏已经换了新纸，写着每一笔钱的去处，也写着经办人的名字和电话。",
    "“看得见，才信得过。”村民孔令山说，他把自家那一栏从头到尾看了两遍，又指给邻居看。",
)


@dataclass
class Epaper:
    """A paper of the last `days` days, three pages a day, `a_page` articles a page."""

    days: int = 4
    a_page: int = ARTICLES_A_PAGE
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(SHANGHAI).date())
    only_post: bool = False
    faults: dict[str, Callable[[dict[str, str]], tuple[int, dict[str, str], bytes] | None]] = field(
        default_factory=dict
    )
    """By the name of a request what it answers instead; None: as usual."""

    def dates(self) -> list[datetime.date]:
        return [self.today - datetime.timedelta(days=back) for back in range(self.days)]

    def guid(self, day: datetime.date, page: str, number: int) -> str:
        return f"{day:%Y%m%d}{page}{number:02d}a9f0"

    def guids(self) -> list[str]:
        return [self.guid(day, page, n) for day in self.dates() for page in PAGES for n in range(self.a_page)]

    def respond(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        route, _, query = path.partition("?")
        if route == "/robots.txt":
            return 404, {"Content-Type": "text/html"}, b""
        name = route.removeprefix(BASE)
        given = {key: values[0] for key, values in parse_qs(query or body.decode()).items()}
        fault = self.faults.get(name)
        if fault is not None and (answer := fault(given)) is not None:
            return answer
        wanted = {"getSZBDate.do", "findBmMenu.do", "getBmDetail.do"} if method == "GET" else set()
        if name in wanted or (method == "GET" and self.only_post):
            return 405, {"Content-Type": "text/html"}, b"<html><body>Method Not Allowed</body></html>"
        value = self.answer(name, given)
        if value is None:
            return 404, {"Content-Type": "text/html"}, b"<html><title>404</title><body>404 Not Found</body></html>"
        return 200, {"Content-Type": "application/json;charset=UTF-8"}, json.dumps(value, ensure_ascii=False).encode()

    def answer(self, name: str, given: dict[str, str]) -> object | None:
        if name == "getSZBDate.do":
            year, month = map(int, given["sj"].split("-"))
            return [f"{day:%Y/%m/%d}" for day in sorted(self.dates()) if (day.year, day.month) == (year, month)]
        if name == "findBmMenu.do":
            day = datetime.datetime.strptime(given["docPubTime"], "%Y%m%d").date()  # noqa: DTZ007
            rows = [
                {"IRCATELOG": page, "BC": title, "PDPATH": f"{page}.pdf", "JPPATH": f"{page}.jpg"}
                for page, title in PAGES.items()
            ]
            return rows if day in self.dates() else []
        if name == "getBmDetail.do":
            day = datetime.datetime.strptime(given["docpubtime"], "%Y/%m/%d").date()  # noqa: DTZ007
            numbers = range(self.a_page)
            return [
                {
                    "ZB_GUID": self.guid(day, given["bc"], n),
                    "DOCTITLE": self.title(day, given["bc"], n),
                    "IR_ABSTRACT": "…",
                }
                for n in numbers
            ]
        return self.article(given["guid"]) if name == "detailData.do" and given.get("guid") in self.guids() else None

    def title(self, day: datetime.date, page: str, number: int) -> str:
        return f"样稿{page}版第{number}篇{chr(0x4E00 + day.toordinal() % 800)}村的账本"

    def article(self, guid: str) -> dict[str, str]:
        day = datetime.datetime.strptime(guid[:8], "%Y%m%d").date()  # noqa: DTZ007
        page, number = guid[8:10], int(guid[10:12])
        texts = [text.format(page=page, number=number) for text in TEXT]
        return {
            "docTitle": self.title(day, page, number), "yt": "样稿专栏" if number else "", "fb": "——一本账的两次公示" if number else "",
            "docAuthor": "本报记者 方晓舟 通讯员 贺青原", "docPubTime": f"{day:%Y/%m/%d} 00:00:00", "bc": page, "bm": PAGES[page],
            "content": "".join(f"<p>　　{html.escape(text)}</p>" for text in texts), "ctpath": "", "zb": "0,0;10,0;10,10;0,10",
        }  # fmt: skip
