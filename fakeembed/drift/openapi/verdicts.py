"""What is compared with what: two documents with each other, or one with the contracts of the API versions that it describes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from fakeembed.drift.classification import classify
from fakeembed.drift.differences import Drift, Expectation, Unchecked
from fakeembed.drift.openapi.comparison import Comparison
from fakeembed.drift.openapi.documents import read, understood
from fakeembed.drift.run_report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from fakeembed.drift.openapi.comparison import Known
    from fakeembed.drift.openapi.documents import Document
    from fakeembed.drift.suite import Contract


def of_two(old: Path, new: Path, started_at: str) -> Report:
    """How a newer document differs from an older one, API version by API version.

    When they have no version in common, the newest of each are compared: what changed from v1.3 to v1.4 is the question then.

    Raises:
        ValueError, OSError, ModuleNotFoundError: As `documents.read`.
    """
    before, after = read(old), read(new)
    found = [one for version, other in _pairs(before, after) for one in _between(before, after, version, other)]
    looked_at = {operation.name for table in before.operations.values() for operation in table.values()}
    document = Expectation("the document", case=before.name)
    gaps = [
        document.unchecked(word, "it differs between the documents, and what it says is not compared")
        for word in sorted({*before.unread, *after.unread})
        if before.unread.get(word) != after.unread.get(word)
    ]
    return _report(f"{before.name} and {after.name}", started_at, looked_at, [*found, *gaps], learning=False)


def of_one(document: Path, started_at: str) -> Report:
    """How a document differs from the contracts of the API versions that it describes.

    Raises:
        ValueError, OSError, ModuleNotFoundError: As `documents.read`; ValueError when there is no contract for its API versions.
    """
    from fakeembed.drift import suite
    from fakeembed.drift.openapi.printed import printed

    published = read(document)
    ours = understood(printed(suite.contracts()), "the contracts")
    versions = [version for version in published.operations if version in ours.operations]
    if not versions:
        raise ValueError(
            f"{published.name} is about {', '.join(published.operations)}; there are contracts for {', '.join(ours.operations)}"
        )
    found: list[Drift | Unchecked] = []
    for version in versions:
        contracts = {contract.operation: contract for contract in suite.contracts() if contract.version == version}
        comparison = Comparison(_known(contracts, version), silence=True)
        found += comparison.differences(ours.operations[version], published.operations[version])
    looked_at = {operation.name for version in versions for operation in ours.operations[version].values()}
    ledger = _ledger(contract for contract in suite.contracts() if contract.version in versions)
    return _report(published.name, started_at, looked_at, found, learning=True, ledger=ledger)


def _pairs(before: Document, after: Document) -> list[tuple[str, str]]:
    """Which version of the one belongs to which of the other; a version that only one has stands beside nothing."""
    ours, theirs = (sorted(document.operations, key=_age) for document in (before, after))
    if set(ours) & set(theirs):
        return [(version, version) for version in dict.fromkeys([*ours, *theirs])]
    return [*((version, version) for version in (*ours[:-1], *theirs[:-1])), (ours[-1], theirs[-1])]


def _age(version: str) -> list[int]:
    return [int(number) for number in version[1:].split(".")]


def _between(before: Document, after: Document, version: str, other: str) -> Iterator[Drift | Unchecked]:
    def known(operation: str, _: str) -> Expectation:
        return Expectation(operation, case=before.name, source=before.name, version=version)

    old, new = before.operations.get(version, {}), after.operations.get(other, {})
    yield from Comparison(known).differences(old, new)


def _report(target: str, started_at: str, operations: set[str], found: list[Any], *, learning: bool, **further: Any) -> Report:
    drifts, learned = classify((one for one in found if isinstance(one, Drift)), learning=learning)
    gaps = {one.id: one for one in found if isinstance(one, Unchecked)}
    unchecked = tuple(sorted(gaps.values(), key=lambda gap: (gap.route, gap.case)))  # whatever the order in the document
    return Report(target, started_at, tuple(sorted(operations)), drifts, learned, unchecked=unchecked, **further)


def _known(contracts: Mapping[str, Contract], version: str) -> Known:
    """How a contract knows what it demands: an answer says so itself, a request stands on the page that documents it."""

    def known(operation: str, status: str) -> Expectation:
        contract = contracts.get(operation)
        if contract is None:
            return Expectation(operation, version=version)
        case = f"contracts/{contract.name}.json"
        answer = contract.answers.get(int(status)) if status.isdigit() else None
        if answer is None:
            return Expectation(operation, case=case, source=contract.reference, version=version)
        return Expectation(operation, case=case, evidence=answer.evidence.kind, source=answer.evidence.source, version=version)

    return known


def _ledger(contracts: Iterable[Contract]) -> Mapping[str, int]:
    return Counter(answer.evidence.kind for contract in contracts for answer in contract.answers.values())
