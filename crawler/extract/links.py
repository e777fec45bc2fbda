"""One link of a list page: what it is, and how much its text and address say for an article behind it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from crawler.extract.dates import FoundDate, scan_dates

MAX_LINKS = 5_000
"""Links of one list page that are read."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article, as a list page gives it."""

    url: str
    """Absolute address, without fragment, otherwise as written."""
    text: str
    """The title: the ``title`` attribute where the text is cut off, else the text of the link."""
    date: datetime.date | None = None
    """The day printed in the row of the link; None without one or without a year."""


NO_PAGE = re.compile(
    r"^\s*(?:javascript|mailto|tel|ftp|data|about|file|weixin|sms):|^#|^$|\.(?:jpe?g|png|gif|bmp|svg|webp|ico|css|js|mp[34]|avi|wmv|flv|"
    r"zip|rar|7z|exe|apk|ipa|swf|xml|rss|json)(?:[?#]|$)",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^(?:[>»›\[【（(]*\s?(?:更多|more|查看更多|详细|详情|查看详情|阅读全文|全文|点击查看|查看全文|进入|\+)|首页|上一页|下一页|末页|尾页|下页|上页|返回|登录|注册|关于我们|联系我们|网站地图|版权声明|"
    r"设为首页|加入收藏|客户端|无障碍|.{0,8}(?:ICP|公网安备)|English|繁體|简体|跟贴|评论|分享|打印|关闭|\d+$)",
    re.IGNORECASE,
)
HANZI = re.compile(r"[\u3400-\u9fff]")
_DOTS = re.compile(r"\.{2,}|…+")
# A link of such a score is that of an article.
GOOD = 0.5


def text_score(text: str) -> float:
    """How much a text looks like that of an article's link: positive for a headline, negative for furniture."""
    if FURNITURE.match(text):
        return -4.0
    hanzi = len(HANZI.findall(text[:60]))
    if hanzi >= 12:
        return 2.0
    if hanzi >= 8:
        return 1.5
    if hanzi >= 6:
        return 0.5
    return -1.0 if hanzi >= 5 else -2.5


def last_date(text: str) -> datetime.date | None:
    """The last day in the end of a text."""
    dates = days_in(text[-120:])
    return dates[-1].date if dates else None


def days_in(text: str) -> list[FoundDate]:
    """The days in a text, in its order."""
    # The dots of a title that was cut off may touch the day: 开展专项检查...2023-11-20.
    return scan_dates(_DOTS.sub(_blanks, text))


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])
