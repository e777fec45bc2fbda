"""A process that has loaded the program and forks once for each command, which saves its start of a second.

Reads one JSON object a line: arguments, environment, where stdout and stderr go. Answers with the pid, and with the
status when it ends. The command itself runs as `scrapy` runs it, in a session of its own.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import sys
import threading
import traceback
from typing import Any

LOADED_BY_A_CRAWL = (
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.core.scraper",
    "scrapy.crawler",
    "scrapy.dupefilters",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.logstats",
    "scrapy.extensions.throttle",
    "scrapy.pqueues",
    "scrapy.robotstxt",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "sqlalchemy.dialects.sqlite",
    "twisted.web.client",
    "protego",
    "jinja2",
    "lxml.html",
)


def load() -> None:
    import scrapy.commands

    import crawler

    for name in LOADED_BY_A_CRAWL:
        importlib.import_module(name)
    for package in (crawler, scrapy.commands):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    from crawler.localities import Watchlist

    Watchlist.of("晉城").flag("", "")  # reads the gazetteer
    gc.collect()
    gc.freeze()
    assert "twisted.internet.reactor" not in sys.modules, "a reactor cannot be shared with a fork"


def serve() -> dict[str, Any] | None:
    """Fork for each order; gives the order in the child, None when there are no more."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    pending = b""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            while children_left():
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                told({"ended": pid, "code": os.waitstatus_to_exitcode(status)})
        if 0 not in ready:
            continue
        read = os.read(0, 65536)
        if not read:
            return None
        *lines, pending = (pending + read).split(b"\n")
        for line in lines:
            order = json.loads(line)
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.close(woken)
                os.close(wake)
                return dict(order)
            told({"started": pid, "order": order["order"]})


def children_left() -> bool:
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return False


def told(answer: dict[str, Any]) -> None:
    os.write(1, json.dumps(answer).encode() + b"\n")


def become(order: dict[str, Any]) -> None:
    """Turn the child into the command that was ordered."""
    os.setsid()
    os.environ.clear()
    os.environ.update(order["env"])
    for number, path in ((0, os.devnull), (1, order["stdout"]), (2, order["stderr"])):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.argv = ["scrapy", *order["args"]]


if __name__ == "__main__":
    load()
    told({"loaded": os.getpid()})
    ordered = serve()
    if ordered is not None:
        become(ordered)
        from scrapy.cmdline import execute

        code = 0
        try:
            execute()
        except SystemExit as why:
            code = int(why.code or 0)
        except BaseException:  # noqa: BLE001  # as the interpreter would tell it
            traceback.print_exc()
            code = 1
        # As the interpreter ends, but for taking apart what was loaded before: that takes as long as most commands.
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
