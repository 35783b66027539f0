"""What the contracts can be held against, what asking it costs, and the nearest of all targets: a fake in this process."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeembed.drift.verification.answers import Answer, CannotLook, OutsideTarget
from fakeembed.drift.verification.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed import FakeEmbed
    from fakeembed.drift.verification.wording import Question

LIVE = "https://api.twelvelabs.io"
CLIP_SECONDS = 15.0
"""The duration of `media/clip.mp4`, the medium that the cases upload."""

KEY = "fakeembed-contracts"
"""Stands where a key is wanted and none is given; it opens nothing."""

_VIDEO_URL = "https://example.com/clip.mp4"
WRONG_KEY = "fakeembed-no-such-key"


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
        memory: What was prepared on it once, for every case that wants the same.
        spent: What was asked so far.
    """

    name: str
    day: str
    live: bool = False
    origin: str = LIVE
    whole_vectors: bool = True
    travels: bool = False

    def __init__(self) -> None:
        """Nothing prepared, nothing spent."""
        self.memory: dict[Any, Any] = {}
        self.spent = Spending()
        self._assets: list[str] = []

    @abstractmethod
    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask one question; `day` asks a fake as of another day.

        Raises:
            CannotLook: When no answer came.
            OutsideTarget: When this target cannot be asked so.
        """

    @abstractmethod
    def pause(self, seconds: float) -> None:
        """Let time pass until it is worth asking again."""

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:  # noqa: ARG002 - for those that can be told
        """Tell a fake what a medium is."""
        raise OutsideTarget("needs a medium whose facts are declared, which only a fake can be told")

    def limit_rate(self, requests: int, per: str, *, day: str | None) -> None:  # noqa: ARG002 - for those that can be told
        """Tell a fake to keep a quota."""
        raise OutsideTarget("needs a quota that is used up, which only a fake can be told")

    def begin(self, case: str) -> None:  # noqa: B027 - nothing to do for most
        """Say which case is asked from now on; only recordings want to know."""

    def close(self) -> None:
        """Put back what was taken: delete the assets that were made."""
        while self._assets:
            self._delete(self._assets.pop())

    def _delete(self, asset_id: str) -> None:
        from fakeembed.drift.verification.wording import Question

        try:
            path = f"/v1.3/assets/{asset_id}"
            self.ask(Question("DELETE", path, operation=("DELETE", path)), day=None)
        except (CannotLook, OutsideTarget):
            return

    def variables(self) -> dict[str, Any]:
        """What `${...}` stands for before any step has saved anything."""
        return {"video_url": self.video_url()}

    def video_url(self) -> str | None:
        """A video that the target can fetch, or None when nobody named one."""
        return os.environ.get("FAKEEMBED_VIDEO_URL", _VIDEO_URL)

    def _noted(self, question: Question, answer: Answer) -> Answer:
        posted = question.method in {"POST", "PUT", "DELETE"}
        media = posted and answer.status < 300 and _embeds_a_medium(question)
        self.spent = Spending(
            self.spent.requests + 1, self.spent.posts + posted, self.spent.seconds + (CLIP_SECONDS if media else 0.0)
        )
        if question.method == "POST" and answer.status == 201 and isinstance(answer.body, dict):
            self._assets += [answer.body[name] for name in ("_id", "asset_id") if isinstance(answer.body.get(name), str)]
        return answer


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
        self._senders: dict[str | None, tuple[FakeEmbed, Sender]] = {}
        self._limited: tuple[FakeEmbed, Sender] | None = None

    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask the fake of that day; what it does not offer at all cannot be looked at."""
        if not self._offers(*question.operation):
            raise CannotLook(f"this fake does not offer {' '.join(question.operation)}")
        key = {"none": "", "wrong": WRONG_KEY}.get(question.key, KEY)
        return self._noted(question, self._at(day)[1].send(question, key=key))

    def _offers(self, method: str, path: str) -> bool:
        from fakeembed import Request, UnknownEndpoint

        try:
            self._strict.app(Request(method, path))
        except UnknownEndpoint:
            return False
        return True

    def pause(self, seconds: float) -> None:
        """Move the clocks."""
        for fake, _ in self._senders.values():
            fake.clock.advance(seconds)

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

    def _at(self, day: str | None) -> tuple[FakeEmbed, Sender]:
        if self._limited is not None:
            return self._limited
        if day not in self._senders:
            fake = _fake_for(day)
            self._senders[day] = (fake, _sender_to(fake))
        return self._senders[day]


def _embeds_a_medium(question: Question) -> bool:
    below = "/" + question.path.partition("/v1.")[2].partition("/")[2]
    if isinstance(question.json, dict):
        return below.startswith("/embed-v2") and question.json.get("input_type") in {"audio", "video"}
    return below == "/embed/tasks"


def _fake_for(day: str | None) -> FakeEmbed:
    from fakeembed import FakeEmbed

    return FakeEmbed(api_date=day, api_keys=[KEY])


def _sender_to(fake: FakeEmbed) -> Sender:
    from fakeembed.transports.httpx import transport

    return Sender(LIVE, transport=transport(fake))
