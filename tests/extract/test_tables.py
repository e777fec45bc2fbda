"""Tables, attachments and telephone numbers inside a text belong to it; those of the page around it do not."""

from __future__ import annotations

import pytest

from crawler.extract import NotAnArticle, extract_article
from tests.extract import pages

URL = "https://www.example.gov.cn/gsgg/202405/t20240506_1.html"
ROWS = (
    ("组别", "被巡察单位", "举报电话", "值班时间"),
    ("第一组", "县民政局", "0000-12345", "8:30—17:30"),
    ("第二组", "县医院", "0000-12346", "9:00—17:00"),
)


def _body(inner: str) -> list[str]:
    html = f"<h1>{pages.TITLE}</h1>{pages.INFO}<div class=box>{inner}</div>"
    return extract_article(pages.plain(html), URL).body.split("\n")


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def test_a_row_is_a_line() -> None:
    lines = _body(f"<p>{pages.SENTENCES[0]}</p>{_table(ROWS)}<p>{pages.SENTENCES[1]}</p>")
    assert lines == [pages.SENTENCES[0], *(" ".join(row) for row in ROWS), pages.SENTENCES[1]]


def test_a_table_may_end_the_text() -> None:
    assert _body(f"<p>{pages.SENTENCES[0]}</p>{_table(ROWS)}")[1:] == [" ".join(row) for row in ROWS]


def test_a_layout_table_is_no_table_of_data() -> None:
    cells = "".join(f"<tr><td>{text}</td><td></td></tr>" for text in pages.SENTENCES)
    assert _body(f"<table>{cells}</table>") == list(pages.SENTENCES)


def test_attachments_belong_to_the_text() -> None:
    links = '<p><a href="a.doc">附件：1.巡察组联系方式</a></p><p><a href="b.doc">2.巡察对象名单</a></p>'
    assert _body(f"{pages.paragraphs()}{links}")[-2:] == ["附件：1.巡察组联系方式", "2.巡察对象名单"]


@pytest.mark.parametrize(
    "line",
    ["县纪委举报电话：0000-12388，邮箱：jw@example.cn", "群众可通过12388举报电话反映问题，查实的优先办理并反馈结果"],
)
def test_a_telephone_for_reports_is_text(line: str) -> None:
    assert line in _body(f"<p>{pages.SENTENCES[0]}</p><p>{line}</p><p>{pages.SENTENCES[1]}</p>")


def test_the_footers_telephone_is_not() -> None:
    assert "举报" not in "".join(_body(f"{pages.paragraphs()}<p>违法和不良信息举报电话：010-000000</p>"))


def test_the_catalogue_names_the_headline() -> None:
    catalogue = f"<table><tr><td>索引号：</td><td>000/2024-1</td></tr><tr><td>发文日期：</td><td>2024年05月06日</td></tr><tr><td>名 称：</td><td>{pages.TITLE}</td></tr></table>"
    text = f'<div class="xl_tit">{pages.TITLE[:8]}<br>{pages.TITLE[8:]}</div><div><p>各乡镇：</p><p>现将要点印发给你们，请结合实际认真贯彻执行。</p></div>'
    article = extract_article(pages.page("<title>虚构县信息公开</title>", catalogue + text), URL)
    assert article.title.replace(" ", "") == pages.TITLE


def test_summaries_below_links_are_a_list() -> None:
    cards = "".join(
        f'<li><h3><a href="/n/{n}00{n}.html">第{n}件值得一说的事情的标题</a></h3><p>{text}</p></li>'
        for n, text in enumerate(pages.SENTENCES)
    )
    with pytest.raises(NotAnArticle, match="list"):
        extract_article(pages.page("<title>要闻</title>", f"<h1>要闻</h1><ul class=lb>{cards}</ul>"), URL)
