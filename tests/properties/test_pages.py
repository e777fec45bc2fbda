"""Any page gives a value or a reason, and what it gives can be used."""

import datetime
from contextlib import suppress
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import NotAnArticle, extract_article, joined, list_links, next_pages
from crawler.extract.addresses import address_key, canonical_url, declared_url
from crawler.extract.agreement import agreement
from crawler.extract.decode import decode
from crawler.extract.document import Document
from crawler.extract.gates import find_gate, redirect_target
from crawler.extract.reposts import find_repost
from crawler.hanzi.whitespace import normalise_text
from tests.properties.strategies import FEW, TEXT, soups

URL = "https://www.example.gov.cn/yw/202403/t20240312_1.html"


@FEW
@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_any_bytes_become_text_without_nul(body, content_type):
    text = decode(body, content_type).text
    assert "\0" not in text


@FEW
@given(
    st.text(alphabet="某县纪委监委走访农户逐项核对补助资金的一是在不了有和人这中大", min_size=30, max_size=200),
    st.sampled_from(["utf-8", "gb18030", "utf-8-sig", "utf-16"]),
)
def test_chinese_text_is_read_back_in_whatever_it_was_written(text, encoding):
    page = f"<html><body><p>{text}</p></body></html>"
    assert decode(page.encode(encoding)).text.lstrip("\ufeff") == page


@FEW
@given(soups())
def test_an_article_is_clean_text_with_a_possible_day(page):
    with suppress(NotAnArticle):
        article = extract_article(page.encode("utf-8", "surrogatepass"), URL)
        assert article.title
        for text in (article.title, article.body, article.source or "", article.section or ""):
            assert normalise_text(text) == text
        assert article.date is None or 1900 <= article.date.year <= 2100
        again = extract_article(page.encode("utf-8", "surrogatepass"), URL)
        assert (again.title, again.body, again.date) == (article.title, article.body, article.date)


@FEW
@given(soups())
def test_links_and_following_pages_are_addresses_one_can_ask_for(page):
    body = page.encode("utf-8", "surrogatepass")
    found: list[str] = []
    with suppress(NotAnArticle):
        found += [link.url for link in list_links(body, URL)]
    pages = next_pages(body, URL)
    assert len(pages) <= 1000
    for url in [*found, *pages]:
        parts = urlsplit(url)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert parts.port is None or 0 < parts.port < 65536


@FEW
@given(soups())
def test_a_gate_is_told_by_words_and_a_stub_by_its_target(page):
    document = Document.read(page.encode("utf-8", "surrogatepass"), URL)
    assert find_gate(document) is None or find_gate(document)
    assert not (redirect_target(document) or "").lower().startswith("javascript:")


@FEW
@given(TEXT)
def test_any_reference_is_joined_to_an_address_or_to_nothing(href):
    url = joined(URL, href)
    assert url == "" or (url.startswith(("http://", "https://")) and "#" not in url)
    assert address_key(canonical_url(url)) == address_key(url)
    assert urlsplit(declared_url(URL, href)).netloc == "www.example.gov.cn"


@FEW
@given(TEXT, TEXT, TEXT)
def test_agreement_is_a_share(announced, title, body):
    assert 0.0 <= agreement(announced, title, body) <= 1.0
    assert agreement(announced, announced, body) == 1.0


@FEW
@given(TEXT, TEXT)
def test_a_repost_is_a_part_of_the_text_it_was_found_in(title, body):
    found = find_repost(title, body)
    assert found is None or found.body in body


@FEW
@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31)))
def test_the_day_of_a_page_is_read_back(day):
    page = (
        f"<html><head><title>某县开展专项检查</title></head><body><h1>某县开展专项检查</h1><div class=info>{day} 08:00 来源：样板日报</div>"
        "<p>某县纪委监委走访农户，逐项核对补助资金，把问题记在本上，要求限期整改，并在村口张贴核对结果，请大家监督。</p></body></html>"
    )
    assert extract_article(page.encode(), "https://www.example.gov.cn/yw/content_1234.html").date == day
