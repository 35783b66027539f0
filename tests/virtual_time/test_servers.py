"""A program that polls its own web application: the look is in another thread than the wait."""

from __future__ import annotations

import warnings

import pytest

pytest.importorskip("starlette", reason="the application under test needs a framework")
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

pytestmark = pytest.mark.usefixtures("never_stalls")


@pytest.fixture
def http(client, task, request):
    """A client of an application whose route asks for the status; its event loop lives for one request or for all of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would rather have the successor of httpx
        from starlette.testclient import TestClient

    def blocking(_request):
        return JSONResponse(client.status(task))

    async def asynchronous(_request):
        return JSONResponse(client.status(task))

    http = TestClient(Starlette(routes=[Route("/blocking", blocking), Route("/asynchronous", asynchronous)]))
    if request.param == "one loop":
        with http:
            yield http
    else:
        yield http


@pytest.mark.row("a route of a Starlette application, through its test client")
@pytest.mark.parametrize("path", ["/blocking", "/asynchronous"])
@pytest.mark.parametrize("http", ["one loop", "a loop for each request"], indirect=True)
def test_a_busy_loop_over_a_route_of_the_programs_own_ends(http, path):
    looks = 1
    while http.get(path).json() != "ready":
        looks += 1

    assert looks == 11
