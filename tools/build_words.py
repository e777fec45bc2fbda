"""Write crawler/extract/data/words_like_names.txt: ordinary words that have the form of a personal name.

Reads jieba's dictionary from the same folder of downloaded packages as tools/build_gazetteer.py, which pins it.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from build_gazetteer import check, dictionary, header  # noqa: E402

from crawler.extract.names import is_name  # noqa: E402

OUT = PROJECT / "crawler/extract/data/words_like_names.txt"


def main(argv: list[str]) -> None:
    """One line per first character."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path, help="folder that holds the downloaded packages")
    folder = parser.parse_args(argv).sources
    check(folder)
    # `nr` is the dictionary's mark for a personal name: 王丹 is no ordinary word.
    words = sorted(word for word, (_, tag) in dictionary(folder).items() if is_name(word) and not tag.startswith("nr"))
    lines = (" ".join(group) for _, group in itertools.groupby(words, key=lambda word: word[0]))
    OUT.write_text(header("jieba").replace("build_gazetteer", "build_words") + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
