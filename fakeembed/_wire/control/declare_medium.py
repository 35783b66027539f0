"""POST /__fakeembed__/media: declare facts of media by URL, file name or pattern, as `FakeEmbed.media` does; answers 204."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.media.catalog import DEFAULT_SIZE, Declaration, Scene
from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request

_KEYS = ("match", "duration", "has_audio", "has_speech", "speech", "width", "height", "scenes", "fails", "size")


def handle(fake: Controllable, request: Request) -> Response:
    """Declare one medium; what is null or absent has its default."""
    body = Body.of(request, *_KEYS, "processing_seconds")
    fake.declare(
        Declaration(
            body.needed_text("match"),
            duration=body.number("duration"),
            audio=body.flag("has_audio", default=True),
            speech=body.flag("has_speech", default=True)
            if body.values.get("speech") is None
            else _stretches(body.listed("speech")),
            width=body.whole("width", DEFAULT_SIZE[0]),
            height=body.whole("height", DEFAULT_SIZE[1]),
            scenes=tuple(_scene(value) for value in body.listed("scenes")),
            fails=body.text("fails"),
            size=body.whole("size"),
            processing_seconds=body.number("processing_seconds"),
        )
    )
    return Response(204)


def _stretches(values: list[Any]) -> tuple[tuple[float, float], ...]:
    numbers = {float, int}
    if not all(isinstance(pair, list) and len(pair) == 2 and {type(edge) for edge in pair} <= numbers for pair in values):
        raise ValueError("speech is an array of stretches such as [[0, 4.5], [9, 12]]")
    return tuple((float(start), float(end)) for start, end in values)


def _scene(value: Any) -> Scene:
    if not isinstance(value, dict) or set(value) != {"start", "end", "text"}:
        raise ValueError('a scene is an object such as {"start": 0, "end": 6, "text": "a dog catches a frisbee"}')
    scene = Body(value)
    return Scene(scene.number("start", 0) or 0, scene.number("end", 0) or 0, scene.needed_text("text"))


ENDPOINT = Control("POST", "media", handle)
