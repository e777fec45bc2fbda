"""Labels of a byline (记者, 作者：, 责任编辑：, 文/) and the stretches of text that belong to each."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from crawler.extract.names import read_names
from crawler.hanzi import fold


@dataclass(frozen=True, slots=True)
class Region:
    """The text behind one label, up to the next."""

    start: int
    """Offset of the label, its outlet included."""
    role: str | None
    """Role of the people named there; None for labels whose people did not make the article (审核, 监制)."""
    text: str
    """What stands behind the label."""
    word: str
    """The label itself, folded."""
    explicit: bool
    """True when a colon or slash closes the label."""
    bracketed: bool
    """True when a bracket encloses label and text."""
    organization: str | None
    """The outlet before the label (清江日报记者)."""


# The modifiers belong to the label, so that what is left before it is the outlet's name.
_MODIFIERS = "全媒体|融媒体|融媒|新媒体|图片|摄影|特约|特派|首席|见习|实习|视频|高级|资深|本报|本刊|本网|本台|本社|本站|驻地|专职"
_ROLES: tuple[tuple[str, str | None], ...] = (
    (f"(?:{_MODIFIERS}){{0,3}}(?<=实习)记者", "intern"),
    (f"(?:{_MODIFIERS}){{0,3}}记者", "reporter"),
    ("(?:本报|本刊|本网|本台|特约)?通讯员", "correspondent"),
    ("(?:实习生|见习生)", "intern"),
    ("(?:特约|本报|本刊)?评论员", "commentator"),
    ("(?:责任校对|本版校对|本期校对|责校|校对)", "proofreader"),
    ("(?:版式设计|版式|排版|制图|美编|美术编辑|视觉|设计|版面)", "layout"),
    ("(?:责任编辑|责任编审|责任编校|本版编辑|本版责编|本期编辑|值班编辑|执行编辑|网络编辑|实习编辑|见习编辑|助理编辑|文字编辑|视频编辑|微信编辑|栏目编辑|责编|网编|编辑|编审|编校|选稿|值班主编|主编|执行主编)", "editor"),
    ("(?:审核|审校|审稿|审签|终审|复审|初审|一审|二审|三审|监制|总监制|策划|总策划|统筹|制作|出品|剪辑|配音|播音|主持)", None),
    ("(?:本文作者|(?<![工创写合])作者(?!单位)|撰文|撰稿人|撰稿|执笔人|执笔|供稿人|供稿|(?:参与)?采写|文字整理|文字|文案|整理|编译|图文|文图|文稿)", "author"),
    ("(?:摄影报道|摄影|摄像|供图|图片提供)", "photographer"),
)  # fmt: skip
_LABEL = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, (pattern, _) in enumerate(_ROLES)))
_MAY_HOLD_LABEL = re.compile(
    "记者|讯员|习生|评论|作者|[编校审版撰供文图摄稿]|执笔|采写|制作|策划|统筹|出品|剪辑|配音|播音|主持|整理|设计|视觉|监制"
)
_PADDED = re.compile(
    "(?<=[编編作记記来來校摄攝出责責供])[ \u3000\u00a0]{1,4}(?=[辑輯者源對对影处處编編稿][ \u3000\u00a0]{0,3}[:：])"
)
# One-character labels need their slash, bar or colon: 文/甲, 图丨乙.
_SHORT_LABEL = re.compile(
    r"(?<![一-龥])(?P<what>文[/／、]图|图[/／、]文|文字?(?!\s?[/／]\s?图)|图片?(?!\s?[/／]\s?文)|摄|编)\s?(?:[/／丨|｜:：]|(?<=[/／、].)(?=\s|$))\s?"
)
_SHORT_ROLES = {"图": "photographer", "摄": "photographer", "编": "editor", "图片": "photographer"}
# A label without colon counts only where a person may follow it at once.
_GLUED = re.compile(
    "记者$|[实见]习生$|通讯员$|责任编辑$|责编$|评论员$|作者$|编辑$|校对$|责任校对$|摄影$|执笔$|撰文$|撰稿人?$|供稿人?$|采写$|选稿$"
)
_APART_BEFORE = re.compile(r"^$|[\s（(【\[〔]")
_EXPLICIT = re.compile(r"\s{0,3}[:：/／丨|｜│]\s{0,3}")
_OTHER_FIELDS = re.compile(
    r"(?:(?:信息|稿件|文章|本文|原文|图片|新闻|内容)?来源(?:于)?|稿源|出处|(?:发布|发稿|更新|发表)?(?:时间|日期)|浏览(?:次数|量)?|点击(?:数|量|率|次数)?|阅读(?:次数|量)?|访问量|字号|字体|分享到?|关键词|关键字|标签|栏目|编号|版权)\s{0,3}[:：]|A\s?[+＋]"
    r"|(?<=\s)(?![一-龥]{2,4}(?:报道|报导|摄影|整理)[:：])[一-龥]{2,6}\s{0,2}[:：]|[|｜]\s{0,2}[一-龥]{2,6}\s{0,2}[:：]|[。；！？!?\n]"
)
_OPENING, _CLOSING = "（(【〔[［", "）)】〕]］"
_BRACKET = re.compile(r"[（(【〔\[［）)】〕\]］]")
_BOUNDARY = re.compile(r"[\s（(【〔\[［▲△■□●◎◆/／丨|｜:：,，。；;！!？?、）)】〕\]］]")
_OUTLET_NAME = re.compile(
    "(?:报|网|社|台|刊|杂志|周刊|新闻|传媒|客户端|央视|电视|广播|频道|媒体|在线|都|晚|时报|融媒|融媒体中心)$"
)
_OWN = re.compile("^(?:本报|本刊|本网|本台|本社|本站|我报|我社|我网)")
INSTITUTION = "(?:[报網网社台刊局厅委办署院站队处]|纪委监委|检察院|法院|政府|办公室|中心|融媒|发布|学院|大学|党校|学校|公司|集团|杂志|周刊|客户端|新闻|频道|传媒|宣传部|组织部|纪检监察组)"
"""How the names of outlets and offices end, as a pattern."""
_LONGEST_OUTLET = 24
_MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    role: str | None
    word: str
    explicit: bool


def label_regions(line: str) -> list[Region]:
    """The labelled stretches of ``line`` in their order; none when no label stands where a byline can."""
    folded = fold(line)
    if not _MAY_HOLD_LABEL.search(folded):
        return []
    labels = _labels(folded)
    return [
        _region(
            line,
            folded,
            label,
            labels[index - 1] if index else None,
            labels[index + 1] if index + 1 < len(labels) else None,
        )
        for index, label in enumerate(labels)
    ]


def close_up(line: str) -> str:
    """``line`` with the labels that pages pad to one width (作　者：, 编　辑：, 来　源：) written together."""
    return _PADDED.sub("", line) if "：" in line or ":" in line else line


_BARE_LABEL = re.compile(
    "(?:(?:信息|稿件|文章|新闻|内容)?来 {0,4}源|來 {0,4}源|稿 ?源|(?:文章|本文)?作 {0,4}者|撰稿人?|供稿人?|通讯员|记者|责任编辑|責任編輯|编 {0,4}辑|編 {0,4}輯) ?[:：]?"
)
_LONGEST_VALUE = 30


def join_labels(lines: list[str]) -> list[str]:
    """``lines`` with each label that stands alone (a table's <th>来源</th>, 作者： in an element of its own) put before the line behind it."""
    joined = []
    for line, following in itertools.pairwise([*lines, ""]):
        alone = len(line) <= 12 and _BARE_LABEL.fullmatch(line)
        holds_value = 0 < len(following) <= _LONGEST_VALUE and not re.search(
            "[:：]|^(?:日期|时间|時間|点击|阅读|浏览|分享|打印|字号|字体|收藏|举报|评论|扫|关注|大\\s?中\\s?小)",
            following,
        )
        joined.append(
            f"{line.rstrip(' :：')}：{following}"
            if alone and holds_value and not _BARE_LABEL.fullmatch(following)
            else line
        )
    return joined


def _labels(folded: str) -> list[_Label]:
    found = [label for match in _LABEL.finditer(folded) if (label := _label(match, folded))]
    found.extend(
        _Label(match.start(), match.end(), _SHORT_ROLES.get(match["what"], "author"), match["what"], True)
        for match in _SHORT_LABEL.finditer(folded)
    )
    found.sort(key=lambda label: (label.start, -label.end))
    labels: list[_Label] = []
    for label in found:
        if not labels or label.start >= labels[-1].end:
            labels.append(label)
    return labels[:_MOST_LABELS]


def _label(match: re.Match[str], folded: str) -> _Label | None:
    role = _ROLES[int((match.lastgroup or "r0")[1:])][1]
    explicit = _EXPLICIT.match(folded, match.end())
    if explicit:
        return _Label(match.start(), explicit.end(), role, match[0], True)
    stands_apart = (
        _APART_BEFORE.search(folded[max(0, match.start() - 1) : match.start()])
        and folded[match.end() : match.end() + 1] == " "
    )
    return (
        _Label(match.start(), match.end(), role, match[0], False) if stands_apart or _GLUED.search(match[0]) else None
    )


def _region(line: str, folded: str, label: _Label, before: _Label | None, after: _Label | None) -> Region:
    end = _outlet_start(folded, after, label) if after else len(line)
    stop = _OTHER_FIELDS.search(folded, label.end, end)
    closing = _closing_bracket(folded, label.end, end)
    end = min(end, stop.start() if stop else end, closing)
    start = _outlet_start(folded, label, before)
    opening = max(folded.rfind(char, 0, label.start) for char in _OPENING)
    bracketed = (
        opening >= 0 and closing < len(line) and not any(char in folded[opening : label.start] for char in _CLOSING)
    )
    return Region(
        start,
        label.role,
        line[label.end : end],
        label.word,
        label.explicit,
        bracketed,
        _organization(line[start : label.start]),
    )


def _closing_bracket(folded: str, start: int, end: int) -> int:
    """Where the bracket around the label closes; ``end`` without one. Brackets inside, as behind a name, do not count."""
    depth = 0
    for match in _BRACKET.finditer(folded, start, end):
        depth += 1 if match[0] in _OPENING else -1
        if depth < 0:
            return match.start()
    return end


def _outlet_start(folded: str, label: _Label, before: _Label | None) -> int:
    """Where the outlet's name before ``label`` begins; the label's own start when there is none.

    Behind another label the stretch may hold that label's names (通讯员甲、乙记者丙), so it must look like an outlet.
    """
    if not label.word.endswith(("记者", "通讯员", "评论员", "编辑", "责编")) or _OWN.match(label.word):
        return label.start
    floor = before.end if before else 0
    start = label.start
    while start > floor and label.start - start < _LONGEST_OUTLET and not _BOUNDARY.match(folded[start - 1]):
        start -= 1
    name = folded[start : label.start]
    # 采写：某地记者 甲: behind an author's label with a colon, the word that touches 记者 is an outlet, however it ends.
    follows_author = (
        before is not None
        and not label.word.endswith("编辑")
        and before.explicit
        and before.role == "author"
        and start == before.end
    )
    if floor and not follows_author and not _OUTLET_NAME.search(name) and read_names(name, loose=False).names:
        return label.start
    return start


def _organization(printed: str) -> str | None:
    name = printed.strip(" ·")
    return name if len(name) > 1 and not _OWN.match(fold(name)) else None
