"""An API behind a URL, or the live service: what is asked of it, what that may cost, and when it is left alone."""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from fakeembed.drift.curl import KEY_VARIABLE
from fakeembed.drift.verification.answers import Answer, CannotLook, OutsideTarget
from fakeembed.drift.verification.live import LIVE, POSTS, SECONDS, is_live, origin, url_of
from fakeembed.drift.verification.target import CLIP_SECONDS, HASTE, KEY, TARGET_KEY, WRONG_KEY, Budget, Target, embeds_a_medium

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.verification.wording import Question

PATIENCE = 3
"""Questions without any answer before nothing is asked any more, and answers 429 before the quota counts as used up."""

UNCONTROLLED = 12.0
"""The longest that a state is waited for where the clock cannot be moved, in seconds: a task takes ten there."""

LONGEST_BACK_OFF = 60.0
"""The longest `retry-after` that is waited for, in seconds."""


class HttpTarget(Target):
    """An API behind a URL; a served fake tells by its control endpoints that it can be told things."""

    def __init__(
        self, url: str, *, key: str = KEY, live: bool = False, budget: Budget | None = None, seconds: float = 30.0
    ) -> None:
        """Nothing is asked yet; see `reach` in `preflight.py`.

        Args:
            url: Where the API is, with or without an API version at its end.
            key: Sent as `x-api-key`; never shown.
            live: Whether it counts as the service itself, which a URL in the service's domain always does.
            budget: The most that may be spent; of the live service never without a limit.
            seconds: The longest that one answer may take, from the first byte sent to the last one received.

        Raises:
            CannotStart: When it is no URL, or the live service without https.
        """
        from fakeembed.drift.verification.sending import Sender  # httpx comes with it

        super().__init__()
        path = url_of(url).path.rstrip("/")
        for version in ("/v1.2", "/v1.3"):
            path = path.removesuffix(version)
        self.live = live or is_live(url)
        asked = f"{origin(url)}{path}"
        self.origin = LIVE if live else f"{url_of(url).scheme}://{asked.partition('://')[2].rpartition('@')[2]}"
        self.name = "live" if self.live else self.origin
        self.day = datetime.now(timezone.utc).date().isoformat()
        self.key_variable = KEY_VARIABLE if self.live else TARGET_KEY
        self._seconds = seconds
        self._sender = Sender(asked, seconds=seconds)
        self._key = key
        self._budget = budget or (Budget(POSTS, SECONDS) if self.live else Budget())
        self._silent, self._closing = 0, False
        self._exhausted = ""
        self._controlled: bool | None = None

    def ask(self, question: Question, *, day: str | None) -> Answer:  # noqa: ARG002 - it has only today
        """Ask, within the budget; a 429 is respected: waited for when it is short, and the end of all spending when it is not."""
        if self._closing:
            return self._sent(question)
        if question.key == "wrong" and self._takes_any_key():
            raise OutsideTarget("this fake has no list of keys, so it accepts every key")
        if self._silent >= PATIENCE:
            raise CannotLook(f"no answer to the {PATIENCE} questions before")
        answer = self._sent(question)
        for _ in range(PATIENCE):
            wait = _back_off(answer) if self.live else None
            if wait is None:
                break
            time.sleep(wait)
            answer = self._sent(question)
        if self.live and answer.status == 429:
            self._exhausted = "the quota of the key is used up (429)"
            raise CannotLook(self._exhausted)
        return answer

    @property
    def patience(self) -> float:  # type: ignore[override]
        """Minutes of the live service or of a clock that can be moved; seconds of anything else, which answers at once or never."""
        return super().patience if self.live or self._is_controlled() else UNCONTROLLED

    def pause(self, seconds: float) -> float:
        """Move the clock of a served fake; wait for anything else."""
        if self._is_controlled() and self._steer("clock", {"advance": seconds}):
            return seconds
        waited = seconds if self.live else min(seconds, 0.5)
        time.sleep(max(0.0, min(waited, self.deadline - time.monotonic())))
        return waited

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:
        """Tell a served fake."""
        wire = {{"audio": "has_audio", "speech": "has_speech"}.get(name, name): value for name, value in facts.items()}
        if not self._is_controlled() or not self._steer("media", wire):
            super().declare(facts, day=day)

    def video_url(self) -> str | None:
        """What the environment names; the live service fetches nothing from example.com."""
        if self.live and "FAKEEMBED_VIDEO_URL" not in os.environ:
            return None
        return super().video_url()

    def close(self, *, hastily: bool = False, is_orphan: bool = False) -> None:
        """Delete what was made, answers that came too late included, and let go of the connections."""
        self._closing = True  # what was made is deleted whatever that costs, and whoever was silent
        self._sender.seconds = HASTE / 2
        for question, answer in self._sender.late(HASTE / 2):
            self._noted(question, answer)
        super().close(hastily=hastily, is_orphan=is_orphan)
        self._sender.close()

    def _sent(self, question: Question) -> Answer:
        key = {"none": "", "wrong": WRONG_KEY}.get(question.key, self._key)
        self._afford(question)
        self._spend(question)
        if not self._closing:
            self._sender.seconds = max(0.1, min(self._seconds, self.deadline - time.monotonic()))
        try:
            answer = self._sender.send(question, key=key)
        except CannotLook:
            self._silent += 1
            raise
        self._silent = 0
        return self._noted(question, answer)

    def _afford(self, question: Question) -> None:
        if question.method == "GET" or self._closing:
            return
        media = CLIP_SECONDS if embeds_a_medium(question) else 0.0
        if self._exhausted:
            raise CannotLook(self._exhausted)
        if self._budget.posts is not None and self.spent.posts >= self._budget.posts:
            raise CannotLook(f"the budget of {self._budget.posts} requests is spent")
        if self._budget.seconds is not None and self.spent.seconds + media > self._budget.seconds:
            raise CannotLook(f"the budget of {self._budget.seconds:g} seconds of video is spent")

    def _is_controlled(self) -> bool:
        if self._controlled is None:
            self._controlled = not self.live and self._control("GET", "requests", ...) == 200
        return self._controlled

    def _takes_any_key(self) -> bool:
        if "any key" not in self.memory:
            from fakeembed.drift.verification.wording import Question

            asked = Question("GET", "/v1.3/embed/tasks", key="wrong")
            self.memory["any key"] = self._is_controlled() and self._sent(asked).status != 401
        return bool(self.memory["any key"])

    def _steer(self, what: str, value: Mapping[str, Any]) -> bool:
        return self._control("POST", what, dict(value)) in {200, 204}

    def _control(self, method: str, what: str, value: Any) -> int:
        from fakeembed.drift.verification.wording import Question

        token = os.environ.get("FAKEEMBED_CONTROL_TOKEN", "")
        headers = (("x-fakeembed-token", token),) if token else ()
        return self._sender.send(Question(method, f"/__fakeembed__/{what}", headers=headers, json=value), key=self._key).status


def _back_off(answer: Answer) -> float | None:
    if answer.status != 429:
        return None
    text = answer.headers.get("retry-after", "")
    seconds = float(text) if text.isdigit() else LONGEST_BACK_OFF + 1
    return seconds if seconds <= LONGEST_BACK_OFF else None
