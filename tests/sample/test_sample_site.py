"""The sample site answers every path it links to, always the same way."""

from __future__ import annotations

import datetime
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.sample import listing
from crawler.sample.content import HOST, SECTIONS, Entry, entries
from crawler.sample.site import respond

ENTRIES = entries()
ODD = {listing.GATE, listing.SOFT_404, listing.HARD_404, listing.FORBIDDEN}


def page(path: str) -> str:
    body = respond(path)[2]
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def list_paths(section: str) -> list[str]:
    pages = int(re.findall(r"createPageHTML\((\d+), 0, \"index\", \"html\"\)", page(f"/{section}/"))[0])
    return [f"/{section}/index{f'_{k}' if k else ''}.html" for k in range(pages)]


def links(path: str) -> list[str]:
    rows = re.findall(r'<div class="title"><a href="([^"]+)"', page(path))
    return [urlsplit(urljoin(f"http://{HOST}{path}", href)).path for href in rows]


every = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.id))


@every
def test_article_page(entry: Entry) -> None:
    status, headers, _ = respond(urlsplit(entry.url).path)
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    text = unescape(page(entry.path))
    for line in entry.heading:
        assert line in text
    assert f"：{entry.source or '<'}" in text
    assert entry.printed_date in text


@every
def test_paragraphs_stand_in_order(entry: Entry) -> None:
    stem = entry.path.removesuffix(".html")
    parts = [page(entry.path), *(page(f"{stem}_{k}.html") for k in range(1, len(entry.parts_at) + 1))]
    text, at = unescape("".join(part[part.index("<body") :] for part in parts)), 0
    for paragraph in entry.paragraphs:
        at = text.index(paragraph.text, at) + len(paragraph.text)


def test_lists_link_every_article_and_every_oddity() -> None:
    listed = [path for section in SECTIONS for one in list_paths(section) for path in links(one)]
    assert set(listed) == {entry.path for entry in ENTRIES} | ODD
    twice = {path for path in listed if listed.count(path) > 1}
    assert twice == {entry.path for entry in ENTRIES if entry.also_in}


def test_list_pages() -> None:
    assert {section: len(list_paths(section)) for section in SECTIONS} == {
        "yaowen": 3,
        "jiandu": 2,
        "pinglun": 2,
        "shencha": 1,
        "zhuanti": 1,
        "fanti": 1,
    }
    for section in SECTIONS:
        assert page(f"/{section}/") == page(f"/{section}/index.html")


def test_lists_run_from_new_to_old_below_the_pinned_row() -> None:
    days = [row.day for row in listing.rows("yaowen")]
    assert days[0] < days[1]
    assert days[1:] == sorted(days[1:], reverse=True)


def test_cut_link_texts_keep_the_whole_title() -> None:
    rows = re.findall(r'<a href="[^"]+" title="([^"]+)" target="_blank">([^<]+)</a>', page("/jiandu/"))
    assert rows
    for whole, cut in rows:
        assert cut.endswith("...")
        assert unescape(whole).startswith(unescape(cut)[:-3])


def test_home_page_links_every_section() -> None:
    text = page("/")
    assert all(f'href="./{section}/"' in text for section in SECTIONS)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/robots.txt", 200),
        ("/images/public.css", 200),
        ("/images/common.js", 200),
        (listing.GATE, 200),
        (listing.SOFT_404, 200),
        (listing.FORBIDDEN, 200),
        (listing.HARD_404, 404),
        ("/yaowen", 301),
        ("/yaowen/index_3.html", 404),
        ("/yaowen/202401/t20240109_10013.html", 404),
        ("/yaowen/202401/", 404),
        ("", 404),
        ("//", 404),
        ("/../etc/passwd", 404),
        ("/yaowen/?page=2", 200),
    ],
)
def test_status(path: str, status: int) -> None:
    assert respond(path)[0] == status


def test_oddities_are_what_they_claim() -> None:
    assert "captchaPage" in page(listing.GATE)
    assert "页面不存在" in page(listing.SOFT_404)
    assert f"Disallow: /{listing.FORBIDDEN.split('/')[1]}/" in page("/robots.txt")


def test_conditional_requests() -> None:
    path = ENTRIES[0].path
    status, headers, body = respond(path)
    assert (status, bool(body)) == (200, True)
    assert respond(path, if_none_match=headers["ETag"]) == (304, headers, b"")
    assert respond(path, if_none_match=f'"other", W/{headers["ETag"]}')[0] == 304
    assert respond(path, if_none_match='"other"')[2] == body


def test_one_section_is_gbk_and_says_gb2312() -> None:
    found = [entry for entry in ENTRIES if entry.section == "shencha"]
    beyond_gb2312 = 0
    for path in ["/shencha/", *(entry.path for entry in found)]:
        body = respond(path)[2]
        assert b"charset=gb2312" in body
        assert body.decode("gbk")
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
        try:
            body.decode("gb2312")
        except UnicodeDecodeError:
            beyond_gb2312 += 1
    assert beyond_gb2312


def test_one_header_names_the_wrong_charset() -> None:
    wrong = [entry.path for entry in ENTRIES if "gbk" in respond(entry.path)[1]["Content-Type"]]
    assert len(wrong) == 1
    assert respond(wrong[0])[2].decode("utf-8")


def test_meta_dates_have_the_known_defects() -> None:
    kinds = set()
    for entry in ENTRIES:
        value = re.findall(r"name=\"PubDate\" content='([^']*)'", page(entry.path))[0]
        if not isinstance(entry.published, datetime.datetime):
            assert value == f"{entry.day} "
            continue
        month = f"{entry.day}  {entry.published:%H:%m} "
        assert value in ("", f"{entry.printed_date} ", month)
        kinds.add("blank" if not value else "right" if value == f"{entry.printed_date} " else "month")
    assert kinds == {"blank", "right", "month"}


def test_meta_titles_have_the_known_defects() -> None:
    values = {}
    for entry in ENTRIES:
        value = unescape(re.findall(r'name="ArticleTitle" content="([^"]*)"', page(entry.path))[0])
        values[entry.id] = (value, " ".join(entry.printed_heading))
    assert any(value == "" for value, _ in values.values())
    assert any(value == f"<p>{title}</p>" for value, title in values.values())
    assert any(value and title.startswith(f'{value}"') for value, title in values.values())


def test_other_articles_are_named_around_texts_that_do_not_name_the_place() -> None:
    """Footer, 往期回顾 and 相关阅读 name 晋城 on pages whose article does not."""
    plain = [entry for entry in ENTRIES if not entry.mentions]
    assert all(re.search("晋城|晉城", page(entry.path)) for entry in plain)
    assert any('class="wqhb' in text and "晋城水渠" in text for text in (page(entry.path) for entry in plain))
    assert any('class="xgyd"' in text and "晋城用一张清单" in text for text in (page(entry.path) for entry in plain))


def test_repost_holds_introduction_and_report() -> None:
    (entry,) = [entry for entry in ENTRIES if entry.repost]
    text = page(entry.path)
    assert text.index("兩處寫到") < text.index("報道全文如下:") < text.index(entry.paragraphs[0].text)
    for quote in entry.passages:
        first, last = quote.paragraphs
        assert all(text.count(paragraph.text) == 2 for paragraph in entry.paragraphs[first : last + 1])
