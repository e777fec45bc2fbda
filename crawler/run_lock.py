"""One run of a site at a time: a lock held by the process, so that it ends with it, kill -9 included."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


class Busy(Exception):
    """Another process is running the same site on the same DATA_DIR."""


def take(folder: Path, name: str) -> IO[str]:
    """Take the lock of a site; it is held until the returned file is closed.

    Raises:
        Busy: with the process id of the holder, when it is known.
        OSError: the lock file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / f"{name}.lock").open("a+", encoding="utf-8")
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
