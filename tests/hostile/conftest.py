"""Sites that stop with their module, and the server that nothing may reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.hostile.site import Asked, Reply, Server, Site


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Site], Site]]:
    """Start a site; it stops with the module."""
    running: list[Site] = []

    def start(site: Site) -> Site:
        running.append(site.start())
        return site

    yield start
    for site in running:
        site.server.stop()


@pytest.fixture(scope="module")
def canary() -> Iterator[Server]:
    """A server of the local network: whatever a page says, it must not be reached."""

    def respond(asked: Asked) -> Reply:
        return Reply("<html><body><h1>内部系统</h1></body></html>")

    server = Server(respond, both=True)
    yield server
    server.stop()
