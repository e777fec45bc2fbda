"""Pages that are no answer: captchas, script challenges, refusals, errors, logins, redirects, withdrawn articles.

They often come with status 200. Names of protection products also stand on ordinary pages (every ccdi.gov.cn page loads
``/_ws_sbu/sbu_hc.js``), so a sign counts only on a page that holds no text. Nothing here answers a challenge: a gate
is recognised, counted, and ends the run of that site.
"""

from __future__ import annotations

import re

from crawler.extract import phrases
from crawler.extract.document import Document
from crawler.extract.errors import NotAnArticle, Reason
from crawler.extract.walk import Block

# Signs in the markup, and where they were seen or are documented.
_MARKUP_SIGNS = re.compile(
    rb"captchaPage|seccaptcha|comImageValidate|/_bot_sbu/|C3VK|security_verify"  # ccdi.gov.cn, 2025 and 2026
    rb"|__jsl_clearance|jsluid_[hs]|acw_sc__v[23]|aliyun_waf|\$_ts\s{0,2}=\s{0,2}window|yunsuo_session|security_session_verify"
    rb"|safeline|SafeLineChallenge|slg-(?:title|box)|cf-chl-|cf_chl_opt|challenge-platform|geetest|gt_captcha|TencentCaptcha"
    rb"|hcaptcha|g-recaptcha|nc_1_n1z|_guard/|WAFERR|waf_captcha|wzws-waf-cgi|wzwschallenge|slider_?captcha|sliderVerif"
    rb"|yidun|dingxiang-inc|_waf_bd8ce2ce|HWWAFSESID|anquanbao|baidu_yunjiasu|yunaq\.com|edge_js_challenge",
    re.IGNORECASE,
)
_GATE_WORDS = re.compile(
    r"访问验证|安全验证|人机验证|请完成.{0,10}验证|滑动.{0,10}(?:验证|解锁|拼图)|拖动.{0,10}滑块|点击.{0,10}完成验证|请输入验证码|"
    r"访问(?:过于频繁|太频繁|频率过)|请求(?:过于频繁|太频繁)|操作过于频繁|您的(?:访问|请求)(?:被|已被|可能).{0,20}(?:拦截|阻断|禁止|拒绝|威胁)|"
    r"(?:访问|请求)(?:被|已被).{0,8}(?:拦截|阻断|拒绝|禁止)|网站防火墙|云防护|创宇盾|安全狗|雷池|WAF|正在(?:检查|验证|进行安全).{0,12}浏览器|"
    r"checking your browser|just a moment|access denied|verify (?:that )?you are (?:a )?human|enable javascript and cookies|"
    r"环境异常.{0,12}验证|完成验证后.{0,6}(?:继续|访问)|"
    r"您的IP.{0,20}(?:限制|禁止|异常|黑名单)|異常流量|安全驗證|請完成驗證",
    re.IGNORECASE,
)
# What stands before the sign when a page speaks to its reader.
_OPENING = r"\W{0,4}(?:(?:很|非常|十分)?抱歉|对不起|對不起|sorry|oops|您好|你好|(?:温馨|系统|错误|友情)?提示|尊敬的\w{2,4}|哎呀|糟糕|由于|因|当前|目前)?\W{0,3}"
# A status says nothing with Hanzi behind it (500余名, 404条): an error's number stands alone or with an error's words.
_CODE = re.compile(
    r"\W{0,4}(?:HTTP\s{0,3})?(?:状态码?|status|error|错误(?:代码)?|出错[了啦]?)?\s{0,2}[:：!！]?\s{0,2}(?:40[0-9]|41[0-9]|42[0-9]|50[0-9])(?:\.\d{1,2})?\W{0,3}"
    r"(?:页面|頁面|错误页?面?|错误提示|出错[了啦]?|error|(?:页面|网页|頁面|文件|您|你).{0,16}|(?:找不到|无法找到|未找到).{0,10}|[a-z][a-z ]{3,40})?\W{0,4}",
    re.IGNORECASE,
)
_SYSTEM = r"(?:系统|网站|站点|服务器|平台|系統|網站)"
# The whole title, or all of it before the site's name.
_ERROR_TITLE = re.compile(
    _OPENING + r"(?:(?:您|你)?(?:所|要|想)?(?:访问|请求|查看|浏览|查找|打开)的)?(?:"
    r"(?:页面|网页|頁面|網頁|文件|文章|内容|信息|资源|地址)(?:不存在|找不到|未找到|没有找到|出错|走丢|错误|已删除|已被删除|无法访问|无法显示|丢失)|"
    r"(?:找不到|無法找到|无法找到|未找到)(?:该|此|您|你)?.{0,10}|页面没找到|没有找到站点|站点未找到|"
    + _SYSTEM
    + r"(?:正在|正)?(?:维护|升级|維護|升級|升级维护|维护升级|繁忙|错误|内部错误|开小差|发生错误|出错|已?关闭|已?停用|不存在)|正在维护|维护中|升级中|(?:服务|空间|域名|主机|账号|账户|网站|站点)(?:已经?|被)?(?:暂停|停止|到期|过期|欠费|停用|冻结)(?:服务|访问|使用|解析)?|"
    r"出错|错误|错误提示|错误信息|系统提示|系统信息|温馨提示|提示信息|信息提示|操作提示|消息提示|跳转提示|访问出错|访问错误|运行时错误|error(?: report| page)?"
    r")(?:了|啦|中|的?公告|的?通知|提示|页面?|或.{0,10}|请稍[后候].{0,6}|\W){0,4}",
    re.IGNORECASE,
)
_ERROR_ENGLISH = re.compile(
    r"not found|^\W{0,4}forbidden|bad gateway|service (?:temporarily )?unavailable|internal server error|server error|gateway time-?out|under maintenance|"
    r"HTTP (?:Error|Status) \d{3}|404\s?not found|"
    r"The (?:requested|page|resource)[^.]{0,60}(?:not found|cannot be found|could not be found|does not exist)",
    re.IGNORECASE,
)
# A title without the name of site and channel.
_SEGMENT = re.compile(r"\s{0,4}(?:[_|｜丨]|[-–—]{1,4}|\s[-–—]\s)\s{0,4}")
# Signs in the text open their line: 其手机中的信息已被删除 is a story, 该信息已被删除 is an answer.
_ERROR_TEXT = re.compile(
    _OPENING
    + r"(?:(?:您|你)?(?:所)?(?:要|想)?(?:访问|请求|查看|浏览|查找|搜索|打开)的(?:页面|内容|网页|地址|文件|链接|资源|网址|信息)[^。]{0,16}(?:不存在|已删除|被删除|找不到|未找到|失效|已移除|丢失|移走|无法)|"
    r"(?:页面|网页|頁面|網頁|文件|资源)(?:不存在|找不到|未找到|走丢了|不見了|飞走了|无法显示|已删除)|"
    r"(?:本|该|我们的)?"
    + _SYSTEM
    + r"(?:正在|正)?(?:维护|升级|维护升级|升级维护|进行(?:维护|升级))(?:中|，|,|。|！|$))|(?:很)?抱歉[，,].{0,20}(?:不存在|找不到|无法|出错)|404\s?(?:错误|页面)",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    _OPENING
    + r"(?:(?:该|此|本|這|这|您.{0,8})?(?:文章|内容|內容|信息|稿件|新闻|新聞|文档|帖子)(?:已经|已|已被|被|不存在或已|可能已|可能已经)(?:.{0,6})(?:删除|刪除|下线|下線|下架|撤回|撤销|撤稿|移除|屏蔽|失效|过期|取消发布)|"
    r"指定的(?:主题|帖子|文章|信息|内容|新闻)(?:不存在|已被?删除)|"
    r"(?:该|此|本)(?:文章|内容|信息|稿件|新闻|文档)(?:不存在|无法查看|尚未发布|未发布|未审核|暂时无法查看|因.{0,12}无法查看))",
    re.IGNORECASE,
)
# A sentence that speaks to the reader of the page about the page.
_TO_READER = re.compile(r"您|管理员|抱歉|对不起|请稍[后候]|敬请|返回首页|返回上一|浏览器|验证码|cookie", re.IGNORECASE)
_LOGIN_TITLE = re.compile(
    r"^(?:用户|会员|系统|统一|后台|账号|管理员?)?\s?(?:登录|登陆|登錄|登入|身份认证|统一身份认证|login|sign in)",
    re.IGNORECASE,
)
_SCRIPT_TARGET = re.compile(
    r"(?:(?:window|self|top|parent|document)\s{0,2}\.\s{0,2})?location(?:\s{0,2}\.\s{0,2}(?:href|replace|assign))?\s{0,2}(?:=|\()\s{0,2}[\"']([^\"'<>\s]{2,500})[\"']"
)
_REFRESH = re.compile(r"^\s*\d{0,4}\s*[;,]\s*url\s*=\s*[\"']?\s*([^\"'\s]{1,500})", re.IGNORECASE)
_MOBILE = re.compile(r"userAgent|platform|screen\.width|isMobile|Android", re.IGNORECASE)

# A page with so much running text is an article (or a list) whatever its scripts are called.
_ENOUGH_TEXT = 240
_SMALL_PAGE = 40_000
_MAX_SEARCHED = 2_000


def find_gate(document: Document) -> str | None:
    """The sign of a captcha, challenge or refusal by a protection, or None. Only pages without an article have one."""
    if _has_text(document) or is_plain_article(document):
        return None
    if words := _GATE_WORDS.search(document.walk.title):
        return words[0]
    if _looks_like_article(document):
        return None
    if words := _GATE_WORDS.search("\n".join(_visible(document))):
        return words[0]
    if document.size <= _SMALL_PAGE and (sign := _MARKUP_SIGNS.search(document.html)):
        return sign[0].decode("ascii", "replace")
    return _challenge_script(document)


def is_plain_article(document: Document) -> bool:
    """True for headline, date line and a sentence, in this order, whatever their words are.

    A report about a system that is down uses the words of a system that is down. The headline is a heading, or a line
    that ``<title>`` repeats; the sentence says nothing to the reader of the page.
    """
    page = "".join(document.walk.title.split())
    blocks = document.blocks
    for number in (number for number, flag in enumerate(document.info[:_MAX_SEARCHED]) if flag):
        if not phrases.DATED.search(blocks[number].text):
            continue
        above = blocks[max(0, number - 5) : number]
        if any(_is_headline(block, page) for block in above):
            return any(_is_sentence(block) for block in blocks[number + 1 : number + 40])
    return False


def _is_headline(block: Block, page: str) -> bool:
    text = "".join(block.text.split())
    if block.hidden or len(text) < 4 or block.link_chars * 2 > len(block.text):
        return False
    if _error_title(block.text) or _WITHDRAWN.fullmatch(block.text):
        return False
    return 1 <= block.heading <= 3 or (len(text) >= 6 and text in page)


def _is_sentence(block: Block) -> bool:
    text = block.text
    if len(text) < 20 or block.link_chars or block.hidden or "。" not in text:
        return False
    return not _TO_READER.search(text) and not phrases.is_furniture(text)


def _looks_like_article(document: Document) -> bool:
    """A short article: a day in ``meta`` or in a line of its own, and a sentence."""
    if not (document.meta("pubdate", "publishdate", "articletitle") or any(document.info)):
        return False
    return any(len(b.text) >= 20 and b.link_chars == 0 and "。" in b.text for b in document.blocks)


def find_refusal(document: Document) -> NotAnArticle | None:
    """Why a page is no answer at all (gate, error, login, redirect, withdrawn), or None when it may hold something."""
    if gate := find_gate(document):
        return NotAnArticle("gate", gate)
    title = document.walk.title
    if is_plain_article(document) or (_has_text(document) and not _error_title(title)):
        return None
    for reason, detail in _signs(document, title):
        if detail:
            return NotAnArticle(reason, detail)
    if target := redirect_target(document):
        return NotAnArticle("redirect", target, target=target)
    return None


def _signs(document: Document, title: str) -> list[tuple[Reason, str]]:
    lines = _visible(document)
    heads = [block.text[:80] for block in document.blocks if block.heading and not block.hidden][:5]
    first = [block.text[:80] for block in document.blocks if block.heading == 1 and not block.hidden][:1]
    short = document.text_length < 1500
    return [
        ("withdrawn", _opening(_WITHDRAWN, lines)),
        ("login", _asks_to_log_in(document, lines)),
        ("error", "" if _has_text(document) and not short else _error_title(title)),
        ("error", _opening(_ERROR_TEXT, lines) or _english(lines)),
        ("error", next(filter(None, map(_error_title, heads if short else first)), "")),
        ("error", "error.html" if "/error/" in document.url else ""),
        ("login", _login(document, title)),
    ]


def _error_title(title: str) -> str:
    """The error that a title, up to the site's name, is; '' when it is none. A headline only holds such words."""
    first, *others = _SEGMENT.split(title[:80])
    found = _ERROR_TITLE.fullmatch(first) or next(filter(None, map(_CODE.fullmatch, (first, *others[:2]))), None)
    return found[0].strip() if found else _english([title[:60]])


def _opening(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((match[0] for line in lines if (match := pattern.match(line))), "")


def _english(lines: list[str]) -> str:
    return next((match[0] for line in lines if (match := _ERROR_ENGLISH.search(line))), "")


def _visible(document: Document) -> list[str]:
    """Visible lines that are no links, the head of them."""
    lines = [b.text for b in document.blocks if not b.hidden and b.link_chars * 2 <= len(b.text) and len(b.text) <= 300]
    return lines[:60]


def _has_text(document: Document) -> bool:
    """True when running text stands on the page: sentences outside links, or a headline with its date line."""
    length = 0
    for block in document.blocks:
        plain = len(block.text) - block.link_chars
        if plain > 30 and ("。" in block.text or "，" in block.text):
            length += plain
            if length >= _ENOUGH_TEXT:
                return True
    return False


def _login(document: Document, title: str) -> str:
    if document.tree.css_first("input[type=password]") is None:
        return ""
    return "password" if _LOGIN_TITLE.search(title) or document.text_length < 600 else ""


_LOG_IN = re.compile(
    r"(?:尚未|还没有|没有|未)登[录陆]|请先?登[录陆]|登[录陆]后|统一身份认证|(?:账号|密码|扫码|短信)登[录陆]"
)


def _asks_to_log_in(document: Document, lines: list[str]) -> str:
    """A page with a field for a password that says so; its title may be any notice."""
    if document.text_length >= _FEW_WORDS or not any(map(_LOG_IN.search, lines)):
        return ""
    return "password" if document.tree.css_first("input[type=password]") is not None else ""


_FEW_WORDS = 1_000


def _challenge_script(document: Document) -> str | None:
    """A page that is nothing but a script which sets a cookie and loads itself again."""
    if document.text_length > 60 or document.size > _SMALL_PAGE or document.walk.anchors:
        return None
    code = "".join(document.scripts)
    if "document.cookie" in code and ("location" in code or "window.open" in code or "reload" in code):
        return "cookie challenge"
    if len(code) > 300 and ("eval(" in code or "\\x" in code or "_0x" in code or "fromCharCode" in code):
        return "script challenge"
    return None


def redirect_target(document: Document) -> str | None:
    """Where a stub without text sends its reader, as written: by ``meta refresh`` or by script."""
    if document.text_length > 200:
        return None
    if match := _REFRESH.match(document.walk.refresh):
        return None if match[1].lower().startswith("javascript:") else match[1]
    for code in document.scripts:
        if len(code) < 3000 and not _MOBILE.search(code) and (found := _SCRIPT_TARGET.search(code)):
            return None if found[1].lower().startswith("javascript:") else found[1]
    return None
