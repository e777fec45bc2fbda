"""Readers of lines: any text gives a value, and what was written comes back."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.agreement import agreement, agrees
from crawler.extract.dates import find_date, partial_date, partial_text, scan_dates
from crawler.extract.daywords import in_running_text, label_of, opens_or_closes_range, speaks_of_lunar_calendar
from crawler.extract.ordinals import find_marks, following, is_enclosed, segment_before
from crawler.extract.reposts import find_repost, with_year
from crawler.extract.series import find_series, split_kicker
from crawler.extract.sources import source_value
from crawler.extract.urldates import date_in_url, month_in_url
from crawler.hanzi import fold
from crawler.hanzi.numerals import parse_numeral
from tests.properties.pages import TEXTS

many = settings(derandomize=True, deadline=None, max_examples=80)
_PIECES = [
    *TEXTS, "第", "期", "之", "（", "）", "(", ")", "——", "：", "丨", "|", "“", "”", "《", "》", "上", "①", "Ⅳ", "十二", "2024", "年", "月", "日", "-", "/", ".", " ", "\n", "\u3000",
    "全文如下：", "据《清河日报》8月16日报道", "原标题：", "（记者 李文）", "發布於", "至", "农历", "截止时间",
]  # fmt: skip
LINES = st.lists(st.sampled_from(_PIECES), max_size=20).map("".join) | st.text(max_size=60)
SPELLED = "零一二三四五六七八九"


def spelled(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else SPELLED[tens] + "十") + (SPELLED[ones] if ones else "")


@given(st.integers(1, 99), st.sampled_from(["之{}", "（{}）", "之{}："]))
@many
def test_the_number_of_an_instalment_comes_back(number: int, writing: str) -> None:
    mark = writing.format(spelled(number))
    title = f"清河治水记系列报道{mark}" + ("河长的一天" if mark.endswith("：") else "")
    assert find_series(title).number == number


@given(st.integers(0, 99) | st.integers(100, 10**12 - 1))
@many
def test_numerals_come_back(number: int) -> None:
    assert parse_numeral(str(number)) == number
    assert number == 0 or number > 99 or parse_numeral(spelled(number)) == number
    assert parse_numeral("".join(SPELLED[int(digit)] for digit in str(number))) == number


@given(st.text(max_size=80))
@many
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(LINES)
@many
def test_marks_hold_their_place(text: str) -> None:
    folded, end = fold(text), 0
    for mark in find_marks(folded):
        assert end <= mark.start < mark.end <= len(folded)
        assert mark.number is None or mark.number >= 1
        end = mark.end
        following(folded, mark.end)
        assert 0 <= segment_before(folded, mark.start).start <= mark.start
        is_enclosed(mark)
    found = find_series(text)
    assert found.number is None or found.number >= 1
    label, rest = split_kicker(text)
    assert (label or "") in text
    assert rest in text


@given(LINES, st.data())
@many
def test_days_of_any_line(text: str, data: st.DataObject) -> None:
    for found in scan_dates(text):
        assert text[found.start : found.end] == found.text
    day = find_date(text, url=text)
    assert day is None or 1990 <= day.year <= 2100
    partial_date(text)
    assert (partial_text(text) or "") in text
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        assert label_of(text, start, end, has_time=True) in ("published", "updated", "other", None)
        opens_or_closes_range(text, start, end)
        speaks_of_lunar_calendar(text, start, end)
        in_running_text(text, start, end, written_out=True)
        in_running_text(text, start, end, written_out=False)


@given(LINES | st.from_regex(r"http://a\.cn/[/0-9t_-]{0,30}\.html", fullmatch=True))
@many
def test_days_of_any_address(url: str) -> None:
    day = date_in_url(url)
    assert day is None or 1990 <= day.year <= 2100
    month = month_in_url(url)
    assert month is None or month[1] is None or 1 <= month[1] <= 12


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2039, 12, 31)))
@many
def test_the_day_of_an_address_comes_back(day: datetime.date) -> None:
    for path in (
        f"/lm/{day:%Y%m}/t{day:%Y%m%d}_123.html",
        f"/{day:%Y-%m}/{day:%d}/content_1.htm",
        f"/{day:%Y}/{day:%m%d}/c1-2.html",
    ):
        assert date_in_url("https://www.example.gov.cn" + path) == day


@given(LINES)
@many
def test_the_source_of_any_value_is_short_and_clean(text: str) -> None:
    value = source_value(text)
    assert value is None or (2 <= len(value) <= 40 and "\n" not in value)


@given(LINES, LINES, st.none() | st.dates())
@many
def test_any_text_may_be_a_repost(title: str, body: str, day: datetime.date | None) -> None:
    found = find_repost(title, body)
    if found:
        for line in found.body.split("\n"):
            assert line in body
        with_year(found.date_raw, day)
    with_year("--02-29", day)


@given(LINES, LINES, LINES)
@many
def test_agreement_is_a_share(announced: str, title: str, body: str) -> None:
    assert 0 <= agreement(announced, title, body) <= 1
    assert agrees(announced, announced, body)
    assert agrees(title, f"{title}", "")
