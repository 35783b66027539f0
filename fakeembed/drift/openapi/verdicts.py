"""What is compared with what: two documents with each other, or one with the contracts of the API versions that it describes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fakeembed.drift.differences import Expectation, Report, sorted_out
from fakeembed.drift.openapi.comparison import Comparison
from fakeembed.drift.openapi.documents import read, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from fakeembed.drift.openapi.documents import Document, Operation
    from fakeembed.drift.suite import Contract


def of_two(old: Path, new: Path, started_at: str) -> Report:
    """How a newer document differs from an older one: in the same API version, or in the newest one that each has.

    Raises:
        ValueError, OSError, ModuleNotFoundError: As `documents.read`.
    """
    before, after = read(old), read(new)
    pairs = [(table, after.operations[version]) for version, table in before.operations.items() if version in after.operations]
    comparison = Comparison(lambda operation, _: Expectation(operation, case=before.name, source=before.name))
    found = [drift for one, other in pairs or [(_newest(before), _newest(after))] for drift in comparison.differences(one, other)]
    drifts, _ = sorted_out(found, learning=False)
    looked_at = {operation.name for table in before.operations.values() for operation in table.values()}
    return Report(f"{before.name} and {after.name}", started_at, tuple(sorted(looked_at)), drifts)


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
        msg = f"{published.name} is about {', '.join(published.operations)}; there are contracts for {', '.join(ours.operations)}"
        raise ValueError(msg)
    found = []
    for version in versions:
        contracts = {contract.operation: contract for contract in suite.contracts() if contract.version == version}
        comparison = Comparison(_known(contracts), silence=True)
        found += list(comparison.differences(ours.operations[version], published.operations[version]))
    drifts, learned = sorted_out(found, learning=True)
    looked_at = {operation.name for version in versions for operation in ours.operations[version].values()}
    ledger = _ledger(contract for contract in suite.contracts() if contract.version in versions)
    return Report(published.name, started_at, tuple(sorted(looked_at)), drifts, learned, ledger=ledger)


def _known(contracts: Mapping[str, Contract]) -> Callable[[str, str], Expectation]:
    """How a contract knows what it demands: an answer says so itself, a request stands on the page that documents it."""

    def known(operation: str, status: str) -> Expectation:
        contract = contracts.get(operation)
        if contract is None:
            return Expectation(operation)
        case = f"contracts/{contract.name}.json"
        answer = contract.answers.get(int(status)) if status.isdigit() else None
        if answer is None:
            return Expectation(operation, case=case, source=contract.reference)
        return Expectation(operation, case=case, evidence=answer.evidence.kind, source=answer.evidence.source)

    return known


def _newest(document: Document) -> Mapping[str, Operation]:
    return document.operations[max(document.operations)]


def _ledger(contracts: Iterable[Contract]) -> Mapping[str, int]:
    return Counter(answer.evidence.kind for contract in contracts for answer in contract.answers.values())
