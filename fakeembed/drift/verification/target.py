"""What the contracts can be held against, what asking it costs, and the nearest of all targets: a fake in this process."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.drift.curl import KEY_VARIABLE
from fakeembed.drift.verification.answers import Answer, CannotLook, OutsideTarget
from fakeembed.drift.verification.live import LIVE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fakeembed import FakeEmbed
    from fakeembed.drift.verification.sending import Sender
    from fakeembed.drift.verification.wording import Question

CLIP_SECONDS = 15.0
"""The duration of `media/clip.mp4`, the medium that the cases upload."""

KEY = "fakeembed-contracts"
"""Stands where a key is wanted and none is given; it opens nothing."""

TARGET_KEY = "FAKEEMBED_TARGET_KEY"
"""The variable of the environment with the key for a target that is not the live service."""

_VIDEO_URL = "https://example.com/clip.mp4"
WRONG_KEY = "fakeembed-no-such-key"

CLEANING, HASTE, RETRY = 60.0, 4.0, 0.5
"""Seconds that the deletion of what was made may take, when the run was interrupted, and between two attempts."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What asking costs: requests, those of them that start or change something, and seconds of video."""

    requests: int = 0
    posts: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that may be spent; None for no limit."""

    posts: int | None = None
    seconds: float | None = None


class Target(ABC):
    """Something that claims to be the service.

    Attributes:
        name: "fake", "live" or a URL without credentials.
        day: The ISO day whose service it claims to be.
        live: Whether it is the service itself, or a recording of it: what we only decided has to learn from it.
        origin: Scheme and host, for the lines that show a difference again.
        whole_vectors: Whether its vectors can be compared number by number.
        travels: Whether it can be asked as of a day that is past.
        key_variable: The variable of the environment that holds its key, for the lines that show a difference again.
        patience: The longest that a state is waited for, in the target's seconds.
        deadline: When, on the monotonic clock, nothing is asked any more.
        memory: What was prepared on it once, for every case that wants the same.
        spent: What was asked so far.
        left: The ids of the assets that were made and are not deleted yet.
        journal: The file in which both is noted, for whoever has to delete them when this process cannot; None for no file.
    """

    name: str
    day: str
    live: bool = False
    origin: str = LIVE
    whole_vectors: bool = True
    travels: bool = False
    key_variable: str = KEY_VARIABLE
    patience: float = 300.0
    deadline: float = inf

    def __init__(self) -> None:
        """Nothing prepared, nothing spent."""
        self.memory: dict[Any, Any] = {}
        self.spent = Spending()
        self.left: list[str] = []
        self.journal: Path | None = None

    @abstractmethod
    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask one question; `day` asks a fake as of another day.

        Raises:
            CannotLook: When no answer came.
            OutsideTarget: When this target cannot be asked so.
        """

    @abstractmethod
    def pause(self, seconds: float) -> float:
        """Let time pass until it is worth asking again; how much did, in the target's seconds."""

    def owns(self, link: str) -> bool:
        """Whether a whole link leads to this target."""
        return urlsplit(link)[:2] == urlsplit(self.origin)[:2]

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:  # noqa: ARG002 - for those that can be told
        """Tell a fake what a medium is."""
        raise OutsideTarget("needs a medium whose facts are declared, which only a fake can be told")

    def limit_rate(self, requests: int, per: str, *, day: str | None) -> None:  # noqa: ARG002 - for those that can be told
        """Tell a fake to keep a quota."""
        raise OutsideTarget("needs a quota that is used up, which only a fake can be told")

    def begin(self, case: str) -> None:  # noqa: B027 - nothing to do for most
        """Say which case is asked from now on; only recordings want to know."""

    def close(self, *, hastily: bool = False, is_orphan: bool = False) -> None:
        """Put back what was taken: delete the assets that were made; `left` has those that could not be deleted.

        A deletion is tried again where assets cost money, and by an orphan, whose parent would have done it.
        """
        until = monotonic() + (HASTE if hastily else CLEANING)
        while self.left and monotonic() < until:
            for asset_id in self.left.copy():
                if monotonic() < until:
                    self._delete(asset_id)
            if not (self.live or is_orphan):
                return
            sleep(RETRY if self.left else 0)

    def _delete(self, asset_id: str) -> None:
        from fakeembed.drift.verification.wording import Question

        path = f"/v1.3/assets/{asset_id}"
        with suppress(CannotLook, OutsideTarget):
            self.ask(Question("DELETE", path, operation=("DELETE", path)), day=None)

    def variables(self) -> dict[str, Any]:
        """What `${...}` stands for before any step has saved anything."""
        return {"video_url": self.video_url()}

    def video_url(self) -> str | None:
        """A video that the target can fetch, or None when nobody named one."""
        return os.environ.get("FAKEEMBED_VIDEO_URL", _VIDEO_URL)

    def _spend(self, question: Question) -> None:
        """Count a question when it is sent: it may have been answered, whatever comes back."""
        media = CLIP_SECONDS if question.method == "POST" and embeds_a_medium(question) else 0.0
        posted = question.method in {"POST", "PUT", "DELETE"}
        self.spent = Spending(self.spent.requests + 1, self.spent.posts + posted, self.spent.seconds + media)

    def _noted(self, question: Question, answer: Answer) -> Answer:
        """Note what an answer says was made; what was refused has embedded nothing."""
        if 300 <= answer.status < 500 and question.method == "POST" and embeds_a_medium(question):
            self.spent = replace(self.spent, seconds=self.spent.seconds - CLIP_SECONDS)
        if question.method == "POST" and answer.status == 201 and isinstance(answer.body, dict):
            for name in ("_id", "asset_id"):
                made = answer.body.get(name)
                if isinstance(made, str) and made not in self.left:
                    self.left.append(made)
                    self._write(f"made {made}")
        asset_id = question.path.rpartition("/")[2]
        if question.method == "DELETE" and answer.status in {204, 404} and asset_id in self.left:
            self.left.remove(asset_id)
            self._write(f"deleted {asset_id}")
        return answer

    def _write(self, line: str) -> None:
        if self.journal is not None:
            with self.journal.open("a", encoding="ascii") as journal:
                journal.write(f"{line}\n")


class FakeTarget(Target):
    """Fakes in this process, one for each day that a case asks about; waiting moves their clocks.

    Attributes:
        like_live: Whether it can be told no more than the live service, to find out what a live run would ask.
    """

    name = "fake"

    def __init__(self, *, like_live: bool = False) -> None:
        """Open no fake yet."""
        from fakeembed import FakeEmbed

        super().__init__()
        self.day = _fake_for(None).clock.now().date().isoformat()
        self.like_live = like_live
        self.travels = not like_live
        self._strict = FakeEmbed(strict=True)
        self._offered: dict[tuple[str, str], bool] = {}
        self._senders: dict[str | None, tuple[FakeEmbed, Sender]] = {}
        self._limited: tuple[FakeEmbed, Sender] | None = None

    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask the fake of that day; what it does not offer at all cannot be looked at."""
        if not self._offers(*question.operation):
            raise CannotLook(f"this fake does not offer {' '.join(question.operation)}")
        key = {"none": "", "wrong": WRONG_KEY}.get(question.key, KEY)
        self._spend(question)
        return self._noted(question, self._at(day)[1].send(question, key=key))

    def _offers(self, method: str, path: str) -> bool:
        from fakeembed import Request, UnknownEndpoint

        if (method, path) not in self._offered:
            try:
                self._strict.app(Request(method, path))
                self._offered[method, path] = True
            except UnknownEndpoint:
                self._offered[method, path] = False
        return self._offered[method, path]

    def pause(self, seconds: float) -> float:
        """Move the clocks."""
        for fake, _ in self._senders.values():
            fake.clock.advance(seconds)
        return seconds

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:
        """Tell the fake of that day."""
        if self.like_live:
            super().declare(facts, day=day)
        self._at(day)[0].media(**facts)

    def limit_rate(self, requests: int, per: str, *, day: str | None) -> None:
        """Put a fake of that day with a quota in the place of the usual one, until the next case begins."""
        if self.like_live:
            super().limit_rate(requests, per, day=day)
        fresh = _fake_for(day)
        fresh.rate_limit(requests, per=per)
        self._limited = (fresh, _sender_to(fresh))

    def begin(self, case: str) -> None:  # noqa: ARG002 - only recordings want to know
        """Put away a fake whose quota is used up."""
        self._limited = None

    def close(self, *, hastily: bool = False, is_orphan: bool = False) -> None:  # noqa: ARG002 - as any target is closed
        """Forget what was made: it goes with its fakes."""
        self.left.clear()

    def _at(self, day: str | None) -> tuple[FakeEmbed, Sender]:
        if self._limited is not None:
            return self._limited
        if day not in self._senders:
            fake = _fake_for(day)
            self._senders[day] = (fake, _sender_to(fake))
        return self._senders[day]


def embeds_a_medium(question: Question) -> bool:
    """Whether seconds of a medium are paid for when this is taken."""
    below = "/" + question.path.partition("/v1.")[2].partition("/")[2]
    if isinstance(question.json, dict):
        return below.startswith("/embed-v2") and question.json.get("input_type") in {"audio", "video"}
    return below == "/embed/tasks"


def _fake_for(day: str | None) -> FakeEmbed:
    from fakeembed import FakeEmbed

    return FakeEmbed(api_date=day, api_keys=[KEY])


def _sender_to(fake: FakeEmbed) -> Sender:
    from fakeembed.drift.verification.sending import Sender  # httpx comes with it
    from fakeembed.transports.httpx import transport

    return Sender(LIVE, transport=transport(fake))
