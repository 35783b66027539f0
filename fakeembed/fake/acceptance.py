"""What a file is to the fake, and which operations take it: the fake itself is asked, about what was read of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fakeembed._core.assets.asset_life import UNREADABLE, Method
from fakeembed._core.assets.asset_rules import FILE_RULES, asked_format
from fakeembed._core.editions import NEWEST, edition
from fakeembed._core.media import formats
from fakeembed._core.media.catalog import Catalog, Upload
from fakeembed._core.media.segments import clips
from fakeembed._core.parameters import DEFAULT_CLIP_LENGTH, Parameters
from fakeembed._core.rules import Refused, check
from fakeembed._core.v2.inputs import INPUT_TYPES, MEDIA_TYPES, Mode
from fakeembed._wire.http import Request
from fakeembed.fake.fake_embed import FakeEmbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fakeembed._core.editions import Edition
    from fakeembed._core.media.catalog import Facts, Medium
    from fakeembed._core.media.formats import Kind
    from fakeembed._core.models import Model
    from fakeembed._wire.http import Response

_LONG_AFTER = 86_400.0
"""Seconds after which no task is processing."""

_BOUNDARY = "fakeembed-acceptance"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an operation takes a file.

    Attributes:
        operation: Method and path.
        model: The embedding model that was asked for, or an empty text when there is none.
        refusal: What the service says when it does not take the file, at once or when its task fails; else an empty text.
    """

    operation: str
    model: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One file.

    Attributes:
        facts: What was read of it, or None when no reader can open it.
        clips: Into how many clips of the default length a sound or a video is cut; None of anything else.
        verdicts: What the operations say that take files of its kind.
    """

    facts: Facts | None
    clips: int | None
    verdicts: tuple[Verdict, ...]


def acceptance_of(filename: str, content: bytes) -> Acceptance:
    """What is read of a file, and what becomes of it on the newest day that the fake knows.

    A text, and what no reader can open, is judged as what its name says it is.
    """
    file = Upload(filename, "", content)
    facts = file.facts
    lasts = facts is not None and facts.kind in {"video", "audio"}
    grid = clips(0, facts.duration or 0, DEFAULT_CLIP_LENGTH) if facts is not None and lasts else ()
    return Acceptance(facts, len(list(grid)) if lasts else None, tuple(_verdicts(file)))


def _verdicts(file: Upload) -> Iterator[Verdict]:
    now = edition("v1.3", NEWEST)
    if now is None:
        raise ValueError(f"nothing is known of {NEWEST}")
    kind = _kind(file)
    yield from _first_version(file, kind, now)
    yield _as_asset(file, now)
    yield from _second_version(file, kind, now)


class _OneFile(Catalog):
    """Knows one file, whatever is uploaded: nothing of it is sent to and fro, however large it is."""

    def __init__(self, file: Upload) -> None:
        super().__init__()
        self._file = file

    def by_bytes(self, _upload: Upload, read: Callable[[Upload], Facts | None], *, also: str = "") -> Medium:
        medium = super().by_bytes(Upload(self._file.filename, "", b""), lambda _: read(self._file), also=also)
        return replace(medium, size=len(self._file.content))


def _kind(file: Upload) -> Kind:
    """What a file is, or what its name says when it is a text, which may be a path that was sent by mistake, or nothing at all."""
    named = formats.of_name(file.filename)
    if file.facts is None or (file.facts.extension == "txt" and named is not None):
        return formats.Kind.VIDEO if named is None else named.kind
    return formats.Kind(file.facts.kind)


def _first_version(file: Upload, kind: Kind, now: Edition) -> Iterator[Verdict]:
    if kind is formats.Kind.DOCUMENT:
        return
    operation = "/embed/tasks" if kind is formats.Kind.VIDEO else "/embed"
    for model in now.models:
        fake = _asked_about(file)
        answer = fake.app(_form(f"/v1.3{operation}", now, model, f"{kind.value}_file"))
        said = answer.json().get(f"{kind.value}_embedding", {})
        yield Verdict(f"POST {operation}", model.name, said.get("error_message", "") or _refusal(answer))


def _as_asset(file: Upload, now: Edition) -> Verdict:
    params = Parameters(now, {"method": ("direct",)}, {"file": file})
    wanted = asked_format(params) or formats.FORMATS["mp4"]
    params.known_medium = medium = formats.read(_OneFile(file), file, wanted.kind)
    try:
        check(params, FILE_RULES)
    except Refused as refused:
        return Verdict("POST /assets", refusal=refused.message)
    return Verdict("POST /assets", refusal=UNREADABLE if medium.broken else "")


def _second_version(file: Upload, kind: Kind, now: Edition) -> Iterator[Verdict]:
    """Asked for as an asset: a file of any size can be one, if only in parts."""
    for mode, path in ((Mode.SYNC, "/embed-v2"), (Mode.ASYNC, "/embed-v2/tasks")):
        for model in now.media_models:
            source = _source(kind.value, mode, model)
            if source is None:
                continue
            fake = _asked_about(file)
            body = {"model_name": model.name, **json.loads(source.replace("ASSET", _asset(fake, file, kind)))}
            answer = fake.app(_request(f"/v1.3{path}", "application/json", json.dumps(body).encode()))
            yield Verdict(f"POST {path}", model.name, _refusal(answer) or _failure(fake, path, answer))


def _source(kind: str, mode: Mode, model: Model) -> str | None:
    """The part of a request that names a medium, or None when the operation takes none of that kind."""
    if kind in INPUT_TYPES[mode, model]:
        return json.dumps({"input_type": kind, kind: {"media_source": {"asset_id": "ASSET"}}})
    if "multi_input" in INPUT_TYPES[mode, model] and kind in MEDIA_TYPES[model]:
        source = {"media_type": kind, "asset_id": "ASSET"}
        return json.dumps({"input_type": "multi_input", "multi_input": {"media_sources": [source]}})
    return None


def _asked_about(file: Upload) -> FakeEmbed:
    fake = FakeEmbed(api_keys=["probe"])
    fake._service.media = _OneFile(file)  # noqa: SLF001 - the fake is ours
    return fake


def _asset(fake: FakeEmbed, file: Upload, kind: Kind) -> str:
    service = fake._service  # noqa: SLF001 - the fake is ours
    form = formats.of_kind(kind.value, file.filename)
    medium = formats.read(service.media, file, kind)
    asset = service.library.add(method=Method.DIRECT, format=form, filename=file.filename, medium=medium)
    fake.clock.advance(_LONG_AFTER)
    return asset.id


def _form(path: str, now: Edition, model: Model, field: str) -> Request:
    parts = {f'name="{now.model_key}"': model.name, f'name="{field}"; filename="file"': ""}
    body = "".join(f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {name}\r\n\r\n{said}\r\n" for name, said in parts.items())
    return _request(path, f"multipart/form-data; boundary={_BOUNDARY}", f"{body}--{_BOUNDARY}--\r\n".encode())


def _request(path: str, content_type: str, body: bytes) -> Request:
    return Request("POST", path, headers={"x-api-key": "probe", "content-type": content_type}, body=body)


def _refusal(answer: Response) -> str:
    if answer.status < 400:
        return ""
    said: Mapping[str, Any] = answer.json()
    return str(said.get("error", said)["message"])


def _failure(fake: FakeEmbed, path: str, answer: Response) -> str:
    """Why a task that was made fails, or an empty text."""
    if not path.endswith("/tasks"):
        return ""
    fake.clock.advance(_LONG_AFTER)
    task = fake.app(Request("GET", f"/v1.3{path}/{answer.json()['_id']}", headers={"x-api-key": "probe"})).json()
    return str((task.get("error") or {}).get("message", "")) if task["status"] == "failed" else ""
