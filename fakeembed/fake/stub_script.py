"""What the fake does not serve: answers that a test gives to such requests, and errors about those that nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.stubs import Stub
from fakeembed._wire.http import Response
from fakeembed._wire.routes import described
from fakeembed._wire.stubs import written
from fakeembed.errors import UnknownEndpoint
from fakeembed.fake.logged_request import LoggedRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fakeembed._core.clock import Clock
    from fakeembed._wire.app import App
    from fakeembed._wire.http import Request


class StubScript:
    """The part of a FakeEmbed that is about operations it does not serve."""

    clock: Clock
    unknown: list[UnknownEndpoint]
    """What a strict fake was asked in vain. An error in it that did not reach the test fails it at its end."""
    _app: App

    def stub(  # noqa: PLR0913 - each is one independent part of an answer
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        content: str | bytes | Callable[[LoggedRequest], str | bytes | Response] | None = None,
        stream: Iterable[Any] | Callable[[LoggedRequest], Iterable[Any] | Response] | None = None,
        status: int = 200,
        times: int | None = None,
        replace: bool = False,
    ) -> None:
        """Answer an operation that the fake does not serve, such as `/analyze`, `/indexes`, `/tasks` or `/search`.

        The key is checked, the request is logged, and faults and limits meet it as they meet every other. While a GET says a
        `status` other than `ready` and `failed`, there is something to wait for, and waiting for it takes no real time. Of several
        stubs for one request those with `times` come first, in the order of their declaration; of the others the latest counts.

        Args:
            method: "GET", "POST", ...
            path: Without the API version; a part in braces, or a `*`, stands for any one part: `/indexes/{index_id}`.
            json: A JSON value, or a function of the request, as the log has it, that returns one.
            content: A text or bytes, or a function that returns either.
            stream: JSON values, sent as NDJSON, a line each; or texts, sent as they are, which is how server-sent events are
                given; or a function that returns such a list. All of them come at once.
            status: The HTTP status. A function that wants another one, or headers, returns a `fakeembed.Response`.
            times: How many requests are answered so; None for all from now on.
            replace: Whether it stands in the place of an operation that the fake serves itself.

        Raises:
            ValueError: For an operation that the fake serves, without `replace`; for more than one of `json`, `content` and
                `stream`, or what cannot be written so; for a status that is none, and for fewer than one time.
        """
        answers = {"json": json, "content": content, "stream": stream}
        given = {kind: value for kind, value in answers.items() if value is not None}
        functions = {kind: value for kind, value in given.items() if callable(value)}
        content_type, body = written({kind: [] if kind == "stream" else "" for kind in given} if functions else given)
        stub = Stub(method, path, status, content_type, body, times, replace, is_made=bool(functions))

        def made(request: Request) -> Response:
            ((kind, function),) = functions.items()
            answer = function(LoggedRequest.of(request, Response(0), self.clock.seconds))
            if isinstance(answer, Response):
                return answer
            answer_type, answer_body = written({kind: answer})
            return Response(status, {"content-type": answer_type}, answer_body)

        self._app.stub(stub, made if functions else None)

    def assert_endpoints_known(self) -> None:
        """Raise UnknownEndpoint when a strict fake was asked for what it does not know and the error did not reach the test."""
        if self.unknown:
            raise UnknownEndpoint.swallowed(self.unknown)

    def _note_unknown(self, request: Request) -> UnknownEndpoint:
        error = UnknownEndpoint.asked(f"{request.method} {request.path}", described())
        self.unknown.append(error)
        return error
