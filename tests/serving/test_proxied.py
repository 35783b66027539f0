"""A served fake behind a proxy that ends TLS: the addresses in its answers are those under which its clients reach it."""

from __future__ import annotations

import httpx
import pytest

KEY = {"x-api-key": "any"}
UPLOAD = {"filename": "dog.mp4", "type": "video", "total_size": 6_000_000}
WAYS = {"direct": {}, "ASGI": {"expect": "nothing in particular"}}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    ("said", "scheme"),
    [({"x-forwarded-proto": said}, scheme) for said, scheme in [("https", "https"), ("HTTPS, http", "https"), ("gopher", "http")]]
    + [({}, "http")],
    ids=["https", "the first of several", "another protocol", "nothing"],
)
def test_an_upload_goes_where_its_client_reaches_the_fake(fake_embed_server, said, scheme, way):
    """nginx, HAProxy and Caddy pass `Host` on, and say in `X-Forwarded-Proto` which scheme was used."""
    headers = {**KEY, **way, **said, "host": "localhost:8443"}
    answer = httpx.post(f"{fake_embed_server.url}/v1.3/assets/multipart-uploads", json=UPLOAD, headers=headers, timeout=60)

    assert answer.json()["upload_urls"][0]["url"].startswith(f"{scheme}://localhost:8443/")


@pytest.mark.parametrize(
    ("origin", "said", "status"),
    [
        ("https://localhost:8443", {"x-forwarded-proto": "https"}, 204),
        ("https://localhost:8443", {}, 403),
        ("https://example.com", {"x-forwarded-proto": "https"}, 403),
        ("https://example.com", {"x-forwarded-proto": "https", "x-forwarded-host": "example.com"}, 403),
    ],
    ids=["its own page", "one that a proxy does not name", "another", "another that names itself"],
)
def test_its_own_page_controls_it_there_and_no_other(fake_embed_server, origin, said, status):
    """A page cannot set these headers for another origin without being asked first, and the name is that in `Host`."""
    headers = {**said, "host": "localhost:8443", "origin": origin}

    assert httpx.post(f"{fake_embed_server.url}/__fakeembed__/reset", headers=headers, timeout=60).status_code == status
