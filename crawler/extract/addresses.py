"""Addresses: one for each article, however it was linked.

``canonical_url`` follows RFC 3986 section 6.2.2 (case and port of the host) and the practice of the sites: session and
tracking parameters go where they can be nothing else (two articles under one address are worse than one under two), the
mobile twin of a TRS page (``t20260729_1_m.html``, published as such) is the page itself,
``index.html`` is its folder. Other parameters stay in their order, because old systems count on it.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# Names that nothing but campaigns, portals and the servers' own sessions use.
_DROPPED = re.compile(
    r"^(?:utm_\w+|spm|scm|isappinstalled|jsessionid|phpsessid|aspsessionid\w*|gclid|fbclid|yclid|msclkid|mc_[ce]id|_ga|"
    r"hm(?:sr|pl|cu|kw|ci)|bd_vid|wechat_redirect|nsukey|timestamp_share|tdsourcetag|vd_source|spm_id_from|srcid_from|"
    r"share_?(?:token|from|source|medium|plat(?:form)?|session_id|tag|times|channel|type|uid|user|to)|sharer_\w+|"
    r"weixin_share|wxshare|scene_share)$",
    re.IGNORECASE,
)
# Names that sites also give to documents and columns: dropped only with a value of a share button.
_SHARED = re.compile(
    r"^(?:from|share|s_channel|pvid)=(?:timeline|single_?message|group_?message|moments?|favou?rites|search|qzone|qq|mqq|"
    r"q?weibo|sina|we_?chat|weixin|wx\w{0,12}|app|android|ios|iphone|pc|wap|web|mobile|h5|share\w{0,12}|copy|link|url|"
    r"qr_?code|true|yes|baidu\w{0,12}|toutiao|douyin|dingtalk|feishu|null|undefined)?$",
    re.IGNORECASE,
)
# A session that a server made up: long, of letters and figures. show.asp?sid=1001 is a document.
_SESSION = re.compile(r"^(?:sid|sess(?:ion)?_?id)=(?=[^&]{0,200}\d)(?=[^&]{0,200}[a-z])[\w.~%-]{16,}$", re.IGNORECASE)
# The same under any name that is not one of a document: 16 and more letters and figures that no editor writes.
_TOKEN = re.compile(
    r"^(?!\w*(?:id|no|num|code|key|name|file|doc|sn)=)\w{1,20}=(?=[^&]{0,200}\d)(?=[^&]{0,200}[A-Za-z])[\w~-]{16,}$",
    re.IGNORECASE,
)
# Against caches: the time in seconds or milliseconds, or a random fraction.
_STAMP = re.compile(
    r"^(?:_|t|ts|r|rnd|rand(?:om)?|v|time(?:stamp)?|no_?cache)=(?:0\.\d{3,}|1\d{9}(?:\d{3})?)$", re.IGNORECASE
)
# What names a document; cid, classid and the like name its column.
_NAMES_DOCUMENT = re.compile(
    r"(?:^|&)(?:\w{0,12}(?:article|news|doc|info|content|art|item|msg|post|thread|show)_?)?[antx]?id=\w", re.IGNORECASE
)
_NAMED_BY_NUMBER = re.compile(r"\d{3}[^/]*$")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_ASP_SESSION = re.compile(r"/\([A-Za-z]\([A-Za-z0-9]{20,30}\)\)(?=/)")
_MOBILE_TWIN = re.compile(r"(/t\d{8}_\d+)_m(\.s?html?)(?=$|[?#])")
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|php|aspx?|jsp)$", re.IGNORECASE)
_PLAIN = re.compile(r"[\w/.=&?%-]*$", re.ASCII)
# What no request line can hold; Scrapy writes it so too when it asks.
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_QUERY = "/%:@!$&'()*+,;=~-._?[]|"


@functools.lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """The address under which an article is kept. An address that cannot be read comes back as it is, without blanks."""
    url = "".join(url.split())
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return url
    netloc = _host(host) + (f":{port}" if port is not None and port != _PORTS[scheme] else "")
    path = _ASP_SESSION.sub("", _PATH_SESSION.sub("", parts.path)) or "/"
    path = without_mobile_twin(path)
    query = _query(parts.query, parts.path)
    if not query:
        path = _INDEX.sub("/", path)
    return urlunsplit((scheme, netloc, _quoted(path, _SAFE_PATH), _quoted(query, _SAFE_QUERY), ""))


def without_mobile_twin(url: str) -> str:
    """The page itself where an address is that of its mobile twin (t20260729_1_m.html), else the address as it is."""
    return _MOBILE_TWIN.sub(r"\1\2", url)


def joined(base: str, href: str) -> str:
    """The address that a page at ``base`` means by ``href``, without fragment; '' when no request can be made of it.

    A link is data: ``http://host:99999/``, ``http://[/`` and ``javascript:`` stand on pages too.
    """
    try:
        parts = urlsplit(urljoin(base, href))
        usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return _UNFIT.sub(_percent, urlunsplit(parts._replace(fragment=""))) if usable else ""


def _percent(match: re.Match[str]) -> str:
    return quote(match[0])


def declared_url(url: str, declared: str) -> str:
    """The address that a page declares for itself (``<link rel="canonical">``), where it can be believed; else its own.

    Templates give all pages of a site the address of its home page or of the article they were made with. So only an
    address of the same document counts: the same file name in another column, or the same path with fewer parameters.
    """
    own = canonical_url(url)
    if not declared:
        return own
    there = canonical_url(joined(url, declared))
    try:
        here_parts, there_parts = urlsplit(own), urlsplit(there)
    except ValueError:
        return own
    if not there or there_parts.netloc != here_parts.netloc:
        return own
    fewer = set(there_parts.query.split("&")) <= {*here_parts.query.split("&"), ""}
    same_file = _file_of(there_parts.path) == _file_of(here_parts.path)
    named = _NAMED_BY_NUMBER.search(there_parts.path) or _NAMES_DOCUMENT.search(there_parts.query)
    if fewer and named and (there_parts.path == here_parts.path or (same_file and not there_parts.query)):
        return there
    return own


def _file_of(path: str) -> str:
    return path.rpartition("/")[2]


def address_key(url: str) -> str:
    """What two addresses of one article have in common: ``canonical_url`` without its scheme.

    http and https are the same page on every site seen; ``www.`` is kept, because sister hosts number independently.
    """
    known = canonical_url(url)
    scheme, parting, rest = known.partition("://")
    return rest if parting and scheme in _PORTS else known


def _quoted(part: str, safe: str) -> str:
    return part if _PLAIN.match(part) else quote(part, safe=safe)


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if host.isascii():
        return f"[{host}]" if ":" in host else host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def _query(query: str, path: str) -> str:
    """The query without session and tracking parameters, the rest as written.

    A long session id goes only where path or another parameter still tells which document is meant.
    """
    if not query:
        return ""
    pairs = [pair for pair in query.split("&") if pair and not _is_tracking(pair)]
    sessions = [pair for pair in pairs if _SESSION.match(pair) or _TOKEN.match(pair) or _STAMP.match(pair)]
    if not sessions:
        return "&".join(pairs)
    others = "&".join(pair for pair in pairs if pair not in sessions)
    return others if _NAMES_DOCUMENT.search(others) or _NAMED_BY_NUMBER.search(path) else "&".join(pairs)


def _is_tracking(pair: str) -> bool:
    return _DROPPED.match(pair.partition("=")[0]) is not None or _SHARED.match(pair) is not None


# --- what an address says about its page ------------------------------------------------------------------------------

# A day in the path, as TRS (t20240109_1.html), Founder (2017-10/08/content_1.htm), portals (/20/0802/08/F.html) write it.
_DAY_IN_PATH = re.compile(
    r"/t?(?:19|20)\d\d[-/_]?(?:0?[1-9]|1[0-2])[-/_]?(?:0?[1-9]|[12]\d|3[01])(?=\D|\d*[_/.-])|/(?:19|20)\d{4}/|/(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])/|/\d\d/(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/"
)
_ID_IN_QUERY = re.compile(r"(?:^|&)\w{0,12}id=\d", re.IGNORECASE)
_NUMBER_IN_PATH = re.compile(
    r"(?:^|[/_.=:-])(?:[a-z]{0,12}[_-]?)?\d{4,}(?:[_-]\d+)*(?:\.(?:s?html?|jhtml|aspx?|php|jsp|do|d\.html))?/?$|/[0-9a-f]{16,}(?:\.|/|$)|/[A-Z0-9]{14,}(?:\.|/|$)|"
    r"/(?:content|article|detail|info|show|view|news|item|p|a|art|doc|post|story|c|n)[/_-]?(?:\d+[/_-])*\d+(?:\.|/|$)|[?&](?:\w*id|guid|aid|nid|xuh|serialno|newsid)=[\w-]+",
    re.IGNORECASE,
)
_LIST_PATH = re.compile(
    r"/(?:index|list|node|default|more|category|cat|col|column|channel|special|tag|tags|search|login|register|about|map|sitemap|rss|user|help|contact|zt|topic)s?(?:[_-]?\d+)*"
    r"(?:\.(?:s?html?|jhtml|aspx?|php|jsp))?/?$|/index[_-]?\d*\.\w+$|/(?:col|node|list|category|tag|user|author|search)[_/-]",
    re.IGNORECASE,
)


def address_score(path: str, query: str = "") -> float:
    """How much path and query look like those of an article (positive, at most 2) or of a list (negative)."""
    if path in ("", "/"):
        return -4.0
    full = f"{path}?{query}" if query else path
    if _LIST_PATH.search(path) and not _DAY_IN_PATH.search(path):
        return 0.0 if _ID_IN_QUERY.search(query) else -2.0
    if _DAY_IN_PATH.search(path):
        return 0.5 if path.endswith("/") else 2.0
    if _NUMBER_IN_PATH.search(full):
        return 1.5
    return -1.5 if path.endswith("/") else 0.0


def looks_like_article(url: str) -> bool:
    """True when the address holds a day or a document number."""
    return _score_of(url) >= 1.5


def looks_like_list(url: str) -> bool:
    """True for the address of a home page, a folder or an index."""
    return _score_of(url) <= -1.5


def _score_of(url: str) -> float:
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0.0
    return address_score(parts.path, parts.query)
