"""The fake as a test holds it: one account of the service, its clock, its media, its faults and its log."""

from __future__ import annotations

from contextlib import ExitStack
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

from fakeembed._core.clock import Clock, from_date
from fakeembed._core.faults import Faults
from fakeembed._core.life import Status, status
from fakeembed._core.service import Service
from fakeembed._core.state.store import Memory
from fakeembed._core.stubs import Stubs
from fakeembed._wire.app import App
from fakeembed.errors import AlreadyInstalled
from fakeembed.fake.client_checks import ClientChecks
from fakeembed.fake.fault_script import FaultScript
from fakeembed.fake.hints import Hints
from fakeembed.fake.media_script import MediaScript
from fakeembed.fake.polling import Polling
from fakeembed.fake.request_log import RequestLog
from fakeembed.fake.settings import check_settings, checked_day
from fakeembed.fake.stub_script import StubScript
from fakeembed.fake.viewing import Viewing
from fakeembed.fake.views import asset_views, task_views
from fakeembed.fake.worker_script import WorkerScript
from fakeembed.virtual_time.installation import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from typing_extensions import Self

    from fakeembed._core.state.store import Store
    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.views import AssetView, TaskView


class FakeEmbed(MediaScript, FaultScript, StubScript, ClientChecks, Viewing, WorkerScript):
    """A stateful fake of the TwelveLabs Embed API.

    Use it as a context manager, or through `install()` and `uninstall()`: while it is installed, every request of this process to
    `api.twelvelabs.io` is answered here, whether httpx, requests, urllib3, urllib, http.client or aiohttp sends it, and waiting for
    tasks costs no real time. Any other way to that host is refused.
    """

    def __init__(  # noqa: PLR0913 - each is one independent setting of the interface
        self,
        *,
        seed: int = 0,
        api_date: str | None = None,
        api_keys: Iterable[str] | None = None,
        processing_seconds: float = 10.0,
        fast_forward: bool = True,
        clocks: bool = True,
        dimension: int | None = None,
        errors: Literal["live", "documented"] = "live",
        strict: bool = False,
    ) -> None:
        """Open an empty account.

        Args:
            seed: Decides ids and vectors; the same seed and the same requests give the same answers on every machine.
            api_date: The service as it was on that day ("2025-07-15"), and the day on which the virtual clock starts. The default
                is the newest day that is known.
            api_keys: Accept only these keys; the default accepts every key that is not empty.
            processing_seconds: Virtual seconds from the creation of a task, or of an asset, to its end; `float("inf")` never ends.
            fast_forward: Whether a client's waits cost no real time; with False they move the virtual clock as well, but really
                happen.
            clocks: Whether `time.monotonic()`, `time.time()` and the clock of an event loop show virtual time to a client that
                waits, so that its deadlines come; switch it off for a program that measures its own real work.
            dimension: Make vectors this long instead of the model's width, for quick tests. Not authentic: the service has no
                such vectors.
            errors: "live" answers errors as they were recorded; "documented" as the specification has them, where they differ.
            strict: Whether a request for an unknown endpoint raises UnknownEndpoint in the test instead of answering 404; one that
                the code under test swallows is raised again at the end.

        Raises:
            ValueError: For a day before the API was published or that is none, negative seconds, or a useless dimension.
            TypeError: For one text as `api_keys`, which is a list.
        """
        day = checked_day(api_date)
        check_settings(api_keys=api_keys, processing_seconds=processing_seconds, dimension=dimension, errors=errors)
        self._settings: dict[str, Any] = {
            "seed": seed,
            "api_date": api_date,
            "processing_seconds": processing_seconds,
            "fast_forward": fast_forward,
            "clocks": clocks,
            "dimension": dimension,
            "errors": errors,
            "strict": strict,
        }
        self._store, self.clock = self._opened(day)
        """The virtual clock, with `now()`, `advance(seconds)` and `slept`."""
        self.requests = RequestLog(in_process=True, skips_waits=fast_forward, hints=Hints(day))
        """Every request that came, oldest first; `requests.one(method=..., path=...)` asserts that there was exactly one."""
        self._service = Service(
            self.clock, seed=seed, processing_seconds=processing_seconds, dimension=dimension, store=self._store
        )
        self._faults = Faults(self._store)
        self._quota = self._service.quota
        self._app = App(
            self._service,
            day=day,
            api_keys=None if api_keys is None else frozenset(api_keys),
            faults=self._faults,
            stubs=Stubs(self._store),
            documented_errors=errors == "documented",
            number=int(self._store.count("apps")) - 1,
        )
        self._strict = strict
        self.unknown = []
        self._polling = Polling(self.clock, settings=Settings(fast_forward, clocks), is_processing=self._is_processing)
        self._lock = RLock()
        self._undo: ExitStack | None = None
        self._workers = ExitStack()

    def _opened(self, day: str) -> tuple[Store, Clock]:
        """Where the state is kept and what time it is there."""
        return Memory(), Clock(from_date(day))

    # the pure entry

    def app(self, request: Request) -> Response:
        """Answer one request, given and returned as our own values; the entry below every transport.

        Raises:
            UnknownEndpoint: On a strict fake, for what no edition of the service offers.
            EndlessPolling: When a loop has polled so often in vain that it would never end.
        """
        with self._lock:
            caller = self._polling.asked(request)
            try:
                response = self._polling.arriving(request, self._app.answer(request))
                self.requests.add(request, response, now := self.clock.seconds)
                self._polling.answered(caller, request, response, now)
            finally:
                self.clock.show(None)
            if self._strict and response.unknown:
                raise self._note_unknown(request)
        return self._polling.arrived(caller, request, response) if response.delay else response

    def refuses(self, request: Request) -> bool:
        """Whether a scripted fault will keep a request from reaching the service, whatever its body is; asking changes nothing."""
        with self._lock:
            return self._app.refuses(request)

    def _is_processing(self, resource_id: str) -> bool:
        service = self._service
        found = (find(resource_id) for find in (service.tasks.find, service.media_tasks.find, service.library.asset))
        return any(timed is not None and status(timed, self.clock.seconds) is Status.PROCESSING for timed in found)

    # installation

    def install(self) -> None:
        """Answer every request of this process to `api.twelvelabs.io` from now on; none can leave.

        Raises:
            AlreadyInstalled: When it is installed; a second fake may be installed above a first one and answers then.
        """
        from fakeembed.fake import workers
        from fakeembed.transports import interception

        with self._lock:
            if self._undo is not None:
                raise AlreadyInstalled(
                    "this FakeEmbed is installed already; leave its `with` block, or call uninstall(), before you install it again."
                    " A nested block needs a FakeEmbed of its own."
                )
            with ExitStack() as undo:
                undo.enter_context(interception.intercepting(self))
                undo.callback(workers.watch(self))
                undo.callback(self._polling.uninstall)
                self._polling.install()
                self._undo = undo.pop_all()

    def uninstall(self) -> None:
        """Let requests through to the network again; state and log stay readable. Does nothing when it is not installed."""
        with self._lock:
            undo, self._undo = self._undo, None
        if undo is not None:
            try:
                undo.close()
            finally:
                self._workers.close()

    def __enter__(self) -> Self:
        """Install the fake."""
        self.install()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Uninstall the fake; when the block went well, UnfiredFault or UnknownEndpoint for what it kept to itself."""
        self.uninstall()
        if error is None:
            self.assert_endpoints_known()
            self.assert_faults_fired()
        else:
            self._polling.tell(error)

    # what there is

    @property
    def tasks(self) -> Mapping[str, TaskView]:
        """The embedding tasks by id, oldest first, as they are at this moment; looking changes nothing."""
        with self._lock:
            return task_views(self._service.all_tasks(), self.clock.seconds)

    @property
    def assets(self) -> Mapping[str, AssetView]:
        """The assets by id, oldest first, as they are at this moment; looking changes nothing."""
        with self._lock:
            return asset_views(self._service.library, self.clock.seconds)

    def populate(self, tasks: int = 25, *, assets: int = 0) -> None:
        """Fill the account as days of use would: made-up videos with scenes, some of which failed, the last task still processing.

        Names come from Faker, and from the fake's seed. Half an hour passes between one task and the next, on the fake's clock.
        What is made this way is not in the log of requests.

        Raises:
            ValueError: For negative numbers, and for assets on a day on which there were none.
        """
        from fakeembed.fake.population import fill

        with self._lock:
            day = checked_day(self._settings["api_date"])
            fill(self._service, day=day, seed=self._settings["seed"], tasks=tasks, assets=assets)

    # all of it, as a value

    def snapshot(self) -> dict[str, Any]:
        """The settings, the time and the whole state as plain JSON values, for `FakeEmbed.restore`.

        API keys are no part of it, and neither is the request log.
        """
        from fakeembed.fake.snapshots import taken

        with self._lock:
            return taken(self._settings, self.clock, self._store)

    @classmethod
    def restore(cls, snapshot: Mapping[str, Any], *, api_keys: Iterable[str] | None = None) -> Self:
        """A fake that goes on where the one that gave the snapshot was; `api_keys` as in the constructor.

        Raises:
            ValueError: For what is no snapshot of this version.
        """
        from fakeembed.fake.snapshots import put_back, settings

        fake = cls(**settings(snapshot), api_keys=api_keys)
        put_back(snapshot, fake.clock, fake._store)
        fake._service.renew()
        return fake
