"""Log lines: one line each, inert, an article named by its address only."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.spiders import Spider
from twisted.python.failure import Failure

# Control characters move a terminal's cursor, line ends begin a line that nobody wrote, bidirectional marks reorder one.
_UNSAFE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# Scrapy's own start-up chatter; it stays to be had with -L DEBUG.
_CHATTER = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log", "scrapy.extensions.feedexport")


class LineRecord(logging.LogRecord):
    """A log record without control characters, and without traceback unless DEBUG was asked for."""

    tracebacks = False

    def getMessage(self) -> str:  # noqa: N802  # logging's name
        """The message, made inert; an exception as its type, text and place."""
        message = super().getMessage()
        message = "\n".join(map(inert, message.split("\n"))) if LineRecord.tracebacks else inert(message)
        if self.exc_info and not LineRecord.tracebacks:
            message = f"{message} [{_shown(self.exc_info[1])}]"
            self.exc_info = None
            self.exc_text = None
        return message


def inert(text: str) -> str:
    r"""Text that stands on one line and moves nothing on a terminal: other characters as \x1b, \u202e."""
    return _UNSAFE.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if found[0] < "\u0100" else f"\\u{ord(found[0]):04x}", text
    )


def _shown(why: BaseException | None) -> str:
    if why is None:
        return ""
    frames = traceback.extract_tb(why.__traceback__)
    place = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return _UNSAFE.sub(" ", f"{type(why).__name__}: {' '.join(str(why).split())}{place}")


def quiet(level: str) -> None:
    """Make every log line a `LineRecord`, and Scrapy's start-up silent unless DEBUG was asked for."""
    logging.setLogRecordFactory(LineRecord)
    LineRecord.tracebacks = level == "DEBUG"
    if level != "DEBUG":
        for name in _CHATTER:
            # A filter, because Scrapy sets the levels of its loggers back when it configures the log.
            logging.getLogger(name).addFilter(_is_no_chatter)


def _is_no_chatter(record: logging.LogRecord) -> bool:
    return record.levelno > logging.INFO


class ArticleLogFormatter(LogFormatter):
    """Scrapy's, with one short line per item."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An article passed the pipelines."""
        return _line(logging.DEBUG, "Stored %(url)s", item)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A pipeline dropped an article."""
        return _line(logging.WARNING, "Dropped: %(why)s", item, exception)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A pipeline failed."""
        return _line(logging.ERROR, "Failed on %(url)s: %(why)s", item, exception)


def _line(level: int, message: str, item: Any, why: object = "") -> LogFormatterResult:
    return {"level": level, "msg": message, "args": {"url": getattr(item, "url", "?"), "why": why}}
