"""Who wrote it: bylines, wire credits and the line with source, author and editor.

A byline is found by its label (记者, 作者, 责任编辑 …) or by its position and shape (an outlet and names as a whole paragraph,
names in a bracket that ends the text, a name before a colon); only then is it split into names (``names``). A line that
names nobody gives no author: 佚名, 系统管理员, 本报评论员 and 记者从…获悉 are not people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawler.extract.bylabels import INSTITUTION, Region, close_up, label_regions
from crawler.extract.dates import scan_dates
from crawler.extract.names import NameRun, has_surname, is_common_word, is_likely_name, is_name, read_names
from crawler.extract.sourceline import SourceLine, split_source_line
from crawler.extract.surnames import COMPOUND, PEN_NAMES, POSTS
from crawler.hanzi import fold
from crawler.hanzi.whitespace import drop_invisible
from crawler.items import Author

__all__ = ["Byline", "SourceLine", "find_byline", "split_source_line"]

NOT_WRITERS = frozenset({"photographer", "proofreader", "layout", "editor"})
"""Roles of people who did not write the text."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The people a line names."""

    authors: list[Author] = field(default_factory=list)
    """In the order of the line; with photographers, proofreaders and layout, who are told apart by ``role``."""
    source: str | None = None
    """What stands behind 来源."""
    editor: str | None = None
    """Editors, joined by 、."""

    @property
    def writers(self) -> list[Author]:
        """The authors without those who only took pictures, proofread or laid out the page."""
        return [author for author in self.authors if author.role not in NOT_WRITERS]


def find_byline(text: str) -> Byline:
    """Read a byline from a line, a paragraph or a headline with its author.

    Of a long paragraph only its first and last 160 characters are read, where wire credits and closing credits stand.
    Never raises; time is linear in the input.
    """
    for line in _windows(text):
        authors, editors = _people(line)
        if authors or editors:
            return Byline(authors, _source(text), "、".join(editors) or None)
    return Byline([], _source(text), None)


_WINDOW = 160


def _windows(text: str) -> Iterator[str]:
    text = text.strip()
    if len(text) <= 2 * _WINDOW:
        yield _clean(text)
        return
    yield _clean(_last_bracket(text[-_WINDOW:]))
    yield _clean(_first_bracket(text[:_WINDOW]))


def _clean(line: str) -> str:
    """Without invisible characters, with plain blanks, and with a line break in place of every full date: no name run
    goes over a date. Names behind which /文 and /图 stand get these words as labels before them."""
    line = close_up(drop_invisible(line)).replace("\u3000", " ").replace("\u00a0", " ")
    line = _AUTHOR_IS.sub(_name_first, _TOOLS.sub("", line))
    for found in reversed(scan_dates(line)):
        line = f"{line[: found.start]}\n{line[found.end :]}"
    line = _TEXT_AND_PICTURE.sub(_picture_first, line)
    return _labels_first(line.strip()) if "/" in line or "／" in line else line.strip()


# Buttons that stand in the line, with or without a blank: 作者：薛小楠分享到.
_TOOLS = re.compile(
    r"(?<=\S)\s*(?:分享(?:到|至|给|本文)?|打印(?:本[页文]|此[页文])?|收藏(?:本文)?|字号\S{0,4}|字体\S{0,4}|关闭(?:窗口|本页)?|扫一扫|纠错|复制链接|"
    r"A\s?-\s?A\s?\+?|(?:点击|浏览|阅读)(?:次数|量|数)?)\s?[:：]?\s?(?:打印|[\d\s|｜])*$"
)
# （作者系某市纪委常委、市监委委员 薛小楠）: office first, the name behind the last blank.
_AUTHOR_IS = re.compile(
    r"(?P<label>作者)[系为](?P<office>[^（()）。：:]{4,60}) (?P<name>[\u4e00-\u9fff·]{2,4})(?=\s?[）)]?\s*$)"
)


def _name_first(match: re.Match[str]) -> str:
    """The name behind its label, where it is one; the office is no outlet."""
    return f"{match['label']}：{match['name']}" if is_likely_name(fold(match["name"])) else match[0]


# 记者 邵岩 文 薛楠 图
_TEXT_AND_PICTURE = re.compile(r"(?P<label>(?:记者|通讯员)\s)?(?P<text>\S{2,4}) 文 (?P<picture>\S{2,4}) [图圖摄]\s*$")


def _picture_first(match: re.Match[str]) -> str:
    return f"{match['label'] or '文/'}{match['text']} 图/{match['picture']}"


_LABEL_BEHIND = re.compile(
    r"(?P<names>[^\s/／，。：:（）()；;]{2,4}(?:[ 、][^\s/／，。：:（）()；;]{2,4}){0,3})\s?(?<![文图圖摄])[/／](?P<what>文|图|圖|摄影|摄)(?=[\s）)，、；;。]|$)"
)


def _labels_first(line: str) -> str:
    """邵岩/文 薛楠/图 as 文/邵岩 图/薛楠; 记者 邵岩/文 keeps the label that it has."""
    return _LABEL_BEHIND.sub(_label_first, line)


def _label_first(match: re.Match[str]) -> str:
    words = match["names"].split()
    label = words.pop(0) if len(words) > 1 and _ROLE_WORD.search(fold(words[0])) else ""
    if not words or _ROLE_WORD.search(fold(match["names"].split()[-1])):
        return match[0]
    what = "图" if match["what"][0] in "图圖摄" else "文"
    return f"{label} {' '.join(words)} " if label and what == "文" else f" {what}/{' '.join(words)} "


_ROLE_WORD = re.compile("(?:记者|通讯员|实习生)$")


def _source(text: str) -> str | None:
    return split_source_line(text).source if len(text) <= 2 * _WINDOW and _SOURCE_HINT.search(text) else None


_SOURCE_HINT = re.compile("[来來][ \u3000\u00a0]{0,4}源|出处|出處|转自|轉自|转载自")
_BRACKETED = re.compile(r"[（(【〔\[]([^（(【〔\[）)】〕\]]{2,60})[）)】〕\]]")


def _last_bracket(text: str) -> str:
    closing = re.search(r"[（(【〔][^（(【〔）)】〕]{2,60}[）)】〕][\s。.]*$", text)
    return closing[0] if closing else ""


def _first_bracket(text: str) -> str:
    first = _BRACKETED.search(text)
    return text[: first.end()] if first else ""


def _people(line: str) -> tuple[list[Author], list[str]]:
    authors: list[Author] = []
    editors: list[str] = []
    regions = label_regions(line)
    for region in regions:
        run = _names_of(region)
        if not run.names and region.explicit and region.role and region.role != "editor":
            authors.extend(replace(author, role=region.role) for author in _organization_and_names(region.text))
            continue
        role = (
            "photographer"
            if run.tail in ("摄", "摄影", "摄像", "供图") and region.role != "correspondent"
            else region.role
        )
        if role == "editor":
            editors.extend(run.names)
        elif role:
            authors.extend(_author(name, role, region.organization) for name in run.names)
    if regions and regions[0].start:
        before = line[: regions[0].start].rstrip(" |｜丨/／-—")
        bracketed = before[1:].strip() if before[:1] in "（(" else ""
        authors[:0] = _outlet_and_names(before) or _institution_and_names(before) or _only_names(bracketed)
    if authors or editors or any(region.explicit or region.word.endswith(_TELLING) for region in regions):
        return (authors, editors) if authors or editors else (_before_trailing_label(line, regions), [])
    return next((found for shape in _SHAPES if (found := shape(line))), []), []


# Labels that settle the question: when they name nobody, nothing else in the line does.
_TELLING = ("记者", "通讯员", "评论员", "作者", "编辑", "责编")


def _before_trailing_label(line: str, regions: list[Region]) -> list[Author]:
    """薛楠 文/图: the names stand before a label that ends the line."""
    if len(regions) == 1 and regions[0].explicit and not regions[0].text.strip():
        return _only_names(line[: regions[0].start].rstrip())
    return []


_ORGANIZATION = re.compile(
    r"(?P<outlet>[^\s，。：:、]{2,30}(?:[部网社报局办委厅署室处组科会院站队台区市县镇乡村州省]|街道|中心|公司|学校|大学|集团|政府|支部|杂志|频道|客户端))\s+(?P<names>\S.*)",
    re.DOTALL,
)
_GLUED_ORGANIZATION = re.compile(
    r"(?P<outlet>[^\s，。：:、]{2,30}(?:纪委监委|监委|纪委(?!监委)|监察委员会|纪检监察组|检察院|法院|公安局|党校|大学|日报社?|晚报社?))(?P<names>[^\s，。：:、]{2,4})"
)


def _organization_and_names(text: str) -> list[Author]:
    """某县财政局 薛楠, 某县纪委监委薛楠 behind a label such as 作者："""
    text = text.strip()
    folded = fold(text)
    if several := _names_among_organizations(text):
        return several
    for pattern in (_ORGANIZATION, _GLUED_ORGANIZATION):
        if not (match := pattern.fullmatch(folded)):
            continue
        run = read_names(_span(text, match, "names"), loose=False)
        if run.complete and all(_may_be_name(name) and not _OFFICE.search(fold(name)) for name in run.names):
            return [_author(name, "author", _span(text, match, "outlet")) for name in run.names]
    return []


def _names_among_organizations(text: str) -> list[Author]:
    """某县委宣传部 薛小楠 某县融媒体中心 邵岩: every name has its office before it."""
    authors: list[Author] = []
    office = ""
    for word in text.split():
        run = read_names(word, loose=False)
        if office and run.complete and all(_may_be_name(name) and not _OFFICE.search(fold(name)) for name in run.names):
            authors.extend(_author(name, "author", office) for name in run.names)
        elif len(word) > 2 and _ENDS_AS_OFFICE.search(fold(word)):
            office = word
        else:
            return []
    return authors


_ENDS_AS_OFFICE = re.compile(rf"(?:{INSTITUTION}|[部室科组会])$")
# 某局 纪检组, 某县 文化馆: a part of the organisation that has the form of a name.
_OFFICE = re.compile("[组科馆所村队站院会团校区股部办室]$")


# 作者：薛小楠（清江县水利局）
_ASIDE = re.compile(r"[（(][^（()）]{0,30}[）)]")


def _names_of(region: Region) -> NameRun:
    """The names of a labelled region; without a colon or a bracket nothing else may stand in it."""
    is_comment = region.role == "commentator"  # 本报评论员：题
    text = _ASIDE.sub(" ", region.text) if region.explicit else region.text
    run = read_names(text, loose=(region.explicit or region.bracketed) and not is_comment)
    if run.complete or (region.explicit and not is_comment):
        return run
    if text[:1] == " ":
        # A blank between the label and nothing but names: rare surnames are believed there.
        free = read_names(text, loose=True)
        if free.complete and all(has_surname(fold(name)) for name in free.names):
            return free
    return replace(run, names=[])


def _author(name: str, role: str, organization: str | None = None) -> Author:
    return Author(name=name, role="pen_name" if fold(name) in PEN_NAMES else role, organization=organization)


# --- bylines without a label ------------------------------------------------------------------------------------------

_OUTLET = "(?:网站|网|报|社|台|杂志|周刊|客户端|新闻|传媒|融媒体中心|频道|研究|评论|月刊)"
_OUTLET_NAMES = re.compile(
    rf"[（(【]?(?P<outlet>[^\s，。：:（）()、《》“”]{{2,22}}{_OUTLET})\s+(?P<names>[^）)】]{{2,60}})[）)】]?[。.]?\s*$"
)


def _outlet_and_names(line: str) -> list[Author]:
    """中央纪委国家监委网站 甲 乙: the outlet and its reporters, without 记者 (ccdi.gov.cn, since 2018)."""
    match = _OUTLET_NAMES.match(fold(line))
    if not match:
        return []
    names = _span(line, match, "names")
    run = read_names(names, loose=False)
    if not run.complete and match["outlet"].endswith(_PRINTS_NAMES):
        run = read_names(names, loose=True)
        if not all(has_surname(fold(name)) and _may_be_name(name) for name in run.names):
            return []
    padded = _PADDED_NAME.search(names) is not None
    if not run.complete or not (padded or all(_may_be_name(name) for name in run.names)):
        return []
    return [_author(name, "reporter", _span(line, match, "outlet")) for name in run.names]


_PRINTS_NAMES = ("网站", "报", "报社", "杂志")
# 何 必: only names are padded to the width of three characters.
_PADDED_NAME = re.compile(r"(?:^|\s)[一-龥]\s[一-龥](?:\s|$)")


def _span(line: str, match: re.Match[str], group: str) -> str:
    """The original characters of a group that was matched in the folded line."""
    return line[match.start(group) : match.end(group)]


def _may_be_name(name: str) -> bool:
    folded = fold(name)
    return len(folded) > 2 or is_likely_name(folded) or not is_common_word(folded)


_MARKED = re.compile(r"[□◎■●○▲△◆◇★☆※▍▌◤\s]*")


def _only_names(line: str) -> list[Author]:
    """邵明岩 殷小满, □ 邵 岩: nothing but names in the line."""
    start = _MARKED.match(line)
    offset = start.end() if start else 0
    if len(line) - offset > 24:
        return []
    run = read_names(line[offset:], loose=False)
    if not run.complete or (run.end < len(line[offset:].rstrip()) and not run.tail):
        return []
    role = "photographer" if run.tail.startswith(("摄", "供")) else "author"
    if offset or role == "photographer" or all(is_likely_name(fold(name)) for name in run.names):
        return [_author(name, role) for name in run.names]
    return []


_WITH_POST = re.compile(
    rf"(?P<name>[^\s（(]{{2,4}})\s?[（(][^（()）]{{2,30}}(?:{POSTS}|大学|学院|纪委|监委)[^（()）]{{0,6}}[）)]\s*$"
)


def _name_with_post(line: str) -> list[Author]:
    """薛楠（某县纪委书记）."""
    match = _WITH_POST.fullmatch(fold(line[:60]))
    return [_author(_span(line, match, "name"), "author")] if match and is_likely_name(match["name"]) else []


_NAME_AND_OUTLET = re.compile(
    rf"(?P<name>[^\s/／，。：:]{{2,4}}(?: [^\s/／，。：:]{{2,4}})?)\s?[/／]\s?(?P<outlet>[^\s/／，。：:]{{2,18}}{_OUTLET})(?=\s|$)"
)


def _name_slash_outlet(line: str) -> list[Author]:
    """邵岩/清江日报."""
    match = _NAME_AND_OUTLET.match(fold(line))
    if not match:
        return []
    run = read_names(_span(line, match, "name"), loose=False)
    return [_author(name, "author", _span(line, match, "outlet")) for name in run.names] if run.complete else []


# 【邵明岩／台南報導】: name and place between bars, without 記者.
_NAME_AND_PLACE = re.compile(
    r"[【〔（(]?(?P<name>[^\s/／，。：:【〔（(]{2,4})\s?[/／]\s?[一-龥]{2,6}(?:报道|报导|电)[】〕）)]?"
)


def _name_slash_place(line: str) -> list[Author]:
    match = _NAME_AND_PLACE.match(fold(line))
    if not match or (not has_surname(match["name"]) and match["name"][:2] not in COMPOUND):
        return []
    run = read_names(_span(line, match, "name"), loose=False)
    return [_author(name, "reporter") for name in run.names] if run.complete else []


_LONGEST_HEADLINE = 60
_BEFORE_HEADLINE = re.compile(r"(?P<name>[^\s:：丨|｜]{2,4}|[^\s:：丨|｜] [^\s:：丨|｜])\s?[:：丨|｜]\s?(?=\S{4})")


def _name_before_headline(line: str) -> list[Author]:
    """邵明岩：题, 邵明岩丨题, 金轩：题."""
    match = _BEFORE_HEADLINE.match(line)
    if not match or len(line) > _LONGEST_HEADLINE or "。" in line:
        return []  # a speaker in a dialogue
    name = match["name"].replace(" ", "")
    return [_author(name, "author")] if is_likely_name(fold(name)) else []


_CLOSING_BRACKET = re.compile(r"[（(]\s?(?P<names>[^（()）]{2,24})[）)]\s*$")


def _names_in_closing_bracket(line: str) -> list[Author]:
    """……校园。（邵明岩）: names that end the text; also （某某网站 邵明岩整理）."""
    match = _CLOSING_BRACKET.search(line[-40:])
    if not match:
        return []
    if contributors := _outlet_and_names(match["names"]) or _institution_and_names(match["names"]):
        return contributors
    if (person := _PERSON_OF.fullmatch(match["names"].strip())) and is_likely_name(fold(person["name"])):
        return [_author(person["name"], "author", person["outlet"])]
    if among := _names_among_organizations(match["names"]):
        return among if all(is_likely_name(fold(author.name)) for author in among) else []
    run = read_names(match["names"], loose=False)
    if not run.complete or not all(is_likely_name(fold(name)) for name in run.names):
        return []
    return [_author(name, "photographer" if run.tail.startswith("摄") else "author") for name in run.names]


# （薛楠 某县纪委监委）
_PERSON_OF = re.compile(rf"(?P<name>\S{{2,3}})[ ,，](?P<outlet>[^\s，,。]{{2,20}}{INSTITUTION})")
_INSTITUTION_NAMES = re.compile(
    r"[（(]?(?P<outlet>[^\s，。：:（）()、《》“”]{3,30}(?:纪委监委|纪委|监委|监察委员会|委员会|检察院|法院|学院|大学|党校|中学|小学|学校|政府|厅|局|办公室|中心|"
    r"公司|集团|医院|研究院|研究所|研究会|协会|支部|纪检监察组|巡察办|巡视办|巡察组|部|镇|乡|街道))\s+(?P<names>[^）)】]{2,20})[）)]?[。.]?\s*$"
)


def _institution_and_names(line: str) -> list[Author]:
    """某县纪委监委 薛楠: a contributor with the office."""
    match = _INSTITUTION_NAMES.match(fold(line))
    if not match:
        return []
    run = read_names(_span(line, match, "names"), loose=False)
    if not run.complete or not all(is_likely_name(fold(name)) for name in run.names):
        return []
    return [_author(name, "author", _span(line, match, "outlet")) for name in run.names]


_CREDITED_PICTURE = re.compile(
    r"(?P<before>[^。！？；，]{2,40}?)\s?(?:摄影|摄)(?:\s?[（(][^（()）]{1,12}[）)])?[）)。]?\s*$"
)


def _photographer(line: str) -> list[Author]:
    """图为现场。邵岩 摄: the names right before 摄, from the right as far as they are names."""
    line = line[-40:]
    match = _CREDITED_PICTURE.search(fold(line))
    if not match:
        return []
    tokens = _span(line, match, "before").split()
    for first in range(max(0, len(tokens) - 4), len(tokens)):
        run = read_names(" ".join(tokens[first:]), loose=False)
        if run.complete and (first == 0 or is_likely_name(fold(run.names[0]))):
            return [_author(name, "photographer") for name in run.names]
    return []


_AFTER_POST = re.compile(rf"{POSTS}\s+(?P<names>\S{{2,4}}|\S \S|\S{{2,4}} \S{{2,4}})\s*$")


def _name_behind_post(line: str) -> list[Author]:
    """题 某省纪委书记、省监委主任 邵明岩: a signed article."""
    match = _AFTER_POST.search(fold(line[-60:]))
    if not match:
        return []
    names = line[len(line) - len(line[-60:]) :][match.start("names") : match.end("names")]
    run = read_names(names, loose=False)
    return [_author(name, "author") for name in run.names] if run.complete else []


_BEFORE_MAGAZINE = re.compile(rf"(?P<head>[^-]{{4,80}}?)\s*(?:-{{2,}}|—{{2,}}|_)\s*[^-—_]{{2,16}}{_OUTLET}\s*$")


def _name_before_magazine(line: str) -> list[Author]:
    """题邵明岩--某某杂志: a name glued to the headline in the <title> of a magazine page."""
    match = _BEFORE_MAGAZINE.fullmatch(fold(line))
    if not match:
        return []
    last = _span(line, match, "head").rstrip().rsplit(" ", 1)[-1]
    folded = fold(last)
    if is_name(folded):
        return [_author(last, "author")] if is_likely_name(folded) else []
    for length in (3, 2, 4):
        if len(folded) > length and is_name(folded[-length:]) and is_likely_name(folded[-length:]):
            return [_author(last[-length:], "author")]
    return []


_SHAPES = (
    _outlet_and_names,
    _institution_and_names,
    _name_slash_place,
    _name_slash_outlet,
    _name_with_post,
    _only_names,
    _name_before_headline,
    _names_in_closing_bracket,
    _photographer,
    _name_behind_post,
    _name_before_magazine,
)
