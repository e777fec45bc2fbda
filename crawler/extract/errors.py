"""Why a page is not an article."""

from __future__ import annotations

from typing import Literal

Reason = Literal["list", "gate", "error", "empty_body", "no_title", "login", "redirect", "withdrawn", "gone"]


class NotAnArticle(ValueError):
    """Raised for a page that holds no article.

    ``reason`` is one word for the run's counts: ``list`` (links instead of a text), ``gate`` (captcha or script
    challenge), ``error`` (not found, forbidden, maintenance), ``login``, ``redirect`` (a stub that sends the reader
    on; ``target`` is where to), ``withdrawn`` (the page says that the article is gone), ``gone`` (status 404 or 410), ``no_title``, ``empty_body``.
    ``detail`` is the sign that decided, for the log.
    """

    def __init__(self, reason: Reason, detail: str = "", *, target: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason
        self.detail = detail
        self.target = target
