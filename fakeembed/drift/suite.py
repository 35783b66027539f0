"""Where the contract documents are, in a wheel or in a checkout, and what one says: the operation, its schemas, its cases."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

EvidenceKind = Literal["recorded", "documented", "decided"]
"""How an expectation can be known, surest first."""

KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know: `kind` is one of `KINDS`, `source` says where it was seen, on which page it stands, or which decision it is."""

    kind: EvidenceKind
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a status of an operation means.

    Attributes:
        description: In one sentence.
        evidence: How we know its shape.
        headers: What must be there, by lower-case name, with a regular expression that the whole value matches.
        schema: Of the body, without references; None when the body must be empty.
    """

    description: str
    evidence: Evidence
    headers: Mapping[str, str]
    schema: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One question with the answer it must get.

    Attributes:
        contract: The document it stands in.
        description: The fact, as a sentence without its subject.
        evidence: How we know.
        request: What is sent; the keys are those of `contract.schema.json`.
        status: The HTTP status of the answer.
        body: Parts of the body that must be equal, or None.
        schema: What else must hold of the body, or None.
        headers: What must be there, by lower-case name, with a regular expression that the whole value matches.
        given: Steps to take before, or names of preparations.
        since: The first day, in ISO form, on which it holds; empty for always.
        until: The first day on which it holds no more; empty for ever.
    """

    contract: Contract = field(repr=False)
    description: str
    evidence: Evidence
    request: Mapping[str, Any]
    status: int
    body: Any
    schema: Mapping[str, Any] | None
    headers: Mapping[str, str]
    given: tuple[str | Mapping[str, Any], ...]
    since: str
    until: str

    @property
    def name(self) -> str:
        """A name that no other case has: "v1_3/create_task: refuses a clip length of 11 seconds"."""
        return f"{self.contract.name}: {self.description}"

    @property
    def version(self) -> str:
        """The API version it is asked under."""
        return self.contract.version

    @property
    def day(self) -> str | None:
        """The day as of which a fake has to be asked; None for today's service."""
        return self.since if self.until else None

    def holds_on(self, day: str) -> bool:
        """Whether the service keeps it on an ISO day."""
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True)
class Contract:
    """One document: one operation of one API version.

    Attributes:
        name: Family and file: "v1_3/create_task".
        method: In capitals.
        path: Below the API version, with names in braces.
        version: The first segment of the path.
        summary: What the operation does.
        reference: The page that documents it.
        parameters: OpenAPI parameter objects, schemas without references.
        request: The schema of the body for each accepted media type.
        answers: What may be answered, by status.
        cases: Questions with the answers they must get.
    """

    name: str
    method: str
    path: str
    version: str
    summary: str
    reference: str
    parameters: tuple[Mapping[str, Any], ...]
    request: Mapping[str, Mapping[str, Any]]
    answers: Mapping[int, Answer]
    cases: list[Case] = field(default_factory=list, repr=False, compare=False)

    @property
    def operation(self) -> str:
        """Method and path: "POST /embed/tasks"."""
        return f"{self.method} {self.path}"

    @property
    def family(self) -> str:
        """The folder: v1_2, v1_3, v2 or assets."""
        return self.name.partition("/")[0]


def root() -> Path:
    """The folder with the contracts: inside the package when it is installed, beside it in a checkout.

    Raises:
        FileNotFoundError: When neither is there, because the installation is broken or is an archive.
    """
    package = Path(__file__).resolve().parents[1]
    if not package.is_dir():
        raise FileNotFoundError(f"contracts are read from files, and {package} is in an archive; install fakeembed, or unpack it")
    for folder in (package / "contracts", package.parent / "contracts"):
        if (folder / "contract.schema.json").is_file():
            return folder
    raise FileNotFoundError(f"no contracts in {package} or beside it; install fakeembed again")


@lru_cache(maxsize=1)
def contracts() -> tuple[Contract, ...]:
    """Every contract, by family and name."""
    return tuple(_read(path) for path in documents())


def cases() -> list[Case]:
    """Every case of every contract."""
    return [case for contract in contracts() for case in contract.cases]


def documents() -> list[Path]:
    """The files of the contracts: one folder for each family, one file for each operation."""
    return sorted(path for path in root().glob("*/*.json") if path.parent.name != "media")


def preparation(name: str) -> list[str | dict[str, Any]]:
    """The steps of a preparation that several cases share, among them names of others."""
    steps: list[str | dict[str, Any]] = _preparations()[name]
    return steps


@lru_cache(maxsize=16)
def medium(name: str) -> bytes:
    """A file that the cases send, by its name in `media/`."""
    return (root() / "media" / name).read_bytes()


def without_references(value: Any) -> Any:
    """A schema with every `$ref` to `definitions.json` replaced by what it names; what stands beside a `$ref` is added to it."""
    if isinstance(value, list):
        return [without_references(item) for item in value]
    if not isinstance(value, dict):
        return value
    inlined = {key: without_references(item) for key, item in value.items() if key != "$ref"}
    if "$ref" not in value:
        return inlined
    named = without_references(_definitions()[value["$ref"].rpartition("/")[2]])
    clash = (named.keys() & inlined.keys()) - {"description"}
    if clash:
        raise ValueError(f"{value['$ref']} says {', '.join(sorted(clash))} already")
    return {**named, **inlined}


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Any]:
    found: dict[str, Any] = _json(root() / "definitions.json")["$defs"]
    return found


@lru_cache(maxsize=1)
def _preparations() -> Any:
    return _json(root() / "preparations.json")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _read(path: Path) -> Contract:
    document = _json(path)
    method, _, below = document["operation"].partition(" ")
    contract = Contract(
        name=f"{path.parent.name}/{path.stem}",
        method=method,
        path=below,
        version=document["version"],
        summary=document["summary"],
        reference=document["reference"],
        parameters=tuple(without_references(document.get("parameters", []))),
        request=without_references(document.get("request", {})),
        answers={int(status): _answer(answer) for status, answer in document["responses"].items()},
    )
    contract.cases.extend(_case(contract, case) for case in document["cases"])
    return contract


def _answer(document: Mapping[str, Any]) -> Answer:
    return Answer(
        description=document["description"],
        evidence=_evidence(document["evidence"]),
        headers=document.get("headers", {}),
        schema=without_references(document.get("schema")),
    )


def _case(contract: Contract, document: Mapping[str, Any]) -> Case:
    expect, holds = document["expect"], document.get("holds", {})
    return Case(
        contract=contract,
        description=document["description"],
        evidence=_evidence(document["evidence"]),
        request=document["request"],
        status=expect["status"],
        body=expect.get("body"),
        schema=without_references(expect.get("schema")),
        headers=expect.get("headers", {}),
        given=tuple(document.get("given", [])),
        since=holds.get("from", ""),
        until=holds.get("until", ""),
    )


def _evidence(document: Mapping[EvidenceKind, str]) -> Evidence:
    [(kind, source)] = document.items()
    return Evidence(kind, source)
