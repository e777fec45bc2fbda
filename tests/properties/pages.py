"""Pages nobody wrote: trees of tags, attributes and Chinese text, with broken nesting."""

from __future__ import annotations

from hypothesis import strategies as st

URL = "https://www.example.gov.cn/lm/202405/t20240506_1.html"

TAGS = "html head title body div p span a b h1 h2 table tr td ul li br script style meta link base iframe form input svg textarea template".split()
TEXTS = [
    "清河县纪委监委通报三起典型问题", "本报讯 记者 李文 通讯员 王小明", "来源：清河日报 2024-05-06 08:30", "（来源：某某网）",
    "某某说：“要把监督挺在前面。”近日，县纪委监委开展专项检查，发现问题十二个，立案三件。", "下一页", "第1页 共9页", "1/22", "之四",
    "责任编辑：张三", "2024年13月45日", "９９９９年９９月９９日", "八论正风反腐", "\u200b\u202e\x07", "　　", "&nbsp;&#x202e;&#0;&#xD800;", "请输入验证码",
    "createPageHTML(22, 0, 'index', 'html')", "location.href='http://[x'", "<![CDATA[<li><a href='http://[::1'>某地开展专项整治工作取得成效</a></li>]]>",
    "[{\"title\": \"某地开展专项整治工作取得成效\", \"url\": \"http://[1\"}]",
]  # fmt: skip
HREFS = [
    "/lm/202405/t20240507_2.html", "t20240506_1_1.html", "http://[", "http://[::1/a", "//[x/", "javascript:void(0)", "http://a:99999/", "?page=2",
    "index_1.html", "http://例子.中国/甲 乙.html", "ht\ntp://b/", "\u202e", "ftp://a/b", "//www.example.gov.cn:80/1.html", "/a\x7fb/20240506/12345.html", "/a\x85b/20240506/12345.html",
    "/甲　乙/t20240508_3.html", "http://\u2100/",
]  # fmt: skip
_ATTRIBUTES = st.one_of(
    st.sampled_from(HREFS).map(lambda href: f' href="{href}"'),
    st.sampled_from(TEXTS).map(lambda text: f' title="{text}"'),
    st.sampled_from([
        ' class="title"', ' class="content"', ' id="zoom"', ' hidden', ' style="display:none"', ' rel=next', ' rel=canonical', ' name=PubDate content="2024-05-06"',
        ' http-equiv=refresh content="0;url=http://[x"', ' class="next"', " a=", " x='", ' type=password', ' onclick="window.open(\'http://[1234\')"',
    ]),
)  # fmt: skip
_OPENING = st.tuples(st.sampled_from(TAGS), st.lists(_ATTRIBUTES, max_size=3)).map(
    lambda tag: f"<{tag[0]}{''.join(tag[1])}>"
)
_CLOSING = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
_TEXT = st.sampled_from(TEXTS) | st.text(max_size=12)
_LINK = st.tuples(st.sampled_from(HREFS), st.sampled_from([*TEXTS, "2", "尾页", "某地开展专项整治工作取得成效"])).map(
    lambda link: f'<li><a href="{link[0]}">{link[1]}</a></li>'
)
_PARAGRAPH = st.sampled_from(TEXTS).map(lambda text: f"<p>{text * 3}</p>")
TREES = st.lists(_OPENING | _CLOSING | _TEXT | _LINK | _PARAGRAPH, max_size=40).map("".join)
ARTICLES = TREES.map(
    lambda tree: (
        f"<title>清河县开展专项检查_清河网</title><h1>清河县开展专项检查</h1><p>2024-05-06 来源：清河日报</p><div>{''.join(f'<p>{TEXTS[4]}</p>' for _ in range(4))}{tree}</div>"
    )
)
PAGES = (TREES | ARTICLES).map(lambda page: page.encode("utf-8", "replace"))
ADDRESSES = st.one_of(
    st.just(URL),
    st.sampled_from(["http://a.gov.cn/", "https://a.gov.cn/index_2.html?page=3", "http://a.gov.cn:8080/list/1/"]),
)
