"""What pages, headers and files may hold: mostly nonsense, some of it nearly right."""

from hypothesis import settings
from hypothesis import strategies as st

FEW = settings(derandomize=True, deadline=None, max_examples=150)

TEXT = st.text(max_size=300) | st.text(
    alphabet="　 \n\t\u202e\u200b\x1b\x00<>&\"'=+-@#[]()*_`|某县晋城纪委监委第一二三①2024年月日:：/\\", max_size=200
)
TAGS = st.sampled_from(
    "div p span a h1 h2 ul li table tr td script style br meta title base link iframe b font".split()
)
ATTRIBUTES = st.sampled_from(
    ["", " class=content", " id='zoom'", " href=/a/202403/t20240312_1.html", ' href="http://[/"', " href=javascript:x",
     ' href="http://127.0.0.1:99999/1.html"', " style=display:none", " content='2024-03-12'", " name=PubDate", " rel=canonical"]
)  # fmt: skip
PIECES = st.sampled_from(
    ["某县纪委监委走访农户，逐项核对补助资金。", "来源：样板日报", "2024-03-12 08:00", "下一页", "2", "createPageHTML(9, 0, 'index', 'html');",
     "（记者 某某）", "之四", "您访问的页面不存在", "<!--", "-->", "]]>", "&#xD800;", "&#0;", "&nbsp;"]
) | st.text(max_size=20)  # fmt: skip


@st.composite
def soups(draw):
    """Markup as broken generators write it: tags that open, close, and do neither in any order."""
    parts = ["<html><body>"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 25))):
        tag = draw(TAGS)
        parts.append(draw(st.sampled_from([f"<{tag}{draw(ATTRIBUTES)}>", f"</{tag}>", draw(PIECES)])))
    return "".join(parts)
