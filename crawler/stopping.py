"""A run that was asked to stop (SIGTERM, SIGINT, Ctrl-C): what waits for something else waits no longer.

Scrapy ends gracefully, but only after every pause and every download in flight has come to its end, and a pause can be
two minutes long. Whoever waits asks here, so that the process is gone within ten seconds and its report written.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

GRACE_SECONDS = 3.0
"""How long a download in flight may still take."""
LAST_SECONDS = 8.0
"""After so long the process ends whatever is not done."""


class Stop:
    """Whether this process was asked to stop, and who wants to hear of it."""

    def __init__(self) -> None:
        self.requested = False
        self._listeners: list[Callable[[], None]] = []
        self._pauses: set[asyncio.Future[None]] = set()

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called, on the event loop, when a stop is asked for."""
        self._listeners.append(listener)

    def request(self) -> None:
        """A stop is asked for; may be called from a signal handler, and twice."""
        if not self.requested:
            self.requested = True
            asyncio.get_event_loop().call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
        for pause in self._pauses:
            if not pause.done():
                pause.set_result(None)

    async def pause(self, seconds: float) -> None:
        """Sleep, but not beyond a stop."""
        if self.requested:
            return
        pause: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pauses.add(pause)
        try:
            await asyncio.wait([pause], timeout=seconds)
        finally:
            self._pauses.discard(pause)

    def hear_signals(self) -> None:
        """Put this before the handlers of SIGTERM and SIGINT that are installed already."""
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)

            def heard(signum: int, frame: FrameType | None, before: Any = before) -> None:
                self.request()
                if callable(before):
                    before(signum, frame)

            signal.signal(number, heard)


stop = Stop()
"""The one of this process."""
