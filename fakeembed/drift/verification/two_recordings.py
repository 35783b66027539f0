"""What changed from one recording to another one: two days of one service, in the words of the first.

What differs from run to run is no difference: ids, moments, traces, ports, counters of a quota, the digest of a vector that a fake
made up. Two recordings of the live service are asked for more: it answers the same medium with the same vector (decision D163).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fakeembed.drift import suite
from fakeembed.drift.classification import classify
from fakeembed.drift.differences import Drift, Expectation, Kind, Unchecked
from fakeembed.drift.mismatch import json_type, shown
from fakeembed.drift.run_report import Report
from fakeembed.drift.verification.live import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_VOLATILE = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:.]+(?:Z|[+-][0-9:]{5})"), "<moment>"),
    (re.compile(r"\b(?:[0-9a-f]{32}|[0-9a-f]{24})\b"), "<id>"),
    (re.compile(r"(https?://[^/:\s\"]+):[0-9]+"), r"\1"),
)
_COUNTERS = re.compile(r"^(x-trace-id|etag|retry-after|x-ratelimit-.*(?:reset|remaining|used))$")
_COUNTED = frozenset({"total_results", "total_page"})
_NORM = 1e-3


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One question with its answer, or why there is none."""

    method: str
    path: str
    query: Any
    response: Mapping[str, Any] | None
    missing: str

    @property
    def asked(self) -> Any:
        """What tells questions apart, as far as a recording shows it."""
        return self.method, self.path, self.query


def compare(olds: Sequence[Path], new: Path, started_at: str) -> Report:
    """How a newer recording differs from each of the older ones.

    Raises:
        ValueError: When a folder holds no recording.
        OSError: When a file cannot be read.
    """
    after = _manifest(new)
    theirs = _cases(new, after["origin"])
    found: list[Drift | Unchecked] = []
    names: set[str] = set()
    recorded: set[str] = set()
    for old in olds:
        before = _manifest(old)
        ours = _cases(old, before["origin"])
        recorded |= ours.keys()
        exact = bool(before["live"] and after["live"] and before.get("video_url") == after.get("video_url"))
        for case, rows in ours.items():
            if case not in theirs:
                found.append(Unchecked("", case, f"only {old.name} has it"))
            for one, other in zip(rows, theirs.get(case, ()), strict=False):
                expectation = _expectation(one, case, f"{old.name}, {before['day']}")
                names.add(expectation.operation)
                found += _Comparison(exact).exchange(expectation, one, other)
    found += [Unchecked("", case, f"only {new.name} has it") for case in theirs if case not in recorded]
    drifts, _ = classify((one for one in found if isinstance(one, Drift)), learning=False)
    gaps = {one.id: one for one in found if isinstance(one, Unchecked)}
    target = ", ".join(old.name for old in olds) + f" and {new.name}"
    return Report(target, started_at, tuple(sorted(names)), drifts, unchecked=tuple(gaps.values()))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares exchanges.

    Attributes:
        exact: Whether a vector has to be the same one.
    """

    exact: bool

    def exchange(self, expectation: Expectation, old: _Exchange, new: _Exchange) -> Iterator[Drift | Unchecked]:
        if (old.method, old.path) != (new.method, new.path):
            yield expectation.unchecked(f"{old.method} {old.path}", f"the other recording asks {new.method} {new.path} here")
        elif old.response is None or new.response is None:
            if bool(old.missing) != bool(new.missing):
                yield expectation.unchecked(f"{old.method} {old.path}", old.missing or new.missing)
        elif old.response["status"] != new.response["status"]:
            status, other = old.response["status"], new.response["status"]
            yield expectation.broken(Kind.STATUS_CHANGED, f"response {status} status", expected=status, observed=other)
        else:
            part = f"response {old.response['status']}"
            yield from self._headers(expectation, part, old.response["headers"], new.response["headers"])
            bodies = [response.get("text", response.get("body")) for response in (old.response, new.response)]
            yield from self._values(expectation, f"{part} $", *bodies)

    @staticmethod
    def _headers(expectation: Expectation, part: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Drift]:
        for name in dict.fromkeys([*old, *new]):
            where = f"{part} header {name}"
            if name not in new:
                yield expectation.broken(Kind.HEADER_MISSING, where, expected=old[name], observed=None)
            elif name not in old:
                yield expectation.broken(Kind.HEADER_ADDED, where, expected=None, observed=new[name])
            elif not _COUNTERS.match(name) and _steady(old[name]) != _steady(new[name]):
                kind = Kind.CONTENT_TYPE_CHANGED if name == "content-type" else Kind.HEADER_CHANGED
                yield expectation.broken(kind, where, expected=_steady(old[name]), observed=_steady(new[name]))

    def _values(self, expectation: Expectation, where: str, old: Any, new: Any) -> Iterator[Drift]:
        if json_type(old) != json_type(new) and {json_type(old), json_type(new)} != {"integer", "number"}:
            yield expectation.broken(Kind.TYPE_CHANGED, where, expected=json_type(old), observed=json_type(new))
        elif isinstance(old, dict):
            yield from self._objects(expectation, where, old, new)
        elif isinstance(old, list):
            if len(old) != len(new) and not _is_list(expectation.operation):
                yield expectation.broken(Kind.BOUND_CHANGED, where, expected=len(old), observed=len(new))
            for one, other in zip(old, new, strict=False):
                yield from self._values(expectation, f"{where}[*]", one, other)
        elif _steady(old) != _steady(new) and where.rpartition(".")[2] not in _COUNTED:
            kind = {"$.code": Kind.CODE_CHANGED, "$.message": Kind.MESSAGE_CHANGED}.get(
                where.rpartition(" ")[2], Kind.VALUE_CHANGED
            )
            yield expectation.broken(kind, where, expected=shown(_steady(old)), observed=shown(_steady(new)))

    def _objects(self, expectation: Expectation, where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Drift]:
        if "_vector" in old and "_vector" in new:
            yield from self._vectors(expectation, where, old["_vector"], new["_vector"])
            return
        for name in dict.fromkeys([*old, *new]):
            if name not in new:
                yield expectation.broken(Kind.FIELD_REMOVED, f"{where}.{name}", expected=json_type(old[name]), observed=None)
            elif name not in old:
                yield expectation.broken(Kind.FIELD_ADDED, f"{where}.{name}", expected=None, observed=json_type(new[name]))
            else:
                yield from self._values(expectation, f"{where}.{name}", old[name], new[name])

    def _vectors(self, expectation: Expectation, where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Drift]:
        facts = [{"width": one["width"], "norm": round(one["norm"] / _NORM) * _NORM} for one in (old, new)]
        if facts[0] == facts[1] and self.exact:
            facts = [{"digest": one["digest"]} for one in (old, new)]
        if facts[0] != facts[1]:
            yield expectation.broken(Kind.VECTOR_CHANGED, where, expected=facts[0], observed=facts[1])


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "recording.json").read_text(encoding="utf-8"))
        target = str(manifest["target"])
        origin = target if "://" in target else LIVE
        return {"day": manifest["day"], "live": manifest["live"], "video_url": manifest.get("video_url"), "origin": origin}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"there is no recording in {folder.name}: {error}") from error


def _cases(folder: Path, origin: str) -> dict[str, list[_Exchange]]:
    """The exchanges of each case, of a poll only the last one."""
    found: dict[str, list[_Exchange]] = {}
    for path in sorted(folder.glob("*/*.json")):
        case, exchange = _read(path, origin)
        found.setdefault(case, []).append(exchange)
    return {case: _without_polls(rows) for case, rows in found.items()}


def _without_polls(rows: list[_Exchange]) -> list[_Exchange]:
    """Of one question that was asked again and again the last answer: how often depends on the day."""
    repeated = [one.method == "GET" and one.asked == after.asked for one, after in pairwise(rows)]
    return [row for row, again in zip(rows, [*repeated, False], strict=True) if not again]


def _read(path: Path, origin: str) -> tuple[str, _Exchange]:
    """One file of a recording, with the target's own address replaced by a word."""
    try:
        said = json.loads(path.read_text(encoding="utf-8").replace(origin, "<target>"))
        asked = said.get("request", {})
        missing = str(said.get("unchecked") or said.get("outside") or "")
        exchange = _Exchange(
            asked.get("method", ""), _steady(asked.get("path", "")), asked.get("params"), said.get("response"), missing
        )
        return said["case"], exchange
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path.parent.name}/{path.name} is no exchange of a recording: {error}") from error


def _expectation(exchange: _Exchange, case: str, source: str) -> Expectation:
    known = Expectation(f"{exchange.method} {exchange.path}", case=case, evidence="recorded", source=source)
    for contract in suite.contracts():
        pattern = f"/{re.escape(contract.version)}" + re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(contract.path))
        if contract.method == exchange.method and re.fullmatch(pattern, exchange.path):
            return replace(known, operation=contract.operation, version=contract.version)
    return known


def _is_list(operation: str) -> bool:
    """Whether how many there are depends on the account."""
    return operation.startswith("GET ") and not operation.endswith("}")


def _steady(value: Any) -> Any:
    """A value without what differs from run to run."""
    if not isinstance(value, str):
        return value
    for pattern, name in _VOLATILE:
        value = pattern.sub(name, value)
    return value
