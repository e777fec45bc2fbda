"""Articles in several parts, redirect stubs, endless paging: on a small site given by its address."""

import json

import pytest

PARAGRAPH = "<p>　　这是第{n}页的第{k}段，讲一个虚构县区怎样把监督做在日常，怎样听取意见，怎样把事情一件一件办完。</p>"


def page(title, body, tail=""):
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_小样站</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<h1>{title}</h1><div class='info'>来源：小样报 时间：2024-03-12 09:30</div><div class='content'>{body}</div>{tail}"
        "<div class='footer'>版权所有 小样站</div></body></html>"
    )


def listing(links, script=""):
    rows = "".join(f"<li><a href='{url}'>{text}</a><span>2024-03-12</span></li>" for url, text in links)
    return f"<html><head><meta charset='utf-8'><title>要闻_小样站</title></head><body><ul class='list'>{rows}</ul>{script}</body></html>"


@pytest.fixture
def crawl(scrapy, stand_in, tmp_path):
    def run(pages, **settings):
        def respond(path, headers):
            body = pages(path) if callable(pages) else pages.get(path)
            return (404, {}, b"") if body is None else (200, {"Content-Type": "text/html"}, body.encode())

        server = stand_in(respond)
        host = f"127.0.0.1:{server.port}"
        out = tmp_path / "out.jsonl"
        ran = scrapy("crawl", "site", "-a", f"url=http://{host}/list/", "-O", str(out), ALLOW_HOSTS=host, **settings)
        items = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        return ran, items, server.requests

    return run


def paragraphs(n):
    return "".join(PARAGRAPH.format(n=n, k=k) for k in range(1, 4))


TITLES = [f"{word}监督怎样做到日常" for word in ("春耕", "夏收", "秋粮", "冬储", "节前")]
PATHS = [f"/yaowen/202403/t20240312_{number}.html" for number in range(1, 6)]


def others():
    return {path: page(title, paragraphs(9)) for path, title in zip(PATHS[1:], TITLES[1:], strict=True)}


def test_the_parts_of_an_article_are_joined(crawl):
    first, second = PATHS[0], PATHS[0].replace(".html", "_1.html")
    script = '<script>createPageHTML_ZW(2, {}, "t20240312_1", "html");</script>'
    pages = {
        "/list/": listing(zip(PATHS, TITLES, strict=True)),
        first: page(TITLES[0], paragraphs(1), script.format(0)),
        second: page(TITLES[0], paragraphs(2), script.format(1)),
        **others(),
    }
    ran, items, requests = crawl(pages)
    assert ran.code == 0, ran.err
    [joined] = [item for item in items if item["url"].endswith(first)]
    assert joined["body"].count("第1页") == 3
    assert joined["body"].count("第2页") == 3
    assert joined["next_page"] is None
    assert requests.count(second) == 1
    assert len(items) == 5


def test_a_missing_part_is_said(crawl):
    script = '<script>createPageHTML_ZW(2, 0, "t20240312_1", "html");</script>'
    pages = {
        "/list/": listing(zip(PATHS, TITLES, strict=True)),
        PATHS[0]: page(TITLES[0], paragraphs(1), script),
        **others(),
    }
    _, items, _ = crawl(pages)
    [first] = [item for item in items if item["url"].endswith(PATHS[0])]
    assert "parts_missing" in first["warnings"]


def test_a_script_stub_is_followed(crawl):
    pages = {
        "/list/": listing(zip(PATHS, TITLES, strict=True)),
        PATHS[
            0
        ]: "<html><head><script>self.location='/moved/202403/t20240312_77.html';</script></head><body></body></html>",
        "/moved/202403/t20240312_77.html": page(TITLES[0], paragraphs(7)),
        **others(),
    }
    _, items, _ = crawl(pages)
    assert sum("第7页" in item["body"] for item in items) == 1


def test_paging_that_never_ends_ends(crawl):
    def pages(path):
        if path.startswith("/list/"):
            number = int(path.rpartition("_")[2].removesuffix(".html")) if "_" in path else 0
            return listing(
                zip(PATHS, TITLES, strict=True), f'<script>createPageHTML(100000, {number}, "index", "html");</script>'
            )
        return others().get(path) or (page(TITLES[0], paragraphs(1)) if path == PATHS[0] else None)

    ran, items, requests = crawl(pages)
    assert ran.code == 0, ran.err
    assert len(items) == 5
    assert sum(path.startswith("/list/") for path in requests) <= 3
