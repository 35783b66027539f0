"""The folder that `fakeembed verify --record` writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings.exchange import Exchange, Unreadable, what_is_lost
from fakeembed.drift.recordings.routing import HOST
from fakeembed.drift.verification.recording import MANIFEST, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def exchanges(folder: Path) -> Iterator[Exchange]:
    """Every exchange of a recording of ours; it keeps no keys, and of a file or a vector only some facts."""
    if not (folder / MANIFEST).is_file():
        raise Unreadable(f"{folder} is no folder of `fakeembed verify --record`; of others name the files")
    for path in sorted(folder.glob("*/*.json")):
        found = _read(path)
        if "response" in found:
            yield _exchange(found, f"{folder.name}/{path.parent.name}/{path.name}")


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # it quotes what stands there
        raise Unreadable(f"{path} is no exchange: it is no JSON") from None
    return found


def _exchange(found: Mapping[str, Any], place: str) -> Exchange:
    asked, answered = found["request"], found["response"]
    query = "&".join(f"{name}={value}" for name, value in asked.get("params", ()))
    url = f"https://{HOST}{asked['path']}{'?' if query else ''}{query}"
    sent = {"content-type": "application/json"} if "json" in asked else {}
    question = json.dumps(asked["json"]).encode() if "json" in asked else None if asked["method"] in {"POST", "PUT"} else b""
    body = answered.get("body")
    answer = answered["text"].encode() if "text" in answered else b"" if body is None else json.dumps(whole(body)).encode()
    lost = what_is_lost(question, answer)
    case, day = found.get("case", ""), found.get("day") or ""
    status, headers = answered["status"], answered["headers"]
    return Exchange(place, asked["method"], url, sent, question, status, headers, answer, lost, story=case, as_of=day)
