"""All declared sites, without the patience that ends: their saved pages are old, and an old newest article is `stale`."""

from dataclasses import replace

from tests.site_pages import LOADER


def _patient(cls):
    return type(cls.__name__, (cls,), {"site": replace(cls.site, max_quiet_days=None), "__module__": __name__})


globals().update(
    {
        cls.__name__: _patient(cls)
        for name in LOADER.list()
        if name not in ("sample", "site")
        for cls in [LOADER.load(name)]
    }
)
