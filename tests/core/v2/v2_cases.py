"""Requests of embed v2, and for each rule of all models one that breaks it and one that differs least and is accepted."""

from __future__ import annotations

from base64 import b64encode
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNC, ASYNC = "POST /embed-v2", "POST /embed-v2/tasks"
VIDEO, AUDIO, IMAGE = "https://example.com/a.mp4", "https://example.com/a.mp3", "https://example.com/a.png"
PDF, NOTES = "https://example.com/a.pdf", "https://example.com/a.txt"
UNKNOWN = "64f8d2c7e4a1b37f8a9c5d12"
NOTHING: Mapping[str, Any] = MappingProxyType({})
NOTE = {"start": 0, "end": 2, "text": "a goal"}


def text(said="a dog", model="marengo3.0"):
    return {"input_type": "text", "model_name": model, "text": {"input_text": said}}


def media(kind="video", url=VIDEO, model="marengo3.0", **fields):
    """A request for one medium; `media_source` among the fields replaces the URL."""
    return {"input_type": kind, "model_name": model, kind: {"media_source": {"url": url}, **fields}}


def new(kind="video", url=VIDEO, top=NOTHING, **fields):
    """A request for one medium and marengo3.5."""
    return {**media(kind, url, "marengo3.5", **fields), **top}


def several(*sources, said=None, model="marengo3.5", top=NOTHING):
    """A request for several inputs at once."""
    inputs = {"media_sources": list(sources), **({} if said is None else {"input_text": said})}
    return {"input_type": "multi_input", "model_name": model, "multi_input": inputs, **top}


def source(kind="image", url=IMAGE, **fields):
    return {"media_type": kind, "url": url, **fields}


def pair(said):
    """A request for a text and an image."""
    inputs = {"media_source": {"url": IMAGE}, "input_text": said}
    return {"input_type": "text_image", "model_name": "marengo3.0", "text_image": inputs}


def encoded(content=b"x", kind="video"):
    return media(kind, media_source={"base64_string": content if isinstance(content, str) else b64encode(content).decode()})


def fixed(seconds):
    return {"strategy": "fixed", "fixed": {"duration_sec": seconds}}


def dynamic(seconds):
    return {"strategy": "dynamic", "dynamic": {"min_duration_sec": seconds}}


def chunked(most=2, **fields):
    return {"sequential": {"strategy": "sentence", "max_sentences": most, **fields}}


class Case(NamedTuple):
    """What one rule refuses, and what differs least from it and is accepted.

    The words of a refusal stand in the contracts, verbatim. Here `says` is the end of them where a value of the request decides it.
    `facts` are what the author of the test declared of all media, and `mended` of those of the accepted request.
    """

    operation: str
    broken: Any
    accepted: Any
    says: str = ""
    facts: Mapping[str, Any] = NOTHING
    mended: Mapping[str, Any] = NOTHING
    day: str | None = None


def requires(parameter, value):
    """A parameter of marengo3.5 that marengo3.0 does not have."""
    return Case(SYNC, {**text(), parameter: value}, several(said="a dog", top={parameter: value}))


def listed(name, first, wrong):
    """The three rules of a list parameter."""
    broken = {"is_not_empty": [], "is_known": [wrong], "has_each_value_once": [first, first]}
    return {f"{name}_{rule}": Case(SYNC, media(**{name: values}), media(**{name: [first]})) for rule, values in broken.items()}


REQUEST = {
    "values_are_of_the_right_type": Case(SYNC, {"model_name": "marengo3.0", "text": "a rabbit"}, text()),
    "names_are_known": Case(SYNC, {**text(), "texts": 1}, {**text(), "image": None}),
    "all_names_are_known": Case(SYNC, {**text(), "a": 1, "b": 2}, text()),
    "required_parameter_is_given": Case(SYNC, {"input_type": "text", "text": {}}, text()),
    "required_parameters_are_given": Case(SYNC, {"text": {}}, text()),
    "model_is_known": Case(SYNC, text(model="Marengo-retrieval-2.7"), text()),
    "input_type_is_known": Case(SYNC, {**text(), "input_type": "words"}, text()),
    "model_takes_the_input_type": Case(SYNC, text(model="marengo3.5"), several(said="a dog")),
    "input_is_given": Case(SYNC, {**text(), "input_type": "image"}, text()),
    "sources_are_given": Case(
        SYNC,
        {"input_type": "multi_input", "model_name": "marengo3.0", "multi_input": {"input_text": "a"}},
        several(source(), said="a", model="marengo3.0"),
        day="2026-07-01",
    ),
    "text_or_sources_are_given": Case(SYNC, several(), several(said="a dog")),
    "text_is_not_empty": Case(SYNC, text(""), text(".")),
    "text_fits": Case(SYNC, text("a " * 501), text("a " * 500)),
    "start_is_not_negative": Case(SYNC, media(start_sec=-0.1), media(start_sec=0)),
    "marengo_3_5_has_its_settings_in_temporal": Case(ASYNC, new(segmentation=fixed(6)), new(segmentation={"temporal": fixed(6)})),
    "marengo_3_0_has_its_settings_directly": Case(ASYNC, media(segmentation={"temporal": fixed(6)}), media(segmentation=fixed(6))),
    "strategy_is_given": Case(ASYNC, media(segmentation={"fixed": {"duration_sec": 6}}), media(segmentation=fixed(6))),
    "strategy_is_known": Case(SYNC, media("audio", AUDIO, segmentation=dynamic(4)), media("audio", AUDIO, segmentation=fixed(4))),
    "settings_are_given": Case(
        SYNC,
        media(segmentation={"strategy": "fixed", "dynamic": {"min_duration_sec": 4}}),
        media(segmentation={"strategy": "dynamic", "dynamic": {"min_duration_sec": 4}}),
    ),
    "duration_sec_is_within_2_to_10": Case(SYNC, media(segmentation=fixed(11)), media(segmentation=fixed(10))),
    "min_duration_sec_is_within_2_to_5": Case(
        ASYNC, new(segmentation={"temporal": dynamic(1)}), new(segmentation={"temporal": dynamic(2)})
    ),
    **listed("embedding_option", "visual", "visual-text"),
    **listed("embedding_scope", "clip", "video"),
    **listed("embedding_type", "separate_embedding", "fused"),
    "sources_are_not_too_many": Case(SYNC, several(*[source()] * 11), several(*[source()] * 10)),
    "media_types_are_known": Case(SYNC, several(source("video", VIDEO), model="marengo3.0"), several(source(), model="marengo3.0")),
    "end_is_after_start": Case(SYNC, media(start_sec=6, end_sec=6), media(start_sec=6, end_sec=6.1)),
    "fused_needs_two_options": Case(
        SYNC,
        media(embedding_option=["visual"], embedding_type=["fused_embedding"]),
        media(embedding_option=["visual", "audio"], embedding_type=["fused_embedding"]),
    ),
    "names_are_unique": Case(SYNC, several(source(name="a"), source(name="a")), several(source(name="a"), source(name="b"))),
    "references_have_sources": Case(
        SYNC, several(source(name="a"), said="a man with <@hat>"), several(source(name="hat"), said="a man with <@hat>")
    ),
    "start_is_within_the_medium": Case(SYNC, media(start_sec=18), media(start_sec=17.9), facts={"duration": 18}),
    "end_is_within_the_medium": Case(SYNC, media(end_sec=18.1), media(end_sec=18), facts={"duration": 18}),
}

SOURCE = {
    "one_source_is_given": Case(
        SYNC, media(media_source={"url": VIDEO, "asset_id": UNKNOWN}), media(media_source={"url": VIDEO, "asset_id": None})
    ),
    "url_is_direct": Case(SYNC, media(url="a.mp4"), media()),
    "base64_is_not_empty": Case(SYNC, encoded(""), encoded(), facts={"duration": 8}),
    "base64_has_no_prefix": Case(SYNC, encoded("data:video/mp4;base64,AAAA"), encoded("AAAA"), facts={"duration": 8}),
    "base64_is_padded": Case(SYNC, encoded("AAA"), encoded("AAA="), facts={"duration": 8}),
    "base64_can_be_decoded": Case(SYNC, encoded("AA-_"), encoded("AA+/"), facts={"duration": 8}),
    "source_is_small_enough": Case(
        SYNC, several(source()), several(source()), facts={"size": 32.1 * 2**20}, mended={"size": 32 * 2**20}
    ),
    "image_is_wide_and_high_enough": Case(
        SYNC, media("image", IMAGE), media("image", IMAGE), facts={"width": 127}, mended={"width": 128}
    ),
    "image_is_small_enough": Case(
        SYNC,
        media("image", IMAGE),
        media("image", IMAGE),
        facts={"size": 5 * 2**20 + 1},
        mended={"size": 5 * 2**20},
        day="2026-07-23",
    ),
    "audio_can_be_read": Case(SYNC, encoded(b"no sound", "audio"), encoded(b"no sound", "audio"), mended={"duration": 8}),
    "image_can_be_read": Case(SYNC, encoded(b"no image", "image"), encoded(b"no image", "image"), mended={"duration": 8}),
    "video_can_be_read": Case(SYNC, encoded(b"no video"), encoded(b"no video"), mended={"duration": 8}),
    "document_can_be_read": Case(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b"\xff\xfe").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b"words").decode()}),
    ),
    "document_has_content": Case(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b" \n").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b" a\n").decode()}),
    ),
    "resolution_is_high_enough": Case(
        SYNC, media(), media(), facts={"width": 640, "height": 359}, mended={"width": 640, "height": 360}
    ),
    "resolution_is_low_enough": Case(
        ASYNC, media(), media(), facts={"width": 5185, "height": 2160}, mended={"width": 5184, "height": 2160}
    ),
    "aspect_ratio_is_moderate": Case(
        SYNC, media(), media(), facts={"width": 961, "height": 400}, mended={"width": 960, "height": 400}
    ),
    "video_is_long_enough_for_a_task": Case(ASYNC, media(), media(), facts={"duration": 3.9}, mended={"duration": 4}),
    "video_is_short_enough_for_a_task": Case(ASYNC, media(), media(), facts={"duration": 14400.5}, mended={"duration": 14400}),
    "audio_is_of_a_length_for_a_task": Case(
        ASYNC, media("audio", AUDIO), media("audio", AUDIO), facts={"duration": 3.9}, mended={"duration": 4}
    ),
    "medium_is_short_enough_to_wait_for": Case(
        SYNC, media("audio", AUDIO), media("audio", AUDIO), facts={"duration": 600.5}, mended={"duration": 600}
    ),
}
