"""The pages of the sample site, in the shapes of captured TRS pages of 2022-2025; the words are the project's own.

Their known defects are kept: the `PubDate` meta has the month in place of the minutes on some pages and is blank on
others; `ArticleTitle` is blank, holds markup, or is cut by a straight quote; two-line headlines stand in `<p>` inside
`<h2>`; comment pages name only their column in `<title>` and list other titles right below the text.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from string import Template

from crawler.sample.content import (
    HERE,
    HOST,
    SECTIONS,
    SITE_NAME,
    SITE_NAME_HANT,
    Entry,
    Paragraph,
    entries,
    entry_by_id,
)
from crawler.sample.listing import Row, Rows

WORDS = {
    "zh-Hans": {
        "site": SITE_NAME,
        "word_home": "返回首页",
        "word_front": "首页",
        "word_access": "无障碍浏览",
        "word_search": "输入关键字",
        "word_links": "友情链接",
        "word_rights": "版权所有",
        "word_about": "关于我们",
        "link_1": "湖州样例清风网",
        "link_2": "晋城样例清风网",
        "link_3": "承德样例清风网",
    },
    "zh-Hant": {
        "site": SITE_NAME_HANT,
        "word_home": "返回首頁",
        "word_front": "首頁",
        "word_access": "無障礙瀏覽",
        "word_search": "輸入關鍵字",
        "word_links": "友情鏈接",
        "word_rights": "版權所有",
        "word_about": "關於我們",
        "link_1": "湖州樣例清風網",
        "link_2": "晉城樣例清風網",
        "link_3": "承德樣例清風網",
    },
}
CHARSETS = {"shencha": "gb2312"}
"""Charset a section declares in its meta; utf-8 elsewhere. gb2312 holds GBK, as on real sites."""

TEMPLATES = {"pinglun": "comment", "zhuanti": "special", "fanti": "hant"}
INDENTS = {"p": "　　", "div": "　　", "br": "　　", "ueditor": "&nbsp; &nbsp; &nbsp; &nbsp;"}
FONT = "font-family: 微软雅黑, &quot;Microsoft YaHei&quot;; font-size: 16px; margin-bottom: 16px; line-height: 2em;"
EARLIER_SHOWN = 5
HOME_SHOWN = 4


def article_page(entry: Entry, part: int = 0) -> str:
    """The page of an article, or of one part of it, counted from 0."""
    bounds = [0, *entry.parts_at, len(entry.paragraphs)]
    paragraphs = entry.paragraphs[bounds[part] : bounds[part + 1]]
    column = SECTIONS[entry.section]
    heading = _heading(entry)
    last = part == len(bounds) - 2
    return _page(
        TEMPLATES.get(entry.section, "main"),
        language=entry.language,
        charset=CHARSETS.get(entry.section, "utf-8"),
        column=column,
        root="../../",
        page_title=_page_title(entry, column),
        article_meta=_article_meta(entry),
        heading=heading,
        source=entry.source or "",
        printed_date=entry.printed_date,
        day=entry.day.isoformat(),
        share=_template("share").template.strip(),
        content=_content(entry, paragraphs, first=part == 0, last=last),
        editor=_editor(entry) if last and not entry.editor_inside else "",
        parts=str(len(bounds) - 1),
        part=str(part),
        name=entry.name,
        id=str(entry.id),
        related=_related(entry),
        earlier=_earlier(entry),
    )


def list_page(section: str, rows: Rows, page: int, pages: int) -> str:
    """One list page of a section; `page` counts from 0."""
    return _page(
        "list",
        language="zh-Hant" if section == "fanti" else "zh-Hans",
        charset=CHARSETS.get(section, "utf-8"),
        column=SECTIONS[section],
        root="../",
        page_title=f"{SECTIONS[section]}——{SITE_NAME}",
        items="\n".join(_list_item(row, section) for row in rows),
        pages=str(pages),
        page=str(page),
    )


def home_page(newest: dict[str, Rows]) -> str:
    """The front page: every section with its newest titles."""
    blocks = [
        f'\t\t\t<div class="index_block"><h3><a href="./{section}/">{SECTIONS[section]}</a></h3><ul>\n'
        + "\n".join(
            f'\t\t\t\t<li><a href=".{row.path}">{escape(row.title)}</a><span>{row.day:%m-%d}</span></li>'
            for row in rows[:HOME_SHOWN]
        )
        + "\n\t\t\t</ul></div>"
        for section, rows in newest.items()
    ]
    return _page("home", column="首页", page_title=SITE_NAME, blocks="\n".join(blocks))


def gate_page(path: str) -> str:
    """A slider captcha as it is sent with status 200 to a client that read too fast (seen 2025-09)."""
    info = {"captcha_del_c": "SAMPLE", "time": 1739840000, "key": "sample", "typ": "blacklist"}
    return _template("gate").substitute(
        url=base64.b64encode(f"http://{HOST}{path}".encode()).decode(),
        info=base64.b64encode(json.dumps(info).encode()).decode(),
    )


def gone_page() -> str:
    """A page that says with status 200 that there is no page."""
    return _page("gone", column="", page_title=f"页面不存在——{SITE_NAME}")


def missing_page() -> str:
    """What comes with status 404."""
    return _template("missing").template


def asset(name: str) -> str:
    """A file of `templates/` as it is: the style sheet, or the script that writes the paging links in a browser."""
    return (HERE / "templates" / name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    return Template((HERE / "templates" / f"{name}.html").read_text("utf-8"))


def _page(template: str, *, language: str = "zh-Hans", root: str = "./", **values: str) -> str:
    chrome = {"charset": "utf-8", "host": HOST, "article_meta": "", "root": root, **WORDS[language], **values}
    chrome["nav"] = "\n".join(
        f'\t\t\t\t\t<span><a href="{root}{section}/">{name}</a></span>' for section, name in SECTIONS.items()
    )
    parts = {part: _template(part).substitute(chrome).rstrip("\n") for part in ("head", "top", "footer")}
    return _template(template).substitute(chrome, **parts)


def _heading(entry: Entry) -> str:
    lines = [escape(line, quote=False) for line in entry.printed_heading]
    return "".join(f"<p>{line}</p>" for line in lines) if len(lines) > 1 else lines[0]


def _page_title(entry: Entry, column: str) -> str:
    if entry.section == "pinglun":
        return f"{column}——{SITE_NAME}"
    # The lines of a headline are glued together here, as on the captured pages.
    title = escape("".join(entry.printed_heading), quote=False)
    return f"{title}_{column}_{SITE_NAME_HANT}" if entry.section == "fanti" else f"{title}————{column}——{SITE_NAME}"


def _article_meta(entry: Entry) -> str:
    title = " ".join(entry.printed_heading)
    # A straight quote goes out as it is, and cuts the value: no escaping here.
    titles = ["", f"&lt;p&gt;{title}&lt;/p&gt;", title, title]
    lines = (
        f'<meta name="ArticleTitle" content="{titles[entry.id % len(titles)]}" />',
        f"<meta name=\"PubDate\" content='{_meta_date(entry)}' />",
        f"<meta name=\"ContentSource\" content='{entry.source or ''}' />",
        "<meta name=\"Keywords\" content='' />",
    )
    return "".join(f"\n\t\t{line}" for line in lines)


def _meta_date(entry: Entry) -> str:
    """Right, with the month in place of the minutes, or blank: 40, 35 and 22 of 97 captured pages."""
    if not isinstance(entry.published, datetime.datetime):
        return f"{entry.day} "
    right = f"{entry.printed_date} "
    defect = entry.published.strftime("%Y-%m-%d  %H:%m ")
    return (right, right, defect, defect, "")[entry.id % 5]


def _content(entry: Entry, paragraphs: Sequence[Paragraph], *, first: bool, last: bool) -> str:
    shown = list(paragraphs)
    if entry.repost and first:
        title = Paragraph(entry.title, "subhead")
        shown = [*entry.repost.intro, title, *shown]
    if entry.repeat_title and first:
        shown.insert(0, Paragraph(entry.title, "kicker"))
    html = SHAPES[entry.shape](shown)
    if last and entry.editor_inside:
        html += f'<p style="text-align: right;">（责任编辑：{entry.editor}）</p>'
    return html


def _as_p(paragraphs: Sequence[Paragraph]) -> str:
    return "".join(_trs_paragraph(paragraph) for paragraph in paragraphs)


def _trs_paragraph(paragraph: Paragraph) -> str:
    text = escape(paragraph.text, quote=False)
    centred, left = (f'<p style="text-align: {side}; {FONT}">' for side in ("center", "left"))
    kai = f'<span style="font-family: 楷体, SimKai;">{text}</span>'
    image = f'<div class="app_image_container">{centred}<img class="app_image" src="./W0200.jpeg"></p></div>'
    return {
        "text": f"{left}　　{text}</p>",
        "byline": f"{centred}{kai}</p>",
        "kicker": f"{centred}<strong>{text}</strong></p>",
        "subhead": f"{left}　　<strong>{text}</strong></p>",
        "caption": f"{image}{left}　　{kai}</p>",
    }[paragraph.style]


def _as_br(paragraphs: Sequence[Paragraph]) -> str:
    return "<br />\n<br />\n".join(INDENTS["br"] + escape(one.text, quote=False) for one in paragraphs)


def _as_div(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(f"<div>{INDENTS['div']}{escape(one.text, quote=False)}</div>" for one in paragraphs)


def _as_ueditor(paragraphs: Sequence[Paragraph]) -> str:
    lines = "".join(
        f'<p><span style="font-size: 16px;">{INDENTS["ueditor"]}{escape(one.text, quote=False)}</span></p><p><br/></p>'
        for one in paragraphs
    )
    return f'<div class="TRS_UEDITOR trs_paper_default">{lines}</div>'


SHAPES: dict[str, Callable[[Sequence[Paragraph]], str]] = {
    "p": _as_p,
    "br": _as_br,
    "div": _as_div,
    "ueditor": _as_ueditor,
}


def _editor(entry: Entry) -> str:
    label = "責任編輯" if entry.language == "zh-Hant" else "责任编辑"
    return f'\n\t\t\t\t\t<div class="editor">{label}：{entry.editor}</div>' if entry.editor else ""


def _related(entry: Entry) -> str:
    if not entry.related:
        return ""
    links = "\n".join(
        f'\t\t\t\t\t<li><a href="{other.path}" target="_blank">{escape(other.title)}</a></li>'
        for other in map(entry_by_id, entry.related)
    )
    return (
        f'\t\t\t\t<div class="xgyd">\n\t\t\t\t<h4>相关阅读</h4>\n\t\t\t\t<ul>\n{links}\n\t\t\t\t</ul>\n\t\t\t\t</div>'
    )


def _earlier(entry: Entry) -> str:
    if entry.section != "pinglun":
        return ""
    older = [other for other in entries() if other.section == "pinglun" and other.id < entry.id]
    return "\n".join(
        f'\t\t\t\t\t\t\t<li>\n<a href="http://{HOST}{other.path}" target="_blank">\n\n'
        f"\t\t\t{escape(other.title)}\n\n</a>\n\t\t\t\t\t\t\t</li>"
        for other in older[: -EARLIER_SHOWN - 1 : -1]
    )


def _list_item(row: Row, section: str) -> str:
    text, attribute = row.title, ""
    if section in CUT_SECTIONS and len(row.title) > CUT_AT:
        text, attribute = f"{row.title[:CUT_AT]}...", f' title="{escape(row.title)}"'
    folder, _, rest = row.path.lstrip("/").partition("/")
    href = f"./{rest}" if folder == section else f"../{folder}/{rest}"
    return (
        f'\t\t\t\t\t<li class="fixed">\n\t\t\t\t\t\t<div class="title"><a href="{href}"{attribute} target="_blank">'
        f'{escape(text, quote=False)}</a></div>\n\t\t\t\t\t\t<div class="more"><span>{row.day}</span></div>\n'
        "\t\t\t\t\t</li>"
    )


CUT_SECTIONS = frozenset({"jiandu", "shencha"})
CUT_AT = 14
"""Two lists cut long titles and keep the whole one in `@title`."""
