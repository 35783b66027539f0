"""The fake as a test holds it: one account of the service, its clock, its media, its faults and its log."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from fakeembed._core.clock import Clock, from_date, moment
from fakeembed._core.editions import EARLIEST, NEWEST
from fakeembed._core.faults import Faults
from fakeembed._core.life import status
from fakeembed._core.media.catalog import Declaration, Scene
from fakeembed._core.models import MODELS
from fakeembed._core.service import Service
from fakeembed._core.state.store import Memory
from fakeembed._core.stubs import Stubs
from fakeembed._wire.app import App
from fakeembed.errors import AlreadyInstalled
from fakeembed.fake.fast_forward import FastForward, waited_for
from fakeembed.fake.fault_script import FaultScript
from fakeembed.fake.request_log import RequestLog
from fakeembed.fake.stub_script import StubScript
from fakeembed.fake.views import asset_views
from fakeembed.fake.worker_script import WorkerScript

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from types import TracebackType

    from typing_extensions import Self

    from fakeembed._core.state.store import Store
    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.conduct import Finding
    from fakeembed.fake.views import AssetView


@dataclass(frozen=True, slots=True)
class TaskView:
    """One embedding task as the fake sees it right now.

    Attributes:
        id: 24 hexadecimal digits.
        status: `processing`, `ready` or `failed`.
        model_name: The embedding model.
        video: The URL, or the name of the uploaded file.
        duration: Of the video, in seconds.
        created_at: On the fake's clock.
        reason: Why it failed or will fail, as declared by `media(fails=...)`, or None.
    """

    id: str
    status: str
    model_name: str
    video: str
    duration: float
    created_at: datetime
    reason: str | None


class FakeEmbed(FaultScript, StubScript, WorkerScript):
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
            dimension: Make vectors this long instead of the model's width, for quick tests. Not authentic: the service has no
                such vectors.
            errors: "live" answers errors as they were recorded; "documented" as the specification has them, where they differ.
            strict: Whether a request for an unknown endpoint raises UnknownEndpoint in the test instead of answering 404; one that
                the code under test swallows is raised again at the end.

        Raises:
            ValueError: For a day before the API was published or that is none, negative seconds, or a useless dimension.
            TypeError: For one text as `api_keys`, which is a list.
        """
        if isinstance(api_keys, str | bytes):
            raise TypeError(f"api_keys is a list of keys, such as [{api_keys!r}], and not one text")
        day = _checked_day(api_date)
        if not processing_seconds >= 0:  # NaN is none
            msg = f"processing_seconds is zero or more seconds, not {processing_seconds!r}"
            raise ValueError(msg)
        if dimension is not None and not 1 <= dimension <= max(model.width for model in MODELS.values()):
            msg = f"dimension is a vector length of 1 or more that no model exceeds, not {dimension!r}"
            raise ValueError(msg)
        if errors not in ("live", "documented"):
            msg = f"errors is 'live' or 'documented', not {errors!r}"
            raise ValueError(msg)
        self._settings: dict[str, Any] = {
            "seed": seed,
            "api_date": api_date,
            "processing_seconds": processing_seconds,
            "fast_forward": fast_forward,
            "dimension": dimension,
            "errors": errors,
            "strict": strict,
        }
        self._store, self.clock = self._opened(day)
        """The virtual clock: `now()`, `advance(seconds)` and `slept`."""
        self.requests = RequestLog()
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
        self._fast_forward = FastForward(self.clock, enabled=fast_forward)
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
            self._fast_forward.asked(request)
            response = waited_for(self._app.answer(request), request, self.clock)
            self.requests.add(request, response, self.clock.seconds)
            self._fast_forward.answered(request, response)
            if self._strict and response.unknown:
                raise self._note_unknown(request)
            return response

    def refuses(self, request: Request) -> bool:
        """Whether a scripted fault will keep a request from reaching anybody, whatever its body is; asking changes nothing."""
        with self._lock:
            return self._app.refuses(request)

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
                msg = (
                    "this FakeEmbed is installed already; leave its `with` block, or call uninstall(), before you install it again."
                    " A nested block needs a FakeEmbed of its own."
                )
                raise AlreadyInstalled(msg)
            with ExitStack() as undo:
                undo.enter_context(interception.intercepting(self))
                undo.callback(workers.watch(self))
                undo.callback(self._fast_forward.uninstall)
                self._fast_forward.install()
                self._undo = undo.pop_all()

    def uninstall(self) -> None:
        """Let requests through to the network again; state and log stay readable. Does nothing when it is not installed."""
        with self._lock:
            undo, self._undo = self._undo, None
        if undo is not None:
            undo.close()
            self._workers.close()

    def __enter__(self) -> Self:
        """Install the fake."""
        self.install()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Uninstall the fake; when the block went well, UnfiredFault or UnknownEndpoint for what it kept to itself."""
        self.uninstall()
        if kind is None:
            self.assert_endpoints_known()
            self.assert_faults_fired()

    # what there is

    def media(  # noqa: PLR0913 - each is one independent fact
        self,
        match: str,
        *,
        duration: float | None = None,
        audio: bool = True,
        speech: bool | Iterable[tuple[float, float]] = True,
        width: int = 1280,
        height: int = 720,
        scenes: Iterable[Scene] = (),
        fails: str | None = None,
        size: int | None = None,
        processing_seconds: float | None = None,
    ) -> None:
        """Declare facts of the media whose URL or file name is `match`, or matches it as a pattern (`*.mp4`).

        Args:
            match: A URL, a file name, or an `fnmatch` pattern for either; exact matches count before patterns, later declarations
                before earlier ones.
            duration: In seconds. Without it a file's is read from its bytes, and a URL's is assumed (see `assumptions`).
            audio: Whether there is sound; a silent video gets no `audio` and no `transcription` embeddings.
            speech: Whether somebody speaks; without speech there is no `transcription` embedding. Stretches, such as
                `[(0, 4.5), (9, 12)]` in seconds, say when: `transcription` of embed v2 has an entry for each of them.
            width: In pixels.
            height: In pixels.
            scenes: What the medium shows; clips embed near the text of the scene they overlap.
            fails: Makes its tasks end as `failed`, for this reason; an asset of it becomes `ready` all the same.
            size: In bytes.
            processing_seconds: Virtual seconds for which its tasks, or an asset of it, are processing; by default those of the
                fake.

        Raises:
            ValueError: For facts that no medium can have.
        """
        self._service.media.declare(
            Declaration(
                match,
                duration=duration,
                audio=audio,
                speech=speech if isinstance(speech, bool) else tuple((float(start), float(end)) for start, end in speech),
                width=width,
                height=height,
                scenes=tuple(scenes),
                fails=fails,
                size=size,
                processing_seconds=processing_seconds,
            )
        )

    def assumptions(self) -> list[str]:
        """What the answers so far rest on that nobody declared, a sentence for each medium, in the order in which it came up.

        A URL that nobody declared is taken for 18 seconds, or for as many as were asked for, in 1280x720, with sound and speech:
        nothing is refused for what the fake cannot know. Whatever is in this list may be otherwise with the real medium.
        """
        return list(self._service.assumptions)

    def relate(self, a: str, b: str, *, cosine: float = 0.9) -> None:
        """Pin how near two inputs embed, whatever they mean: texts, URLs or file names, in any combination.

        Every vector of one input then has this cosine with every vector of the other: with all clips of a video, what is seen and
        what is heard. It holds within 0.01 where one of the two is a text or a picture, and within 0.05 where both are videos.
        A later call for the same two replaces an earlier one; what was embedded before stays as it was read.

        Args:
            a: A text, a URL or a file name.
            b: Another one.
            cosine: From -1 (opposite) over 0 (unrelated) to 1 (the same direction).

        Raises:
            ValueError: For a cosine beyond these, or one that cannot hold beside what is pinned already; the text says which can.
        """
        with self._lock:
            self._service.relations.relate(a, b, cosine)

    @property
    def tasks(self) -> Mapping[str, TaskView]:
        """The embedding tasks by id, oldest first, as they are at this moment; looking changes nothing."""
        now = self.clock.seconds
        with self._lock:
            return MappingProxyType(
                {
                    task.id: TaskView(
                        id=task.id,
                        status=status(task, now).value,
                        model_name=task.model.name,
                        video=task.medium.url or task.medium.filename or "",
                        duration=task.medium.duration,
                        created_at=moment(task.created_at),
                        reason=task.reason,
                    )
                    for task in self._service.all_tasks()
                }
            )

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
            day = _checked_day(self._settings["api_date"])
            fill(self._service, day=day, seed=self._settings["seed"], tasks=tasks, assets=assets)

    # what it says about the client

    def conduct(self) -> list[Finding]:
        """Findings about the client, read from the requests that came and from how the tasks ended.

        Each has a stable `code`, a `severity` ("error" or "warning"), a `message`, `advice` and the `requests` that show it:
        `polled-after-end`, `polled-too-fast`, `failed-taken-for-done`, `failure-unnoticed`, `result-not-fetched`,
        `submitted-twice`, `retried-refusal`, `retried-for-ever`, `ignored-retry-after`, `path-as-file`,
        `lost-body`, `unknown-endpoint`.
        """
        from fakeembed.fake.conduct import findings

        with self._lock:
            return findings(tuple(self.requests), {task.id: task.status for task in self.tasks.values()})

    def assert_conduct(self, *, allow: Iterable[str] = ()) -> None:
        """Assert that there is nothing to say about the client.

        Args:
            allow: Codes of findings that this test accepts.

        Raises:
            AssertionError: When there are findings; it lists them with their requests and advice.
            ValueError: For a code that no finding has.
        """
        from fakeembed.fake.conduct import ADVICE

        allowed = set(allow)
        if not allowed <= set(ADVICE):
            msg = f"no finding has the code {', '.join(sorted(allowed - set(ADVICE)))}; there are {', '.join(ADVICE)}"
            raise ValueError(msg)
        found = [finding for finding in self.conduct() if finding.code not in allowed]
        if found:
            listed = "\n".join(str(finding) for finding in found)
            msg = f"{len(found)} finding{'' if len(found) == 1 else 's'} about the client:\n{listed}"
            raise AssertionError(msg)

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
        fake._service.relations.renew()
        return fake


def _checked_day(api_date: str | None) -> str:
    if api_date is None:
        return NEWEST
    try:
        from_date(api_date)
    except ValueError:
        msg = f"api_date is an ISO date such as '2025-07-15', not {api_date!r}"
        raise ValueError(msg) from None
    if api_date < EARLIEST:
        msg = f"nothing is known about the service before {EARLIEST}; api_date was {api_date!r}"
        raise ValueError(msg)
    return api_date
