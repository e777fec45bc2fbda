"""Extraction beside the peers: the same pages, the same comparison, one run.

    make bench-extraction                                    # the embedded sample site's pages
    .venv/bin/python benchmarks/extraction.py DIR [DIR ...]  # folders with a gold.jsonl and its pages

A row of gold.jsonl gives file, url, type (article, list, block) and, for an article, title, date, source, authors, body.
Each extractor runs in a process of its own, in .venv or, for peers, in .venv-bench; a peer that is not installed is said.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
OURS = "this program"
Answer = dict[str, Any]


# -- the extractors ------------------------------------------------------------------------------------------------


def this_program() -> Callable[[bytes, str], Answer]:
    """Ours; a refused page gives no answer."""
    sys.path.insert(0, str(PROJECT))
    from crawler.extract import NotAnArticle, extract_article

    def extract(body: bytes, url: str) -> Answer:
        try:
            article = extract_article(body, url)
        except NotAnArticle:
            return {"refused": True}
        return {
            "title": article.title, "date": article.date and article.date.isoformat(), "source": article.source,
            "authors": [author.name for author in article.authors], "body": article.body,
        }  # fmt: skip

    return extract


def trafilatura() -> Callable[[bytes, str], Answer]:
    """Default settings, the fastest of its modes to read the fields from."""
    from trafilatura import bare_extraction

    def extract(body: bytes, url: str) -> Answer:
        found = bare_extraction(decoded(body), url=url, with_metadata=True, favor_precision=True)
        if found is None:
            return {}
        authors = re.split(r"\s*;\s*", found.author) if found.author else []
        return {
            "title": found.title,
            "date": found.date,
            "source": found.sitename,
            "authors": authors,
            "body": found.text,
        }

    return extract


def gne() -> Callable[[bytes, str], Answer]:
    """GeneralNewsExtractor."""
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def extract(body: bytes, url: str) -> Answer:
        found = extractor.extract(decoded(body))
        authors = [found["author"]] if found["author"] else []
        return {"title": found["title"], "date": found["publish_time"], "authors": authors, "body": found["content"]}

    return extract


def newspaper4k() -> Callable[[bytes, str], Answer]:
    """newspaper4k, told that the page is Chinese."""
    import newspaper

    def extract(body: bytes, url: str) -> Answer:
        article = newspaper.Article(url, language="zh", fetch_images=False)
        article.download(input_html=decoded(body))
        article.parse()
        day = str(article.publish_date or "")
        return {"title": article.title, "date": day, "authors": article.authors, "body": article.text}

    return extract


def readability() -> Callable[[bytes, str], Answer]:
    """readability-lxml: title and body."""
    from lxml.html import fromstring
    from readability import Document

    def extract(body: bytes, url: str) -> Answer:
        document = Document(decoded(body))
        return {"title": document.short_title(), "body": fromstring(document.summary()).text_content()}

    return extract


def htmldate() -> Callable[[bytes, str], Answer]:
    """htmldate: the day."""
    from htmldate import find_date

    return lambda body, url: {"date": find_date(decoded(body), url=url, original_date=True)}


def bare_lxml() -> Callable[[bytes, str], Answer]:
    """The parse alone: what the others' speed is measured against."""
    from lxml.html import document_fromstring

    return lambda body, url: {"parsed": len(document_fromstring(body))}


PEERS = {
    "bare lxml parse": bare_lxml,
    "trafilatura": trafilatura,
    "GNE": gne,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
    "htmldate": htmldate,
}


def decoded(body: bytes) -> str:
    """For peers that want text: UTF-8 when it is, else the Chinese legacy encodings."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


# -- the pages -----------------------------------------------------------------------------------------------------


def pages(folders: list[str]) -> Iterator[dict[str, Any]]:
    """Gold rows with their bytes; the embedded sample site when no folder is given."""
    if not folders:
        yield from sample_pages()
    for folder in map(Path, folders):
        for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            yield {
                **row,
                "url": row["url"] or "https://example.com/page.html",
                "bytes": (folder / row["file"]).read_bytes(),
            }


def sample_pages() -> Iterator[dict[str, Any]]:
    """The sample site's articles that stand on one page, and its list pages."""
    sys.path.insert(0, str(PROJECT))
    from crawler.sample.content import SECTIONS
    from crawler.sample.site import respond

    for line in (PROJECT / "crawler/sample/truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        status, _, body = respond("/" + row["url"].split("/", 3)[3])
        if status == 200 and not row.get("story"):
            yield {**row, "type": "article", "authors": [one["name"] for one in row["authors"]], "bytes": body}
    for section in SECTIONS:
        yield {"type": "list", "url": f"http://www.sample-jjjc.example/{section}/", "bytes": respond(f"/{section}/")[2]}


# -- one extractor over all pages, in a process of its own ---------------------------------------------------------


def run(name: str, folders: list[str], out: str) -> None:
    """Write one answer a page, with its CPU seconds."""
    extract = (this_program if name == OURS else PEERS[name])()
    rows = list(pages(folders))
    extract(rows[0]["bytes"], rows[0]["url"])  # imports and tables are not what is measured
    with Path(out).open("w", encoding="utf-8") as file:
        for row in rows:
            started = time.process_time()
            try:
                answer = extract(row["bytes"], row["url"])
            except Exception as why:  # noqa: BLE001  # a peer that crashes on a page has no answer for it
                answer = {"crashed": type(why).__name__}
            seconds = time.process_time() - started
            file.write(json.dumps({**answer, "seconds": seconds}, default=str) + "\n")


def measured(name: str, folders: list[str]) -> list[Answer] | None:
    """The answers of an extractor; None when it is not installed."""
    python = sys.executable if name == OURS else str(PROJECT / ".venv-bench/bin/python")
    if not Path(python).exists():
        return None
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        command = [python, __file__, "--run", name, out.name, *folders]
        env = {**os.environ, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(command, check=False, capture_output=True, env=env, timeout=1800)
        if done.returncode:
            return None
        return [json.loads(line) for line in Path(out.name).read_text("utf-8").splitlines()]


# -- comparing -----------------------------------------------------------------------------------------------------


def plain(text: object) -> str:
    """Without white space, in NFKC."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def f1(gold: str, got: str) -> float:
    """F1 of the character 4-grams, as multisets."""
    a, b = (Counter(text[i : i + 4] for i in range(len(text) - 3)) for text in (plain(gold), plain(got)))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def day_of(value: object) -> str:
    """YYYY-MM-DD out of whatever a peer gives."""
    found = re.search(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})", str(value or ""))
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


COLUMNS = ("title", "day", "wrong", "source", "authors", "body", ">=.95", "<.5", "refused", "pages/s")


def compare(rows: list[dict[str, Any]], answers: list[Answer]) -> dict[str, float]:
    """The table's row for one extractor: means over the pages that have the field."""
    found: dict[str, list[float]] = {name: [] for name in COLUMNS}
    for row, got in zip(rows, answers, strict=True):
        if row["type"] != "article":
            no_text = len(plain(got.get("body"))) < 200 or not day_of(got.get("date"))
            found["refused"].append(bool(got.get("refused")) or no_text)
            continue
        found["title"].append(plain(got.get("title")) == plain(row["title"]))
        day = day_of(got.get("date"))
        if row["date"]:
            found["day"].append(day == row["date"])
            found["wrong"].append(bool(day) and day not in [row["date"], *row.get("date_alt", [])])
        if row["source"]:
            found["source"].append(plain(got.get("source")) == plain(row["source"]))
        if row["authors"]:
            found["authors"].append(
                Counter(map(plain, got.get("authors") or [])) == Counter(map(plain, row["authors"]))
            )
        score = f1(row["body"], got.get("body") or "")
        found["body"].append(score)
        found[">=.95"].append(score >= 0.95)
        found["<.5"].append(score < 0.5)
    articles = [got["seconds"] for row, got in zip(rows, answers, strict=True) if row["type"] == "article"]
    means = {name: sum(values) / len(values) for name, values in found.items() if values}
    return {**means, "pages/s": len(articles) / sum(articles)}


def main() -> None:
    """Print the table."""
    folders = sys.argv[1:]
    rows = list(pages(folders))
    print(f"{len(rows)} pages from {', '.join(folders) or 'the embedded sample site'}; one core\n")
    print(f"{'':18}" + "".join(f"{name:>9}" for name in COLUMNS))
    for name in (OURS, *PEERS):
        answers = measured(name, folders)
        if answers is None:
            print(f"{name:18}  not installed: make bench-extraction")
            continue
        means = compare(rows, answers)
        shown = (
            (f"{means[column]:9.0f}" if column == "pages/s" else f"{means[column]:9.3f}")
            if column in means
            else f"{'–':>9}"
            for column in COLUMNS
        )
        print(f"{name:18}" + ("".join(shown) if "parse" not in name else f"{'':81}{means['pages/s']:9.0f}"), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[4:], sys.argv[3])
    else:
        main()
