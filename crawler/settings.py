"""Scrapy settings of the project, grouped by what they are for.

Every setting of our own can also be given in the environment under its own name (see the end); ``-s NAME=VALUE``
on the command line wins over both.
"""

import os
from pathlib import Path

BOT_NAME = "jijian-monitor"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
SPIDER_LOADER_CLASS = "crawler.spider_loader.SiteLoader"
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
COMMANDS_MODULE = "crawler.commands"

# -- what is our own ---------------------------------------------------------------------------------------------
DATA_DIR = "data"  # everything the program writes lies under it; a relative path counts from the project's folder
SITES_FILE = "sites.toml"  # sites without code, a [[site]] table each; it may be missing; relative as above
LOCALITIES_FILE = "localities.toml"  # the watched places; relative as above
ARCHIVE_URL = ""  # empty: SQLite in DATA_DIR; or postgresql+psycopg://…
ALLOW_HOSTS = ""  # host:port,… exempt from the rule that only public addresses are asked
HOST_MAP = ""  # www.ccdi.gov.cn=127.0.0.1:8000,… : where a site's requests really go, over http
RECHECK_DAYS = 3  # articles first stored within that time are asked for again; 0: never
RAW_PAGES = True  # keep the compressed bytes of each article page in the archive
LIST_PAGES_MAX = 20  # list pages of one section that one run reads at most
BACKFILL_PAGES_MAX = 2000  # the same with since/until
GATES_IN_A_ROW = 3  # that many gate pages without an article between them end the crawl of a site
RETRY_AFTER_MAX = 120  # seconds a server may ask us to wait; beyond it the site is left alone
FEEDS_URL = ""  # address under which DATA_DIR/feeds is published, for next_url and feed_url; empty: file names
TLS_LEGACY = False  # old protocols and ciphers; rather per site, by declaration

# -- a polite, named guest -----------------------------------------------------------------------------------------
USER_AGENT = "jijian-monitor/0.1 (Scrapy; reads public news pages for a local archive; one request at a time)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1  # of one site; each site of a run has a downloader of its own
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # our pipelines wait for nothing, and Scrapy makes that many tasks for every answer
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.5  # each pause is drawn from 0.5 to 1.5 times the delay
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,zh-TW;q=0.8",
    # `br` is left out: without brotli >= 1.2.0 a small answer can unpack to gigabytes (CVE-2025-6176).
    "Accept-Encoding": "gzip, deflate",
}

# -- bounds --------------------------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 20  # seconds for a request with all its redirects; retried once, behind all others
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # before and after decompression
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2  # behind all other requests; once for what was too slow or came broken
DEPTH_LIMIT = 0  # paging is bounded by LIST_PAGES_MAX, articles do not lead on
CLOSESPIDER_TIMEOUT = 12 * 3600

# -- what may be asked: one file per rule in middlewares/ ----------------------------------------------------------
TWISTED_DNS_RESOLVER = "crawler.middlewares.reach.PublicResolver"
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "crawler.middlewares.host_map.HostMapDownloadHandler",
    "https": "crawler.middlewares.host_map.HostMapDownloadHandler",
}
# Scrapy loads a part of its own also when it is set to None, with all that it imports: so the bases name what runs.
# Not here: MetaRefresh, because the spiders follow one, and only from a page without text: one that renews itself is read.
_MIDDLEWARES = "scrapy.downloadermiddlewares"
DOWNLOADER_MIDDLEWARES_BASE = {
    f"{_MIDDLEWARES}.offsite.OffsiteMiddleware": 50,
    f"{_MIDDLEWARES}.downloadtimeout.DownloadTimeoutMiddleware": 350,
    f"{_MIDDLEWARES}.defaultheaders.DefaultHeadersMiddleware": 400,
    f"{_MIDDLEWARES}.useragent.UserAgentMiddleware": 500,
    f"{_MIDDLEWARES}.cookies.CookiesMiddleware": 700,
    f"{_MIDDLEWARES}.httpproxy.HttpProxyMiddleware": 750,
    f"{_MIDDLEWARES}.stats.DownloaderStats": 850,
    f"{_MIDDLEWARES}.httpcache.HttpCacheMiddleware": 900,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.reach.ReachMiddleware": 50,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.session.SessionMiddleware": 710,
    "crawler.middlewares.retry.LastRetryMiddleware": 550,
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 560,  # sees an answer before it is asked for again
    "crawler.middlewares.whole.WholeAnswersMiddleware": 590,
    "crawler.middlewares.redirects.ArticleRedirectMiddleware": 600,
}
# Not here: HttpError, because a gate answers with any status and the spiders judge.
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": 800,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": 900,
}
SPIDER_MIDDLEWARES = {
    "crawler.middlewares.known_pages.KnownPagesMiddleware": 600,
}
REFERRER_POLICY = "no-referrer"
WARN_ON_GENERATOR_RETURN_VALUE = False  # would read the source of each callback again for every answer
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# -- validate > localities > archive -------------------------------------------------------------------------------
ITEM_PIPELINES = {
    "crawler.pipelines.validate.ValidatePipeline": 100,
    "crawler.pipelines.localities.LocalitiesPipeline": 300,
    "crawler.pipelines.archive.ArchivePipeline": 800,
}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
}
EXTENSIONS = {
    "crawler.extensions.health.HealthExtension": 100,
    "crawler.extensions.pace.PaceExtension": 200,
    "crawler.extensions.prompt_stop.PromptStopExtension": 200,
}

# -- output --------------------------------------------------------------------------------------------------------
FEED_EXPORT_ENCODING = "utf-8"
FEED_STORE_EMPTY = True
FEED_EXPORTERS = {"csv": "crawler.exporters.InertCsvItemExporter"}
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_SHORT_NAMES = True
STATS_DUMP = False  # the run report holds what matters
LOG_FORMATTER = "crawler.logs.ArticleLogFormatter"
LOGSTATS_INTERVAL = 60.0

# -- the environment overrides what is our own ---------------------------------------------------------------------
_own_defaults = {
    name: globals()[name]
    for name in (
        "ALLOW_HOSTS",
        "ARCHIVE_URL",
        "BACKFILL_PAGES_MAX",
        "DATA_DIR",
        "FEEDS_URL",
        "GATES_IN_A_ROW",
        "HOST_MAP",
        "LIST_PAGES_MAX",
        "LOCALITIES_FILE",
        "RAW_PAGES",
        "RECHECK_DAYS",
        "RETRY_AFTER_MAX",
        "SITES_FILE",
        "TLS_LEGACY",
    )
}
globals().update({name: os.environ[name] for name in _own_defaults if name in os.environ})
