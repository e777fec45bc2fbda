"""`python -m crawler.sample` serves the sample site on loopback until Ctrl-C, for a look in a browser."""

from __future__ import annotations

import sys
import threading

from crawler.sample.server import SampleServer


def main() -> int:
    """Serve in the foreground; the address goes to standard output."""
    with SampleServer() as server:
        print(f"http://127.0.0.1:{server.port}/", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
