"""The data dictionary: one article, and the parts it is made of.

Field names are the stems of schema.org NewsArticle and JSON Feed 1.1 in snake_case; codes are GB/T 2260.
``docs/fields.md`` and ``docs/article.schema.json`` are generated from the docstrings and types below.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal


def _iso(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


# How Scrapy's exporters write a day or a time, and what the JSON schema says of it.
_DAY: dict[str, Any] = {"serializer": _iso, "json_schema_extra": {"type": ["string", "null"], "format": "date"}}
_TIME: dict[str, Any] = {"serializer": _iso, "json_schema_extra": {"type": ["string", "null"], "format": "date-time"}}


Role = Literal["title", "lead", "body", "list"]
"""How prominently an article names a place."""

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
"""The time of every site, and of the office."""
EVIDENCE = ("title", "date", "body")
"""What a record cannot be without."""
RULES = "rules"
"""What found a field instead of a site's selector: the site-independent rules."""


@dataclass(kw_only=True)
class Author:
    """A person (or a collective pen name) who is named as having written the text."""

    name: str
    """The name without inner spaces: 方　敏 is 方敏."""
    role: str | None = None
    """reporter, correspondent, author, intern, pen_name, photographer, editor, proofreader; null when not told."""
    organization: str | None = None
    """The outlet or body the byline names for this person, as printed; null for 本報."""


@dataclass(kw_only=True)
class Outlet:
    """Who published the text."""

    id: str | None = None
    """Stable identifier of a known outlet, e.g. ``ccdi``."""
    name: str | None = None
    """Its usual name."""
    level: str | None = None
    """central, provincial, municipal or county."""
    kind: str | None = None
    """website, newspaper, magazine or agency."""


@dataclass(kw_only=True)
class Print:
    """Where a newspaper or magazine printed the text."""

    edition: str | None = None
    """Issue or edition as printed, e.g. 2024年第02期."""
    page: str | None = None
    """Page number as printed, e.g. 03."""
    section: str | None = None
    """Name of the page (版面)."""


@dataclass(kw_only=True)
class Official:
    """An office-holder named together with a place and a post."""

    name: str
    """The person's name."""
    posts: list[str] = field(default_factory=list)
    """The posts in the order of the text."""
    quoted: bool = False
    """True when the person's words follow in quotation marks."""


@dataclass(kw_only=True)
class Mention:
    """One occurrence of a place in the body. ``body[start:end] == text``, Unicode code points."""

    code: str | None
    """GB/T 2260 code of the place; null when it cannot be told which of several is meant."""
    text: str
    """The words as they stand in the text."""
    start: int
    """Offset of the first character in ``body``."""
    end: int
    """Offset behind the last character in ``body``."""
    paragraph: int
    """Paragraph of ``body``, counted from 0."""
    kind: Literal["place", "institution", "official"] = "place"
    """Whether the place stands alone, opens the name of an institution, or the post of an official."""
    tier: str = "A"
    """A: own suffix or parent beside it; B: unambiguous short name; C: weak evidence, to check by hand."""
    rule: str = ""
    """Name of the rule that accepted it."""
    institution: str | None = None
    """The whole institution, as written, when the mention opens its name."""
    official: Official | None = None
    """The official whose post the mention opens."""


@dataclass(kw_only=True)
class Place:
    """A place named in the article, with what it is part of."""

    code: str | None
    """GB/T 2260 code; null when ``ambiguous``."""
    name: str
    """Official name in the gazetteer, e.g. 阳城县."""
    level: str
    """province, prefecture or county."""
    watched: str | None = None
    """The configured name this place counts for, spelled as configured; null when nobody watches it."""
    via: list[str] = field(default_factory=list)
    """Codes of what it is part of: prefecture, then province."""
    mention_count: int = 0
    """Occurrences in ``body``."""
    passage_count: int = 0
    """Passages of ``body`` that name it; adjacent paragraphs are one passage."""
    in_title: bool = False
    """True when the title names it."""
    role: Role = "body"
    """Where it is named most prominently: title, lead, body, or list (nowhere but in a list of five names or more)."""
    focus: bool = False
    """True when the article is about it; false when it is named in passing."""
    ambiguous: bool = False
    """True when the text does not tell which of ``candidates`` is meant; such a place never sets ``flagged``."""
    candidates: list[str] = field(default_factory=list)
    """Codes of the places it may be, when ``ambiguous``."""


@dataclass(kw_only=True)
class Passage:
    """The paragraphs to quote for one watched place, word for word."""

    code: str
    """GB/T 2260 code of the watched place."""
    paragraphs: tuple[int, int]
    """First and last paragraph of ``body``, counted from 0, both included."""
    lead_in: bool = False
    """True when the first paragraph is there only because the next one opens with 例如, 此外 or the like."""
    text: str = ""
    """The paragraphs, joined by a line break, as they stand in ``body``."""


@dataclass(kw_only=True)
class Origin:
    """The report that a repost repeats."""

    title: str | None = None
    """Its title."""
    outlet: str | None = None
    """Who published it first, as the repost says."""
    date_raw: str | None = None
    """Day of the original, YYYY-MM-DD when its year is told or follows from the repost's own day, else --MM-DD."""
    url: str | None = None
    """Its address, when the repost gives one."""


@dataclass(kw_only=True)
class Story:
    """Copies of one text share a story."""

    id: str | None = None
    """Same for every copy; it exists from the first copy on."""
    role: Literal["original", "reprint"] | None = None
    """Whether this copy is the first known or a repetition."""
    is_based_on: Origin | None = None
    """What a repost says about the report it repeats."""


@dataclass(kw_only=True)
class Article:
    """One article as one site published it."""

    url: str
    """Address after redirects."""
    canonical_url: str | None = None
    """The address cleaned of session and tracking parameters; the article's identity in the archive and in feeds."""
    title: str = ""
    """The full headline as printed, without site or channel suffix."""
    kicker: str | None = None
    """The line above the headline (引題) or the column label before a bar (深度关注丨)."""
    subtitle: str | None = None
    """The line below the headline (副題)."""
    date: datetime.date | None = field(default=None, metadata=_DAY)
    """Publication day, Asia/Shanghai, as YYYY-MM-DD. Null when the page gives none; never today by default."""
    date_published: datetime.datetime | None = field(default=None, metadata=_TIME)
    """Publication time with +08:00, only when the page prints a time of day."""
    date_raw: str | None = None
    """The text that ``date`` was read from; a day without a year stays here."""
    series_title: str | None = None
    """Name of the series the article belongs to."""
    series_number: int | None = None
    """Instalment: 之四, ④, （四）, (4), 四論 are all 4. Null for a named series without a number."""
    series_part: str | None = None
    """上, 中 or 下."""
    headline: str = ""
    """The title without its series part or column label."""
    body: str = ""
    """Paragraphs joined by a line break; nothing that is not the article."""
    source: str | None = None
    """來源 as printed."""
    outlet: Outlet | None = None
    """Who published it, when known."""
    authors: list[Author] = field(default_factory=list)
    """Who wrote it, in the order of the byline."""
    byline_raw: str | None = None
    """The text that ``authors`` was read from."""
    editor: str | None = None
    """責任編輯; several names are joined by 、."""
    section: str | None = None
    """欄目: the column of the site."""
    print: Print | None = None
    """版面, for newspapers and magazines."""
    language: str | None = None
    """zh-Hans or zh-Hant."""
    flagged: bool = False
    """True when a watched place is mentioned."""
    localities: list[str] = field(default_factory=list)
    """Names of the watched places mentioned, spelled as configured."""
    places: list[Place] = field(default_factory=list)
    """Every place in the article."""
    mentions: list[Mention] = field(default_factory=list)
    """Every occurrence of a watched place in ``body``, in order."""
    passages: list[Passage] = field(default_factory=list)
    """What to quote for each watched place."""
    to_check: list[Mention] = field(default_factory=list)
    """Occurrences that may be a watched place, for a person to check; they set nothing."""
    story: Story | None = None
    """Which text this is a copy of."""
    next_page: str | None = None
    """Address of the following part of an article in several pages; null once the parts are joined."""
    site: str | None = None
    """Name of the site as declared."""
    spider: str | None = None
    """Name of the spider."""
    fetched_at: datetime.datetime | None = field(default=None, metadata=_TIME)
    """When the page was first stored, UTC."""
    http_status: int | None = None
    """Status code of the answer."""
    content_sha256: str | None = None
    """SHA-256 of title, date and body: changes exactly when the text does."""
    revision: int = 1
    """1 for the first version; a changed text counts up."""
    warnings: list[str] = field(default_factory=list)
    """What a reader should know: charset_mismatch, date_missing, has_images …"""

    def __post_init__(self) -> None:
        self.page: Page | None = None
        """The answer it was read from, set by the spider; not a field, never exported."""
        self.selected: dict[str, str] = {}
        """Which of its site's selectors found a field, or `rules`; for the run report, not a field, never exported."""


@dataclass(kw_only=True)
class Page:
    """One answer of a server: what the archive needs to know beside the article."""

    asked_url: str
    """The address that was asked for, before redirects."""
    announced: str = ""
    """The title under which a list announced it; empty when none did."""
    body: bytes = b""
    """The bytes as received, after decompression."""
    content_type: str | None = None
    """Content-Type header."""
    served: datetime.date | None = None
    """The day by the server's clock: Date header, in Asia/Shanghai."""
    etag: str | None = None
    """ETag header, for conditional requests."""
    last_modified: str | None = None
    """Last-Modified header, for conditional requests."""


def json_text(value: Any) -> str:
    """The JSON text of an item, or of parts of one: days as YYYY-MM-DD, times ISO 8601 with their offset."""
    return json.dumps(value, ensure_ascii=False, default=_for_json)


def _for_json(value: Any) -> Any:
    if names := _names_of(type(value)):
        return {name: getattr(value, name) for name in names}
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


_NAMES: dict[type, tuple[str, ...]] = {}


def _names_of(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]
