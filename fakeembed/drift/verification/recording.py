"""What was asked and answered, as one readable file for each exchange; and asking such a recording instead of the service.

A key is nowhere in it, the queries of signed URLs are cut off, and a vector is its width, norm, digest and first values.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256
from math import hypot, isfinite, sqrt
from typing import TYPE_CHECKING, Any

from fakeembed.drift.verification.answers import Answer, CannotLook, OutsideTarget
from fakeembed.drift.verification.target import Target
from fakeembed.redaction import cleaned, redacted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fakeembed.drift.verification.wording import Question

WHOLE = 16
"""Numbers in a list that is written as it is; a longer one is a vector."""

SHOWN = 8
"""Numbers of a vector that are written."""

MANIFEST = "recording.json"
_VOLATILE = frozenset({"date", "connection", "server", "content-length", "content-encoding", "transfer-encoding", "set-cookie"})
_SLUG = re.compile(r"[^a-z0-9]+")


class Recorder(Target):
    """A target that is asked as ever, and written down."""

    def __init__(self, target: Target, folder: Path, *, secret: str = "") -> None:
        """Record into `folder`, which is made when it is not there; `secret` is written nowhere, whoever echoes it."""
        super().__init__()
        self._secret = secret
        self._target = target
        self._folder = folder
        self._case = "before all"
        self._count: Counter[str] = Counter()
        self.name, self.day, self.live, self.origin = target.name, target.day, target.live, target.origin
        folder.mkdir(parents=True, exist_ok=True)
        self.travels, self.patience = target.travels, target.patience
        self.key_variable, self.deadline = target.key_variable, target.deadline
        manifest = {"target": target.name, "day": target.day, "live": target.live, "travels": target.travels}
        _write(folder / MANIFEST, {**manifest, "video_url": target.video_url()})

    def ask(self, question: Question, *, day: str | None) -> Answer:
        """Ask the target and write the exchange down, or why there was none."""
        asked = _asked(question)
        try:
            answer = self._target.ask(question, day=day)
        except (CannotLook, OutsideTarget) as error:
            self._note({"request": asked, _kind(error): str(error)})
            raise
        self.spent = self._target.spent
        self._note({"request": asked, **({"day": day} if day else {}), "response": _answered(answer)})
        return answer

    def pause(self, seconds: float) -> float:
        """Wait as the target does."""
        return self._target.pause(seconds)

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:
        """Tell the target, and write down whether it could be told."""
        self._tell("media", dict(facts), lambda: self._target.declare(facts, day=day))

    def limit_rate(self, requests: int, per: str, *, day: str | None) -> None:
        """Tell the target, and write down whether it could be told."""
        said = {"requests": requests, "per": per}
        self._tell("rate_limit", said, lambda: self._target.limit_rate(requests, per, day=day))

    def begin(self, case: str) -> None:
        """File what follows under this case."""
        self._case = case
        self._target.begin(case)

    def video_url(self) -> str | None:
        """The target's."""
        return self._target.video_url()

    def close(self, *, hastily: bool = False, is_orphan: bool = False) -> None:
        """Close the target."""
        self._target.close(hastily=hastily, is_orphan=is_orphan)
        self.left = self._target.left

    def _tell(self, what: str, said: Any, tell: Any) -> None:
        try:
            tell()
        except OutsideTarget as error:
            self._note({what: said, "outside": str(error)})
            raise
        self._note({what: said})

    def _note(self, exchange: dict[str, Any]) -> None:
        self._count[self._case] += 1
        path = _place(self._folder, self._case, self._count[self._case])
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, {"case": self._case, **exchange}, secret=self._secret)


class Replay(Target):
    """A recording that is asked instead of the service."""

    whole_vectors = False

    def __init__(self, folder: Path) -> None:
        """Read what a `Recorder` wrote into `folder`.

        Raises:
            CannotLook: When there is no recording.
        """
        super().__init__()
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            self.name, self.day = f"recording of {manifest['target']}", manifest["day"]
            self.live, self.travels = manifest["live"], manifest["travels"]
        except (OSError, ValueError, KeyError) as error:
            raise CannotLook(f"there is no recording in {folder}: {error}") from error
        self._folder = folder
        self._video_url: str | None = manifest.get("video_url")
        self._case = "before all"
        self._count: Counter[str] = Counter()

    def ask(self, question: Question, *, day: str | None) -> Answer:  # noqa: ARG002 - the day is the recording's
        """The answer that was recorded."""
        exchange = self._next()
        asked, wanted = exchange.get("request", {}), _asked(question)
        if (asked.get("method"), asked.get("path")) != (wanted["method"], wanted["path"]):
            raise CannotLook("the recording has another question here; record it again")
        response = exchange["response"]
        if "text" in response:
            content = response["text"].encode()
        else:
            content = b"" if response["body"] is None else json.dumps(whole(response["body"])).encode()
        return Answer(response["status"], response["headers"], content)

    def pause(self, seconds: float) -> float:
        """Nothing takes time here."""
        return seconds

    def declare(self, facts: Mapping[str, Any], *, day: str | None) -> None:  # noqa: ARG002 - was told then
        """Was told then, or could not be."""
        self._next()

    def limit_rate(self, requests: int, per: str, *, day: str | None) -> None:  # noqa: ARG002 - was told then
        """Was told then, or could not be."""
        self._next()

    def begin(self, case: str) -> None:
        """Go to this case."""
        self._case = case

    def video_url(self) -> str | None:
        """The one of the recording."""
        return self._video_url

    def _next(self) -> dict[str, Any]:
        self._count[self._case] += 1
        path = _place(self._folder, self._case, self._count[self._case])
        if not path.is_file():
            raise CannotLook("not in the recording")
        exchange: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "outside" in exchange:
            raise OutsideTarget(exchange["outside"])
        if "unchecked" in exchange:
            raise CannotLook(exchange["unchecked"])
        return exchange


def _place(folder: Path, case: str, number: int) -> Path:
    name = _SLUG.sub("-", case.lower()).strip("-")
    if len(name) > 100:
        name = f"{name[:90]}-{sha256(case.encode()).hexdigest()[:8]}"
    return folder / name / f"{number:02}.json"


def _write(path: Path, value: Any, *, secret: str = "") -> None:
    path.write_text(json.dumps(cleaned(value, secret), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _kind(error: Exception) -> str:
    return "outside" if isinstance(error, OutsideTarget) else "unchecked"


def _asked(question: Question) -> dict[str, Any]:
    """A question without its key; a long text and a file are described, not shown."""
    said: dict[str, Any] = {"method": question.method, "path": redacted(question.path)}
    for name in ("params", "fields", "urlencoded", "headers"):
        pairs = getattr(question, name)
        if pairs:
            said[name] = [[key, _short(value)] for key, value in pairs]
    if question.files:
        said["files"] = [[field, sent_as, f"{len(content)} bytes"] for field, sent_as, content, _ in question.files]
    if question.json is not ...:
        said["json"] = _reduced(question.json)
    if question.content is not None:
        said["content"] = f"{len(question.content)} bytes"
    return said


def _answered(answer: Answer) -> dict[str, Any]:
    headers = {name: value for name, value in answer.headers.items() if name not in _VOLATILE}
    said: dict[str, Any] = {"status": answer.status, "headers": headers}
    if not answer.content:
        return {**said, "body": None}
    try:
        return {**said, "body": _reduced(answer.json())}
    except ValueError:
        return {**said, "text": redacted(answer.content.decode(errors="replace"))}


def _reduced(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reduced(item) for name, item in value.items()}
    if isinstance(value, list):
        return _vector(value) if _is_vector(value) else [_reduced(item) for item in value]
    return _short(value) if isinstance(value, str) else value


def _is_vector(value: list[Any]) -> bool:
    """Only what is one in every respect is written short: a broken one has to stay what it is."""
    return len(value) > WHOLE and {*map(type, value)} <= {int, float} and isfinite(hypot(*value))


def _vector(value: list[float]) -> dict[str, Any]:
    digest = sha256(json.dumps(value).encode()).hexdigest()[:16]
    return {"_vector": {"width": len(value), "norm": hypot(*value), "digest": digest, "first": value[:SHOWN]}}


def whole(value: Any) -> Any:
    """A body with vectors of the recorded width, norm and beginning; equal digests give equal vectors, others different ones."""
    if isinstance(value, list):
        return [whole(item) for item in value]
    if not isinstance(value, dict):
        return value
    summary = value.get("_vector")
    if summary is None:
        return {name: whole(item) for name, item in value.items()}
    first, rest = summary["first"], summary["width"] - len(summary["first"])
    seed = sha256(summary["digest"].encode()).digest()
    drawn = [seed[index % len(seed)] + 1 for index in range(rest)]
    missing = max(0.0, summary["norm"] ** 2 - hypot(*first) ** 2)
    scale = sqrt(missing) / hypot(*drawn) if drawn else 0.0
    return [*first, *(scale * number for number in drawn)]


def _short(text: str) -> str:
    cut = redacted(text)
    return cut if len(cut) <= 2000 else f"{cut[:100]}... ({len(cut)} characters)"
