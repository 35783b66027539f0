"""Which clients were published, and how each of them gets into a folder of its own, together with what it insists on."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _pytest.mark import ParameterSet

VERSIONS = (
    *("0.1.25",),
    *("0.2.0", "0.2.1", "0.2.3", "0.2.4", "0.2.5", "0.2.6", "0.2.7", "0.2.8", "0.2.9", "0.2.10"),
    *("0.3.0", "0.3.1", "0.3.2"),
    *("0.4.0", "0.4.1", "0.4.2", "0.4.3", "0.4.4", "0.4.5", "0.4.6", "0.4.7", "0.4.8", "0.4.9", "0.4.10", "0.4.11"),
    *("1.0.0", "1.0.1", "1.0.2"),
    *("1.1.0",),
    *("1.2.0", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7", "1.2.8", "1.2.9"),
    *("1.3.0", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.3.6"),
)
"""Every release of https://pypi.org/project/twelvelabs/ that can embed, oldest first: 0.1.25 was the first that could."""

NEWEST = tuple({version.rpartition(".")[0]: version for version in VERSIONS}.values())
"""The newest of each series."""


def parameters(versions: Sequence[str], newest: Sequence[str] = NEWEST) -> list[ParameterSet]:
    """Clients as the parameter of a test: a plain run takes those of `newest`, and on every Python there is the last one."""
    return [
        pytest.param(
            each, marks=(pytest.mark.matrix(newest=each in newest), *((pytest.mark.once,) if each != VERSIONS[-1] else ()))
        )
        for each in versions
    ]


FOLDER = Path(os.environ.get("FAKEEMBED_CLIENTS") or Path(__file__).parents[2] / ".cache" / "clients")
"""Where they are kept between runs."""

LAST_PYTHON = {"pydantic==2.4.2": (3, 12)}
"""What clients up to 0.2.7 pin and no later Python can install, because it was compiled for none."""


class IndexOutOfReach(Exception):  # noqa: N818 - named after the fact
    """The package index did not give what was asked of it by name."""


class NotForThisPython(Exception):  # noqa: N818 - named after the fact
    """A client insists on something that was never built for the running Python."""


def installed(client: str) -> tuple[Path, ...]:
    """The folders from which a client is imported, unmodified, after it was installed into them by its name and version.

    What it requires is taken from the environment of the tests where that satisfies its own metadata, and installed otherwise.

    Raises:
        IndexOutOfReach: When pip could not install it.
        NotForThisPython: When nobody could.
    """
    itself = _folder(f"twelvelabs=={client}", "--no-deps")
    demanded = [requirement for requirement in _requirements(itself) if not _is_satisfied(requirement)]
    too_old = [str(each) for each in demanded if sys.version_info[:2] > LAST_PYTHON.get(str(each), sys.version_info[:2])]
    if too_old:
        msg = f"twelvelabs {client} insists on {', '.join(too_old)}, which was never built for Python {sys.version.split()[0]}"
        raise NotForThisPython(msg)
    return (itself, *((_folder(*sorted(map(str, demanded))),) if demanded else ()))


def published() -> list[str]:
    """The versions that the package index has, from 0.1.25 on.

    Raises:
        IndexOutOfReach: When it did not say.
    """
    answer = _pip("index", "versions", "twelvelabs")
    listed = next((line for line in answer.splitlines() if line.startswith("Available versions:")), "")
    every = [version.strip() for version in listed.partition(":")[2].split(",")]
    return [version for version in every if version and _order(version) >= _order(VERSIONS[0])]


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _requirements(folder: Path) -> list[Requirement]:
    metadata = next(each for each in distributions(path=[str(folder)]) if each.metadata["Name"] == "twelvelabs")
    every = [Requirement(text) for text in metadata.requires or ()]
    return [each for each in every if each.marker is None or each.marker.evaluate({"extra": ""})]


def _is_satisfied(requirement: Requirement) -> bool:
    try:
        return requirement.specifier.contains(version(requirement.name))
    except PackageNotFoundError:
        return False


def _folder(*arguments: str) -> Path:
    """The folder into which pip installed what the arguments name; complete, or not there."""
    name = "+".join(argument for argument in arguments if not argument.startswith("-"))
    folder = FOLDER / (sys.implementation.cache_tag or "python") / name
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = mkdtemp(dir=folder.parent)
        try:
            _pip("install", "--only-binary", ":all:", "--no-compile", "--target", unfinished, *arguments)
            Path(unfinished).rename(folder)
        except OSError:  # somebody else was faster
            if not folder.is_dir():
                raise
        finally:
            rmtree(unfinished, ignore_errors=True)
    return folder


def _pip(*arguments: str) -> str:
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "--no-input", "--retries", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        msg = f"pip {' '.join(arguments)} failed:\n{done.stderr.strip()[-1000:]}"
        raise IndexOutOfReach(msg)
    return done.stdout
