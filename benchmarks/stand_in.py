"""The site that is crawled, in a process of its own, and what a command costs: its own CPU time and peak memory."""

from __future__ import annotations

import http.server
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PEERS_PYTHON = PROJECT / ".venv-bench/bin/python"
MADE_BEFOREHAND = 2000
"""So many pages are made before the first is asked for; more would not leave the memory to measure in."""

# Pauses off, eight requests at a time: what is left is the work itself.
FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "8",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "LOG_LEVEL": "WARNING",
}


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    """CPU time, user and system."""
    megabytes: float
    """Peak memory."""


def _serve(count: int, pipe: Connection) -> None:
    sys.path.insert(0, str(PROJECT))
    from benchmarks.pages import Pages

    pages = Pages(count)
    ready = {pages.path(number): pages.article(number) for number in range(min(count, MADE_BEFOREHAND))}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = ready.get(self.path) or pages.respond(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    pipe.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def served(count: int) -> Iterator[str]:
    """The address of a site of so many articles, while it is served on loopback."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(count, there), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        server.terminate()
        server.join()


def cost(command: list[str], cwd: Path = PROJECT, *, fails: bool = False) -> Cost:
    """Run a command to its end; one that fails ends the benchmark, unless it is meant to."""
    started = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if fails else None
    )
    _, status, usage = os.wait4(started.pid, 0)
    if status and not fails:
        sys.exit(f"error: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def scrapy(*arguments: str, python: Path | str = sys.executable, **settings: str) -> list[str]:
    """A Scrapy command without pauses, and with these settings."""
    given = {**FAST, **settings}
    return [
        str(python),
        "-m",
        "scrapy",
        *arguments,
        *(part for name in given for part in ("-s", f"{name}={given[name]}")),
    ]


def own_crawl(site: str, data: Path, localities: Path, **settings: str) -> list[str]:
    """This program's crawl of a served site: all of China watched, raw pages not kept."""
    given = {
        "DATA_DIR": str(data),
        "LOCALITIES_FILE": str(localities),
        "ALLOW_HOSTS": site.removeprefix("http://"),
        "RAW_PAGES": "False",
        "LIST_PAGES_MAX": "10000",
        **settings,
    }
    return scrapy("crawl", "site", "-a", f"url={site}/yaowen/", **given)


def watch_everything(folder: Path) -> Path:
    """A localities file that watches every place of the country."""
    path = folder / "localities.toml"
    path.write_text('[[locality]]\nname = "*"\n', "utf-8")
    return path
