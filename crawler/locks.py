"""One run of a site, one writer of the feeds at a time: locks held by the process, which end with it, kill -9 included."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


class Busy(Exception):
    """Another process holds the lock."""


def take(folder: Path, name: str, *, wait: bool = False) -> IO[str]:
    """Take a lock; it is held until the returned file is closed. With ``wait`` until whoever has it gives it back.

    Raises:
        Busy: without ``wait``, with the process id of the holder when it is known.
        OSError: the lock file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / f"{name}.lock").open("a+", encoding="utf-8")
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise Busy(f"process {holder}" if holder else "another process") from None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file
