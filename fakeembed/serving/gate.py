"""Who may ask a served fake: any program that speaks to it by its own name, and no web page unless somebody said which.

A page of another site can make a browser send requests to this machine, and a name that leads to two addresses (DNS rebinding) can
make it read the answers. So the name must be one of this machine, and what controls the fake answers no other origin (D143).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fakeembed._wire import control
from fakeembed._wire.http import Response, own_words
from fakeembed._wire.json_body import JSON
from fakeembed.serving import live_page

if TYPE_CHECKING:
    from fakeembed._wire.http import Request

TOKEN = "x-fakeembed-token"  # noqa: S105 - the name of a header
HEALTH = f"{control.PREFIX}health"
LARGEST_CONTROL = 1024 * 1024
"""Bytes of the body of a control request; what is declared there is short."""

_PREFLIGHT = "access-control-request-method"
_SITES = frozenset({"cross-site", "same-site"})
_USUAL_PORTS = {"http": 80, "https": 443}
_LARGEST_PORT = 65535
_ADDRESS = re.compile(r"(\[(?P<v6>[\w.:%-]+)\]|[\w-]+(\.[\w-]+)*\.?)(:(?P<port>[0-9]{0,5}))?")
"""A name or a number, of version 6 in brackets, and perhaps a port, in lower case."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a request must have to be answered.

    Attributes:
        hosts: Names, beside those of this machine, under which it may be asked; "*" for any.
        by_address: Whether it may be asked by any address, as where it listens beyond this machine: nobody else owns a number.
        origins: Origins whose pages may ask the service and read its answers, "https://app.example.com"; "*" for any.
        token: What a control request has to bring in `TOKEN`; None where none is needed.
    """

    hosts: frozenset[str] = frozenset()
    by_address: bool = False
    origins: frozenset[str] = frozenset()
    token: str | None = None

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not answered, or None when it may be."""
        host = request.header("host")
        if not _names_this_machine(host, by_address=self.by_address) and self.hosts.isdisjoint({"*", _name(host)}):
            why = f"This fake is not asked as {_name(host)[:100]!r}; start it with --allow-host for that name."
            if not host:
                why = "This request does not name the fake: it has no header Host, without which only --allow-host '*' answers."
            return own_words(403, "host_not_allowed", why)
        if request.method == "OPTIONS" and _PREFLIGHT in request.headers and not control.concerns(request):
            return self._preflight(request)
        return self._refused_control(request) if control.concerns(request) else None

    def opened(self, request: Request, answer: Response) -> Response:
        """An answer that a page of an origin that may ask can read."""
        origin = request.header("origin")
        if not origin or control.concerns(request) or not self._may_ask(origin):
            return answer
        return replace(answer, headers={**answer.headers, **_CORS, "access-control-allow-origin": origin})

    def _preflight(self, request: Request) -> Response | None:
        origin = request.header("origin")
        if not self._may_ask(origin):
            return None  # the service's own answer to a method that it does not know
        allowed = {
            "access-control-allow-origin": origin,
            "access-control-allow-methods": request.header(_PREFLIGHT),
            "access-control-allow-headers": request.header("access-control-request-headers"),
            "access-control-allow-private-network": "true",
            "access-control-max-age": "600",
            "vary": "origin",
        }
        return Response(204, {name: value for name, value in allowed.items() if value})

    def _refused_control(self, request: Request) -> Response | None:
        origin, kind = request.header("origin"), request.content_type
        if (origin and origin != request.origin) or request.header("sec-fetch-site") in _SITES:
            return own_words(403, "origin_not_allowed", "A fake is controlled by programs, and by no page of another origin.")
        if kind != JSON and (kind or request.body):
            return own_words(415, "content_type_invalid", f"The body of a control request is JSON: content-type: {JSON}.")
        if len(request.body) > LARGEST_CONTROL:
            return own_words(413, "request_too_large", f"A control request has at most {LARGEST_CONTROL} bytes.")
        return self._refused_token(request)

    def _refused_token(self, request: Request) -> Response | None:
        if request.path == HEALTH or self.token is None:  # health says nothing, and those who ask have no secrets
            return None
        if self.token and compare_digest(request.header(TOKEN).encode(), self.token.encode()):
            return None
        if live_page.concerns(request):
            return live_page.locked(has_token=bool(self.token))
        why = f"Beyond its own machine this fake is controlled with the header {TOKEN} alone; see --control-token."
        return own_words(401, "control_token_invalid", why)

    def _may_ask(self, origin: str) -> bool:
        return not self.origins.isdisjoint({"*", origin})


_CORS = {
    "vary": "origin",
    "access-control-expose-headers": "etag, location, retry-after, x-trace-id, x-ratelimit-limit, x-ratelimit-remaining,"
    " x-ratelimit-used, x-ratelimit-reset, x-ratelimit-request-limit, x-ratelimit-request-remaining",
}


def named_origin(text: str) -> str:
    """An origin as browsers name it, "https://app.example.com"; "*" and "null" stay what they are.

    Raises:
        ValueError: When it is none, so that no page would ever be let in.
    """
    if text in {"*", "null"}:
        return text
    try:
        scheme, host, port = _origin(text.lower().removesuffix("/"))
    except ValueError:
        raise ValueError(f"--cors takes an origin, such as https://app.example.com, or '*' for any; not {text!r}") from None
    return f"{scheme}://{host}" + ("" if port in {None, _USUAL_PORTS.get(scheme)} else f":{port}")


def named_host(text: str) -> str:
    """The name of a host, given with a port or without; "*" stays what it is, and nothing else has one in it.

    Raises:
        ValueError: When it is none.
    """
    if text == "*":
        return text
    bare = text.count(":") > 1 and not text.startswith("[")
    try:
        host, _ = _address(f"[{text}]" if bare else text)
    except ValueError:
        raise ValueError(f"--allow-host takes the name of a host, such as fake.internal; not {text!r}") from None
    return _name(host)


def _origin(text: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; ValueError when there is less or more."""
    parts = urlsplit(text)
    if text != f"{parts.scheme}://{parts.netloc}" or text.endswith(":"):
        raise ValueError(text)
    return parts.scheme, *_address(parts.netloc)


def _address(text: str) -> tuple[str, int | None]:
    """Host and port of what a URL has between its slashes; ValueError when it is none, or has a user."""
    found = _ADDRESS.fullmatch(text.lower())
    if not found:
        raise ValueError(text)
    if found["v6"]:
        IPv6Address(found["v6"])
    port = int(found["port"]) if found["port"] else None
    if port is not None and port > _LARGEST_PORT:
        raise ValueError(text)
    return found[1], port


def _name(host: str) -> str:
    """The name in a `Host` header, without a port, in lower case."""
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    return name.rstrip(".").lower()


@lru_cache(256)
def _names_this_machine(host: str, *, by_address: bool) -> bool:
    name = _name(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback or by_address
    except ValueError:
        return False
