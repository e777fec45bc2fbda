"""The entry: from the bytes of a page to an article, on any Chinese news page."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from crawler.extract import phrases
from crawler.extract.addresses import declared_url
from crawler.extract.authors import find_people, writers_of
from crawler.extract.body import Body, body_in, find_body, text_of
from crawler.extract.bylines import find_byline
from crawler.extract.dates import partial_text
from crawler.extract.details import find_damage, find_print, find_section, last_step
from crawler.extract.document import Document, collector_paused
from crawler.extract.errors import NotAnArticle
from crawler.extract.gates import find_refusal
from crawler.extract.info import Dated, day_in, day_lines, find_day, info_lines
from crawler.extract.kinds import is_list, reason_without_text
from crawler.extract.paging import next_part_of
from crawler.extract.reposts import Repost, find_repost, with_year
from crawler.extract.selected import Selected, Selectors, select
from crawler.extract.series import Series, find_series, split_kicker
from crawler.extract.sources import Source, find_source, source_value
from crawler.extract.title import Title, find_title, squash, title_at
from crawler.extract.weights import PROSE, Weights, weigh
from crawler.items import RULES, SHANGHAI, Article, Origin, Story

# Characters of news text that only one script has.
_TRADITIONAL = frozenset(
    "這為個國時來們產種對會發動過說經進著電裡現實體機當點從業應開還與關質氣條結問無軍題黨總設統組見計別農區強決戰處據給東導門領監紀檢書報導"
)
_SIMPLIFIED = frozenset(
    "这为个国时来们产种对会发动过说经进着电里现实体机当点从业应开还与关质气条结问无军题党总设统组见计别农区强决战处据给东导门领监纪检书报导"
)


def extract_article(
    body: bytes, url: str, content_type: str | None = None, selectors: Selectors | None = None
) -> Article:
    """The article of a page.

    ``url`` is the address after redirects, ``content_type`` the HTTP header. ``selectors`` are CSS selectors of one
    site for title, kicker, subtitle, info, date, source, body, section or editor, several for one field in the order
    they are tried. One that matches goes first, the site-independent rule stands behind it: ``warnings`` says
    ``fallback:<field>`` where it had to, ``selected`` what found each field.
    Raises NotAnArticle for list, gate, error, login, redirect and empty pages, and ValueError for a wrong selector.
    """
    try:
        with collector_paused():
            return article_of(Document.read(body, url, content_type), selectors)
    except NotAnArticle as why:
        # Whoever keeps the refusal must not keep the page's tree, which the frames of the traceback hold.
        raise why.with_traceback(None) from None


def article_of(document: Document, selectors: Selectors | None = None) -> Article:
    """As ``extract_article``, of a page that was read before."""
    selected = select(document, selectors)
    if refusal := find_refusal(document):
        raise refusal
    weights = weigh(document)
    title = _title(document, weights, selected)
    body = _body(document, title, weights, selected)
    if not body.blocks:
        raise NotAnArticle(reason_without_text(document, title))
    if "body" not in selected.nodes and is_list(document, title, body, weights):
        raise NotAnArticle("list")
    if not title.text:
        raise NotAnArticle("no_title")
    return _assemble(document, title, body, selected)


def _title(document: Document, weights: Weights, selected: Selected) -> Title:
    while "title" in selected.nodes:
        found = _selected_title(document, selected)
        if found is not None and not _names_another(document, weights, found):
            found.sure = True
            return found
        selected.fail("title")
    return find_title(document, weights)


def _selected_title(document: Document, selected: Selected) -> Title | None:
    """The headline in the element that a selector matched; an inline one is looked for by its text."""
    for element in selected.elements("title"):
        found = title_at(document, element.first, element.last)
        return found if found.text else None
    text = selected.text("title")
    if not text:
        return None
    place = next((n for n, block in enumerate(document.blocks) if text in block.text), -1)
    return Title(text, place, place + 1 if place >= 0 else -1, sure=squash(text) in squash(document.walk.title))


def _names_another(document: Document, weights: Weights, found: Title) -> bool:
    """Whether page heading and ``<title>`` agree on another headline: the selector's box has another use by now.

    Where ``<title>`` says nothing of the headline (评论——某网站, ccdi.gov.cn 2022-2025) the selector decides.
    """
    if found.sure:
        return False
    other = find_title(document, weights)
    return other.sure and squash(other.text) not in squash(found.text)


def _body(document: Document, title: Title, weights: Weights, selected: Selected) -> Body:
    while "body" in selected.nodes:
        if elements := selected.elements("body"):
            found = body_in(document, title, weights, elements)
            if found.blocks and found.score >= PROSE and found.score * 2 >= weights.whole:
                return found
            # No sentence in it, or less than half of the page's: a very short notice, or a box of another use that
            # bears the name since a redesign.
            other = find_body(document, title, weights)
            if found.blocks and other.score <= max(found.score, 0.0) * _MUCH_MORE:
                return found
        selected.fail("body")
    return find_body(document, title, weights)


# So much more text elsewhere speaks against the site's own selector.
_MUCH_MORE = 2.0


def _assemble(document: Document, title: Title, body: Body, selected: Selected) -> Article:
    numbers = info_lines(document, title, body)
    day = _day(document, numbers, body, selected)
    source = _source(document, title, numbers, body, selected)
    people = find_people(document, title, numbers, body, selected.lines("info"))
    text = text_of(document, body.blocks)
    article = Article(
        url=document.url,
        canonical_url=declared_url(document.url, document.walk.canonical),
        title=title.text,
        kicker=selected.text("kicker") or title.kicker,
        subtitle=selected.text("subtitle") or title.subtitle,
        date=day.date if day else None,
        date_published=datetime.datetime.combine(day.date, day.time, SHANGHAI) if day and day.time else None,
        date_raw=day.raw if day else _partial_day(document, numbers, body),
        body=text,
        source=source.name if source else None,
        authors=people.authors,
        byline_raw=people.byline_raw,
        editor=_editor(selected) or people.editor,
        section=last_step(selected.text("section"), title.text) or find_section(document, title),
        print=find_print(document, title, body),
        next_page=next_part_of(document, body.blocks[0]),
        warnings=[*document.warnings, *find_damage(document, body, text)],
    )
    if source and source.from_bracket:
        article.story = Story(role="reprint", is_based_on=Origin(outlet=source.name, date_raw=source.date_raw))
    if repost := find_repost(article.title, text):
        _become(article, repost)
    _finish(article)
    article.warnings += [f"fallback:{name}" for name in sorted(selected.failed)]
    article.selected = {**selected.used, **{name: RULES for name in selected.failed if getattr(article, name, None)}}
    return article


def _day(document: Document, numbers: list[int], body: Body, selected: Selected) -> Dated | None:
    while "date" in selected.nodes:
        if day := day_in(selected.lines("date")):
            return day
        selected.fail("date")
    last = body.blocks[-1]
    above = day_lines(document, [number for number in numbers if number < last])
    below = day_lines(document, [number for number in numbers if number > last])
    return find_day(document, [*selected.lines("info"), *above], below)


def _partial_day(document: Document, numbers: list[int], body: Body) -> str | None:
    """A day without its year between headline and text (11月3日): no date, but what the page prints."""
    lines = (document.blocks[number].text for number in numbers if number < body.blocks[0])
    return next((day for line in lines if len(line) <= 100 and (day := partial_text(line))), None)


def _source(document: Document, title: Title, numbers: list[int], body: Body, selected: Selected) -> Source | None:
    while "source" in selected.nodes:
        text = selected.text("source")
        label = phrases.SOURCE_LABEL.search(text)
        if name := source_value(text[label.end() :] if label else text):
            return Source(name)
        selected.fail("source")
    return find_source(document, title, numbers, body, selected.lines("info"))


def _editor(selected: Selected) -> str | None:
    text = selected.text("editor")
    return (find_byline(text).editor or text) if text else None


def _become(article: Article, repost: Repost) -> None:
    """Make the article the report that it repeats; the reposter's introduction is not part of it."""
    article.title, article.body = repost.title, repost.body
    article.kicker = article.subtitle = None
    article.source = article.source or repost.outlet
    article.story = Story(
        role="reprint",
        is_based_on=Origin(title=repost.title, outlet=repost.outlet, date_raw=with_year(repost.date_raw, article.date)),
    )
    article.authors = writers_of(repost.byline) if repost.byline else []
    article.byline_raw = repost.byline


def _finish(article: Article) -> None:
    """Fields that follow from title and body."""
    series = _series(article)
    article.series_title, article.series_number, article.series_part = series.title, series.number, series.part
    article.headline = series.headline
    article.kicker = article.kicker or split_kicker(article.title)[0]
    article.language = _language(article.body)
    if article.date is None:
        article.warnings.append("date_missing")


# 纪法小课（17）题, in a column of this name; elsewhere such a number is an age or a page.
_IN_COLUMN = re.compile(r"\s?[（(]\s?(\d{1,3})\s?[)）]\s?(?=\S{4})")


def _series(article: Article) -> Series:
    """The series by the title, else by the title with its subtitle or kicker (——三论某事; 清廉故事（三）), else by the text."""
    alone = find_series(article.title)
    if alone.number:
        return alone
    if article.subtitle:
        told = find_series(f"{article.title}——{article.subtitle.lstrip('—–―─- ')}")
        if told.number:
            return replace(told, headline=alone.headline)
    if article.kicker:
        told = find_series(f"{article.kicker}：{article.title}")
        if told.number:
            return replace(told, headline=alone.headline)
    section = article.section
    if section and article.title.startswith(section) and (column := _IN_COLUMN.match(article.title, len(section))):
        return Series(section, int(column[1]), None, article.title[column.end() :])
    return find_series(article.title, article.body)


def _language(text: str) -> str:
    """The script of the text, by the characters that only one of the two has."""
    head = text[:300]
    traditional, simplified = _TRADITIONAL.intersection(head), _SIMPLIFIED.intersection(head)
    return "zh-Hant" if len(traditional) > len(simplified) else "zh-Hans"
