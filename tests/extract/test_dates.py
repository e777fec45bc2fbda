"""find_date, scan_dates, date_in_url and partial_date: own lines in the shapes of Chinese news pages."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.dates import date_in_url, find_date, partial_date, scan_dates


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


# (text, day)
DATED = [
    ("来源：清江纪检监察网 发布时间： 2021-03-09 07:05", "2021-03-09"),
    ("来源：清江纪检监察网发布时间：2021-03-09", "2021-03-09"),
    ("发稿时间：2021-3-9 7:05:06 来源：清江日报", "2021-03-09"),
    ("发布日期: 2021/03/09 字号: [大] [中] [小]", "2021-03-09"),
    ("時間：2021.03.09  來源：清江報", "2021-03-09"),
    ("發佈時間：2021年3月9日 點擊：12", "2021-03-09"),
    ("2021年03月09日07:05 | 来源：清江日报", "2021-03-09"),
    ("2021年3月9日 07:05 清江日报 缩小字体", "2021-03-09"),
    ("新政落地满月观察 2021-03-09 07:05:06 来源: 清江日报 举报", "2021-03-09"),
    ("清江日报2021-03-09 07:05发布于清江", "2021-03-09"),
    ("2021.03.0907:05 关注", "2021-03-09"),
    ("2021-03-09 07:05:0688健康网", "2021-03-09"),
    ("2021-03-09张三李四 某某研究 2020年12期", "2021-03-09"),
    ("2021-03-09 · 清江日报", "2021-03-09"),
    ("2021-03-09", "2021-03-09"),
    ("2021/3/9", "2021-03-09"),
    ("２０２１年３月９日　０７：０５", "2021-03-09"),
    ("2021 年 3 月 9 日 07:05", "2021-03-09"),
    ("[2021-03-09]", "2021-03-09"),
    ("(2021-03-09 07:05)", "2021-03-09"),
    ("2021年3月9日 星期二 07:05", "2021-03-09"),
    ("2021年3月9日上午7时05分 来源：清江电台", "2021-03-09"),
    ("时间：20210309", "2021-03-09"),
    ("20210309", "2021-03-09"),
    ("发布时间：21-03-09 07:05", "2021-03-09"),
    ("21-03-09 07:05", "2021-03-09"),
    ("发表于 2021-03-09 07:05 | 只看该作者", "2021-03-09"),
    ("posted @ 2021-03-09 07:05 某人 阅读(3)", "2021-03-09"),
    ("推荐阅读于 2021-05-01 10:00:00 更新 张三 于 2021-03-09 07:05:00 发布 阅读量2k", "2021-03-09"),
    ("更新时间：2021-05-01 10:00 发布时间：2021-03-09 07:05", "2021-03-09"),
    ("更新时间：2021-05-01", "2021-05-01"),
    ("最后更新：2021-05-01 10:00 发表于：2021-03-09", "2021-03-09"),
    ("发布日期：2021-03-09 浏览：7 2020年1月2日，调研组来到江边。", "2021-03-09"),
    ("2021-03-09T07:05:00+08:00", "2021-03-09"),
    ("2021-03-08T23:05:00Z", "2021-03-09"),
    ("Tue, 09 Mar 2021 07:05:00 GMT", "2021-03-09"),
    ("March 9, 2021", "2021-03-09"),
    # signatures
    ("特此通知。 清江县纪委监委 二〇二一年三月九日", "2021-03-09"),
    ("清江县纪委监委二○二一年三月九日", "2021-03-09"),
    ("二O二一年十二月三十一日", "2021-12-31"),
    ("二0二一年十月二十日", "2021-10-20"),
    ("二零二一年十一月廿九日", "2021-11-29"),
    ("二〇二〇年二月二十九日", "2020-02-29"),
    ("清江县纪委监委 2021年3月9日", "2021-03-09"),
    # Taiwan
    ("民國110年3月9日", "2021-03-09"),
    ("中華民國一百一十年三月九日", "2021-03-09"),
    ("110年03月09日", "2021-03-09"),
    ("發布日期：110-03-09", "2021-03-09"),
]  # fmt: skip

UNDATED = [
    "", "8月16日", "3月9日,清江日报【小账本】一文提到我们", "08-16", "2021年3月", "2021年", "2021-02-30 07:05", "二〇二一年二月三十日",
    "2021-13-01", "2021年3月32日", "2023-02-29", "今天是2021年3月9日 农历辛丑年正月廿六", "2021年3月9日 农历：辛丑年 正月廿六 设为首页",
    "欢迎访问本站 今天是2021年3月9日 星期二", "论坛将于2021年3月9日开幕", "报名自2021年3月9日起至3月20日止", "2021年3月9日至12日，考察组一行到访",
    "2021年3月9日，考察组一行到访江边。", "他于2021年3月9日因病逝世", "截至2021年3月9日，全县共立案12件", "自2021年3月9日起施行",
    "清江之战发生在1937年7月7日夜", "生于1931年1月25日的老人", "农历正月初八", "腊月二十三", "页面生成时间：2021-03-09 07:05:06",
    "报名截止时间：2021-03-09", "活动时间：2021年3月9日 地点：礼堂", "成交价2021.50元", "版本2021.3.9.7", "电话2021-0309", "202年3月9日",
    "公元110年3月9日", "打印时间：2021-03-09 07:05", "编号20210309001", "2021-2022学年", "会议时间：2021-03-09 09:00", "12:30", "清江晚报0309",
    "有效期至2021-03-09", "庆祝1921年7月1日建党", "纪念1976年7月28日地震", "3-9", "2021年3月9日-12日",
]  # fmt: skip

# (text, reference, day)
WITH_REFERENCE = [
    ("新华社清江3月9日电（记者某某）", "2021-03-09", "2021-03-09"),
    ("新华社清江3月9日电（记者某某）", "2021-03-10", "2021-03-09"),
    ("新华社清江12月31日电", "2021-01-01", "2020-12-31"),
    ("清江日报3月9日讯（记者某某）", "2021-03-10", "2021-03-09"),
    ("据某通讯社3月9日消息，今日获悉", "2021-03-09", "2021-03-09"),
    ("清江网记者某某3月9日报道：昨日", "2021-03-09", "2021-03-09"),
    ("中央社記者某某台北3月9日電", "2021-03-09", "2021-03-09"),
    ("3月9日,清江日报【小账本】一文提到我们", "2021-03-20", "2021-03-09"),
    ("03-09 07:05 来源：清江日报", "2021-03-20", "2021-03-09"),
    ("03-09", "2021-03-20", "2021-03-09"),
    ("8月16日", "2021-03-20", "2020-08-16"),
    ("2月29日", "2021-03-20", "2020-02-29"),
    ("论坛将于3月9日在清江开幕", "2021-03-01", None),
    ("论坛3月9日至12日在清江举行", "2021-03-13", None),
    ("定于3月9日上午9时公布", "2021-03-08", None),
    ("今天（3月9日）是农历正月廿六", "2021-03-09", None),
    ("农历正月初三", "2021-02-14", None),
    ("1986年1月10日", "2021-03-20", None),
    ("2021年3月9日", "2021-03-10", "2021-03-09"),
    ("2021-03-09 07:05", "2021-03-10", "2021-03-09"),
    ("2022-03-09 07:05", "2021-03-10", None),
    ("二〇一六年三月九日", "2021-03-10", "2016-03-09"),
    ("节目预告：3月9日至15日", "2021-03-08", None),
    ("特使将于2021年3月9日至12日访问三国", "2021-03-01", None),
    ("新华社清江３月９日电", "2021-03-09", "2021-03-09"),
]  # fmt: skip

URLS = [
    ("https://www.example.gov.cn/yw/202103/t20210309_99887.html", "2021-03-09"),
    ("…/t20210309_99887.html", "2021-03-09"),
    ("http://news.example.com/politics/2021-03/09/c_112233445566.htm", "2021-03-09"),
    ("http://js.example.com.cn/n1/2021/0309/c1001-29877262.html", "2021-03-09"),
    ("http://example.com/2021/03/09/abcdef.html", "2021-03-09"),
    ("http://example.com/2021/3/9/abcdef.html", "2021-03-09"),
    ("http://example.com/2021-03-09/1234567.html", "2021-03-09"),
    ("https://example.com/c/2021-03-09/doc-abc1234567.shtml", "2021-03-09"),
    ("https://example.com/20210309/abcdef0123456789/c.html", "2021-03-09"),
    ("https://example.com/a/20210309A0123400", "2021-03-09"),
    ("https://example.com/21/0309/07/ABCDEFG.html", "2021-03-09"),
    ("https://example.com/art/2021/3/9/art_12_34567.html", "2021-03-09"),
    ("https://epaper.example.com/html/2021-03/09/content_123.htm", "2021-03-09"),
    ("https://epaper.example.com/html/2021-03/09/node_3.htm", "2021-03-09"),
    ("https://epaper.example.com/content/202103/09/content_12.html", "2021-03-09"),
    ("https://example.com/article_20210309.html", "2021-03-09"),
    ("https://example.com/20210309070506.html", "2021-03-09"),
    ("https://example.com/2017zt/wks/133115.shtml", None),
    ("https://example.com/special/19zy/index.html", None),
    ("https://example.com/2021/0230/c1-2.html", None),
    ("https://example.com/c_1120210309.html", None),
    ("https://example.com/id/2021030", None),
    ("https://example.com/99/1231/x.html", None),
    ("https://20210309.example.com/x.html", None),
    ("", None),
    ("not a url", None),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_dated(text: str, expected: str) -> None:
    assert find_date(text) == day(expected)


@pytest.mark.parametrize("text", UNDATED)
def test_undated(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(("text", "reference", "expected"), WITH_REFERENCE)
def test_the_reference_supplies_the_year(text: str, reference: str, expected: str | None) -> None:
    assert find_date(text, reference=day(reference)) == day(expected)


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_date_in_url(url: str, expected: str | None) -> None:
    assert date_in_url(url) == day(expected)
    assert find_date("", url=url) == day(expected)


def test_the_text_goes_before_the_url() -> None:
    url = "https://www.example.gov.cn/yw/202103/t20210311_99887.html"
    assert find_date("发布时间：2021-03-09 07:05", url=url) == day("2021-03-09")
    assert find_date("江边新貌", url=url) == day("2021-03-11")
    assert find_date("新华社清江3月9日电", url=url) == day("2021-03-11")


def test_the_url_supplies_the_year() -> None:
    assert find_date("03-09 07:05", url="https://example.com/zt/2021/xyz.html") == day("2021-03-09")
    assert find_date("新华社清江3月9日电", url="https://example.com/zt/202103/xyz.html") == day("2021-03-09")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月16日", "--08-16"),
        ("8月16日,中國紀檢監察報【…】一文", "--08-16"),
        ("08-16 10:20", "--08-16"),
        ("据8月6日清江日报", "--08-06"),
        ("2月30日", None),
        ("2021年8月16日", None),
        ("十二月三日", "--12-03"),
        ("没有日子", None),
        ("8月16日至18日", None),
    ],
)
def test_partial_date(text: str, expected: str | None) -> None:
    assert partial_date(text) == expected


def test_scan_tells_time_label_and_place() -> None:
    text = "来源：清江报　发布时间：2021-03-09 07:05　更新时间：2021年3月10日8时 3月11日"
    first, second = scan_dates(text)
    assert (first.date, first.time, first.label) == (day("2021-03-09"), datetime.time(7, 5), "published")
    assert text[first.start : first.end] == first.text == "2021-03-09 07:05"
    assert (second.date, second.time, second.label) == (day("2021-03-10"), datetime.time(8), "updated")


def test_scan_converts_other_time_zones() -> None:
    (found,) = scan_dates("2021-03-08T23:05:06Z")
    assert (found.date, found.time) == (day("2021-03-09"), datetime.time(7, 5, 6))


_PIECES = st.sampled_from(
    [
        "2021",
        "年",
        "3",
        "月",
        "09",
        "日",
        "-",
        "/",
        ".",
        " ",
        "07:05",
        "发布时间：",
        "至",
        "二〇二一",
        "十",
        "电",
        "将于",
        "民国",
        "T",
        "Z",
        "农历",
    ]
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    st.lists(_PIECES, max_size=24).map("".join) | st.text(max_size=80),
    st.dates(datetime.date(1995, 1, 1), datetime.date(2040, 1, 1)) | st.none(),
)
def test_any_text_gives_a_value(text: str, reference: datetime.date | None) -> None:
    found = find_date(text, reference=reference)
    partial = partial_date(text)
    assert partial is None or re.fullmatch(r"--\d\d-\d\d", partial)
    for one in scan_dates(text):
        assert text[one.start : one.end] == one.text
    if found and reference:
        assert found <= reference + datetime.timedelta(days=1)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.dates(datetime.date(1971, 1, 1), datetime.date(2090, 12, 31)))
def test_every_day_is_read_back(date: datetime.date) -> None:
    for form in (
        "发布时间：{0:%Y-%m-%d} 08:00",
        "{0.year}年{0.month}月{0.day}日08:00",
        "{0:%Y.%m.%d} 08:00",
        "{0:%Y/%m/%d}",
    ):
        assert find_date(form.format(date)) == date


@pytest.mark.parametrize(
    "piece", ["2021", "2021-03-09 ", "年", "1", "2021年3月", "3月9日至", "二〇", " ", "发布时间", "/2021", "-"]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * 100_000
    find_date(text, url=text, reference=datetime.date(2021, 3, 9))
    partial_date(text)
