"""POST /embed: embed a text, an image and a piece of audio at once, each when it is given.

Reference: https://docs.twelvelabs.io/api-reference/text-image-audio-embeddings/create-text-image-audio-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.media import probe
from fakeembed._core.media.segments import Segment, clips
from fakeembed._core.media.tokens import cut_to, tokens
from fakeembed._core.rules import check
from fakeembed._core.v1.rules import AUDIO_RULES, EMBED_RULES, LARGEST_AUDIO, gives
from fakeembed._wire.embedding_json import numbers, seconds
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.forms import MULTIPART, URLENCODED
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.ask import Ask
    from fakeembed._core.media.catalog import Medium
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
    ask = call.form(MULTIPART, *((URLENCODED,) if call.edition.urlencoded else ()))
    check(ask, EMBED_RULES)
    body: dict[str, Any] = {call.edition.model_key: ask.model.name}
    for kind, embed in (("text", _text), ("image", _image), ("audio", _audio)):
        if kind in call.edition.modalities and gives(ask, kind):
            body[f"{kind}_embedding"] = embed(call, ask)
    return as_json(200, body)


def _text(call: Call, ask: Ask) -> dict[str, Any]:
    text = ask.text("text")
    if tokens(text) > ask.model.tokens:
        if not ask.model.cuts_long_text:
            # Recorded 2026-06: marengo3.0 reports the length in a 200 and embeds nothing (decision D25).
            return {"error_message": f"The text token length should be less than or equal to {ask.model.tokens}."}
        text = cut_to(text, ask.model.tokens, from_start=ask.text("text_truncate") == "start")
    found = {"float": numbers(call.service.text_embedding(ask.model, text))}
    return {**(found if call.edition.flat_text else {}), **({"segments": [found]} if call.edition.segments else {})}


def _image(call: Call, ask: Ask) -> dict[str, Any]:
    medium = _medium(call, ask, "image")
    small = medium.width is None or medium.height is None or min(medium.width, medium.height) < SMALLEST_SIDE
    if medium.broken or small or (medium.size or 0) > call.edition.image_bytes:
        return {"error_message": "Image file is not valid."}  # documented example of `error_message`
    found = {"float": numbers(call.service.image_embedding(ask.model, medium))}
    return {"segments": [found], "metadata": _source(medium)}


def _audio(call: Call, ask: Ask) -> dict[str, Any]:
    medium = _medium(call, ask, "audio")
    too_large = ask.model.cuts_long_text and (medium.size or 0) > LARGEST_AUDIO
    if medium.broken or too_large:
        return {"error_message": "Audio file is not valid."}  # documented example of `error_message`
    ask.medium = medium
    check(ask, AUDIO_RULES)
    segments = list(_audio_segments(call, ask, medium))
    return {"segments": segments, "metadata": _source(medium)}


def _audio_segments(call: Call, ask: Ask, medium: Medium) -> Iterator[dict[str, Any]]:
    """Recorded 2025: one segment with a start and nothing else; documented since: windows with end and option (D10)."""
    start = ask.number("audio_start_offset_sec")
    if not call.edition.audio_windows or ask.model.cuts_long_text:
        part = Segment(start, min(medium.duration, start + LONGEST_AUDIO), "audio", "clip")
        heard_of = medium.between(part.start, part.end)
        yield {"start_offset_sec": seconds(start), "float": numbers(call.service.segment_embedding(ask.model, heard_of, part))}
        return
    heard = ("audio", "transcription") if medium.speech else ("audio",)
    for option in heard:
        for first, last in list(clips(start, medium.duration, WINDOW)) or [(start, medium.duration)]:
            vector = numbers(call.service.segment_embedding(ask.model, medium, Segment(first, last, option, "clip")))
            yield {
                "start_offset_sec": seconds(first),
                "end_offset_sec": seconds(last),
                "embedding_option": option,
                "float": vector,
            }


def _medium(call: Call, ask: Ask, kind: str) -> Medium:
    """The URL wins when both are given (decision D08)."""
    if ask.text(f"{kind}_url"):
        return call.service.media.by_url(ask.text(f"{kind}_url"))
    return call.service.media.by_bytes(ask.files[f"{kind}_file"], probe.image if kind == "image" else probe.audio)


def _source(medium: Medium) -> dict[str, str | None]:
    return {"input_url": medium.url} if medium.url is not None else {"input_filename": medium.filename}


ENDPOINT = Endpoint("v1.3", "POST", "/embed", handle)
