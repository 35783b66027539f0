"""What a behaviour contract is: a function that examines a target, with the operation it is about and how we know."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

from fakeembed.drift import suite
from fakeembed.drift.differences import Expectation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fakeembed.drift.verification.examination import Examination


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One behaviour contract.

    Attributes:
        expectation: The operation, the name of the test, and how we know.
        version: The API version under which everything is asked.
        day: The ISO day as of which a fake is asked; None for today.
        check: Does it.
    """

    expectation: Expectation
    version: str
    day: str | None
    check: Callable[[Examination], None]


def behaviour(
    operation: str, *, version: str = "v1.3", day: str | None = None, **known: str
) -> Callable[[Callable[[Examination], None]], Callable[[Examination], None]]:
    """Say what the decorated function is about, and how we know: `recorded=`, `documented=` or `decided=`, with its source."""
    [(kind, source)] = known.items()
    if kind not in suite.KINDS:
        raise ValueError(f"evidence is one of {', '.join(suite.KINDS)}, not {kind}")

    def marked(check: Callable[[Examination], None]) -> Callable[[Examination], None]:
        sentence = check.__name__.removeprefix("test_").replace("_", " ")
        evidence: Any = kind
        expectation = Expectation(operation, case=sentence, evidence=evidence, source=source, version=version)
        check.behaviour = Behaviour(expectation, version, day, check)  # type: ignore[attr-defined]
        return check

    return marked


def behaviours() -> Iterator[Behaviour]:
    """Every behaviour contract, file by file."""
    for path in sorted(suite.root().glob("test_*.py")):
        yield from (found.behaviour for found in vars(_loaded(path)).values() if hasattr(found, "behaviour"))


def _loaded(path: Path) -> Any:
    spec = spec_from_file_location(f"fakeembed_contracts_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
