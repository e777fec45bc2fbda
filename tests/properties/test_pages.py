"""What is read off a page holds outside of it."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract_article, joined
from crawler.extract.addresses import address_key, canonical_url
from crawler.extract.document import Document
from crawler.extract.gates import redirect_target
from tests.properties.pages import HREFS, PAGES, URL

many = settings(derandomize=True, deadline=None, max_examples=100)


@many
@given(PAGES)
def test_a_stub_never_sends_its_reader_into_a_script(page):
    assert not (redirect_target(Document.read(page, URL)) or "").lower().startswith("javascript:")


@many
@given(st.sampled_from(HREFS) | st.text(max_size=40))
def test_any_reference_is_joined_to_an_address_or_to_nothing(href):
    url = joined(URL, href)
    assert url == "" or (url.startswith(("http://", "https://")) and "#" not in url)
    assert address_key(canonical_url(url)) == address_key(url)


@many
@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31)))
def test_the_day_of_a_page_is_read_back(day):
    page = (
        f"<html><head><title>某县开展专项检查</title></head><body><h1>某县开展专项检查</h1><div class=info>{day} 08:00 来源：样板日报</div>"
        "<p>某县纪委监委走访农户，逐项核对补助资金，把问题记在本上，要求限期整改，并在村口张贴核对结果，请大家监督。</p></body></html>"
    )
    assert extract_article(page.encode(), "https://www.example.gov.cn/yw/content_1234.html").date == day
