"""`fakeembed probe`: what the fake reads from files, and which operations take them, before anybody pays for asking the service."""

from __future__ import annotations

import json
import mmap
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Which files, and in which form."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a video, a sound, a picture or a document")
    parser.add_argument("--json", action="store_true", help="print a JSON array with an object for each file")


def run(arguments: Namespace) -> int:
    """Print what is read of each file; 1 when one of them is taken by no operation, 2 when one cannot be opened."""
    try:
        found = [_read(Path(name)) for name in arguments.files]
    except OSError as error:
        print(f"fakeembed probe: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(json.dumps(found, indent=2, ensure_ascii=False) if arguments.json else "\n\n".join(map(_written, found)))
    return 0 if all(any(not asked["refusal"] for asked in file["operations"]) for file in found) else 1


def _read(path: Path) -> dict[str, Any]:
    from fakeembed.fake.acceptance import acceptance_of

    with path.open("rb") as file:
        size = path.stat().st_size
        content: Any = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) if size else b""
    found = acceptance_of(path.name, content)
    facts: dict[str, Any] = {"kind": None} if found.facts is None else asdict(found.facts)
    facts.pop("text", None)
    clips = {} if found.clips is None else {"clips": found.clips}
    return {"file": str(path), "size": size, **facts, **clips, "operations": list(map(asdict, found.verdicts))}


def _written(file: dict[str, Any]) -> str:
    lines = [f"{file['file']}: {_facts(file)}"]
    for asked in file["operations"]:
        name = f"{asked['operation']} {asked['model']}".rstrip()
        lines.append(f"  refused  {name}: {asked['refusal']}" if asked["refusal"] else f"  taken    {name}")
    return "\n".join(lines)


def _facts(file: dict[str, Any]) -> str:
    """What a person wants to know of a file, in one line."""
    if file["kind"] is None:
        return f"nothing that can be read, {file['size']} bytes"
    said = [f"{file['kind']} ({file['extension']})"]
    if "clips" in file:
        said.append(f"{file['duration']:.3f} s, {file['clips']} clips of 6 s")
    if file["width"]:
        said.append(f"{file['width']}x{file['height']}")
    if file["kind"] == "video":
        said.append("with sound" if file["audio"] else "without sound")
    if file["pages"]:
        said.append(f"{file['pages']} pages")
    return ", ".join([*said, f"{file['size']} bytes"])
