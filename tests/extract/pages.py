"""Pages written for the tests, in the shapes of the systems that serve such sites. All texts are invented."""

from __future__ import annotations

SENTENCES = (
    "近日，虚构市纪委监委召开专题会议，研究部署下一阶段的监督工作，要求各派驻机构把问题找准、把责任压实。",
    "会议指出，监督要抓早抓小，既要看台账，也要下现场；既要听汇报，也要听群众怎么说。",
    "“过去报一张表要跑三个科室，现在一次就能办完。”东河镇的会计在走访时这样告诉督查组。",
    "截至目前，全市共发现同类问题四十二个，其中三十九个已经整改，其余的正在按时限推进。",
    "下一步，该市将把整改情况纳入年度考核，对反复出现的问题一查到底，决不姑息。",
)
TITLE = "虚构市把监督延伸到镇村一线"
SITE = "虚构市纪委监委网站"
SHORT = "虚构市水利局原局长林某某涉嫌严重违纪违法，目前正接受纪律审查和监察调查。"

MENU = "".join(
    f'<li><a href="/{name}/">{text}</a></li>'
    for name, text in [
        ("yw", "要闻"),
        ("scdc", "审查调查"),
        ("xsxc", "巡视巡察"),
        ("dflz", "党风廉政"),
        ("llyj", "理论研究"),
        ("xxgk", "信息公开"),
    ]
)
FOOT = '<div class="footer"><p>版权所有：虚构市纪委监委 京ICP备00000000号</p><p><a href="/about/">关于我们</a> <a href="/map/">网站地图</a></p></div>'


def paragraphs(tag: str = "p", texts: tuple[str, ...] = SENTENCES) -> str:
    """The sentences, each in an element of its own."""
    return "".join(f"<{tag}>　　{text}</{tag}>" for text in texts)


def page(head: str, body: str) -> bytes:
    """A page in UTF-8 with menu and footer."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><ul class="nav">{MENU}</ul>{body}{FOOT}</body></html>'
    ).encode()


def trs_main(
    title: str = TITLE, heading: str | None = None, text: str | None = None, pubdate: str = "2024-05-06 06:05"
) -> bytes:
    """The main template of the central site: h2.tit, em.e1 and em.e2, div.content."""
    body = text if text is not None else f"<p>虚构日报网站 林明远</p>{paragraphs()}"
    return page(
        f"<title>{title}————要闻——{SITE}</title>"
        f'<meta name="SiteName" content="{SITE}"><meta name="ColumnName" content="要闻">'
        f"<meta name='ArticleTitle' content='<p>{title}</p>'><meta name='PubDate' content='{pubdate} '>"
        f"<meta name='ContentSource' content='{SITE}'>",
        f'<section class="main"><div class="other_Location"><a href="/">首页</a> &gt; <a href="/yw/">要闻</a></div>'
        f'<div class="Article_61"><h2 class="tit">{heading or title}</h2>'
        f'<h3 class="daty"><div class="daty_con"><em class="e e1">来源：{SITE}</em><em class="e e2">发布时间： 2024-05-06 06:35</em>'
        f'<div class="share_box"><h4><a href="#">微信扫一扫：分享</a></h4></div></div></h3>'
        f'<div class="content">{body}</div></div></section>',
    )


def trs_comment() -> bytes:
    """The comment template: <title> names the channel only, and a list of other headlines follows the text."""
    others = "".join(f'<li><a href="./t2024050{n}_{n}.html">清风谈丨别的一篇评论之{n}</a></li>' for n in range(1, 6))
    return page(
        f"<title>评论——{SITE}</title>",
        f'<div class="main_bwzp"><div class="container"><h2 class="tit">清风谈丨{TITLE}</h2>'
        f'<div class="daty"><div class="daty_con"><em class="e e1">来源：{SITE}</em><em class="e e2">发布时间： 2024-05-06 07:00</em></div></div>'
        f'<div class="content">{paragraphs()}</div></div><!--往期回顾--><div class="wqhb"><ul class="list_box">{others}</ul></div></div>',
    )


def trs_magazine() -> bytes:
    """The magazine: no date, a table of contents in the first .content, the author glued into the title box."""
    contents = "".join(f'<p><a href="/bqml/{n}.html">第{n}篇别的文章的标题</a></p>' for n in range(1, 12))
    return page(
        f"<title>{TITLE}方明--虚构监察杂志</title>",
        f'<div class="period">2024年第05期</div><div class="content">{contents}</div>'
        f'<div class="Article_61"><div class="tit"><p>{TITLE}</p><p>——来自东河镇的调查</p><p>本刊记者 方明</p></div>'
        f'<div class="page_con"><a href="/">返回首页</a><span>1</span></div><div class="content">{paragraphs()}</div></div>',
    )


def old_table(encoding: str = "gbk") -> bytes:
    """A page of 2009: tables, no closing tags, a declared gb2312, the text in one cell with line breaks."""
    text = "<br>　　".join(SENTENCES)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}_虚构新闻网</title></head>'
        f"<body><table width=760><tr><td><a href=/a/>首页</a> <a href=/b/>新闻</a><tr><td align=center><font size=5><b>{TITLE}</b></font>"
        f"<tr><td align=center>2009年11月09日 13:56　来源：虚构晚报　作者：林明远<tr><td>　　{text}<br>（责任编辑：方明）<tr><td>"
        f"<a href=/c/1.htm>相关的另外一条新闻的标题</a><br><a href=/c/2.htm>相关的第二条新闻的标题</a></table></body></html>"
    ).encode(encoding)


def portal() -> bytes:
    """A portal: a line per div, tools, a feed of other stories and comments that are longer than the text."""
    lines = "".join(f'<div class="qnt-p">{text}</div>' for text in SENTENCES)
    feed = "".join(
        f'<div class="card"><h3><a href="/n/{n}.html">别处发生的第{n}件事情引起热议</a></h3><p>这是第{n}件事情的摘要，与本文毫无关系，只是为了占地方。</p><span>{n}小时前</span></div>'
        for n in range(1, 8)
    )
    comments = "".join(
        f'<div class="item"><b>网友{n}</b><p>说得对，支持，我们这里也有这样的事情，希望早日解决，大家都盼着呢。</p><i>举报 回复 赞</i></div>'
        for n in range(40)
    )
    return page(
        f"<title>{TITLE}_虚构网新闻</title><meta property='og:title' content='{TITLE}'>",
        f'<div class="main"><h1>{TITLE}</h1><div class="info"><span>2024-05-06 16:56</span> <span class="source">虚构晚报</span></div>'
        f'<div class="tool"><a href="#">分享</a><a href="#">收藏</a></div><div class="text">{lines}<div class="qnt-p">责任编辑：方明</div></div>'
        f'<p class="statement">声明：本文由入驻作者撰写，不代表本平台观点和立场，平台仅提供信息存储空间服务。</p>'
        f'<div class="recommend"><h2>相关推荐</h2>{feed}</div><div class="comment-list"><h2>全部评论</h2>{comments}</div></div>',
    )


def vsb() -> bytes:
    """Visual SiteBuilder: #vsb_content, form around it, clicks counted by script."""
    return page(
        f"<title>{TITLE}-{SITE}</title><meta name='pageTitle' content='{TITLE}'>",
        f'<form name="_newscontent_fromname"><h1 align="center">{TITLE}</h1><div class="article_date">发布时间：2024年05月06日 点击：<span id="dynclicks">_showDynClicks()</span></div>'
        f'<div id="vsb_content"><div class="v_news_content">{paragraphs()}</div></div><p>上一条：<a href="1.htm">别的一条消息的标题</a></p><p>下一条：<a href="2.htm">另一条消息的标题</a></p></form>',
    )


def founder() -> bytes:
    """Founder e-paper: the text between comments, the heading in an element of its own."""
    return page(
        "<title>虚构日报</title>",
        f"<!--enpproperty <date>2017-10-08 06:00:00</date><author>林明远</author>/enpproperty--><table><tr><td><founder-title>{TITLE}</founder-title></td></tr>"
        f"<tr><td>来源：虚构日报　2017年10月08日　第03版</td></tr><tr><td><div id=ozoom><founder-content><!--enpcontent-->{paragraphs()}<!--/enpcontent--></founder-content>"
        f"<p>本版其他新闻，请看下面的目录，点击可以阅读。</p></div></td></tr></table>",
    )


def jcms() -> bytes:
    """大汉 JCMS: meta elements bound the text."""
    return page(
        f"<title>{SITE} 要闻 {TITLE}</title><meta name='Maketime' content='2026-01-01 00:00:00'>",
        f'<h1>{TITLE}</h1><div class="c-conten-top"><i>来源：{SITE}</i><i>时间：2024-05-06 09:30</i></div>'
        f'<div id="c-conten-con"><meta name="ContentStart">{paragraphs()}<meta name="ContentEnd"><p>扫一扫在手机打开当前页，随时随地查看更多内容。</p></div>',
    )


def mirror() -> bytes:
    """A school's copy: empty labels above, the source in a bracket as the last paragraph, neighbours in attributes."""
    return page(
        f"<title>警示教育 | {TITLE}--虚构中学</title>",
        f'<div class="mbd"><h2 class="title">警示教育 | {TITLE}</h2><div class="property">文章来源： 作者： 发布时间：2024年05月06日 点击数：<script>document.write(9)</script>次</div>'
        f'<!--startprint--><div class="conTxt">{paragraphs()}<p>（来源：虚构省纪委监委网站 发布时间：2024年04月30日）</p></div><!--endprint-->'
        f'<div class="others"><div class="prev">上一篇：<a href="1.aspx" title="标题：别的&#xD;作者：某某">警示教育 | 别的一篇</a></div></div></div>',
    )


def listing(count: int = 20, extra: str = "") -> bytes:
    """A TRS list: ul.list_news_dl2, relative addresses, the paging in a script."""
    rows = "".join(
        f'<li class="{"fixed" if n % 2 else "odd fixed"}"><div class="title"><a href="./202405/t202405{n:02d}_{1000 + n}.html" title="第{n}条：虚构市通报一批典型问题的完整标题">第{n}条：虚构市通报一批典型问题...</a></div>'
        f'<div class="more"><span>2024-05-{n:02d}</span></div></li>'
        for n in range(1, count + 1)
    )
    return page(
        f"<title>审查调查——{SITE}</title>",
        f'<div class="main"><h3>审查调查</h3><ul class="list_news_dl2">{rows}</ul><div class="page"><script>createPageHTML(22, 0, "index", "html");</script></div>{extra}</div>',
    )


CAPTCHA = (
    b'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><script src="https://seccaptcha.example/captcha.js"></script></head>'
    b'<body><div id="captchaPage"></div><input type="hidden" id="urlLink" value="aHR0cA=="><input id="infoString" type="hidden" value="eyJ0eXAi">'
    b'<script>comImageValidate("/_bot_sbu/x")</script></body></html>'
)
CHALLENGE = (
    b"<html><head><meta charset=utf-8></head><body><script>var _0x1a=['C3VK','cookie'];function f(){document.cookie='C3VK=ab12;path=/';"
    b"window.open(location.href,'_self');}f();</script></body></html>"
)
NOT_FOUND = page(
    "<title>404 - 页面不存在</title>",
    '<div class="err"><h1>404</h1><p>很抱歉，您要访问的页面不存在或已删除。</p><a href="/">返回首页</a></div>',
)
SOFT_404 = page(f"<title>{SITE}</title>", '<div class="tip">您访问的页面不存在，5秒后返回首页。</div>')
MAINTENANCE = "<html><head><meta charset=utf-8><title>系统维护</title></head><body><p>系统正在维护中，请稍后访问。</p></body></html>".encode()
WITHDRAWN = page(f"<title>提示——{SITE}</title>", '<div class="tip">该文章已被删除。</div>')
LOGIN = (
    "<html><head><meta charset=utf-8><title>用户登录</title></head><body><form>用户名<input name=u>密码<input type=password name=p><button>登录</button></form></body></html>"
).encode()
STUB = '<html><head><meta charset="gb2312"></head><body><script>self.location="/gzdt/2015/1.html"</script></body></html>'.encode(
    "gbk"
)
REFRESH = b'<html><head><meta http-equiv="refresh" content="0; url=/new/t20240506_1.html"></head><body></body></html>'
WAF = "<html><head><meta charset=utf-8><title>访问被拦截</title></head><body><p>您的请求可能对网站造成安全威胁，请求已被拦截。事件编号：12345</p></body></html>".encode()


INFO = f'<div class="info">2024-05-06 09:00　来源：{SITE}</div>'


def plain(body: str, title: str = TITLE, head: str = "", site: str = f"_{SITE}") -> bytes:
    """A page whose ``<title>`` is the headline and the site's name."""
    return page(f"<title>{title}{site}</title>{head}", body)


def related(count: int = 12) -> str:
    """Rows of links to other stories, with their days."""
    rows = (
        f'<li><a href="/n/{n}.html">第{n}条与本文无关的消息的标题</a><span>2024-01-{n:02d}</span></li>'
        for n in range(1, count + 1)
    )
    return f"<ul>{''.join(rows)}</ul>"


COLUMN = "<h4>纪法课堂</h4>" + paragraphs(
    texts=(
        "留置是监察机关依法对涉嫌严重职务犯罪的人采取的措施，期限、场所和审批都有严格规定，家属应当得到通知。",
        "问：收受电子红包算不算违纪？答：要看送的人是谁、为了什么、数额多大，不能只看一次的金额。",
    )
    * 4
)
"""Prose of another matter: longer than a notice, with a heading of its own."""

SEARCH = plain(
    "<div>找到约 30 条结果</div>"
    + "".join(
        f'<div class="res"><h3><a href="/n/{n}.html">第{n}条消息的标题在此</a></h3><p>这是第{n}条消息的摘要，写了许多话，只是为了让人点进去看一看，并没有别的用处。</p><p>2024-01-{n:02d}</p></div>'
        for n in range(1, 13)
    ),
    title="“整改”的搜索结果",
)
WECHAT_GATE = page(
    "<title></title>",
    '<div class="weui-msg"><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a href="#">去验证</a></div>',
)
