"""What a difference between the contracts and a target is: its kind, whom it breaks, how sure we were, and what a run found."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from fakeembed.redaction import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Evidence = Literal["recorded", "documented", "decided"]
_SURENESS = {"recorded": 0, "documented": 1, "decided": 2}


class Kind(str, Enum):
    """What changed. A client that was right breaks on some kinds; the others (`COMPATIBLE`) are news."""

    FIELD_REMOVED = "field-removed"
    FIELD_RENAMED = "field-renamed"
    FIELD_ADDED = "field-added"
    FIELD_REQUIRED = "field-required"
    FIELD_OPTIONAL = "field-optional"
    TYPE_CHANGED = "type-changed"
    FORMAT_CHANGED = "format-changed"
    VALUE_CHANGED = "value-changed"
    ENUM_EXTENDED = "enum-extended"
    ENUM_REDUCED = "enum-reduced"
    BOUND_CHANGED = "bound-changed"
    STATUS_CHANGED = "status-changed"
    STATUS_ADDED = "status-added"
    CODE_CHANGED = "code-changed"
    MESSAGE_CHANGED = "message-changed"
    HEADER_MISSING = "header-missing"
    HEADER_ADDED = "header-added"
    HEADER_CHANGED = "header-changed"
    CONTENT_TYPE_CHANGED = "content-type-changed"
    BODY_CHANGED = "body-changed"
    CONDITION_CHANGED = "condition-changed"
    ENCODING_CHANGED = "encoding-changed"
    SECURITY_CHANGED = "security-changed"
    SERVER_CHANGED = "server-changed"
    DEPRECATED = "deprecation-added"
    ORDER_CHANGED = "order-changed"
    LIFECYCLE_BROKEN = "lifecycle-broken"
    VECTOR_CHANGED = "vector-changed"
    OPERATION_REMOVED = "operation-removed"
    OPERATION_ADDED = "operation-added"


COMPATIBLE = frozenset(
    {
        Kind.FIELD_ADDED,
        Kind.FIELD_OPTIONAL,
        Kind.HEADER_ADDED,
        Kind.ENUM_EXTENDED,
        Kind.STATUS_ADDED,
        Kind.OPERATION_ADDED,
        Kind.DEPRECATED,
    }
)
"""Kinds that a tolerant reader survives: it ignores what it does not know (decision D85)."""


_BY_CASE = frozenset({Kind.STATUS_CHANGED, Kind.CODE_CHANGED})


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference.

    Attributes:
        kind: What changed.
        operation: Method and path without the API version: "POST /embed/tasks".
        where: The place: "response 200 $.data[*].status", "response 429 header retry-after", "request form.video_clip_length".
            Array positions are written `[*]`, so that a hundred clips make one difference.
        expected: What the contract says, as a JSON value that does not change from run to run.
        observed: What the target did, as a JSON value.
        breaking: Whether a client that keeps the contract breaks.
        evidence: How the expectation is known.
        source: Where it is known from: a recording and its date, a page, or a decision's number.
        case: The contract case or test that saw it.
        reproduce: A command line that shows it, without the key; empty when there is none.
        version: The API version, "v1.3"; the same loss in two versions is two differences. Empty where a difference has none.
    """

    kind: Kind
    operation: str
    where: str
    expected: Any
    observed: Any
    breaking: bool
    evidence: Evidence = "documented"
    source: str = ""
    case: str = ""
    reproduce: str = ""
    version: str = ""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stay the same from run to run: the observed value is not in them.

        The case is in them only when it is the whole difference: a missing field is one difference in however many cases, but that
        one request is not refused any more says nothing about another one that expects the same status.
        """
        expected = json.dumps(self.expected, sort_keys=True, default=str)
        case = self.case if self.kind in _BY_CASE else ""
        return _digest(self.kind.value, self.version, self.operation, self.where, expected, case)

    @property
    def route(self) -> str:
        """The operation with its API version, as people read it: "POST /v1.3/embed/tasks"."""
        return _route(self.operation, self.version)

    def as_json(self) -> dict[str, Any]:
        """The difference as JSON values."""
        return {
            "id": self.id,
            "version": self.version,
            "operation": self.operation,
            "kind": self.kind.value,
            "where": self.where,
            "expected": self.expected,
            "observed": self.observed,
            "breaking": self.breaking,
            "evidence": self.evidence,
            "source": self.source,
            "case": self.case,
            "reproduce": self.reproduce,
        }


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that could not be looked at, which is another answer than "no drift".

    Attributes:
        operation: Method and path without the API version.
        case: The contract case or test.
        reason: Why not: no quota, no sound in the medium, a time-out, a keyword that is not read.
        version: The API version; empty where there is none.
    """

    operation: str
    case: str
    reason: str
    version: str = ""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stay the same from run to run."""
        return _digest("unchecked", self.version, self.operation, self.case)

    @property
    def route(self) -> str:
        """The operation with its API version, as people read it."""
        return _route(self.operation, self.version)

    def as_json(self) -> dict[str, Any]:
        """The gap as JSON values."""
        gap = {"version": self.version, "operation": self.operation, "case": self.case, "reason": self.reason}
        return {"id": self.id, **gap}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one case demands, before it is known whether the target agrees: what no answer changes in a `Drift`.

    Attributes:
        operation: Method and path without the API version.
        case: The contract case or test.
        evidence: How it is known.
        source: Where it is known from.
        reproduce: A command line that shows the answer, without the key.
        version: The API version, "v1.3".
    """

    operation: str
    case: str = ""
    evidence: Evidence = "documented"
    source: str = ""
    reproduce: str = ""
    version: str = ""

    def broken(self, kind: Kind, where: str, *, expected: Any, observed: Any, breaking: bool | None = None) -> Drift:
        """The difference between this expectation and what was observed; `breaking` follows from the kind unless it is given."""
        return Drift(
            kind=kind,
            operation=self.operation,
            where=re.sub(r"\[\d+\]", "[*]", where),
            expected=expected,
            observed=observed,
            breaking=kind not in COMPATIBLE if breaking is None else breaking,
            evidence=self.evidence,
            source=self.source,
            case=self.case,
            reproduce=self.reproduce,
            version=self.version,
        )

    def unchecked(self, place: str, reason: str) -> Unchecked:
        """What could not be looked at under this expectation: `place` names it, `reason` says why."""
        return Unchecked(self.operation, f"{self.case}: {place}" if self.case else place, reason, self.version)


def _digest(*facts: str) -> str:
    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found.

    Attributes:
        target: "fake", "live", a URL without credentials, or the names of two documents.
        started_at: RFC 3339.
        operations: The operations that were looked at.
        drifts: The differences from what is recorded or documented, breaking and compatible.
        learned: The differences from what was only decided.
        unchecked: What could not be looked at.
        outside: What this target cannot be asked, such as a case that needs a declared medium; without effect on the result.
        waived: Differences and gaps that a waiver excuses, with its reason.
        complaints: What is wrong with the waivers: an end date that is past fails the run.
        remarks: What else a reader should know; nothing fails for it.
        ledger: How many expectations were looked at, by evidence.
    """

    target: str
    started_at: str
    operations: tuple[str, ...] = ()
    drifts: tuple[Drift, ...] = ()
    learned: tuple[Drift, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    outside: tuple[Unchecked, ...] = ()
    waived: tuple[tuple[Drift | Unchecked, str], ...] = ()
    complaints: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    ledger: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Leave nothing secret to whoever shows or writes it."""
        for name in ("target", "drifts", "learned", "unchecked", "outside", "waived", "complaints", "remarks"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))

    @property
    def breaking(self) -> tuple[Drift, ...]:
        """The differences that break clients."""
        return tuple(drift for drift in self.drifts if drift.breaking)

    @property
    def exit_status(self) -> int:
        """1 when clients break or a waiver has run out, else 2 when something could not be looked at, else 0."""
        if self.breaking or self.complaints:
            return 1
        return 2 if self.unchecked else 0


def classify(found: Iterable[Drift], *, learning: bool) -> tuple[tuple[Drift, ...], tuple[Drift, ...]]:
    """Each difference once, breaking ones first: those that are drift, and those that are learned.

    Args:
        found: The differences of all cases.
        learning: Whether the target is the live service: what was only decided, and is otherwise there, is learned.
    """
    once: dict[str, Drift] = {}
    for drift in found:
        kept = once.setdefault(drift.id, drift)
        if _SURENESS[drift.evidence] < _SURENESS[kept.evidence]:  # what one case knows and another one guesses is known
            once[drift.id] = drift
    ordered = sorted(_with_renames(once.values()), key=_rank)
    learned = tuple(drift for drift in ordered if learning and drift.evidence == "decided")
    return tuple(drift for drift in ordered if drift not in learned), learned


def _rank(drift: Drift) -> tuple[bool, str, str, str, str]:
    return (not drift.breaking, drift.operation, drift.version, drift.where, drift.kind.value)


def _with_renames(found: Iterable[Drift]) -> Iterator[Drift]:
    """One row for a field that has another name now: where in one object one is gone and one of the same type has come."""
    gone: dict[tuple[str, ...], list[Drift]] = {}
    come: dict[tuple[str, ...], list[Drift]] = {}
    others = []
    for drift in found:
        if drift.kind is Kind.FIELD_REMOVED:
            gone.setdefault(_parent(drift), []).append(drift)
        elif drift.kind in {Kind.FIELD_ADDED, Kind.FIELD_REQUIRED} and drift.expected is None:
            come.setdefault(_parent(drift), []).append(drift)
        else:
            others.append(drift)
    yield from others
    for parent, lost in gone.items():
        new = come.get(parent, [])
        if len(lost) == len(new) == 1 and _is_renamed(lost[0], new[0]):
            del come[parent]
            yield replace(lost[0], kind=Kind.FIELD_RENAMED, expected=_name(lost[0]), observed=_name(new[0]))
        else:
            yield from lost
    for new in come.values():
        yield from new


def _is_renamed(lost: Drift, new: Drift) -> bool:
    """Whether the types are the same, or where only one is known the names alike."""
    return bool(lost.expected == new.observed) or (
        lost.expected == "present" and SequenceMatcher(None, _name(lost), _name(new)).ratio() >= 0.6
    )


def _name(drift: Drift) -> str:
    return drift.where.rpartition(".")[2]


def _parent(drift: Drift) -> tuple[str, ...]:
    return drift.version, drift.operation, drift.where.rpartition(".")[0]


def _route(operation: str, version: str) -> str:
    method, _, path = operation.partition(" ")
    return f"{method} /{version}{path}" if version and path else operation
