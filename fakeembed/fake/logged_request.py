"""One request of the code under test and what became of it, as a test and a failure text read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeembed._core.clock import moment, rfc3339
from fakeembed._core.faults import FOR_EVER
from fakeembed._wire.forms import MULTIPART, URLENCODED
from fakeembed._wire.http import member
from fakeembed._wire.json_body import parsed
from fakeembed.fake.logged_body import BodyFacts, described_files, described_refusal, digest, digest_of, form_of, shortened, size_of
from fakeembed.redaction import cleaned, is_secret_header, redacted

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import datetime

    from fakeembed._core.media.catalog import Upload
    from fakeembed._wire.forms import Form
    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.hints import Hints

SHOWN_BYTES = 500
"""Bytes of a JSON body in a failure text."""


class Sender(NamedTuple):
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
    _sender: Sender | None = field(default=None, compare=False)
    _hints: Hints | None = field(default=None, compare=False)

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - one call, from the log
        cls,
        request: Request,
        response: Response,
        at: float,
        facts: BodyFacts | None = None,
        sender: Sender | None = None,
        hints: Hints | None = None,
    ) -> LoggedRequest:
        """The entry of a request that was answered at a moment, in epoch seconds."""
        lost = "timeout" if response.delay == FOR_EVER else response.failure
        status = 0 if lost in {"connect", "timeout"} else response.status
        return cls(request.method, request.path, status, lost, at, request, response, facts, sender, hints)

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
        """Whether the answer left something to wait for: a task that is not done, or an error that may pass."""
        return self._answer.retryable

    @property
    def is_unknown(self) -> bool:
        """Whether the fake does not serve this operation and no stub answered it."""
        return self._answer.unknown

    @property
    def assumed(self) -> tuple[str, ...]:
        """What the answer assumes about undeclared media, a sentence for each medium; `FakeEmbed.assumptions` has them all."""
        return self._answer.assumed

    @property
    def hint(self) -> str:
        """What may have been meant by a request that was refused, such as another `api_date`, or an empty text.

        There is none for a body that is no longer kept.
        """
        if self._hints is None or self._facts is not None or not self.status:
            return ""
        return self._hints.hint_for(self._request, self._answer, self.content)

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
        return None if self._sender is None else self._sender.caller

    def seconds_until(self, later: LoggedRequest) -> float:
        """How long its client waited before a later request: on the fake's clock, and really, where waits are skipped."""
        virtual = later._at - self._at
        if self._sender is None or later._sender is None:
            return virtual
        really = later._sender.really_at - self._sender.really_at
        return virtual + really if self._sender.skips_waits else max(virtual, really)

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
            **({"hint": hint} if (hint := self.hint) else {}),
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
        lines += [f"  hint: {self.hint}"] if self.hint else []
        return redacted("\n".join(lines), self._key)

    def _form(self) -> Form:
        return form_of(self._request) if self._facts is None else self._facts.form
