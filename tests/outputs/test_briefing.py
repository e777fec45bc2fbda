"""Citations: the layout of the notice, the numbers, the days, the scripts; page text is data."""

import datetime

import pytest

from crawler.archive.store import Archive
from crawler.items import Article, Origin, Passage, Place, Story
from crawler.outputs.briefing import as_html, as_markdown, as_text, citations, group, in_script, spoken, write_brief

NOW = datetime.datetime(2024, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
CODES = {"晉城": "140500", "高平": "140581"}
BODY = "第一段說的是別處。\n山西省晉城市的做法是先問再辦。\n各地做法不一。\n例如,晉城還把賬本貼在牆上。(樣例監督報記者 甲乙丙)"


def stored(tmp_path, **fields):
    """An article as the archive gives it back."""
    given = {
        "title": "“家門口”系列報道之三:把賬算明白",
        "date": datetime.date(2024, 3, 12),
        "source": "樣例監督報",
        "body": BODY,
        "localities": ["晉城"],
        "flagged": True,
        "site": "样例站",
        "language": "zh-Hant",
        "spider": "example",
        "places": [Place(code="140500", name="晋城市", level="prefecture", watched="晉城")],
        "passages": [
            Passage(code="140500", paragraphs=(1, 1), text=BODY.split("\n")[1]),
            Passage(code="140500", paragraphs=(2, 3), lead_in=True, text="\n".join(BODY.split("\n")[2:])),
            Passage(code="140581", paragraphs=(0, 0), text="別的地方"),
        ],
    }
    archive = Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    archive.put(Article(url="https://e.cn/1.html", **{**given, **fields}), NOW)
    [article] = archive.articles()
    archive.close()
    return article


def cite(tmp_path, **fields):
    [citation] = citations(stored(tmp_path, **fields), CODES)
    return citation


def test_the_notice(tmp_path):
    first, second = BODY.split("\n")[1], "\n\n".join(BODY.split("\n")[2:])
    body = BODY.replace("\n", "\n\n")
    assert as_text(cite(tmp_path)) == (
        "《樣例監督報》這篇報道兩處提到晉城\n\n"
        "2024年3月12日，樣例監督報【“家門口”系列報道之三:把賬算明白】一文，兩處提到晉城。\n\n"
        f"一處為：\n\n{first}\n\n一處為：\n\n{second}\n\n\n"
        f"報道全文如下：\n\n“家門口”系列報道之三:把賬算明白\n\n{body}\n\n"
        "原文鏈接：https://e.cn/1.html\n採集時間：2024-03-12 09:02（北京時間）\n"
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (2, "兩"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numbers_before_a_measure_word(number, word):
    assert spoken(number) == word


@pytest.mark.parametrize(
    ("raw", "said"),
    [("--08-16", "8月16日，"), ("2018-08-16", "2018年8月16日，"), (None, ""), ("上周五", "上周五，")],
)
def test_the_day_of_a_reposted_report_is_never_guessed(tmp_path, raw, said):
    origin = Origin(title="題", outlet="《某報》", date_raw=raw)
    citation = cite(tmp_path, story=Story(role="reprint", is_based_on=origin))
    assert citation.lead.startswith(f"{said}某報【")
    assert "轉載：样例站，2024年3月12日" in as_text(citation)


def test_title_mentions_apart(tmp_path):
    place = Place(code="140500", name="晋城市", level="prefecture", watched="晉城", in_title=True)
    citation = cite(tmp_path, title="晉城這樣做", places=[place])
    assert "標題和兩處提到晉城" in citation.lead
    assert "標題提到晉城" in cite(tmp_path / "2", title="晉城", places=[place], passages=[]).lead


def test_without_a_day_or_a_source(tmp_path):
    citation = cite(tmp_path, date=None, source=None)
    assert citation.lead.startswith("样例站【")
    assert list(group([citation], "month")) == ["undated-晉城"]


def test_both_scripts(tmp_path):
    citation = cite(tmp_path)
    hans = as_text(in_script(citation, "hans"), "hans")
    assert "这篇报道两处提到晋城" in hans
    assert "一处为：" in hans
    assert "把账算明白" in hans
    assert as_text(in_script(citation, "hant"), "hant") == as_text(citation).replace("样例站", "樣例站")


def test_a_simplified_article_is_quoted_as_printed_in_a_simplified_frame(tmp_path):
    passages = [Passage(code="140500", paragraphs=(0, 0), text="晋城的做法。")]
    body = "朗朗乾坤，晋城的做法。"  # 乾 is Simplified too
    fields = {"title": "晋城里程", "body": body, "source": "样例报", "passages": passages, "language": "zh-Hans"}
    text = as_text(cite(tmp_path, **fields))
    assert "这篇报道" in text
    assert "报道全文如下" in text
    assert "【晋城里程】" in text


@pytest.mark.parametrize("per", ["article", "day", "week", "month"])
def test_file_names_hold_day_place_and_hash_only(tmp_path, per):
    citation = cite(tmp_path, title="../../etc/passwd")
    [stem] = group([citation], per)
    period = {"article": "2024-03-12", "day": "2024-03-12", "week": "2024-W11", "month": "2024-03"}[per]
    assert stem.startswith(f"{period}-晉城")
    assert "/" not in stem
    paths = write_brief(tmp_path / "briefs", stem, [citation])
    assert [path.suffix for path in paths] == [".txt", ".md", ".html"]
    assert all(path.parent == tmp_path / "briefs" for path in paths)


HOSTILE = '<script>alert(1)</script>[x](javascript:alert(1)) # * _ ` " onload="y'


def test_page_text_is_data(tmp_path):
    citation = cite(
        tmp_path,
        title=HOSTILE,
        source=HOSTILE,
        body=HOSTILE,
        passages=[Passage(code="140500", paragraphs=(0, 0), text=HOSTILE)],
    )
    page = as_html([citation])
    assert "<script>alert" not in page
    assert "Content-Security-Policy" in page
    assert '<a href="https://e.cn/1.html"' in page
    markdown = as_markdown(citation)
    assert "<script>" not in markdown
    assert "[x](" not in markdown


def test_only_web_addresses_become_links(tmp_path):
    article = stored(tmp_path)
    article["url"] = "javascript:alert(1)"
    [citation] = citations(article, CODES)
    assert 'href="javascript' not in as_html([citation])


def test_no_citation_without_evidence(tmp_path):
    assert citations(stored(tmp_path, passages=[]), CODES) == []


def test_everything_watched_cites_each_place_by_its_own_passages(tmp_path):
    article = stored(
        tmp_path,
        localities=["晋城市"],
        places=[Place(code="140500", name="晋城市", level="prefecture", watched="晋城市")],
    )
    [citation] = citations(article, {"*": None})
    assert len(citation.passages) == 2


@pytest.mark.parametrize("text", ["1. 一", "12) 二", "===", "http://e.cn/x", "www.e.cn", "- x", "| a | b |"])
def test_markdown_of_page_text_stays_text(tmp_path, text):
    markdown = as_markdown(cite(tmp_path, body=text))
    assert f"\n{text}\n" not in markdown
