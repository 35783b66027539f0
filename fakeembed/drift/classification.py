"""Which differences of a run are reported, in which order: each once, renamed fields in one row, what only taught us apart."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from fakeembed.drift.differences import Drift, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SURENESS = {"recorded": 0, "documented": 1, "decided": 2}


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
    for parent, removed in gone.items():
        new = come.get(parent, [])
        if len(removed) == len(new) == 1 and _is_renamed(removed[0], new[0]):
            del come[parent]
            yield replace(removed[0], kind=Kind.FIELD_RENAMED, expected=_name(removed[0]), observed=_name(new[0]))
        else:
            yield from removed
    for new in come.values():
        yield from new


def _is_renamed(removed: Drift, new: Drift) -> bool:
    """Whether the types are the same, or where only one is known the names alike."""
    return bool(removed.expected == new.observed) or (
        removed.expected == "present" and SequenceMatcher(None, _name(removed), _name(new)).ratio() >= 0.6
    )


def _name(drift: Drift) -> str:
    return drift.where.rpartition(".")[2]


def _parent(drift: Drift) -> tuple[str, ...]:
    return drift.version, drift.operation, drift.where.rpartition(".")[0]
