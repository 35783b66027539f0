"""POST /embed: embed a text, an image and a piece of audio at once, each when it is given.

Reference: https://docs.twelvelabs.io/api-reference/text-image-audio-embeddings/create-text-image-audio-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.media import probe
from fakeembed._core.media.segments import Segment, clips
from fakeembed._core.media.tokens import cut_to, tokens
from fakeembed._core.rules import check
from fakeembed._core.v1.embed_rules import AUDIO_RULES, EMBED_RULES, LARGEST_AUDIO
from fakeembed._wire.embedding_json import numbers, seconds
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.forms import MULTIPART, URLENCODED
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.parameters import Parameters
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response

SMALLEST_SIDE = 128
"""Pixels; documented for images."""

LONGEST_AUDIO = 10.0
"""Seconds of audio that the 2.x models embed; what is longer is cut (their guide, 2025)."""

WINDOW = 6.0
"""Seconds in one audio segment of marengo3.0 (reference example, decision D10)."""


def handle(call: Call) -> Response:
    """Answer with one embedding for each input; an input that cannot be embedded says so inside the answer."""
    params = call.form(MULTIPART, *((URLENCODED,) if call.edition.urlencoded else ()))
    check(params, EMBED_RULES)
    body: dict[str, Any] = {call.edition.model_key: params.model.name}
    for kind, embed in (("text", _text), ("image", _image), ("audio", _audio)):
        if kind in call.edition.modalities and params.brings(kind):
            body[f"{kind}_embedding"] = embed(call, params)
    return as_json(200, body)


def _text(call: Call, params: Parameters) -> dict[str, Any]:
    text = params.text("text")
    if tokens(text) > params.model.tokens:
        if not params.model.cuts_long_text:
            # Recorded 2026-06: marengo3.0 reports the length in a 200 and embeds nothing (decision D25).
            return {"error_message": f"The text token length should be less than or equal to {params.model.tokens}."}
        text = cut_to(text, params.model.tokens, from_start=params.text("text_truncate") == "start")
    found = {"float": numbers(call.service.text_embedding(params.model, text), params.model, "text")}
    return {**(found if call.edition.flat_text else {}), **({"segments": [found]} if call.edition.segments else {})}


def _image(call: Call, params: Parameters) -> dict[str, Any]:
    medium = _medium(call, params, "image")
    small = medium.width is None or medium.height is None or min(medium.width, medium.height) < SMALLEST_SIDE
    if medium.broken or small or (medium.size or 0) > call.edition.image_bytes:
        return {"error_message": "Image file is not valid."}  # documented example of `error_message`
    call.rest_on(medium, "image")
    found = {"float": numbers(call.service.image_embedding(params.model, medium), params.model, "image")}
    return {"segments": [found], "metadata": _source(medium)}


def _audio(call: Call, params: Parameters) -> dict[str, Any]:
    medium = _medium(call, params, "audio")
    too_large = params.model.cuts_long_text and (medium.size or 0) > LARGEST_AUDIO
    if medium.broken or too_large:
        return {"error_message": "Audio file is not valid."}  # documented example of `error_message`
    medium = params.known_medium = medium.lasting(params.number("audio_start_offset_sec") + WINDOW)
    check(params, AUDIO_RULES)
    call.rest_on(medium, "audio")
    call.meter.count_seconds(medium.duration)
    segments = list(_audio_segments(call, params, medium))
    return {"segments": segments, "metadata": _source(medium)}


def _audio_segments(call: Call, params: Parameters, medium: Medium) -> Iterator[dict[str, Any]]:
    """Recorded 2025: one segment with a start and nothing else; documented since: windows with end and option (D10)."""
    start = params.number("audio_start_offset_sec")
    if not call.edition.audio_windows or params.model.cuts_long_text:
        part = Segment(start, min(medium.duration, start + LONGEST_AUDIO), "audio", "clip")
        extract = medium.between(part.start, part.end)
        vector = numbers(call.service.segment_embedding(params.model, extract, part), params.model, "audio")
        yield {"start_offset_sec": seconds(start), "float": vector}
        return
    options = ("audio", "transcription") if medium.speech else ("audio",)
    for option in options:
        for first, last in list(clips(start, medium.duration, WINDOW)) or [(start, medium.duration)]:
            part = Segment(first, last, option, "clip")
            vector = numbers(call.service.segment_embedding(params.model, medium, part), params.model, "audio")
            yield {
                "start_offset_sec": seconds(first),
                "end_offset_sec": seconds(last),
                "embedding_option": option,
                "float": vector,
            }


def _medium(call: Call, params: Parameters, kind: str) -> Medium:
    """The URL wins when both are given (decision D08)."""
    if params.text(f"{kind}_url"):
        return call.service.media.by_url(params.text(f"{kind}_url"))
    return call.service.media.by_bytes(params.files[f"{kind}_file"], probe.image if kind == "image" else probe.audio)


def _source(medium: Medium) -> dict[str, str | None]:
    return {"input_url": medium.url} if medium.url is not None else {"input_filename": medium.filename}


ENDPOINT = Endpoint("v1.3", "POST", "/embed", handle)
