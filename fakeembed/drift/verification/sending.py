"""How a question travels: with httpx, within a total time that no target can stretch, and one clear line when nothing comes."""

from __future__ import annotations

from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from fakeembed.drift.verification.answers import Answer, CannotLook
from fakeembed.drift.verification.live import is_of

if TYPE_CHECKING:
    from fakeembed.drift.verification.wording import Question

CONNECTING = 5.0
"""The longest that connecting may take, in seconds."""

LATE = 60.0
"""Seconds for which an answer is still received that nobody waits for any more: it may tell of something that was made."""

LARGEST = 256 << 20
"""The longest answer that is read, in bytes."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Sender:
    """One HTTP client for one origin."""

    def __init__(self, origin: str, *, seconds: float = 30.0, transport: httpx.BaseTransport | None = None) -> None:
        """Talk to `origin`, over a transport of its own or over the network; no answer may take more than `seconds`."""
        self.origin = origin
        self.seconds = seconds
        self._unanswered: list[tuple[Question, Thread, list[Answer | Exception]]] = []
        self._direct = transport is not None
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(seconds + LATE, connect=CONNECTING),
            trust_env=not self._direct and urlsplit(origin).hostname not in _LOOPBACK,
        )

    def send(self, question: Question, *, key: str) -> Answer:
        """The answer to a question.

        Raises:
            CannotLook: When none came: no connection, a connection that broke, or no end of the answer in time.
        """
        request = self._request(question, key)
        return self._received(request) if self._direct else self._in_time(question, request)

    def late(self, seconds: float) -> list[tuple[Question, Answer]]:
        """The answers that have come, or come within these seconds, to questions that nobody waits for any more."""
        until = monotonic() + seconds
        for _, thread, _ in self._unanswered:
            thread.join(max(0.0, until - monotonic()))
        come = [(question, outcome[0]) for question, _, outcome in self._unanswered if outcome]
        return [(question, answer) for question, answer in come if isinstance(answer, Answer)]

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _request(self, question: Question, key: str) -> httpx.Request:
        url = question.route if "://" in question.route else f"{self.origin}{question.route}"
        known = "://" not in question.route or is_of(httpx.URL(url), self.origin)  # a key is for nobody else
        headers = {**dict(question.headers), **({"x-api-key": key} if key and known else {})}
        body: dict[str, Any] = {}
        if question.fields or question.files:
            body["files"] = [
                *((name, (None, value)) for name, value in question.fields),
                *((name, (sent_as, content, kind)) for name, sent_as, content, kind in question.files),
            ]
        elif question.urlencoded:
            body["data"] = dict(question.urlencoded)
        elif question.json is not ...:
            body["json"] = question.json
        elif question.content is not None:
            body["content"] = question.content
        return self._client.build_request(question.method, url, params=list(question.params) or None, headers=headers, **body)

    def _received(self, request: httpx.Request) -> Answer:
        content = bytearray()
        response = self._client.send(request, stream=True)
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > LARGEST:
                    raise CannotLook(f"{_place(request)} answered more than {LARGEST >> 20} MB")
        finally:
            response.close()
        return Answer(response.status_code, dict(response.headers.items()), bytes(content))

    def _in_time(self, question: Question, request: httpx.Request) -> Answer:
        """Wait for the whole answer on a thread: httpx limits each read, and a target that drips bytes would never end."""
        outcome: list[Answer | Exception] = []

        def ask() -> None:
            try:
                outcome.append(self._received(request))
            except (CannotLook, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
                outcome.append(error)

        thread = Thread(target=ask, daemon=True)
        waited_for = (question, thread, outcome)
        self._unanswered.append(waited_for)
        thread.start()
        thread.join(self.seconds)
        if outcome:
            self._unanswered.remove(waited_for)
        else:
            raise CannotLook(f"{_place(request)} did not answer within {self.seconds:.3g} seconds")
        [result] = outcome
        if isinstance(result, Answer):
            return result
        if isinstance(result, CannotLook):
            raise result
        raise CannotLook(_explanation(request, result)) from result


def _explanation(request: httpx.Request, error: Exception) -> str:
    """One line about an error of httpx."""
    place = _place(request)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return f"cannot reach {place}: {error}"
    if isinstance(error, httpx.TimeoutException):
        return f"{place} did not answer in time"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.DecodingError):
        return f"{place} broke off its answer: {error}"
    return f"{place} could not be asked: {error}"


def _place(request: httpx.Request) -> str:
    return f"{request.method} {request.url.scheme}://{request.url.netloc.decode('ascii')}{request.url.path}"
