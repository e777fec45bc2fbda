"""`make bench`: every benchmark in one run, into benchmarks/RESULTS.md.

.venv/bin/python benchmarks/results.py [PART ...]     # some parts only, printed and not written
"""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHONS = {".venv": Path(sys.executable), ".venv-bench": HERE.parent / ".venv-bench/bin/python"}
SHOWN = {
    ".venv": ("scrapy", "twisted", "selectolax", "sqlalchemy", "rjieba", "ahocorasick-rs"),
    ".venv-bench": ("trafilatura", "newspaper4k", "gne", "readability-lxml", "htmldate", "jieba", "cpca", "lxml"),
}
PARTS = {
    "crawl": ("The whole crawl beside the peers", ["crawl.py"]),
    "sizes": ("The whole crawl as the site grows", ["crawl.py", "--sizes"]),
    "archive": ("The archive", ["archive.py"]),
    "startup": ("Start-up", ["startup.py"]),
    "extraction": ("Extraction beside the peers", ["extraction.py"]),
    "localities": ("Places beside the peers", ["localities.py"]),
}


def versions() -> str:
    """What was measured, and beside what."""
    lines = [f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"]
    for name, python in PYTHONS.items():
        ask = "import importlib.metadata as m, sys\nfor n in sys.argv[1:]:\n try: print(n, m.version(n))\n except Exception: pass"
        if python.exists():
            ran = subprocess.run([python, "-c", ask, *SHOWN[name]], capture_output=True, text=True, check=False)
            lines.append(f"{name}: {', '.join(ran.stdout.split(chr(10))).strip(', ')}")
    return "\n".join(lines)


def measured(name: str) -> str:
    """One part, as a section; what it prints is shown as it comes."""
    title, command = PARTS[name]
    started = time.monotonic()
    ran = subprocess.Popen(
        [sys.executable, str(HERE / command[0]), *command[1:]], cwd=HERE.parent, stdout=subprocess.PIPE, text=True
    )
    assert ran.stdout is not None
    print(f"\n## {title}\n")
    lines = []
    for line in ran.stdout:
        print(line, end="", flush=True)
        lines.append(line.rstrip())
    if ran.wait():
        sys.exit(f"error: {' '.join(command)} ended with {ran.returncode}")
    call = f"`.venv/bin/python benchmarks/{' '.join(command)}`, {time.monotonic() - started:.0f} s"
    return f"## {title}\n\n{call}\n\n```text\n{chr(10).join(lines).strip()}\n```\n"


def main(names: list[str]) -> None:
    """Run the parts; all of them make the document."""
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"error: no part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    sections = [measured(name) for name in names or PARTS]
    if names:
        return
    head = (
        f"# Results\n\nWritten by `make bench` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d}. Seconds differ from machine to "
        f"machine and from hour to hour; the ratios within one part compare. `PROFILE.md` says where the time goes.\n\n"
        f"```text\n{versions()}\n```\n"
    )
    (HERE / "RESULTS.md").write_text("\n".join([head, *sections]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
