"""The pipe between a fake and its workers: what the fake says at one end, and the account that a worker has at the other.

Each thread of a worker has a connection of its own, and a thread that answers it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from secrets import token_bytes
from threading import Thread, local
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeembed._core.clock import Clock, moment
from fakeembed.errors import FakeEmbedError

if TYPE_CHECKING:
    from datetime import datetime
    from multiprocessing.connection import Connection

    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.fake_embed import FakeEmbed

GONE = (
    "the process in which this FakeEmbed was installed has uninstalled it, or is gone; end the workers before its `with` block ends"
)


class Address(NamedTuple):
    """Where a fake listens for its workers, and how they show that they are."""

    path: Any
    key: bytes


class Line:
    """What a fake says to its workers."""

    def __init__(self, fake: FakeEmbed) -> None:
        """Listen from now on."""
        self._fake = fake
        key = token_bytes(32)
        self._listener = Listener(None, backlog=64, authkey=key)
        self.address = Address(self._listener.address, key)
        self._closed = False
        Thread(target=self._accept, name="fakeembed workers", daemon=True).start()

    def close(self) -> None:
        """Listen no longer; whoever asks then gets an error that says so."""
        self._closed = True
        with suppress(OSError):
            Client(self.address.path).close()  # the thread that waits for a worker wakes up, and nobody waits for its greeting
        self._listener.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                connection = self._listener.accept()
            except (OSError, EOFError, AuthenticationError):  # a worker that died before it had said who it is
                continue
            Thread(target=self._serve, args=(connection,), name="fakeembed worker", daemon=True).start()

    def _serve(self, connection: Connection[Any, Any]) -> None:
        with suppress(OSError, EOFError), connection:
            while True:
                name, arguments = connection.recv()
                if self._closed:  # the connection ends, which tells the worker
                    return
                try:
                    answer = getattr(self, f"_{name}")(*arguments)
                except Exception as error:  # noqa: BLE001 - it belongs to the worker that asked
                    connection.send((False, error))
                else:
                    connection.send((True, answer))

    def _answer(self, request: Request, slept: float) -> Response:
        """What a client gets: the rule that refused a request is made of functions, which stay in this process."""
        return replace(self._fake.answer_worker(request, slept), refusal=None)

    def _refuses(self, request: Request) -> bool:
        return self._fake.refuses(request)

    def _is_processing(self, resource_id: str) -> bool:
        return self._fake._is_processing(resource_id)  # noqa: SLF001 - not for the author of a test

    def _time(self) -> tuple[float, float]:
        return self._fake.clock.start_and_slept()

    def _advance(self, seconds: float) -> float:
        return self._fake.clock.advance(seconds).timestamp()

    def _reach(self, slept: float) -> None:
        self._fake.clock.reach(slept)


class Account:
    """The account of a fake as a worker has it: it stands where the application of that fake would stand."""

    def __init__(self, address: Address, clock: Clock) -> None:
        """Ask at `address` from now on; `clock` knows how long each request's sender has waited."""
        self._address, self._clock = address, clock
        self._mine = local()

    def answer(self, request: Request) -> Response:
        """The service's answer to one request, at the moment of its sender."""
        slept = self._clock.asked_at
        response: Response = self.ask("answer", request, self._clock.slept if slept is None else slept)
        return response

    def is_processing(self, resource_id: str) -> bool:
        """Whether time has to pass until a task or an asset is done."""
        return bool(self.ask("is_processing", resource_id))

    def refuses(self, request: Request) -> bool:
        """Whether the answer to a request will be that nobody can be reached."""
        return bool(self.ask("refuses", request))

    def stub(self, *_: Any) -> None:
        """Stubs are declared where the fake is."""
        raise FakeEmbedError("a worker cannot declare stubs: declare them in the process in which the fake was made")

    def ask(self, name: str, *arguments: Any) -> Any:
        """Ask the fake; FakeEmbedError when it is gone."""
        try:
            if getattr(self._mine, "pid", None) != os.getpid():  # a connection is of one process and one thread
                self._mine.connection, self._mine.pid = Client(self._address.path, authkey=self._address.key), os.getpid()
            self._mine.connection.send((name, arguments))
            went_well, answer = self._mine.connection.recv()
        except (OSError, EOFError) as error:
            raise FakeEmbedError(GONE) from error
        if not went_well:
            raise answer
        return answer


class SharedClock(Clock):
    """The clock of a fake as a worker has it."""

    account: Account

    @property
    def slept(self) -> float:
        """The virtual seconds that clients have waited."""
        return self.start_and_slept()[1]

    def start_and_slept(self) -> tuple[float, float]:
        """The moment at which nobody had waited, and the longest that anybody has, in whatever process."""
        start, slept = self.account.ask("time")
        return start, slept

    def advance(self, seconds: float) -> datetime:
        """Let `seconds` pass for everybody."""
        return moment(self.account.ask("advance", seconds))

    def reach(self, slept: float) -> None:
        """Know that a client of this process has waited so many seconds in all."""
        if slept > self._slept:
            self._slept = slept
            self.account.ask("reach", slept)
