"""The office-holder whose post a place opens: 晋城市委常委、市纪委书记、市监委主任那某某.

Only explicit posts followed by a name that the sentence clearly ends; everything else is left alone.
"""

from __future__ import annotations

import re
from typing import Final

from crawler.items import Official
from crawler.localities.evidence import SURNAMES, is_han

_POST: Final = (
    r"(?:(?:原)?(?:党组)?(?:常务)?副?(?:书记|主任|市长|县长|区长|州长|旗长|盟长|省长|部长|厅长|局长|处长|科长|组长|院长|检察长|主席|"
    r"秘书长|董事长|总经理|校长|行长|所长|队长|站长|馆长|会长|负责人|专员|乡长|镇长)|"
    r"(?:原)?(?:常委|委员|党组成员|[一二三四]级(?:巡视员|调研员)|巡视员|调研员|干部))"
)
_PART: Final = rf"[^\s，。；：！？、“”\"（）()《》:,;]{{0,18}}?{_POST}"
POSTS: Final = re.compile(rf"{_PART}(?:、{_PART}){{0,6}}")
"""One post or several with 、 between them; the first goes on behind the place."""

POST_ENDS: Final = re.compile("书记|主任|长|主席|经理|负责人|[委成视研专]员|常委|干部")
"""The last characters of the posts: the quick test, ten times cheaper than looking for posts where there are none."""

COMPOUND: Final = frozenset("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文".split())

_AFTER: Final = re.compile(
    r"$|[\s，。；：！？、“”\"（）()《》:,;]|"
    r"说|表示|认为|介绍|指出|告诉|强调|坦言|谈到|谈及|感慨|感叹|透露|回忆|总结|分析|提出|要求|解释|直言|等|同志|在|因|被|涉嫌|接受|带队|"
    r"主持|出席|作|对|向|为|与|和|到|率|深入|调研|参加|带领|受贿|违规|严重|利用|搞|先后|主动|多次|曾|也|就|还|将|把"
)
_SPEAKS: Final = re.compile(r"说|表示|认为|介绍|指出|告诉|强调|坦言|先后|曾[经任在多]|被|因|涉嫌|接受|违规|利用")
"""Words no given name ends in: 王凯|说, 多杰|先后; 为, 向, 作 may be part of one."""
_QUOTED: Final = re.compile(
    r"[^\n。！？“”\"「」]{0,12}(?:说|表示|认为|介绍|指出|告诉|强调|坦言|谈到|感慨|透露)[^\n。！？“”\"「」]{0,8}?[:：,，]?[“\"「『]"
)
LONGEST: Final = 120
"""Characters behind the place that are read."""


def official_after(folded: str, text: str, start: int, end: int) -> Official | None:
    """The official whose first post begins with the place ``text[start:end]``; None when none clearly does.

    Offsets are code points; the posts are quoted as written, the first with its place.
    """
    if not POST_ENDS.search(folded, end, end + 24):
        return None
    posts = POSTS.match(folded, end, min(len(folded), end + LONGEST))
    if posts is None:
        return None
    last = _name_end(folded, posts.end())
    if last is None:
        return None
    return Official(
        name=text[posts.end() : last],
        posts=text[start : posts.end()].split("、"),
        quoted=_QUOTED.match(folded, last) is not None,
    )


def _name_end(folded: str, start: int) -> int | None:
    """Where the name that begins at ``start`` ends: surname and one or two characters, then an end of the phrase."""
    head = 2 if folded[start : start + 2] in COMPOUND else 1 if folded[start : start + 1] in SURNAMES else 0
    if not head:
        return None
    short = start + head + 1
    if _SPEAKS.match(folded, short) and all(map(is_han, folded[start:short])):
        return short
    for length in (head + 2, head + 1):
        name = folded[start : start + length]
        if len(name) == length and all(map(is_han, name)) and _AFTER.match(folded, start + length):
            return start + length
    return None
