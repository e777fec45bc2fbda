"""The spiders of tests/families after a redesign of their sites: no selector finds anything any more."""

from tests.families import FAMILIES

WITH_SELECTORS = ("trs", "founder", "jcms", "jeecms", "vsb", "php")

for _name in WITH_SELECTORS:
    _family = FAMILIES[_name]
    _broken = {field: f".r-{field}-2027" for field in _family.selectors}
    globals()[_family.__name__] = type(_family.__name__, (_family,), {"__module__": __name__, "selectors": _broken})
