"""Where the state machine sends its requests: to a fake in this process, or to any base URL; and how two answers are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import httpx

if TYPE_CHECKING:
    from fakeembed import FakeEmbed
    from fakeembed.strategies import ApiRequest

CONTROL = "/__fakeembed__"


class Answer(NamedTuple):
    """Status and JSON body of one answer."""

    status: int
    body: Any


class Target(Protocol):
    """Something that can be asked, and whose time and faults can be set."""

    def ask(self, request: ApiRequest) -> Answer:
        """The answer to one request."""

    def advance(self, seconds: float) -> None:
        """Let time pass."""

    def fail_next(self, status: int) -> None:
        """Answer the next request with an error."""

    def close(self) -> None:
        """Let go of what it needs."""


class InProcess:
    """A fake, asked below every HTTP library."""

    def __init__(self, fake: FakeEmbed) -> None:
        self.fake = fake

    def ask(self, request):
        response = request.answered_by(self.fake)
        return Answer(response.status, response.json() if response.body else None)

    def advance(self, seconds):
        self.fake.clock.advance(seconds)

    def fail_next(self, status):
        self.fake.fail_next(status)

    def close(self):
        pass


class OverHttp:
    """Whatever answers at a base URL, control endpoints included: asked by httpx, begun anew."""

    def __init__(self, base_url: str, key: str = "any") -> None:
        self.base_url = base_url
        self.client = httpx.Client(headers={"x-api-key": key}, timeout=30)
        self._control("reset", {})

    def ask(self, request):
        for match, facts in request.media.items():
            said = {f"has_{name}" if name in {"audio", "speech"} else name: value for name, value in facts.items()}
            self._control("media", {"match": match, **said})
        response = self.client.request(**request.keywords(self.base_url))
        return Answer(response.status_code, response.json() if response.content else None)

    def advance(self, seconds):
        self._control("clock", {"advance": seconds})

    def fail_next(self, status):
        self._control("faults", {"status": status})

    def close(self):
        self.client.close()

    def _control(self, name, body):
        assert self.client.post(f"{self.base_url}{CONTROL}/{name}", json=body).status_code in {200, 204}


_ID = re.compile(r"\b[0-9a-f]{24}\b")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_SIGNATURE = re.compile(r"Signature=[0-9a-f]{64}")
_ORIGIN = re.compile(r"https?://[^/]+/v1.3/assets/")


class Names:
    """The names under which the things of one target are known: the first id it gives is `id 1`, whatever it is."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def normalised(self, value: Any) -> Any:
        """A JSON value with ids by their order, and without moments, signatures and the host of the target."""
        if isinstance(value, dict):
            return {name: self.normalised(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.normalised(inner) for inner in value]
        if not isinstance(value, str):
            return value
        text = _ID.sub(lambda found: self._known.setdefault(found[0], f"id {len(self._known) + 1}"), value)
        return _ORIGIN.sub("/assets/", _SIGNATURE.sub("Signature", _MOMENT.sub("a moment", text)))
