"""Places in the text beside the peers: the same candidates, the same comparison, one run.

    .venv/bin/python benchmarks/localities.py             # the sentences in benchmarks/places
    .venv/bin/python benchmarks/localities.py DIR         # a folder with texts.jsonl and mentions.jsonl

texts.jsonl: tid, text.  mentions.jsonl: tid, start, end (code points), gold (yes, no, skip), code (of a yes, when known), cls and
set (groups, optional), generic (true: a homonym of a province, left out).  Only the labelled occurrences are compared: one is
found when a mention begins at its start and ends at its end, with or without 市, 县 … .  All but this program and cpca get the
names of this project's gazetteer; a name of several places means the lowest code to them, which is what they offer.
Each finder runs in a process of its own, in .venv or, for peers, in .venv-bench; a peer that is not installed is said.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
OWN = PROJECT / "benchmarks/places"
OURS = "this program"
Found = list[tuple[int, int, str | None]]
"""Start, end, code."""
Finder = Callable[[str], Found]
LEAST_SECONDS, MOST_PASSES = 0.3, 200
"""Few texts are read several times, until the clock tells something."""
RANK = re.compile(r"(?:(?:[一-鿿]{1,3}族)*自治[州县旗]|地区|新区|矿区|林区|特区|[市县区州旗盟])$")


# -- the finders ---------------------------------------------------------------------------------------------------


def this_program(names: dict[str, str]) -> Finder:
    """Ours."""
    from crawler.localities import find_places

    return lambda text: [(one.start, one.end, one.code) for one in find_places(text)]


def substring(names: dict[str, str]) -> Finder:
    """Every name searched for by itself, as many a script does."""

    def find(text: str) -> Found:
        out: Found = []
        for name, code in names.items():
            at = text.find(name)
            while at >= 0:
                out.append((at, at + len(name), code))
                at = text.find(name, at + 1)
        return out

    return find


def automaton(names: dict[str, str]) -> Finder:
    """All names at once, the longest at the leftmost place."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = list(names.items())
    machine = AhoCorasick([name for name, _ in known], matchkind=MatchKind.LeftmostLongest)
    return lambda text: [(start, end, known[i][1]) for i, start, end in machine.find_matches_as_indexes(text)]


def jieba_tags(names: dict[str, str]) -> Finder:
    """jieba's words tagged as places or organisations that begin with a name."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)

    def find(text: str) -> Found:
        out: Found = []
        start = 0
        for token in jieba.posseg.cut(text):
            if token.flag in ("ns", "nt"):
                length = next((k for k in range(len(token.word), 1, -1) if token.word[:k] in names), 0)
                if length:
                    out.append((start, start + length, names[token.word[:length]]))
            start += len(token.word)
        return out

    return find


def shared_start(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def cpca(names: dict[str, str]) -> Finder:
    """cpca, which takes a text for one address or several."""
    from cpca import transform_text_with_addrs

    def find(text: str) -> Found:
        try:
            rows = transform_text_with_addrs(text, pos_sensitive=True).to_dict("records")
        except KeyError:  # with newer pandas, when nothing is found
            return []
        out: Found = []
        for row in rows:
            for level, digits in (("省", 2), ("市", 4), ("区", 6)):
                start, name = row.get(f"{level}_pos"), row.get(level)
                if isinstance(name, str) and start == start and start is not None and start >= 0:
                    shared = shared_start(text[int(start) :], name)
                    code = (str(row["adcode"])[:digits] + "000000")[:6] if row.get("adcode") else None
                    out.append((int(start), int(start) + max(2, shared), code))
        return out

    return find


HERE = {OURS: this_program, "substring": substring, "leftmost-longest": automaton}
PEERS = {"jieba tags": jieba_tags, "cpca": cpca}


def names_of_the_gazetteer() -> dict[str, str]:
    """Official and short names of today's prefectures and counties, with the lowest code of each."""
    from crawler.localities import gazetteer

    out: dict[str, str] = {}
    for unit in sorted(gazetteer.load().units.values(), key=lambda one: one.code):
        if unit.level != "province" and unit.until is None:
            for name in (unit.name, *unit.shorts):
                out.setdefault(name, unit.code)
    return {name: code for name, code in out.items() if len(name) > 1}


# -- one finder over all texts, in a process of its own ------------------------------------------------------------


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    yield from map(json.loads, path.read_text("utf-8").splitlines())


def run(name: str, folder: Path, names: str, out: str) -> None:
    """Write what is found in each text, and the CPU seconds: to load, and for all texts after that."""
    texts = list(rows(folder / "texts.jsonl"))
    known = json.loads(Path(names).read_text("utf-8"))
    started = time.process_time()
    find = (HERE | PEERS)[name](known)
    find("山西省晋城市阳城县")
    loaded = time.process_time()
    passes, seconds = 0, 0.0
    while seconds < LEAST_SECONDS and passes < MOST_PASSES:
        found = {row["tid"]: find(row["text"]) for row in texts}
        passes, seconds = passes + 1, time.process_time() - loaded
    answers = {"found": found, "load": loaded - started, "seconds": seconds / passes}
    Path(out).write_text(json.dumps(answers), "utf-8")


def measured(name: str, folder: Path, names: str) -> dict[str, Any] | None:
    """The answers of a finder; None when it is not installed."""
    python = sys.executable if name in HERE else str(PROJECT / ".venv-bench/bin/python")
    if not Path(python).exists():
        return None
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [python, __file__, "--run", name, str(folder), names, out.name]
        env = {**os.environ, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(command, check=False, capture_output=True, env=env, timeout=1800)
        if done.returncode:
            return None
        answers: dict[str, Any] = json.loads(Path(out.name).read_text("utf-8"))
        return answers


# -- comparing -----------------------------------------------------------------------------------------------------


def stands_for(text: str, found: list[Any], start: int, end: int) -> bool:
    """Whether a mention is these words, or they with or without a rank."""
    if found[0] != start:
        return False
    low, high = sorted((found[1], end))
    return low == high or RANK.fullmatch(text, low, high) is not None


def compare(texts: dict[str, str], labelled: list[dict[str, Any]], answers: dict[str, Any]) -> dict[str, list[int]]:
    """By group: right, false, missed, right code, of how many codes."""
    out: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for row in labelled:
        if row["gold"] == "skip" or row.get("generic"):
            continue
        text, found = texts[row["tid"]], answers["found"][row["tid"]]
        hits = [one for one in found if stands_for(text, one, row["start"], row["end"])]
        if row["gold"] == "no":  # 海南 found as the province is no false 海南区
            hits = [one for one in hits if not (one[2] or "").endswith("0000")]
        yes = row["gold"] == "yes"
        if not yes and not hits:
            continue
        for group in {"all", row.get("set") or "all", row.get("cls") or "all"}:
            out[group][0 if yes and hits else 2 if yes else 1] += 1
            if yes and row.get("code"):
                out[group][3] += any(one[2] == row["code"] for one in hits)
                out[group][4] += 1
    return out


def shown(counts: list[int]) -> str:
    """P, R, F1 and the share of right codes among the labelled ones."""
    right, false, missed, code, codes = counts
    figures = (
        right / (right + false) if right + false else None,
        right / (right + missed) if right + missed else None,
        2 * right / (2 * right + false + missed) if right else None,
        code / codes if codes else None,
    )
    return "".join(f"{'–':>8}" if one is None else f"{one:8.3f}" for one in figures)


def main(folder: Path) -> int:
    """Print the tables."""
    missing = [name for name in ("texts.jsonl", "mentions.jsonl") if not (folder / name).is_file()]
    if missing:
        print(f"skipped: {folder} has no {' and no '.join(missing)}")
        return 0
    sys.path.insert(0, str(PROJECT))
    texts = {row["tid"]: row["text"] for row in rows(folder / "texts.jsonl")}
    labelled = list(rows(folder / "mentions.jsonl"))
    characters = sum(map(len, texts.values()))
    where = "benchmarks/places; name a folder for others" if folder == OWN else str(folder)
    print(f"{len(labelled)} labelled names in {len(texts)} texts, {characters} characters, from {where}; one core\n")
    print(f"{'':18}{'P':>8}{'R':>8}{'F1':>8}{'code':>8}{'chars/s':>12}{'load s':>8}")
    groups: dict[str, dict[str, list[int]]] = {}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as names:
        json.dump(names_of_the_gazetteer(), names)
        names.flush()
        for name in (*HERE, *PEERS):
            answers = measured(name, folder, names.name)
            if answers is None:
                print(f"{name:18}  not installed in .venv-bench")
                continue
            groups[name] = compare(texts, labelled, answers)
            speed = characters / max(answers["seconds"], 1e-6)
            print(f"{name:18}{shown(groups[name]['all'])}{speed:12,.0f}{answers['load']:8.2f}", flush=True)
    for group in sorted({group for one in groups.values() for group in one} - {"all"}):
        print(f"\n{group}")
        for name, counts in groups.items():
            print(f"{name:18}{shown(counts[group])}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], Path(sys.argv[3]), sys.argv[4], sys.argv[5])
    else:
        sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OWN))
