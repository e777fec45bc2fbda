"""Links of list pages."""

from __future__ import annotations

import datetime

import pytest

from crawler.extract import NotAnArticle, list_links
from tests.extract import pages

BASE = "https://www.example.gov.cn/scdc/"


def test_rows_with_dates_come_first_and_menus_do_not_come() -> None:
    links = list_links(pages.listing(), BASE)
    assert len(links) == 20
    assert links[0].url == "https://www.example.gov.cn/scdc/202405/t20240501_1001.html"
    assert links[0].date == datetime.date(2024, 5, 1)
    # The text is cut on the page, the title attribute is not.
    assert links[0].text == "第1条：虚构市通报一批典型问题的完整标题"


def test_links_outside_the_section_are_kept() -> None:
    page = pages.listing().replace(b'"./202405/t20240502_1002.html"', b'"../../toutiao/202405/t20240502_1002.html"')
    assert "https://www.example.gov.cn/toutiao/202405/t20240502_1002.html" in [
        link.url for link in list_links(page, "https://www.example.gov.cn/a/scdc/")
    ]


def test_picture_title_and_summary_are_one_link() -> None:
    rows = "".join(
        f'<li><a href="/n/{n}00{n}.html"><img src=x.jpg></a><h3><a href="/n/{n}00{n}.html">第{n}件值得一说的事情的标题</a></h3>'
        f'<p>摘要文字。<a href="/n/{n}00{n}.html">[详细]</a></p><span>2024-05-0{n}</span></li>'
        for n in range(1, 8)
    )
    links = list_links(pages.page("<title>要闻</title>", f"<ul>{rows}</ul>"), BASE)
    assert [link.text for link in links] == [f"第{n}件值得一说的事情的标题" for n in range(1, 8)]
    assert links[0].date == datetime.date(2024, 5, 1)


def test_old_table_with_line_breaks() -> None:
    rows = "".join(
        f"·<a href='2009/1109/{1000 + n}.htm'>二〇〇九年的第{n}条旧闻标题</a> [2009-11-{n:02d}]<br>"
        for n in range(1, 10)
    )
    body = f"<table><tr><td>{rows}</td></tr></table>"
    page = f"<html><meta charset=gb2312><title>旧闻</title><body>{body}</body></html>".encode("gbk")
    links = list_links(page, "http://old.example.cn/news/")
    assert len(links) == 9
    assert links[2].date == datetime.date(2009, 11, 3)
    assert links[2].text == "二〇〇九年的第3条旧闻标题"


def test_rows_in_a_data_island() -> None:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2018/5/{n}/art_17_{300 + n}.html'>江边城市的第{n}则监督消息</a><span>2018-05-0{n}</span></li>]]></record>"
        for n in range(1, 6)
    )
    page = pages.page(
        "<title>栏目</title>",
        f'<div id="1"><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script></div>',
    )
    links = list_links(page, "http://www.example.gov.cn/col/col17/index.html")
    assert len(links) == 5
    assert links[0].date == datetime.date(2018, 5, 1)


def test_rows_written_by_a_script() -> None:
    rows = "".join(
        f'<li><script>var str_1 = "./201805/t2018050{n}_{n}.html"; document.write("<a href=" + str_1 + ">山区县的第{n}条审查消息</a>");</script></li>'
        for n in range(1, 4)
    )
    links = list_links(pages.page("<title>栏目</title>", f"<ul>{rows}</ul>"), "http://www.example.gov.cn/gzdt/")
    assert [link.url for link in links] == [
        f"http://www.example.gov.cn/gzdt/201805/t2018050{n}_{n}.html" for n in range(1, 4)
    ]
    assert links[0].text == "山区县的第1条审查消息"


def test_no_day_is_made_up() -> None:
    rows = "".join(
        f'<li><a href="/Item/{1000 + n}.aspx">没有年份的第{n}条消息标题</a>[05-0{n}]</li>' for n in range(1, 9)
    )
    links = list_links(pages.page("<title>栏目</title>", f"<ul>{rows}</ul>"), BASE)
    assert len(links) == 8
    assert {link.date for link in links} == {None}


@pytest.mark.parametrize("page", [pages.CAPTCHA, pages.CHALLENGE, pages.WAF, pages.NOT_FOUND, pages.LOGIN])
def test_gates_are_raised(page: bytes) -> None:
    with pytest.raises(NotAnArticle) as caught:
        list_links(page, BASE)
    assert caught.value.reason in ("gate", "error", "login")


def test_an_empty_list_is_empty() -> None:
    assert list_links(pages.page("<title>栏目</title>", "<ul></ul>"), BASE) == []


ROW = "清江县开展第{day}次河道巡查并公布结果"


@pytest.mark.parametrize(
    "form",
    [
        "<li><a href='a{day}00.html'>{title}</a><span>2023-11-{day}</span></li>",
        "<li><a href='a{day}00.html'>{title}..........2023-11-{day}</a></li>",
        "<li><a href='a{day}00.html'>{title}</a><span>23-11-{day}</span></li>",
        "<li><b>{day}</b><em>2023-11</em><h4><a href='a{day}00.html'>{title}</a></h4></li>",
        "<li><div>{day}</div><div>2023.11</div><a href='a{day}00.html'>{title}</a></li>",
        "<li><div>2023年11月</div><div>{day}</div><div><a href='a{day}00.html'>{title}</a></div></li>",
        "<li><a href='a{day}00.html' title='标题：{title}&#10;更新时间：2023-11-{day}'>{title}</a></li>",
        "<li><span>{day}</span><em>2023-11</em><a href='a{day}00.html'>{title}</a></li>",
        "<li><a href='a{day}00.html'>{title}<i>{day}</i><i>2023.11</i></a></li>",
        "<a href='a{day}00.html'>{title}</a> 2023-11-{day} ",
        "2023-11-{day} <a href='a{day}00.html'>{title}</a> ",
        "<li><a href='a{day}00.html'>2022年度通报：{title}</a><span>2023-11-{day}</span></li>",
    ],
)
def test_the_day_of_a_row(form: str) -> None:
    rows = "".join(form.format(day=day, title=ROW.format(day=day)) for day in range(10, 18))
    links = list_links(pages.page("<title>动态</title>", f"<div>{rows}</div>"), "http://www.example.gov.cn/dt/")
    assert [str(link.date) for link in links] == [f"2023-11-{day}" for day in range(10, 18)]
    assert all(link.text.endswith("公布结果") for link in links)


def test_a_month_alone_is_no_day() -> None:
    rows = "".join(
        f"<li><div>第{day}期</div><div>2023-11</div><a href='a{day}00.html'>{ROW.format(day=day)}</a></li>"
        for day in range(10, 18)
    )
    links = list_links(pages.page("<title>动态</title>", f"<ul>{rows}</ul>"), "http://www.example.gov.cn/dt/")
    assert {link.date for link in links} == {None}


ROWS = [(f"/n/202405/{n}00{n}.html", f"第{n}件值得一说的事情的标题") for n in range(1, 6)]


@pytest.mark.parametrize(
    "drawn",
    [
        "<datastore><recordset>"
        + "".join(f"<record><![CDATA[<tr><td><a href='{url}'>{text}</a></td></tr>]]></record>" for url, text in ROWS)
        + "</recordset></datastore>",
        "<script>var rows = ["
        + ",".join(f'{{"title": "{text}", "url": "{url}", "pubDate": "2024-05-03 09:00:00"}}' for url, text in ROWS)
        + "];</script>",
        "".join(
            f"<li><a href='javascript:void(0)' onclick=\"window.open('{url}')\">{text}</a></li>" for url, text in ROWS
        ),
    ],
    ids=["datastore", "json", "onclick"],
)
def test_rows_that_a_script_draws_come_first(drawn: str) -> None:
    side = "".join(f'<li><a href="/p/90{n}1.html">旁边的第{n}条热门故事标题</a></li>' for n in range(1, 9))
    links = list_links(pages.page("<title>要闻</title>", f"<ul class=side>{side}</ul><ul>{drawn}</ul>"), BASE)
    expected = [(f"https://www.example.gov.cn{url}", text) for url, text in ROWS]
    assert sorted(expected) == sorted((link.url, link.text) for link in links if "/n/" in link.url)
    if "onclick" not in drawn:
        assert [(link.url, link.text) for link in links[:5]] == expected


def test_a_link_around_a_card_has_the_text_of_its_heading() -> None:
    card = '<li><a href="/n/1001.html"><h4>一件值得一说的事情的标题</h4><p>摘要文字说了些别的。</p><i>2024-05-03</i></a></li>'
    link = list_links(pages.page("<title>要闻</title>", f"<ul>{card}</ul>"), BASE)[0]
    assert (link.text, link.date) == ("一件值得一说的事情的标题", datetime.date(2024, 5, 3))


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (
            '<a href="/a/202302/t20230218_1.html">一件值得一说的事情的标题</a><span>02-18</span>',
            datetime.date(2023, 2, 18),
        ),
        (
            '<a href="/a/202301/t20230102_1.html">一件值得一说的事情的标题</a><span>12-31</span>',
            datetime.date(2022, 12, 31),
        ),
        ('<a href="/a/view.php?id=12345">一件值得一说的事情的标题</a><span>02-18</span>', None),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_address(row: str, day: datetime.date | None) -> None:
    assert list_links(pages.page("<title>要闻</title>", f"<ul><li>{row}</li></ul>"), BASE)[0].date == day


def test_a_day_glued_before_the_title_is_its_day_and_not_its_text() -> None:
    row = "<li><a href='/n/1001.html'><b>12</b><i>2023/06</i>一件值得一说的事情的标题</a></li>"
    link = list_links(pages.page("<title>要闻</title>", f"<ul>{row}</ul>"), BASE)[0]
    assert (link.text, link.date) == ("一件值得一说的事情的标题", datetime.date(2023, 6, 12))
