"""CPU seconds per 1,000 pages of the whole crawl, beside a bare Scrapy download of the same pages, in one run."""

from __future__ import annotations

import http.server
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.pages import Pages  # noqa: E402

SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "8",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "LOG_LEVEL": "WARNING",
}


def serve(count: int, pipe: Connection) -> None:
    """Serve the pages, made beforehand, until the process is ended."""
    pages = Pages(count)
    ready = {pages.path(number): pages.article(number) for number in range(count)}

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


def run(command: list[str], cwd: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of a command."""
    options = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
    started = subprocess.Popen([sys.executable, "-m", "scrapy", *command, *options], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        sys.exit(f"error: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(count, there), daemon=True)
    server.start()
    site = f"http://127.0.0.1:{here.recv()}"
    try:
        with tempfile.TemporaryDirectory() as folder:
            urls = Path(folder) / "urls.txt"
            pages = Pages(count)
            urls.write_text("\n".join(site + pages.path(number) for number in range(count)), "utf-8")
            bare = PROJECT / "benchmarks" / "bare_spider.py"
            download, download_mb = run(["runspider", str(bare), "-a", f"urls={urls}"], Path(folder))
            own = [
                "-s",
                f"ALLOW_HOSTS={site.removeprefix('http://')}",
                "-s",
                "RAW_PAGES=False",
                "-s",
                "LIST_PAGES_MAX=10000",
            ]
            data = Path(folder) / "data"
            crawl, crawl_mb = run(
                ["crawl", "site", "-a", f"url={site}/yaowen/", "-s", f"DATA_DIR={data}", *own], PROJECT
            )
            [report] = [json.loads(path.read_text("utf-8")) for path in (data / "runs").glob("*.json")]
    finally:
        server.terminate()
    if report["stored"].get("new") != count:
        sys.exit(f"error: {report['stored']} stored of {count}")
    print(f"{count} pages, Python {platform.python_version()}, {os.cpu_count()} cores; CPU seconds per 1,000 pages")
    print(f"bare download  {1000 * download / count:6.2f}   {download_mb:5.0f} MB")
    print(f"whole crawl    {1000 * crawl / count:6.2f}   {crawl_mb:5.0f} MB   ratio {crawl / download:.2f}")


if __name__ == "__main__":
    main()
