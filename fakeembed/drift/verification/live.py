"""Which targets are the live service, and what is required of asking it: a yes, https, a budget, and a key that stays with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift.verification.answers import CannotStart

if TYPE_CHECKING:
    import httpx

LIVE = "https://api.twelvelabs.io"

POSTS, SECONDS = 600, 1800
"""The budget of a live run unless it is told otherwise: requests that start or change something, and seconds of video."""

TIME_LIMIT = 300.0
"""The most seconds that a run may take unless it is told otherwise."""

_DOMAIN = "twelvelabs.io"


def url_of(name: str) -> httpx.URL:
    """The URL that a target's name is; "live" is the live service's. CannotStart when it is none.

    It is read by the library that sends the requests, so that nobody can be asked who was not looked at.
    """
    import httpx

    try:
        url = httpx.URL(LIVE if name == "live" else name)
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host:
        raise CannotStart(f"a target is 'fake', 'live' or a URL, not {name.rpartition('@')[2]!r}")
    return url


def is_live(name: str) -> bool:
    """Whether a target is the live service, or in its domain: by the parsed host, whatever its case, port, user or scheme."""
    if name == "fake":
        return False
    host = url_of(name).raw_host.decode("ascii").rstrip(".").lower()
    return f".{host}".endswith(f".{_DOMAIN}")


def origin(name: str) -> str:
    """Scheme, host and port at which a target is asked; CannotStart for the live service without https."""
    url = url_of(name)
    if not is_live(name):
        user = f"{url.userinfo.decode('ascii')}@" if url.userinfo else ""
        return f"{url.scheme}://{user}{url.netloc.decode('ascii')}"
    if url.scheme != "https":
        raise CannotStart(f"the live service is asked over https alone, because a key goes with it, and not over {url.scheme}")
    return str(url.copy_with(host=url.host.rstrip(".").lower(), userinfo=b"", raw_path=b"/")).rstrip("/")


def is_of(url: httpx.URL, origin: str) -> bool:
    """Whether a URL leads to an origin: the same scheme, host and port, and so to whom a key belongs."""
    import httpx

    other = httpx.URL(origin)
    return (url.scheme, url.raw_host, url.port) == (other.scheme, other.raw_host, other.port)
