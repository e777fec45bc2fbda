"""Whether an article is the one that was announced: does it speak of what its link said?

Sites answer with the text of something else: a notice of maintenance with a date, the article of another address, a
front page, all with status 200. What the list printed beside the link is the only witness from outside the page.
"""

from __future__ import annotations

import re

from crawler.hanzi import fold

_HANZI = re.compile(r"[\u3400-\u9fff]+")
MIN_PAIRS = 5
"""A shorter announcement (更多, 详情) says nothing."""
FEW_PAIRS = 100
DOUBTFUL = 0.25
"""Below this share of the announcement's pairs a text is about something else. Lists shorten and reword headlines; what
they keep stands in the headline or the first paragraphs."""


def agreement(announced: str, title: str, body: str) -> float:
    """Share (0 to 1) of the neighbouring Hanzi pairs of an announcement that title or body hold, in either script.

    1 for an announcement too short to tell.
    """
    if announced == title:
        return 1.0
    pairs = _pairs(announced)
    if len(pairs) < MIN_PAIRS:
        return 1.0
    text = fold(f"{title}\n{body}")
    # A headline's few pairs are looked for one by one; to look so for those of a whole text would take its square.
    held = _pairs(text) if len(pairs) > FEW_PAIRS else text
    return sum(pair in held for pair in pairs) / len(pairs)


def agrees(announced: str, title: str, body: str) -> bool:
    """Whether the text may well be what was announced."""
    return agreement(announced, title, body) >= DOUBTFUL


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _HANZI.findall(fold(text)) for at in range(len(run) - 1)}
