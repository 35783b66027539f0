"""What the code under test asked for, request by request, and assertions that say what came instead."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeembed._core.clock import moment, rfc3339
from fakeembed._core.faults import FOR_EVER, fits
from fakeembed._wire.forms import MULTIPART, URLENCODED
from fakeembed._wire.http import member
from fakeembed._wire.json_body import parsed
from fakeembed.fake.logged_body import BodyFacts, described_files, described_refusal, digest, digest_of, form_of, shortened, size_of
from fakeembed.redaction import cleaned, is_secret_header, redacted
from fakeembed.transports.callers import caller

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from datetime import datetime

    from fakeembed._core.media.catalog import Upload
    from fakeembed._wire.forms import Form
    from fakeembed._wire.http import Request, Response

KEPT_ANSWER = 4096
"""Bytes of an answer that the log keeps; longer ones are results, and their bodies are not needed to tell what happened."""

SHOWN = 100
"""Requests that a failure text lists, the newest ones."""

SHOWN_BYTES = 500
"""Bytes of a JSON body in a failure text."""

WHOLE_BODIES = 64 * 1024 * 1024
"""Bytes of all bodies that the log keeps as they were sent, the newest; of the others it keeps facts (decision D94)."""

_real_monotonic = time.monotonic


class Asked(NamedTuple):
    """Who asked in this process, and when by the real clock; whether waits of the code under test cost no real time."""

    caller: int
    really_at: float
    skips_waits: bool


@dataclass(frozen=True, slots=True, repr=False)
class LoggedRequest:
    """One request and what became of it.

    Attributes:
        method: In capitals.
        path: With the API version, without the query.
        status: The HTTP status of the answer; 0 when none reached the client.
        lost: How the answer was lost ("connect", "timeout" or "reset"), or an empty text.
    """

    method: str
    path: str
    status: int
    lost: str
    _at: float
    _request: Request = field(compare=False)  # it has the key, and pytest shows what it has compared
    _answer: Response = field(compare=False)
    _facts: BodyFacts | None = field(default=None, compare=False)
    _asked: Asked | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls, request: Request, response: Response, at: float, facts: BodyFacts | None = None, asked: Asked | None = None
    ) -> LoggedRequest:
        """The entry of a request that was answered at a moment, in epoch seconds."""
        lost = "timeout" if response.delay == FOR_EVER else response.failure
        status = 0 if lost in {"connect", "timeout"} else response.status
        return cls(request.method, request.path, status, lost, at, request, response, facts, asked)

    @property
    def at(self) -> datetime:
        """When it was answered, on the fake's clock, as an aware datetime in UTC."""
        return moment(self._at)

    @property
    def code(self) -> str:
        """The `code` of an error, or an empty text."""
        return self._answer.code if self.status else ""

    @property
    def message(self) -> str:
        """The `message` of an error, or an empty text."""
        return self._answer.message if self.status else ""

    @property
    def resource_id(self) -> str:
        """The id of the task or the asset that the answer is about, or an empty text."""
        return self._answer.resource_id

    @property
    def retryable(self) -> bool:
        """Whether the answer left something to wait for."""
        return self._answer.retryable

    @property
    def is_unknown(self) -> bool:
        """Whether the fake does not serve this operation, and nobody stubbed it."""
        return self._answer.unknown

    @property
    def assumed(self) -> tuple[str, ...]:
        """What the answer rests on that nobody declared, a sentence for each medium; `FakeEmbed.assumptions` has them all."""
        return self._answer.assumed

    @property
    def answered_status(self) -> str:
        """The `status` in the answer, or an empty text when it has none or is long."""
        return member(self._answer.body, "status")

    @property
    def retry_after(self) -> float | None:
        """The seconds that the answer asked to wait for, in `retry-after-ms` or `retry-after`; None when it asked for none."""
        thousandths, whole = (self._answer.headers.get(name, "") for name in ("retry-after-ms", "retry-after"))
        if thousandths.isdecimal():
            return int(thousandths) / 1000
        return float(whole) if whole.isdecimal() else None

    @property
    def answer_headers(self) -> Mapping[str, str]:
        """The headers of the answer by lower-case name."""
        return self._answer.headers

    @property
    def caller(self) -> int | None:
        """Which thread or asyncio task asked; None when that is not known, as of a request that came through a socket."""
        return None if self._asked is None else self._asked.caller

    def seconds_until(self, later: LoggedRequest) -> float:
        """How long its client waited before a later request: on the fake's clock, and really, where waits are skipped."""
        virtual = later._at - self._at
        if self._asked is None or later._asked is None:
            return virtual
        really = later._asked.really_at - self._asked.really_at
        return virtual + really if self._asked.skips_waits else max(virtual, really)

    @property
    def has_body(self) -> bool:
        """Whether a body was sent."""
        return bool(self._request.body) or self._facts is not None

    @property
    def content(self) -> Hashable:
        """What was asked, however its form is cut: equal for a request and its repetition."""
        form = self._form()
        files = tuple(sorted((name, digest_of(file)) for name, file in form.files.items()))
        is_form = self._request.content_type in {MULTIPART, URLENCODED}
        body = "" if is_form else self._facts.sha256 if self._facts is not None else digest(self._request.body)
        return tuple(sorted(self.params.items())), tuple(sorted(form.fields.items())), files, body

    @property
    def params(self) -> Mapping[str, tuple[str, ...]]:
        """The query parameters, each with all its values."""
        return self._request.params

    @property
    def form(self) -> Mapping[str, tuple[str, ...]]:
        """The fields of the form in the body, each with all its values; empty when there is no form."""
        return self._form().fields

    @property
    def files(self) -> Mapping[str, Upload]:
        """The files of the form in the body, by field name, with `filename`, `content_type` and `content`.

        Of a body that was too large to be kept each is a `LoggedFile`, with `size`, `sha256` and the first bytes.
        """
        return self._form().files

    @property
    def json(self) -> Any:
        """The JSON value in the body, or None when there is none."""
        return parsed(self._request.body)

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by lower-case name; of a key and the like it is only said that they were sent."""
        return {name: "(hidden)" if is_secret_header(name) else value for name, value in self._request.headers.items()}

    def described(self) -> dict[str, Any]:
        """All of it as plain JSON values: of each file its name, type, size and digest, and of a refusal its rule and evidence."""
        form = self._form()
        body = {} if self._facts is None or form.fields else {"body": {"size": self._facts.size, "sha256": self._facts.sha256}}
        described: dict[str, Any] = {
            "at": rfc3339(self._at),
            "method": self.method,
            "path": self.path,
            "params": {name: list(values) for name, values in self.params.items()},
            "form": {name: list(values) for name, values in form.fields.items()},
            "files": described_files(form),
            "json": shortened(self.json),
            **body,
            "status": self.status,
            **(described_refusal(self._answer) if self.status >= 400 else {}),
            **({"lost": self.lost} if self.lost else {}),
            **({"resource_id": self.resource_id} if self.resource_id else {}),
            **({"assumed": list(self.assumed)} if self.assumed else {}),
        }
        hidden: dict[str, Any] = cleaned(described, self._key)
        return hidden

    def further(self) -> dict[str, Any]:
        """What `described` leaves out as plain JSON values: headers, and the answer, which is null when it was a long result."""
        further = {"headers": dict(self.headers), "answer_headers": self._answer.headers, "answer": parsed(self._answer.body)}
        hidden: dict[str, Any] = cleaned(further, self._key)
        return hidden

    @property
    def _key(self) -> str:
        return self._request.header("x-api-key")

    def __str__(self) -> str:
        """One line for failure texts."""
        query = f"?{self._request.query}" if self._request.query else ""
        came = [str(self.status)] if self.status else []
        came += [self.code] if self.code else []
        came += [f"no answer ({self.lost})" if not self.status else f"and half of the answer ({self.lost})"] if self.lost else []
        return redacted(f"{self.method} {self.path}{query} -> {' '.join(came)}", self._key)

    def __repr__(self) -> str:
        """The same, so that pytest and a debugger show no more."""
        return f"<LoggedRequest {self}>"

    def as_text(self) -> str:
        """A few lines for failure texts: what was asked and what came."""
        asked = [f"  {name}: {', '.join(values)}" for name, values in self.form.items()]
        asked += [f"  {name}: file {file.filename!r}, {size_of(file)} bytes" for name, file in self.files.items()]
        if self.json is not None:
            beginning = self._request.body[: 2 * SHOWN_BYTES].decode(errors="replace")
            asked.append(f"  json: {redacted(beginning, self._key)[:SHOWN_BYTES]}")  # half a key is none that is looked for
        lines = [str(self), *asked, *([f"  answer: {self.message}"] if self.message else [])]
        return redacted("\n".join(lines), self._key)

    def _form(self) -> Form:
        return form_of(self._request) if self._facts is None else self._facts.form


@dataclass(slots=True)
class _Entry:
    """One request in the log; what reads it is made when it is read."""

    request: Request
    response: Response
    at: float
    facts: BodyFacts | None = None
    asked: Asked | None = None

    def read(self) -> LoggedRequest:
        return LoggedRequest.of(self.request, self.response, self.at, self.facts, self.asked)

    def forget_body(self) -> None:
        self.facts = BodyFacts.of(self.request)
        self.request = replace(self.request, body=b"")


class RequestLog:
    """Every request that reached a fake, oldest first."""

    def __init__(
        self, *, most: int | None = None, most_bytes: int = WHOLE_BODIES, in_process: bool = False, skips_waits: bool = False
    ) -> None:
        """Start empty.

        Args:
            most: How many requests are kept, the newest.
            most_bytes: How many bytes of the newest bodies are kept; of other bodies there are facts.
            in_process: Whether the code under test asks in this process, so that it is known which thread or task of it does.
            skips_waits: Whether its waits cost no real time, so that real time counts beside that of the fake's clock.
        """
        self._in_process = in_process
        self._skips_waits = skips_waits
        self._logged: deque[_Entry] = deque(maxlen=most)
        self._whole: deque[_Entry] = deque()  # those of them whose bodies are kept
        self._most_bytes = most_bytes
        self._bytes = 0
        self._added = 0

    def __iter__(self) -> Iterator[LoggedRequest]:
        """The requests, oldest first."""
        return (entry.read() for entry in list(self._logged))

    def __len__(self) -> int:
        """How many there were."""
        return len(self._logged)

    def __getitem__(self, index: int) -> LoggedRequest:
        """The request at a position; negative ones count from the newest."""
        return self._logged[index].read()

    @property
    def total(self) -> int:
        """How many requests there ever were, forgotten ones included."""
        return self._added

    def newest(self) -> Iterator[tuple[int, LoggedRequest]]:
        """The requests, newest first, each with its number, which counts from 1 and stays."""
        entries = list(self._logged)
        return ((number, entry.read()) for number, entry in zip(count(self._added, -1), reversed(entries)))

    def __repr__(self) -> str:
        """The newest requests, a line each."""
        earlier = len(self._logged) - SHOWN
        lines = [f"({earlier} earlier requests)"] if earlier > 0 else []
        for entry in list(self._logged)[-SHOWN:]:
            lines += [str(entry.read()), *(f"  assumed: {sentence}" for sentence in entry.response.assumed)]
        return "\n".join(lines) or "(no requests)"

    def all(self, *, method: str | None = None, path: str | None = None) -> list[LoggedRequest]:
        """Those of a method, and of a path: its end ("/embed/tasks") or a pattern ("*/tasks/*")."""
        return [logged for logged in self if (method is None or logged.method == method.upper()) and fits(path, logged.path)]

    def one(self, *, method: str | None = None, path: str | None = None) -> LoggedRequest:
        """The only request of that method and path; AssertionError that lists what came when there is not exactly one.

        When there is none, the error tells of the request that comes nearest: what it asked and what was answered.
        """
        found = self.all(method=method, path=path)
        if len(found) != 1:
            near = f"\nThe nearest is:\n{self._nearest(method, path).as_text()}" if self._logged and not found else ""
            msg = f"expected one {method or 'request'} {path or ''}, found {len(found)} among:\n{self!r}{near}"
            raise AssertionError(msg)
        return found[0]

    def _nearest(self, method: str | None, path: str | None) -> LoggedRequest:
        """The request whose method and path are most like those; the newest of several."""

        def likeness(entry: _Entry) -> float:
            path_alike = SequenceMatcher(None, path or "", entry.request.path, autojunk=False).ratio()
            return path_alike + (method is None or entry.request.method == method.upper()) / 2

        return max(list(self._logged)[: -SHOWN - 1 : -1], key=likeness).read()

    def add(self, request: Request, response: Response, at: float) -> None:
        """Note a request and what was answered at a moment, in epoch seconds."""
        if len(response.body) > KEPT_ANSWER:
            response = replace(response, body=b"")
        asked = Asked(id(caller()), _real_monotonic(), self._skips_waits) if self._in_process else None
        entry = _Entry(request, response, at, None, asked)
        if len(self._logged) == self._logged.maxlen and self._whole and self._whole[0] is self._logged[0]:
            self._bytes -= len(self._whole.popleft().request.body)
        self._logged.append(entry)
        self._added += 1
        if request.body:
            self._whole.append(entry)
            self._bytes += len(request.body)
        while self._bytes > self._most_bytes:
            oldest = self._whole.popleft()
            self._bytes -= len(oldest.request.body)
            oldest.forget_body()

    def clear(self) -> None:
        """Forget all requests."""
        self._logged.clear()
        self._whole.clear()
        self._bytes = 0
