"""The following pages."""

from __future__ import annotations

import pytest

from crawler.extract import next_pages
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
