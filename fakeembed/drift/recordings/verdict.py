"""What a recording says about the contracts, as a report like that of any other run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fakeembed.drift import suite
from fakeembed.drift.classification import classify
from fakeembed.drift.differences import Unchecked
from fakeembed.drift.recordings import comparison, reading, requests, routing, sequences
from fakeembed.drift.recordings.exchange import ANSWER, Unreadable, UnreadHeaders
from fakeembed.drift.run_report import Report
from fakeembed.redaction import cleaned, is_secret_header

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.suite import Contract

TODAY = "9999-12-31"
"""The day of an exchange that says none: what holds since any day holds."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """The exchanges of some recordings with the service.

    Attributes:
        ours: Each exchange of an operation that the contracts have, with its contract.
        unknown: Exchanges with the service of which the contracts have no operation.
        others: The hosts of the exchanges that went elsewhere, with how many there were; "data: URLs" are at no host.
    """

    ours: tuple[tuple[Exchange, Contract], ...]
    unknown: tuple[Exchange, ...]
    others: Counter[str]


def traffic(paths: Iterable[Path], hosts: Collection[str]) -> Traffic:
    """Read recordings; Unreadable when one, or the headers of an answer, cannot be read, or when none is of the service."""
    known, unknown = [], []
    others: Counter[str] = Counter()
    for path in paths:
        for exchange in reading.exchanges(path):
            if not routing.is_ours(exchange, hosts):
                others[_elsewhere(exchange.url)] += 1
                continue
            contract = routing.contract(exchange)
            if contract is None:
                unknown.append(exchange)
                continue
            if isinstance(exchange.headers, UnreadHeaders):
                why = "the headers of its answer are not names with texts, but perhaps an object of some library"
                raise Unreadable(f"{exchange.place}: {why}")
            known.append((exchange, contract))
    if not known:
        names = ", ".join(sorted(hosts))
        elsewhere = ", ".join(f"{count} with {host}" for host, count in others.most_common(3)) or "none at all"
        raise Unreadable(f"no exchange with {names} is in it ({elsewhere}); name the host with --host")
    return Traffic(tuple(known), tuple(unknown), others)


def report(found: Traffic, name: str) -> Report:
    """Hold the exchanges to their contracts."""
    drifts: list[Drift] = []
    unchecked: list[Unchecked] = []
    outside: list[Unchecked] = []
    judged: Counter[str] = Counter()
    for exchange, contract in found.ours:
        gap = _gap(exchange)
        if gap:
            (unchecked if exchange.broke_off or exchange.unread else outside).append(
                Unchecked(contract.operation, exchange.place, gap)
            )
        if exchange.status and exchange.status < 500:
            day = exchange.day or TODAY
            drifts += comparison.differences(exchange, contract, day)
            declared = comparison.answer_of(contract, exchange.status)
            judged[declared.evidence.kind if declared else "documented"] += 1
    drifts += sequences.disagreements(found.ours)
    differences, learned = classify(drifts, learning=True)
    everything = Report(
        target=name,
        started_at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        operations=tuple(sorted({contract.operation for _, contract in found.ours})),
        drifts=differences,
        learned=learned,
        unchecked=tuple(unchecked),
        outside=tuple(outside),
        remarks=_remarks(found),
        ledger={kind: judged[kind] for kind in suite.KINDS},
    )
    hidden: Report = cleaned(everything, *_secrets(found))
    return hidden


def _elsewhere(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or (f"{parts.scheme}: URLs" if parts.scheme else "URLs without a host")


def _secrets(found: Traffic) -> set[str]:
    """What proves who asked, in any request: no recorder hides it by itself."""
    values = {value for exchange, _ in found.ours for name, value in exchange.sent.items() if is_secret_header(name)}
    return {part for value in values for part in (value, value.rpartition(" ")[2])}


def _gap(exchange: Exchange) -> str:
    """Why a part of an exchange was not looked at; empty when all of it was."""
    if exchange.status >= 500:
        return f"the service failed ({exchange.status})"
    lost = [f"the recording lost {part}" for part in exchange.lost if not (part == ANSWER and exchange.unread)]
    unread = requests.unread(exchange)
    if unread:
        lost.append(unread)
    return "; ".join([*lost, exchange.unread] if exchange.unread else lost)


def _remarks(found: Traffic) -> tuple[str, ...]:
    remarks = [f"{len(found.ours)} exchanges were looked at"]
    if found.unknown:
        remarks.append(f"{len(found.unknown)} of operations that the contracts do not have")
    if found.others:
        remarks.append(f"{found.others.total()} were not with the service")
    return ("; ".join(remarks),)
