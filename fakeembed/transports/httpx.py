"""The fake as an httpx transport: to inject into a client, and to translate for whoever intercepts httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from fakeembed._wire.http import Request

if TYPE_CHECKING:
    from fakeembed.fake import FakeEmbed


def transport(fake: FakeEmbed) -> httpx.MockTransport:
    """A transport for `httpx.Client(transport=...)` and for `httpx.AsyncClient(transport=...)`.

    Nothing is patched, so sleeps between polls take their real time unless the fake is installed as well.
    """

    def handler(request: httpx.Request) -> httpx.Response:
        return answered(fake, request)

    return httpx.MockTransport(handler)


def answered(fake: FakeEmbed, request: httpx.Request) -> httpx.Response:
    """The fake's answer to an httpx request whose body has been read."""
    url = request.url
    answer = fake.app(
        Request(
            request.method,
            url.path,
            url.query.decode("ascii"),
            {name.decode("ascii").lower(): value.decode("latin-1") for name, value in request.headers.raw},
            request.content,
            f"{url.scheme}://{url.netloc.decode('ascii')}",
        )
    )
    return httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=request)
