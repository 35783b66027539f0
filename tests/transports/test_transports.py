"""Transports translate and decide nothing: httpx in the whole process, httpx injected, sync and async."""

from __future__ import annotations

import asyncio

import httpcore
import httpx
import pytest

from fakeembed import FakeEmbed, Request, UnknownEndpoint
from fakeembed.transports.httpx import transport

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
FORM = {"model_name": (None, "marengo3.0"), "text": (None, "a cat")}


@pytest.mark.parametrize("path", ["/v1.3/search", "/v1.3/indexes", "/", "/v9.9/embed", "/v1.3/embed/tasks/1/2/3", "/v1.3//nothing"])
def test_an_unknown_path_never_leaves_the_process(fake_embed, path):
    """The service's own 404 instead of a request to the real host."""
    answer = httpx.get(f"https://api.twelvelabs.io{path}", headers=KEY)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_the_host_counts_whatever_scheme_and_port(fake_embed, scheme, port):
    """A misspelled base URL must not reach the real host either."""
    assert httpx.get(f"{scheme}://API.twelvelabs.io{port}/v1.3/embed/tasks", headers=KEY).status_code == 200


@pytest.mark.fake_embed(strict=True)
def test_a_strict_fake_raises_and_names_the_nearest_endpoint(fake_embed):
    """A typing error in a path is found at once."""
    with pytest.raises(UnknownEndpoint) as error:
        httpx.get(f"{API}/embed/task", headers=KEY)

    assert "GET /v1.3/embed/task is not an endpoint that this fake knows; the nearest is GET /v1.3/embed/tasks." in str(error.value)
    fake_embed.unknown.clear()


@pytest.mark.fake_embed(strict=True)
def test_a_strict_fake_answers_what_exists_in_another_version(fake_embed):
    """`api_upgrade_required` is an answer of the service."""
    assert httpx.get("https://api.twelvelabs.io/v1.1/embed/tasks", headers=KEY).json()["code"] == "api_upgrade_required"


def test_an_injected_transport_patches_nothing():
    """For code that takes its client as an argument."""
    fake = FakeEmbed()
    before = httpcore.ConnectionPool.create_connection

    with httpx.Client(base_url=API, headers=KEY, transport=transport(fake)) as client:
        answer = client.post("/embed", files=FORM)

    assert answer.status_code == 200
    assert httpcore.ConnectionPool.create_connection is before
    assert len(fake.requests) == 1


def test_one_injected_transport_serves_sync_and_async_clients():
    """The same state behind both."""
    fake = FakeEmbed()

    async def ask():
        async with httpx.AsyncClient(base_url=API, headers=KEY, transport=transport(fake)) as client:
            return await client.post("/embed", files=FORM)

    with httpx.Client(base_url=API, headers=KEY, transport=transport(fake)) as client:
        sync = client.post("/embed", files=FORM)

    assert asyncio.run(ask()).json() == sync.json()
    assert len(fake.requests) == 2


def test_every_door_gives_the_same_answer(fake_embed):
    """Installed, injected, pure: one service behind all of them."""
    injected = httpx.Client(base_url=API, headers=KEY, transport=transport(FakeEmbed()))
    request = injected.build_request("POST", "/embed", files=FORM)

    answers = [
        httpx.Client().send(request).content,
        injected.send(request).content,
        FakeEmbed().app(Request("POST", "/v1.3/embed", headers=dict(request.headers), body=request.read())).body,
    ]

    assert len(set(answers)) == 1


@pytest.mark.parametrize("kind", [httpcore.HTTPConnection, httpcore.AsyncHTTPConnection])
def test_no_request_is_sent_on_a_connection_that_has_answered(fake_embed, monkeypatch, kind):
    """Nor where a pool looked for ended connections before the answer ended, as it may beside other threads and tasks."""
    monkeypatch.setattr(kind, "has_expired", lambda _: False)

    async def asked_twice():
        async with httpx.AsyncClient(headers=KEY) as client:
            return [await client.get(f"{API}/embed/tasks") for _ in range(2)]

    with httpx.Client(headers=KEY) as client:
        answers = [client.get(f"{API}/embed/tasks") for _ in range(2)]

    assert [answer.status_code for answer in (*answers, *asyncio.run(asked_twice()))] == [200] * 4


def test_a_client_with_a_transport_of_its_own_is_left_alone(fake_embed):
    """Somebody else's double in the same test goes on answering."""
    mine = httpx.MockTransport(lambda _: httpx.Response(418))

    assert httpx.Client(transport=mine).get(f"{API}/embed/tasks").status_code == 418
    assert len(fake_embed.requests) == 0


def test_certificates_are_verified_as_ever(fake_embed):
    """Loading them once saves most of a client's cost; what is loaded is what httpx would load."""
    import ssl

    context = httpx.create_ssl_context()
    with httpx.Client() as client:
        pool = client._transport._pool

    assert pool._ssl_context.verify_mode is ssl.CERT_REQUIRED
    assert pool._ssl_context.check_hostname
    assert pool._ssl_context.cert_store_stats() == context.cert_store_stats()


def test_certificates_are_loaded_once(fake_embed):
    """And never for clients that ask for something else."""
    contexts = [httpx.Client()._transport._pool._ssl_context for _ in range(2)]
    unverified = httpx.Client(verify=False)._transport._pool._ssl_context

    assert contexts[0] is contexts[1]
    assert unverified is not contexts[0]
