"""The following pages."""

from __future__ import annotations

import pytest

from crawler.extract import extract_article, next_pages
from tests.extract import pages

SITE = "http://www.example.gov.cn"


@pytest.mark.parametrize(
    ("html", "url", "first", "count"),
    [
        ('<script>createPageHTML(22, 0, "index", "html");</script>', "/zjsc/", "/zjsc/index_1.html", 21),
        ('<script>createPageHTML(22, 20, "index", "html");</script>', "/zjsc/index_20.html", "/zjsc/index_21.html", 1),
        ('<script>createPageHTML(22, 21, "index", "html");</script>', "/zjsc/index_21.html", None, 0),
        ("<script>createPageHTML(1, 0, 'index', 'shtml')</script>", "/zjsc/", None, 0),
        ("<script>createPageHTML('page_div', 9, 1, 'index', 'html', 174);</script>", "/x/", "/x/index_2.html", 8),
        (
            '<a href="index2.html">2</a><a href="index3.html">3</a><a href="index2.html">下一页</a>',
            "/a/index.html",
            "/a/index2.html",
            2,
        ),
        ('<a href="/2024/03/page/2/">&larr; 較舊文章</a>', "/2024/03/", "/2024/03/page/2/", 1),
        ('<a rel="next" href="/roll/2">加载更多</a>', "/roll/", "/roll/2", 1),
        (
            '<script>var currentPage = 0; var countPage = 3; document.write("<a href=\\"index"+"_" + 1 + "."+"htm\\">");</script>',
            "/b/",
            "/b/index_1.htm",
            2,
        ),
        # Visual SiteBuilder counts down.
        ('<a href="zjsc/21.htm">下页</a> <a href="zjsc/1.htm">尾页</a>', "/scdc/zjsc.htm", "/scdc/zjsc/21.htm", 21),
        ('<a href="index_2.html">下一页&gt;</a> <a href="index_5.html">末页</a>', "/a/", "/a/index_2.html", 4),
        ('<a href="?page=3">下一页</a>', "/list.php?page=2", "/list.php?page=3", 1),
        ('<a title="下一页" href="list_15_3.html"><i></i></a>', "/a/list_15_2.html", "/a/list_15_3.html", 1),
        ('<a href="node_122866_2.htm">下一页</a>', "/node_122866.htm", "/node_122866_2.htm", 1),
        ("<script>var currentPage = 0; var countPage = 5//共多少页</script>", "/a/index.html", "/a/index_1.html", 4),
        ("<script>page.pageCount = 4;</script>", "/gz.php?type=97", "/gz.php?type=97&page=2", 3),
        (
            "<script>x({totalRecord:44,perPage:15,unitid:12606})</script>",
            "/col/col17/index.html",
            "/col/col17/index.html?uid=12606&pageNum=2",
            2,
        ),
        ('<div class="pagesite">1/3页</div>', "/jl/", "/jl/index_2.html", 2),
        ("<p>第2页 共8页</p>", "/a/list2.html", "/a/list3.html", 6),
        ('<a href="javascript:void(0)">下一页</a>', "/a/", None, 0),
        ('<a href="#">下一页</a>', "/a/", None, 0),
        ('<a href="t20240506_2.html">下一篇</a>', "/a/", None, 0),
        ("<p>比例为1/3。</p>", "/a/", None, 0),
    ],
)
def test_next_pages(html: str, url: str, first: str | None, count: int) -> None:
    found = next_pages(pages.page("<title>栏目</title>", html), SITE + url)
    assert len(found) == count
    assert (found[0] if found else None) == (SITE + first if first else None)


def test_a_hostile_counter_is_bounded() -> None:
    assert len(next_pages(b'<script>createPageHTML(99999, 0, "index", "html")</script>', SITE)) <= 1000


ARTICLE = "/yw/202403/t20240312_4821"


def _article(tail: str) -> bytes:
    head = "<h1>河堤是怎样修好的</h1><p>2024-03-12 09:20 来源：清江日报</p>"
    return pages.page("<title>河堤是怎样修好的</title>", f"{head}<div>{pages.paragraphs()}</div>{tail}")


@pytest.mark.parametrize(
    ("tail", "url", "following"),
    [
        # TRS counts from nought.
        (f'<a href="{ARTICLE}_1.html">2</a><a href="{ARTICLE}_2.html">3</a>', ".html", "_1.html"),
        (f'<a href="{ARTICLE}_1.html">下一页</a>', ".html", "_1.html"),
        (f'<a href="{ARTICLE}.html">1</a><a href="{ARTICLE}_2.html">3</a>', "_1.html", "_2.html"),
        # Dede counts from one.
        (f'<a href="{ARTICLE}_2.html">2</a><a href="{ARTICLE}_3.html">3</a>', ".html", "_2.html"),
        (f'<a href="{ARTICLE}_1.html">1</a><a href="{ARTICLE}_3.html">下一页</a>', "_2.html", "_3.html"),
        ('<script>createPageHTML(3, 0, "t20240312_4821", "html");</script>', ".html", "_1.html"),
        ('<script>createPageHTML(3, 2, "t20240312_4821", "html");</script>', "_2.html", None),
        ("<script>createPageHTML('pg', 3, 1, 't20240312_4821', 'html', 60);</script>", ".html", "_2.html"),
        ('<script>createPageHTML_ZW(3, 1, "t20240312_4821", "html");</script>', "_1.html", "_2.html"),
        (f'<a href="{ARTICLE}.html?page=2">2</a>', ".html", ".html?page=2"),
        # The pager of a list beside the text, the next article, the first and the last part.
        ('<script>createPageHTML(30, 0, "index", "html");</script>', ".html", None),
        ('<a href="index_1.html">下一页</a>', ".html", None),
        ('<a href="t20240313_4822.html">下一篇</a>', ".html", None),
        (f'<a href="{ARTICLE}_1.html">上一页</a>', "_2.html", None),
        (f'<a href="{ARTICLE}_3.html">3</a>', ".html", None),
    ],
)
def test_the_next_part_of_an_article(tail: str, url: str, following: str | None) -> None:
    found = extract_article(_article(tail), SITE + ARTICLE + url).next_page
    assert found == (SITE + ARTICLE + following if following else None)
