"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1) from the archive: all articles, and one feed per watched place."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import crawler as project
from crawler.archive.store import Archive
from crawler.locks import take
from crawler.outputs.files import write_whole

VERSION = "https://jsonfeed.org/version/1.1"
PAGE_SIZE = 1000
# Fields that have a place of their own in JSON Feed; the rest of the item goes under `_jijian`.
_MAPPED = frozenset({"url", "title", "body", "language", "next_page"})
# Some readers reject the whole feed over one such character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
# What the text of such a character looks like in JSON; an escaped backslash before a letter is found too, and no harm.
_ESCAPED = ("\\u00", "\\b", "\\f", "\\r", "\x7f")
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
    """Write all.json and one feed per watched name, each whole, with their continuations; only what has changed.

    Args:
        archive: where the articles come from.
        folder: DATA_DIR/feeds.
        codes: watched places as configured, each with the code of its passages; one that nothing mentions yet gets an
            empty feed.
        address: where the folder is published, for `feed_url` and `next_url`; without it `next_url` is a file name.
        force: write also the files whose content has not changed.

    Returns:
        The first file of each feed.

    Raises:
        OSError: a file could not be written; the others are whole, old or new.
        ArchiveError: the archive could not be read.
    """
    feeds = [Feed("all"), *(Feed(file_stem(name), name, code) for name, code in codes.items())]
    # Two writers at once would leave the older view of one beside the fingerprints of the other.
    with take(folder, ".writing", wait=True):
        _write(archive, folder, feeds, address, force=force)
    return [folder / f"{feed.stem}.json" for feed in feeds]


def _write(archive: Archive, folder: Path, feeds: list[Feed], address: str, *, force: bool) -> None:
    listing = archive.listing()
    before = {} if force else _read_state(folder / _STATE)
    after: dict[str, str] = {}
    for feed in feeds:
        numbers = archive.watched_numbers(feed.name) if feed.name is not None else None
        listed = listing if numbers is None else [one for one in listing if one[0] in numbers]
        # The last first, so that no page ever points at a missing one.
        for page in reversed(_pages(feed, listed, address)):
            path = folder / page.name
            after[page.name] = page.fingerprint
            if before.get(page.name) != page.fingerprint or not path.exists():
                write_whole(path, _written(page, archive))
    for path in folder.glob("*.json"):
        if path.name not in after:
            path.unlink()
    if after != before:
        write_whole(folder / _STATE, json.dumps(after, ensure_ascii=False, indent=0).encode())


def file_stem(name: str) -> str:
    """File name of a place's feed, without suffix: the configured name, unless it is no plain word here."""
    if name == "*":
        return "places"
    plain = re.fullmatch(r"\w{1,40}", name) is not None and name not in ("all", "places") and _has_file_name(name)
    return name if plain else "place-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _has_file_name(name: str) -> bool:
    """Whether the file system's encoding has the characters; in an ASCII locale it does not."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True)
class _Page:
    """One file of a feed: a thousand articles, the newest in the first."""

    feed: Feed
    name: str
    following: str | None
    """Name of the file that holds the next older articles."""
    address: str
    listed: Sequence[tuple[int, str]]
    """Number and state of each article in it."""

    @property
    def fingerprint(self) -> str:
        """Differs whenever the content of the file does."""
        parts = (project.__version__, self.feed.name, self.feed.code, self.address, self.following, self.listed)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def _pages(feed: Feed, listed: Sequence[tuple[int, str]], address: str) -> list[_Page]:
    """The files of a feed, the newest articles first.

    The first holds the newest thousand. What is older is cut from its old end, so that a new article changes the first
    two files and not every one.
    """
    starts = [0]
    if len(listed) > PAGE_SIZE:
        odd = (len(listed) - PAGE_SIZE) % PAGE_SIZE
        starts += ([PAGE_SIZE] if odd else []) + [*range(PAGE_SIZE + odd, len(listed), PAGE_SIZE)]
    names = [f"{feed.stem}.json", *(f"{feed.stem}-{number}.json" for number in range(2, len(starts) + 1))]
    ends = [*starts[1:], len(listed)]
    following = [*names[1:], None]
    return [
        _Page(feed, name, after, address, listed[start:end])
        for name, after, start, end in zip(names, following, starts, ends, strict=True)
    ]


def _written(page: _Page, archive: Archive) -> Iterator[bytes]:
    """The file's content, article by article."""
    feed = page.feed
    title = f"紀檢監察新聞：{feed.name}" if feed.name else "紀檢監察新聞"
    about = f"提到 {feed.name} 的文章" if feed.name else "全部文章"
    head: dict[str, Any] = {"version": VERSION, "title": title, "description": about, "language": "zh"}
    base = f"{page.address.rstrip('/')}/" if page.address else ""
    if base:
        head["feed_url"] = base + quote(page.name)
    if page.following:
        head["next_url"] = base + quote(page.following)
    yield f'{_dump(head)[:-1]}, "items": ['.encode()
    parting = "\n"
    for article in archive.items([number for number, _ in page.listed]):
        yield f"{parting}{_dump(to_jsonfeed(article, feed.code))}".encode("utf-8", "replace")
        parting = ",\n"
    yield b"\n]}\n"


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
    text = json.dumps(value, ensure_ascii=False)
    # json escapes control characters, but readers that unescape them choke all the same.
    return json.dumps(_clean(value), ensure_ascii=False) if any(sign in text for sign in _ESCAPED) else text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value


def _read_state(path: Path) -> dict[str, str]:
    """Fingerprints of the files as last written; none when the note is missing or of another kind."""
    try:
        state = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
