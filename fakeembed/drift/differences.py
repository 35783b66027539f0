"""What a difference between the contracts and a target is: its kind, whom it breaks, and how sure we were."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Evidence = Literal["recorded", "documented", "decided"]


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
        version: The API version, "v1.3".
        reproduce: Makes a command line that shows the answer, without the key; it is wanted only where something differs.
    """

    operation: str
    case: str = ""
    evidence: Evidence = "documented"
    source: str = ""
    version: str = ""
    reproduce: Callable[[], str] = str

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
            reproduce=self.reproduce(),
            version=self.version,
        )

    def unchecked(self, place: str, reason: str) -> Unchecked:
        """What could not be looked at under this expectation: `place` names it, `reason` says why."""
        return Unchecked(self.operation, f"{self.case}: {place}" if self.case else place, reason, self.version)


def _digest(*facts: str) -> str:
    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _route(operation: str, version: str) -> str:
    method, _, path = operation.partition(" ")
    return f"{method} /{version}{path}" if version and path else operation
