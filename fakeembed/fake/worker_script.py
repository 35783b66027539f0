"""The part of a FakeEmbed that other processes join."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Any

from fakeembed.fake import workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.clock import Clock
    from fakeembed._wire.http import Request, Response
    from fakeembed.errors import UnknownEndpoint
    from fakeembed.fake.polling import Polling
    from fakeembed.fake.request_log import RequestLog
    from fakeembed.fake.worker_pipe import Account, Line

SERVER = "fakeembed.serving.in_thread"
"""Served by whoever stands above this folder; imported by its name, and only when a subprocess needs it."""


class WorkerScript:
    """One account, one clock and one log for several processes; assertions are made where the fake was made."""

    clock: Clock
    requests: RequestLog
    _settings: dict[str, Any]
    _app: Any
    _lock: RLock
    _line: Line | None = None
    _served: str = ""
    _strict: bool
    _workers: ExitStack
    _polling: Polling

    _note_unknown: Callable[[Request], UnknownEndpoint]

    @property
    def joined(self) -> workers.Joined:
        """For a worker that is not forked: `ProcessPoolExecutor(mp_context=spawn, initializer=fake.joined)`.

        It can be pickled; called in the worker, it installs a fake there that has the account, the clock and the log of this one
        until that process ends. Forked children have joined by themselves. Keys, media, faults and stubs are declared here.
        """
        return workers.Joined(self.line().address, self._settings)

    def environment(self) -> dict[str, str]:
        """Environment variables for a subprocess in any language: its client then asks this fake, over a server on a loopback port.

        The server is started by the first call and stopped by `uninstall()`. Waits in another program take real time,
        but looking again at an unfinished task lets time pass here. `subprocess.run(..., env=os.environ | fake.environment())`

        Raises:
            ModuleNotFoundError: Without the extra `fakeembed[server]`.
        """
        if not self._served:
            in_thread = import_module(SERVER)
            server = self._workers.enter_context(in_thread.serving(self))
            self._served = server.base_url
            self._workers.callback(setattr, self, "_served", "")
        return {import_module(SERVER).BASE_URL: self._served}

    def line(self) -> Line:
        """Where workers ask; opened when it is first needed."""
        if self._line is None:
            from fakeembed.fake.worker_pipe import Line

            self._line = line = Line(self)  # type: ignore[arg-type]
            self._workers.callback(line.close)
            self._workers.callback(setattr, self, "_line", None)
        return self._line

    def answer_worker(self, request: Request, slept: float) -> Response:
        """Answer a request of another process, whose sender has waited for `slept` virtual seconds, and log it here."""
        with self._lock:
            self.clock.show(slept)
            try:
                response: Response = self._app.answer(request)
                self.requests.add(request, response, self.clock.seconds)
            finally:
                self.clock.show(None)
            if self._strict and response.unknown:
                self._note_unknown(request)
            return response

    def ask_elsewhere(self, account: Account) -> None:
        """Have the account of a fake in another process from now on."""
        self._lock = RLock()  # somebody may have held the old one when this process was forked
        self._app, self._workers = account, ExitStack()
        self._polling.is_processing = account.is_processing
