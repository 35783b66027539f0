"""How most requests are answered: where they are parsed, without a task, an event and a message for each.

What clients ask again and again is small and has its answer at once, and the way of ASGI would cost more than the answer.
Whatever is out of the ordinary with a request or its answer goes that way all the same.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from fakeembed._wire import control
from fakeembed._wire.http import Request
from fakeembed.serving import live_page
from fakeembed.serving.asgi import FakeApplication, origin, sent
from fakeembed.serving.bounds import BoundedConnection

if TYPE_CHECKING:
    from fakeembed._wire.http import Response

_METHODS = frozenset({b"GET", b"POST"})

_SMALL = 64 * 1024
"""Bytes of what is small: a body that is collected here, and an address, of which newer parsers read no more."""

_WITH_MORE = frozenset({"transfer-encoding", "expect", "upgrade"})
"""Headers that announce more than a head and a body of known length."""

_FRAMING = frozenset({"connection", "content-length", "transfer-encoding"})
"""Headers that a server obeys, and does not only send."""

_NAMES = re.compile(r"[a-z0-9-]*")

_AT_ONCE = 16
"""Requests of one connection that are answered before anybody else's; more come at once only where a client pipelines them."""


class DirectConnection(BoundedConnection):
    """Answers a small request as soon as it is complete, or together with others that came in the same turn of the event loop."""

    _last: tuple[Any, Request | None] = (None, None)  # head and request: who polls sends the same one, and the log keeps one of it
    _again: tuple[bytes, Request] | None = None  # bytes that were one plain request and nothing else, and no answer of it was more
    _whole: list[Request]  # the plain ones that ended in what came last
    _begun: int  # how many began in it
    _request: Request | None = None  # whose body is being collected
    _body: list[bytes]
    _is_awaited = False
    _left: int

    def data_received(self, data: bytes) -> None:
        """Answer what has come; who polls sends the same bytes again, and the parser would find the same request in them."""
        self._left = _AT_ONCE
        again = self._again
        if again and again[0] == data:
            self._settle()
            if self._is_free():
                self._complete(again[1])
                return
        is_between = self._awaited_since is None
        self._again = None
        self._begun = 0
        self._whole = []
        super().data_received(data)
        if is_between and self._begun == 1 and self._whole:
            self._again = data, self._whole[0]

    def eof_received(self) -> None:
        """Nothing more will be asked, and what has its answer at once is answered before the connection closes."""
        self._settle()
        super().eof_received()
        self.transport.close()

    def on_message_begin(self) -> None:
        """Another request begins; the one before it has its answer then."""
        self._settle()
        self._begun += 1
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Collect the body here, or have it collected."""
        self._request = self._plain_request()
        if self._request is None:
            super().on_headers_complete()
        else:
            self._measure()
            self._body = []
            self._head = 0

    def on_body(self, body: bytes) -> None:
        """Collect it."""
        if self._request is None:
            super().on_body(body)
        else:
            self._head = 0
            self._body.append(body)

    def on_message_complete(self) -> None:
        """The request is there, and may have its answer."""
        request = self._request
        if request is None:
            super().on_message_complete()
            return
        self._request = None
        self._head = 0
        self._awaited_since = None
        if self._body:
            request = Request(request.method, request.path, request.query, request.headers, b"".join(self._body), request.origin)
        self._whole.append(request)
        self._complete(request)

    def _complete(self, request: Request) -> None:
        """Answer a plain request at once, or at the next turn where it can share a commit."""
        if self.app.together is None or control.concerns(request) or request.path == live_page.WITHOUT_SLASH:
            self.respond(request, None)
        else:
            self._is_awaited = True
            self.app.together.add(self, request, self.loop)

    def respond(self, request: Request, answer: Response | None) -> None:
        """Send the answer, or ask for it when there is none."""
        self._is_awaited = False
        try:
            answer = answer or self.app.answer(request)
            is_plain = _is_plain(answer)
        except BaseException as error:  # noqa: BLE001 - the server has a way to tell of it, as of what `pytest.fail()` raises
            self._hand_on(partial(_fail, error))
            return
        if is_plain:
            self._write(answer)
        else:
            self._hand_on(partial(sent, answer))

    def _settle(self) -> None:
        """Have an answer that is awaited at once."""
        if self._is_awaited:
            self.app.together.answer()

    def _plain_request(self) -> Request | None:
        """The request without its body, if it is one for which nothing has to be awaited but that."""
        parser = self.parser
        if parser.get_http_version() != "1.1" or not parser.should_keep_alive() or self.config.access_log or not self._is_free():
            return None
        head = parser.get_method(), self.scheme, self.url, tuple(self.headers)
        if head != self._last[0]:
            self._last = head, _request(*head)
        request = self._last[1]
        return request if request and isinstance(self.app, FakeApplication) and not self.app.streams(request) else None

    def _is_free(self) -> bool:
        """Whether no earlier answer is on its way, so that none is overtaken, and nobody else has waited for too many."""
        cycle: Any = self.cycle  # None until there is a first one
        return self._left > 0 and not self.flow.write_paused and (cycle is None or cycle.response_complete)

    def _write(self, answer: Response) -> None:
        headers = "".join([f"{name}: {value}\r\n" for name, value in answer.headers.items()])
        head = f"HTTP/1.1 200 OK\r\n{headers}content-length: {len(answer.body)}\r\n\r\n"
        self.transport.write(head.encode("ascii") + answer.body)
        self.server_state.total_requests += 1
        self._idle_since = self.loop.time()
        self._left -= 1

    def _hand_on(self, application: Any) -> None:
        """Answer this one request, which is complete, with another application, which leaves behind what parsing clears."""
        self._again = None
        self._whole = []
        if self.transport.is_closing():
            return
        served, self.app = self.app, application
        try:
            super().on_headers_complete()
            super().on_message_complete()
        finally:
            self.app = served


def _request(method: bytes, scheme: str | None, url: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> Request | None:
    """What a head asks for, if it is plain."""
    if method not in _METHODS or len(url) >= _SMALL or url[:1] != b"/" or b"%" in url or b"#" in url or not url.isascii():
        return None
    named = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
    if not _WITH_MORE.isdisjoint(named) or int(named.get("content-length", "0")) > _SMALL:
        return None
    path, _, query = url.decode("ascii").partition("?")
    return Request(method.decode(), path, query, named, b"", origin(scheme, named))


def _is_plain(answer: Response) -> bool:
    """Whether an answer has nothing to wait for, and nothing in its head of which the server would have to be careful."""
    if answer.status != 200 or answer.delay or answer.failure:
        return False
    if not _NAMES.fullmatch("".join(answer.headers)) or not _FRAMING.isdisjoint(answer.headers):
        return False
    values = "".join(answer.headers.values())
    return values.isascii() and values.isprintable()


async def _fail(error: BaseException, *_: Any) -> None:
    raise error
