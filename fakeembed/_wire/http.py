"""What a request and an answer are inside the fake: plain values that no HTTP library has a part in."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fakeembed._core.rules import Refusal


_FRAME = frozenset({"content-length", "transfer-encoding"})

_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived.

    Attributes:
        method: In capitals.
        path: The path with its API version, percent-decoded or not, without the query.
        query: What stands behind the question mark, or an empty text.
        headers: By name, in any case; of two that differ in their case the last counts.
        body: The bytes of the body. Of a large form that a server has put on a disk it is an `mmap`, which is read like bytes.
        origin: Scheme, host and port the client used, for answers that contain a URL.
        timeout: Seconds for which the client waits for an answer, or None for as long as it takes.
        can_wait: Whether its transport can wait for a late answer in an event loop, where other tasks go on meanwhile.
    """

    method: str
    path: str
    query: str = field(default="", repr=False)  # it may have a signature
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # the key is among them
    body: bytes = field(default=b"", repr=False)
    origin: str = "https://api.twelvelabs.io"
    timeout: float | None = None
    can_wait: bool = field(default=False, repr=False, compare=False)
    form: Any = field(default=None, init=False, repr=False, compare=False)
    """The form in the body once an endpoint has decoded it, until the request is kept."""

    def __post_init__(self) -> None:
        """Know the headers by their lower-case names, which is how everybody asks for them."""
        if self.headers and not "".join(self.headers).islower():
            object.__setattr__(self, "headers", {name.lower(): value for name, value in self.headers.items()})

    def remember(self, form: Any) -> None:
        """Have the form in the body at hand, or with None no more, because it may be as large as the body."""
        object.__setattr__(self, "form", form)

    def header(self, name: str) -> str:
        """A header's value, or an empty text."""
        return self.headers.get(name, "")

    @property
    def content_type(self) -> str:
        """The media type of the body without its parameters, lower case."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def params(self) -> dict[str, tuple[str, ...]]:
        """The query parameters, each with all its values; `name[]` counts as `name` (decision D19)."""
        return grouped(parse_qsl(self.query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Response:
    """One answer.

    Attributes:
        status: The HTTP status.
        headers: By lower-case name.
        body: The bytes of the body.
        retryable: Whether this answer leaves its reader something to wait for: a task that is not done, or an error that may pass.
        resource_id: The id of the task or asset that the answer is about, or an empty text.
        delay: Seconds until it comes; infinite when it never does. A FakeEmbed has waited for it already, unless `can_wait` of the
            request leaves that to its transport; a server has to.
        failure: How the client fails to get it: "connect" (the connection fails), "timeout" (it gave up waiting), "reset" (the
            connection breaks half-way through the body), or an empty text.
        unknown: Whether it is the refusal of an operation that this fake does not serve and no stub answers.
        assumed: What it assumes about undeclared media, a sentence for each.
        refusal: The rule that refused the request, or None.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    retryable: bool = False
    resource_id: str = ""
    delay: float = 0.0
    failure: str = ""
    unknown: bool = False
    assumed: tuple[str, ...] = ()
    refusal: Refusal | None = None

    def json(self) -> Any:
        """The body as JSON values."""
        import orjson

        return orjson.loads(self.body)

    @property
    def code(self) -> str:
        """The `code` of an error, flat or nested as a 413 is, or an empty text."""
        return member(self.body, "code") if self.status >= 400 else ""

    @property
    def message(self) -> str:
        """The `message` of an error, flat or nested as a 413 is, or an empty text."""
        return member(self.body, "message") if self.status >= 400 else ""


def member(body: bytes, name: str) -> str:
    """A text member of the object in a body, or of the `error` object in it; an empty text when there is none."""
    import orjson

    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    if isinstance(found, dict) and isinstance(found.get("error"), dict):
        found = {**found["error"], **found}
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


class Application(Protocol):
    """What answers requests: all that a transport or a server needs to know of a fake."""

    def app(self, request: Request) -> Response:
        """Answer one request."""

    def refuses(self, request: Request) -> bool:
        """Whether the answer to a request will be that nobody can be reached, whatever its body is; asking changes nothing."""


def as_json(status: int, value: Any, *, retryable: bool = False, resource_id: str = "") -> Response:
    """An answer whose body is compact JSON."""
    return Response(status, {}, encoded(value), retryable=retryable, resource_id=resource_id)


def own_words(status: int, code: str, message: str, **headers: str) -> Response:
    """An error of the fake itself, in both envelopes of the service at once, because its clients read the one or the other."""
    words = {"code": code, "message": message}
    body = encoded({**words, "error": words})
    return Response(status, {"content-type": "application/json", **headers}, body, retryable=status >= 500)


def unframed(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers by lower-case name, but those that say where a body ends, which whoever sends it knows (decision D251)."""
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _FRAME}


@lru_cache(maxsize=256)
def http_date(seconds: int) -> str:
    """A moment of the fake's clock as `date` has it: what is left until a reset of a limit is the reset less this, as recorded."""
    return formatdate(seconds, usegmt=True)


def encoded(value: object) -> bytes:
    """A JSON value as compact text; arrays of numpy are lists of numbers."""
    import orjson

    text = orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
    # A short one keeps the kilobytes in which orjson wrote it, for as long as a log keeps it; its copy does not.
    return text if len(text) > _PAGE else bytes(memoryview(text))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Name and value pairs as one tuple of values for each name."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name.removesuffix("[]"), []).append(value)
    return {name: tuple(each) for name, each in values.items()}
