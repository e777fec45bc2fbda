"""Gates are recognised, and their names on an ordinary page make no gate."""

from __future__ import annotations

import pytest

from crawler.extract import Document, find_gate
from tests.extract import pages

URL = "https://www.example.gov.cn/a/t20240506_1.html"


@pytest.mark.parametrize("page", [pages.CAPTCHA, pages.CHALLENGE, pages.WAF])
def test_gates(page: bytes) -> None:
    assert find_gate(Document.read(page, URL))


@pytest.mark.parametrize(
    "page",
    [
        pages.trs_main().replace(
            b"</head>", b'<script src="/_ws_sbu/sbu_hc.js"></script><script>var C3VK, geetest;</script></head>'
        ),
        pages.trs_main(text=f"<p>{pages.SHORT}</p>").replace(
            b"</head>", b'<script>document.cookie="HMF_CI=1"</script></head>'
        ),
        pages.listing(),
        pages.NOT_FOUND,
        b"",
    ],
)
def test_no_gates(page: bytes) -> None:
    assert find_gate(Document.read(page, URL)) is None
