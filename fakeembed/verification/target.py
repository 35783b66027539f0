"""What the contracts are held against: a fake in this process, an API behind a URL, the live service; and what asking it costs."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.verification.answers import Answer, CannotLook, OutsideTarget
from fakeembed.verification.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed import FakeEmbed
    from fakeembed.verification.wording import Question

LIVE = "https://api.twelvelabs.io"
CLIP_SECONDS = 15.0
"""The duration of `media/clip.mp4`, the medium that the cases upload."""

KEY = "fakeembed-contracts"
"""Stands where a key is wanted and none is given; it opens nothing."""

_VIDEO_URL = "https://example.com/clip.mp4"
_WRONG_KEY = "fakeembed-no-such-key"
_PATIENCE = 3  # questions without any answer before nothing is asked any more
_LONGEST_BACK_OFF = 60.0


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
        from fakeembed.verification.wording import Question

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

    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask the fake of that day; what it does not offer at all cannot be looked at."""
        if not self._offers(*question.operation):
            raise CannotLook(f"this fake does not offer {' '.join(question.operation)}")
        key = {"none": "", "wrong": _WRONG_KEY}.get(question.key, KEY)
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
        """Tell a fake of that day which nobody else asks, and which the next case replaces."""
        if self.like_live:
            super().limit_rate(requests, per, day=day)
        fresh = _fake_for(day)
        if not hasattr(fresh, "rate_limit"):
            raise OutsideTarget("this fake keeps no quota")
        fresh.rate_limit(requests, per=per)
        self._senders[day] = (fresh, _sender_to(fresh))
        self.memory["limited"] = day

    def begin(self, case: str) -> None:  # noqa: ARG002 - only recordings want to know
        """Put away a fake whose quota is used up."""
        if "limited" in self.memory:
            self._senders.pop(self.memory["limited"])
            self.memory.clear()

    def _at(self, day: str | None) -> tuple[FakeEmbed, Sender]:
        if day not in self._senders:
            fake = _fake_for(day)
            self._senders[day] = (fake, _sender_to(fake))
        return self._senders[day]


class HttpTarget(Target):
    """An API behind a URL; a served fake tells by its control endpoints that it can be told things."""

    def __init__(
        self, url: str, *, key: str = KEY, live: bool = False, budget: Budget | None = None, seconds: float = 30.0
    ) -> None:
        """Nothing is asked yet; see `reach` in `preflight.py`.

        Args:
            url: Where the API is, with or without an API version at its end.
            key: Sent as `x-api-key`; never shown.
            live: Whether it is the service itself.
            budget: The most that may be spent.
            seconds: The longest that one answer may take, from the first byte sent to the last one received.
        """
        super().__init__()
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        path = parts.path.rstrip("/")
        for version in ("/v1.2", "/v1.3"):
            path = path.removesuffix(version)
        self.live = live or host == urlsplit(LIVE).netloc
        self.name = "live" if self.live else f"{parts.scheme}://{host}{path}"
        self.day = datetime.now(timezone.utc).date().isoformat()
        self.origin = LIVE if self.live else self.name
        self._sender = Sender(f"{parts.scheme}://{parts.netloc}{path}", seconds=seconds)
        self._key = key
        self._budget = budget or Budget()
        self._silent = 0
        self._exhausted = ""
        self._controlled: bool | None = None

    def ask(self, question: Question, *, day: str | None) -> Answer:  # noqa: ARG002 - it has only today
        """Ask, within the budget; a 429 is respected: waited for when it is short, and the end of all spending when it is not."""
        if question.key == "wrong" and self._takes_any_key():
            raise OutsideTarget("this fake was told no keys, so it takes any")
        if self._silent >= _PATIENCE:
            raise CannotLook(f"no answer to the {_PATIENCE} questions before")
        self._afford(question)
        answer = self._sent(question)
        for _ in range(_PATIENCE):
            wait = _back_off(answer) if self.live else None
            if wait is None:
                break
            time.sleep(wait)
            answer = self._sent(question)
        if self.live and answer.status == 429:
            self._exhausted = "the quota of the key is used up (429)"
            raise CannotLook(self._exhausted)
        return answer

    def pause(self, seconds: float) -> None:
        """Move the clock of a served fake; wait for anything else."""
        if not self._is_controlled() or not self._told("clock", {"advance": seconds}):
            time.sleep(seconds if self.live else min(seconds, 0.5))

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:
        """Tell a served fake."""
        wire = {{"audio": "has_audio", "speech": "has_speech"}.get(name, name): value for name, value in facts.items()}
        if not self._is_controlled() or not self._told("media", wire):
            super().declare(facts, day=day)

    def video_url(self) -> str | None:
        """What the environment names; the live service fetches nothing from example.com."""
        if self.live and "FAKEEMBED_VIDEO_URL" not in os.environ:
            return None
        return super().video_url()

    def close(self) -> None:
        """Delete what was made and let go of the connections."""
        self._budget, self._exhausted = Budget(), ""
        if self._silent < _PATIENCE:
            super().close()
        self._sender.close()

    def _sent(self, question: Question) -> Answer:
        key = {"none": "", "wrong": _WRONG_KEY}.get(question.key, self._key)
        try:
            answer = self._sender.send(question, key=key)
        except CannotLook:
            self._silent += 1
            raise
        self._silent = 0
        return self._noted(question, answer)

    def _afford(self, question: Question) -> None:
        if question.method == "GET":
            return
        if self._exhausted:
            raise CannotLook(self._exhausted)
        if self._budget.posts is not None and self.spent.posts >= self._budget.posts:
            raise CannotLook(f"the budget of {self._budget.posts} requests is spent")
        if self._budget.seconds is not None and self.spent.seconds + CLIP_SECONDS > self._budget.seconds:
            raise CannotLook(f"the budget of {self._budget.seconds:g} seconds of video is spent")

    def _is_controlled(self) -> bool:
        if self._controlled is None:
            self._controlled = not self.live and self._control("GET", "requests", ...) == 200
        return self._controlled

    def _takes_any_key(self) -> bool:
        if "any key" not in self.memory:
            from fakeembed.verification.wording import Question

            asked = Question("GET", "/v1.3/embed/tasks", key="wrong")
            self.memory["any key"] = self._is_controlled() and self._sent(asked).status != 401
        return bool(self.memory["any key"])

    def _told(self, what: str, value: Mapping[str, Any]) -> bool:
        return self._control("POST", what, dict(value)) in {200, 204}

    def _control(self, method: str, what: str, value: Any) -> int:
        from fakeembed.verification.wording import Question

        return self._sender.send(Question(method, f"/__fakeembed__/{what}", json=value), key=self._key).status


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


def _back_off(answer: Answer) -> float | None:
    if answer.status != 429:
        return None
    text = answer.headers.get("retry-after", "")
    seconds = float(text) if text.isdigit() else _LONGEST_BACK_OFF + 1
    return seconds if seconds <= _LONGEST_BACK_OFF else None
