"""What a fake replaces while it is installed is put back, whatever it is: every name of every module is compared."""

from __future__ import annotations

import asyncio
import os
import sys
from importlib import import_module

import httpx
import pytest
import requests

from fakeembed import FakeEmbed

pytestmark = pytest.mark.once

LIBRARIES = ("aiohttp", "httpcore2", "httpx2", "requests", "twelvelabs", "urllib3")


def names():
    """Every name of every module and of every class in it, and what it stands for."""
    found = {}
    for place, module in list(sys.modules.items()):
        if not hasattr(module, "__dict__") or place.startswith(("fakeembed", "tests", "_pytest")):
            continue
        for name, value in list(vars(module).items()):
            found[place, name] = value
            if isinstance(value, type) and getattr(value, "__module__", None) in {place, place.partition(".")[0]}:
                found |= {(place, f"{name}.{each}"): what for each, what in list(vars(value).items())}
    return found


def changed(before, after):
    """The names that stand for something else, or that are new or gone, but for late modules and for what libraries count."""
    new = {place for place, _ in after} - {place for place, _ in before}
    missing = object()
    both = {name for name in before.keys() | after.keys() if name[0] not in new}
    different = {name for name in both if before.get(name, missing) is not after.get(name, missing)}
    counted = {name for name in different if all(isinstance(side.get(name), int | float) for side in (before, after))}
    return {name for name in different - counted if not (name[1].startswith("__") or f"{name[0]}.{name[1]}" in sys.modules)}


@pytest.fixture
def everything():
    """All libraries that are intercepted, and everything that is imported late, by a first use."""
    for library in LIBRARIES:
        pytest.importorskip(library) if library.endswith("2") else import_module(library)
    with FakeEmbed():
        use()
    names()  # to look at it loads what a library loads when it is looked at, as openapi-spec-validator does with its schemas


def use():
    """Ask in three ways, and let asyncio wait."""
    key = {"x-api-key": "any"}
    for get in (httpx.get, requests.get):
        assert get("https://api.twelvelabs.io/v1.3/embed/tasks", headers=key).status_code == 200
    asyncio.run(asyncio.sleep(0))


def test_everything_is_put_back(everything):
    """Sockets, look-ups, event loops, pools, sleeps, classes of libraries; the import hook and the environment."""
    before, hooks, environment = names(), list(sys.meta_path), dict(os.environ)

    with FakeEmbed() as fake:
        during = changed(before, names())
        fake.environment()
        use()

    assert {("time", "sleep"), ("socket", "getaddrinfo"), ("httpcore", "ConnectionPool.create_connection")} <= during
    assert changed(before, names()) == set()
    assert (sys.meta_path, dict(os.environ)) == (hooks, environment)


def test_a_fake_inside_another_puts_back_no_more_than_its_own(everything):
    """What the outer one needs stays until that leaves."""
    before = names()
    with FakeEmbed():
        outer = names()
        with FakeEmbed():
            use()
        assert changed(outer, names()) == set()
        use()

    assert changed(before, names()) == set()
