"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1) from the archive: all articles, and one feed per watched place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.archive.store import Archive
from crawler.outputs.files import write_whole

VERSION = "https://jsonfeed.org/version/1.1"
PAGE_SIZE = 1000
# Fields that have a place of their own in JSON Feed; the rest of the item goes under `_jijian`.
_MAPPED = frozenset({"url", "title", "body", "language", "next_page"})
# Some readers reject the whole feed over one such character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STATE = ".written"


@dataclass(frozen=True)
class Feed:
    """One feed: a watched place, or everything."""

    stem: str
    name: str | None = None
    code: str | None = None
    """Code that the place's passages carry; None: all passages are quoted."""


def write_feeds(
    archive: Archive, folder: Path, codes: Mapping[str, str | None], *, address: str = "", force: bool = False
) -> list[Path]:
    """Write all.json and one feed per watched name, each whole, with their continuations.

    Args:
        archive: where the articles come from.
        folder: DATA_DIR/feeds.
        codes: watched places as configured, each with the code of its passages; one that nothing mentions yet gets an
            empty feed.
        address: where the folder is published, for `feed_url` and `next_url`; without it `next_url` is a file name.
        force: write also when nothing has changed since the feeds were last written.

    Returns:
        The first file of each feed.

    Raises:
        OSError: a file could not be written; the others are whole, old or new.
        ArchiveError: the archive could not be read.
    """
    feeds = [Feed("all"), *(Feed(file_stem(name), name, code) for name, code in codes.items())]
    written = [folder / f"{feed.stem}.json" for feed in feeds]
    state = json.dumps([archive.state(), sorted(codes), address], ensure_ascii=False)
    if not force and all(path.exists() for path in written) and _read(folder / _STATE) == state:
        return written
    current = {name for feed in feeds for name in _write_feed(archive, folder, feed, address)}
    for path in folder.glob("*.json"):
        if path.name not in current:
            path.unlink()
    write_whole(folder / _STATE, state.encode())
    return written


def file_stem(name: str) -> str:
    """File name of a place's feed, without suffix: the configured name, unless it is no plain word."""
    if name == "*":
        return "places"
    return name if re.fullmatch(r"\w{1,40}", name) and name != "all" else "place-" + name.encode().hex()[:60]


def _write_feed(archive: Archive, folder: Path, feed: Feed, address: str) -> Iterator[str]:
    """Write the pages of one feed, the last first, so that no page ever points at a missing one."""
    pages = list(_pages(archive.articles(watched_name=feed.name), feed.code))
    for number in range(len(pages), 0, -1):
        following = _page_name(feed.stem, number + 1) if number < len(pages) else None
        path = folder / _page_name(feed.stem, number)
        write_whole(path, _page(pages[number - 1], feed, address, path.name, following))
        yield path.name


def _pages(articles: Iterable[dict[str, Any]], code: str | None) -> Iterator[list[str]]:
    """Feed items as JSON text, a thousand at a time; one empty page when there are none."""
    rest = iter(articles)
    page = [_dump(to_jsonfeed(article, code)) for article in islice(rest, PAGE_SIZE)]
    while True:
        yield page
        page = [_dump(to_jsonfeed(article, code)) for article in islice(rest, PAGE_SIZE)]
        if not page:
            return


def _page_name(stem: str, number: int) -> str:
    return f"{stem}.json" if number == 1 else f"{stem}-{number}.json"


def _page(items: list[str], feed: Feed, address: str, own: str, following: str | None) -> bytes:
    title = f"紀檢監察新聞：{feed.name}" if feed.name else "紀檢監察新聞"
    about = f"提到 {feed.name} 的文章" if feed.name else "全部文章"
    head: dict[str, Any] = {"version": VERSION, "title": title, "description": about, "language": "zh"}
    base = f"{address.rstrip('/')}/" if address else ""
    if base:
        head["feed_url"] = base + quote(own)
    if following:
        head["next_url"] = base + quote(following)
    listed = ",\n".join(items)
    return f'{_dump(head)[:-1]}, "items": [\n{listed}\n]}}\n'.encode()


def to_jsonfeed(article: dict[str, Any], code: str | None = None) -> dict[str, Any]:
    """One stored article as a JSON Feed item; `_jijian` holds the fields JSON Feed has no name for.

    Args:
        article: as the archive gives it.
        code: the place whose passages become the `summary`; None: all.
    """
    item: dict[str, Any] = {
        "id": article["canonical_url"],
        "url": article["url"],
        "title": article["title"],
        "content_text": article["body"],
    }
    if article["date"]:
        # JSON Feed wants a full timestamp; `_jijian.date_published` stays null when the page printed no time.
        item["date_published"] = article["date_published"] or f"{article['date']}T00:00:00+08:00"
    if article["authors"]:
        item["authors"] = [{"name": author["name"]} for author in article["authors"]]
    if article["language"]:
        item["language"] = article["language"]
    if passages := [one for one in article["passages"] if code in (None, one["code"])]:
        item["summary"] = "\n\n".join(passage["text"] for passage in passages)
    origin = (article["story"] or {}).get("is_based_on") or {}
    if origin.get("url"):
        item["external_url"] = origin["url"]
    item["tags"] = article["localities"]
    item["_jijian"] = {name: value for name, value in article.items() if name not in _MAPPED}
    return item


def _dump(value: Any) -> str:
    # json escapes control characters, but readers that unescape them choke all the same.
    return json.dumps(_clean(value), ensure_ascii=False)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value).encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except OSError:
        return None
