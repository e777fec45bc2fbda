"""A bare 城区 means the site's own: 阳泉's on a site of 阳泉, 晋城's on a site of 晋城, and neither elsewhere."""

import json

HTML = {"Content-Type": "text/html; charset=utf-8"}
TITLE = "城区：把村账晒在墙上"
TEXT = "".join(
    f"<p>　　{text}</p>"
    for text in (
        "“看得见，才信得过。”12月3日，城区纪委监委的工作人员把三份清单贴上公示栏，逐项念给在场的群众听。",
        "今年以来，城区对照清单开展监督检查，把问题记在本上，要求相关部门限期改完，改完以后再请群众来看。",
        "三周以后，公示栏换了新纸，写着每一笔钱的去处，也写着经办人的名字和电话。",
    )
)
ARTICLE = f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>
<div class="info">2026-11-20 来源：样板日报</div><div class="text">{TEXT}</div></body></html>"""
LIST = f"""<html><body><ul><li><a href="/yw/1.html">{TITLE}</a> 2026-11-20</li></ul></body></html>"""
SITES = """
[[site]]
name = "yangquan"
lists = "http://yangquan.example.gov.cn/yw/"
code = 140300

[[site]]
name = "jincheng"
lists = "http://jincheng.example.gov.cn/yw/"
code = 140500

[[site]]
name = "elsewhere"
lists = "http://elsewhere.example.gov.cn/yw/"
"""
WATCHED = "".join(f'[[locality]]\nname = "{code}"\n' for code in ("140302", "140502"))


def test_a_bare_district_is_the_sites_own(stand_in, scrapy, tmp_path, data_dir):
    port = stand_in(
        lambda path, headers: (
            (404, HTML, b"") if path == "/robots.txt" else (200, HTML, (LIST if path == "/yw/" else ARTICLE).encode())
        )
    ).port
    files = {}
    for name, text in {"SITES_FILE": SITES, "LOCALITIES_FILE": WATCHED}.items():
        files[name] = tmp_path / f"{name}.toml"
        files[name].write_text(text, "utf-8")
    names = ("yangquan", "jincheng", "elsewhere")
    ran = scrapy(
        "crawl", *names, HOST_MAP=",".join(f"{name}.example.gov.cn=127.0.0.1:{port}" for name in names), **files
    )
    assert ran.code == 0, ran.err
    items = json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]
    found = {item["url"].split(".")[0].removeprefix("http://"): set(item["_jijian"]["localities"]) for item in items}
    assert found == {"yangquan": {"140302"}, "jincheng": {"140502"}, "elsewhere": set()}
