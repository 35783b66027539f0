"""Every rule of embed v2 is broken alone, and the request that differs least from it is accepted."""

from __future__ import annotations

from base64 import b64encode
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fakeembed import FakeEmbed
from fakeembed._core import shapes
from fakeembed._core.rules import JSON_EXPECTED, Rule
from fakeembed._core.v2 import document_rules, marengo_3_5_rules
from fakeembed._core.v2 import medium_rules as v2_medium_rules
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2 import source_rules as v2_source_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULES = (
    document_rules,
    marengo_3_5_rules,
    shapes,
    v2_medium_rules,
    v2_rules,
    v2_segmentation_rules,
    v2_source_rules,
)
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


def encoded(content=b"x", kind="video"):
    return media(kind, media_source={"base64_string": content if isinstance(content, str) else b64encode(content).decode()})


def fixed(seconds):
    return {"strategy": "fixed", "fixed": {"duration_sec": seconds}}


def dynamic(seconds):
    return {"strategy": "dynamic", "dynamic": {"min_duration_sec": seconds}}


def chunked(most=2, **fields):
    return {"sequential": {"strategy": "sentence", "max_sentences": most, **fields}}


class Case(NamedTuple):
    """What is refused and in which words, and what differs least from it and is accepted.

    `facts` are what the author of the test declared of all media, and `mended` of those of the accepted request.
    """

    operation: str
    broken: Any
    accepted: Any
    says: str
    code: str = "parameter_invalid"
    status: int = 400
    facts: Mapping[str, Any] = NOTHING
    mended: Mapping[str, Any] = NOTHING
    day: str | None = None


def invalid(operation, broken, accepted, parameter, reason, **more):
    """A case in the words of most refusals."""
    return Case(operation, broken, accepted, f"The {parameter} parameter is invalid. {reason}", **more)


def missing(operation, broken, accepted, parameter, **more):
    says = f"The {parameter} parameter is required but was not provided."
    return Case(operation, broken, accepted, says, code="parameter_not_provided", **more)


def requires(parameter, value):
    """A parameter of marengo3.5 that marengo3.0 does not have."""
    accepted = several(said="a dog", top={parameter: value})
    return invalid(SYNC, {**text(), parameter: value}, accepted, parameter, f"{parameter} requires marengo3.5")


def listed(name, values, wrong):
    """The three rules of a list parameter."""
    parameter, first = f"video.{name}", values.split(", ")[0]
    accepted = media(**{name: [first]})
    return {
        f"{name}_is_not_empty": invalid(SYNC, media(**{name: []}), accepted, parameter, f"{name} should not be empty"),
        f"{name}_is_known": invalid(
            SYNC, media(**{name: [wrong]}), accepted, parameter, f"You should use one of the following values: {values}."
        ),
        f"{name}_has_each_value_once": invalid(
            SYNC, media(**{name: [first, first]}), accepted, parameter, f"{name} should not have the same value twice"
        ),
    }


RESOLUTION = "Please upload a video with resolution between 360x360 and 5184x2160. Current resolution is"
STREAM = "video.media_source"
WINDOW = "duration of the video"

REQUEST = {
    "values_are_of_the_right_type": invalid(
        SYNC, {"model_name": "marengo3.0", "text": "a rabbit"}, text(), "text", "received string, but expected object"
    ),
    "names_are_known": Case(
        SYNC, {**text(), "texts": 1}, {**text(), "image": None}, "The texts parameter is unknown.", code="parameter_unknown"
    ),
    "all_names_are_known": Case(
        SYNC,
        {**text(), "a": 1, "b": 2},
        text(),
        "The following parameters are unknown: a, b.",
        code="parameter_unknown",
    ),
    "required_parameter_is_given": missing(SYNC, {"input_type": "text", "text": {"input_text": "a"}}, text(), "model_name"),
    "required_parameters_are_given": Case(
        SYNC,
        {},
        text(),
        "The following required parameters were not provided: input_type, model_name.",
        code="parameter_not_provided",
    ),
    "model_is_known": invalid(
        SYNC,
        text(model="Marengo-retrieval-2.7"),
        text(),
        "model_name",
        "Marengo-retrieval-2.7 is not supported. Please use one of: marengo3.5, marengo3.0.",
    ),
    "input_type_is_known": invalid(
        SYNC,
        {**text(), "input_type": "words"},
        text(),
        "input_type",
        "You should use one of the following values: text, image, text_image, audio, video, multi_input.",
    ),
    "model_takes_the_input_type": invalid(
        SYNC,
        text(model="marengo3.5"),
        several(said="a dog"),
        "input_type",
        "marengo3.5 accepts only the following values: multi_input.",
    ),
    "input_is_given": missing(SYNC, {**text(), "input_type": "image"}, text(), "image"),
    "sources_are_given": missing(
        SYNC,
        {"input_type": "multi_input", "model_name": "marengo3.0", "multi_input": {"input_text": "a"}},
        several(source(), said="a", model="marengo3.0"),
        "multi_input.media_sources",
        day="2026-07-01",
    ),
    "text_or_sources_are_given": invalid(
        SYNC, several(), several(said="a dog"), "multi_input", "Provide input_text, media_sources, or both"
    ),
    "text_is_not_empty": invalid(SYNC, text(""), text("."), "text.input_text", "input_text should not be empty"),
    "text_fits": invalid(
        SYNC,
        text("a " * 501),
        text("a " * 500),
        "text.input_text",
        "The text token length should be less than or equal to 500.",
    ),
    "start_is_not_negative": invalid(
        SYNC, media(start_sec=-0.1), media(start_sec=0), "video.start_sec", "start_sec should not be negative"
    ),
    "marengo_3_5_has_its_settings_in_temporal": invalid(
        ASYNC,
        new(segmentation=fixed(6)),
        new(segmentation={"temporal": fixed(6)}),
        "video.segmentation",
        "marengo3.5 needs the settings in a temporal object",
    ),
    "marengo_3_0_has_its_settings_directly": invalid(
        ASYNC,
        media(segmentation={"temporal": fixed(6)}),
        media(segmentation=fixed(6)),
        "video.segmentation",
        "marengo3.0 needs the settings without a temporal object",
    ),
    "strategy_is_given": missing(
        ASYNC,
        media(segmentation={"fixed": {"duration_sec": 6}}),
        media(segmentation=fixed(6)),
        "video.segmentation.strategy",
    ),
    "strategy_is_known": invalid(
        SYNC,
        media("audio", AUDIO, segmentation=dynamic(4)),
        media("audio", AUDIO, segmentation=fixed(4)),
        "audio.segmentation.strategy",
        "You should use one of the following values: fixed.",
    ),
    "settings_are_given": missing(
        SYNC,
        media(segmentation={"strategy": "fixed", "dynamic": {"min_duration_sec": 4}}),
        media(segmentation={"strategy": "dynamic", "dynamic": {"min_duration_sec": 4}}),
        "video.segmentation.fixed",
    ),
    "duration_sec_is_within_2_to_10": invalid(
        SYNC,
        media(segmentation=fixed(11)),
        media(segmentation=fixed(10)),
        "video.segmentation.fixed.duration_sec",
        "duration_sec should be within 2-10 seconds long",
    ),
    "min_duration_sec_is_within_2_to_5": invalid(
        ASYNC,
        new(segmentation={"temporal": dynamic(1)}),
        new(segmentation={"temporal": dynamic(2)}),
        "video.segmentation.temporal.dynamic.min_duration_sec",
        "min_duration_sec should be within 2-5 seconds long",
    ),
    **listed("embedding_option", "visual, audio, transcription", "visual-text"),
    **listed("embedding_scope", "clip, asset", "video"),
    **listed("embedding_type", "separate_embedding, fused_embedding", "fused"),
    "sources_are_not_too_many": invalid(
        SYNC,
        several(*[source()] * 11),
        several(*[source()] * 10),
        "multi_input.media_sources",
        "There should be at most 10 media sources",
    ),
    "media_types_are_known": invalid(
        SYNC,
        several(source("video", VIDEO), model="marengo3.0"),
        several(source(), model="marengo3.0"),
        "multi_input.media_sources",
        "media_type should be one of the following values: image.",
    ),
    "end_is_after_start": invalid(
        SYNC,
        media(start_sec=6, end_sec=6),
        media(start_sec=6, end_sec=6.1),
        "video.end_sec",
        "end_sec should be greater than start_sec",
    ),
    "fused_needs_two_options": invalid(
        SYNC,
        media(embedding_option=["visual"], embedding_type=["fused_embedding"]),
        media(embedding_option=["visual", "audio"], embedding_type=["fused_embedding"]),
        "video.embedding_type",
        "fused_embedding needs at least two values in embedding_option",
    ),
    "names_are_unique": invalid(
        SYNC,
        several(source(name="a"), source(name="a")),
        several(source(name="a"), source(name="b")),
        "multi_input.media_sources",
        "Each name should be unique",
    ),
    "references_have_sources": invalid(
        SYNC,
        several(source(name="a"), said="a man with <@hat>"),
        several(source(name="hat"), said="a man with <@hat>"),
        "multi_input.input_text",
        "<@hat> has no media source of that name",
    ),
    "start_is_within_the_medium": invalid(
        SYNC, media(start_sec=18), media(start_sec=17.9), "video.start_sec", f"start_sec should be less than the {WINDOW}"
    ),
    "end_is_within_the_medium": invalid(
        SYNC, media(end_sec=18.1), media(end_sec=18), "video.end_sec", f"end_sec should not exceed the {WINDOW}"
    ),
}

SOURCE = {
    "one_source_is_given": invalid(
        SYNC,
        media(media_source={"url": VIDEO, "asset_id": UNKNOWN}),
        media(media_source={"url": VIDEO, "asset_id": None}),
        STREAM,
        "Exactly one of url, base64_string and asset_id should be provided",
    ),
    "url_is_direct": invalid(SYNC, media(url="a.mp4"), media(), f"{STREAM}.url", "url should be a direct http or https URL"),
    "base64_is_not_empty": invalid(
        SYNC, encoded(""), encoded(), f"{STREAM}.base64_string", "base64_string should not be empty", facts={"duration": 8}
    ),
    "base64_has_no_prefix": invalid(
        SYNC,
        encoded("data:video/mp4;base64,AAAA"),
        encoded("AAAA"),
        f"{STREAM}.base64_string",
        "base64_string should be the encoded data alone, without a data: prefix",
        facts={"duration": 8},
    ),
    "base64_is_padded": invalid(
        SYNC,
        encoded("AAA"),
        encoded("AAA="),
        f"{STREAM}.base64_string",
        "base64_string should be padded with = to a multiple of four characters",
        facts={"duration": 8},
    ),
    "base64_can_be_decoded": invalid(
        SYNC,
        encoded("AA-_"),
        encoded("AA+/"),
        f"{STREAM}.base64_string",
        "base64_string is not valid base64",
        facts={"duration": 8},
    ),
    "source_is_small_enough": Case(
        SYNC,
        several(source()),
        several(source()),
        "File size (32.1 MB) exceeds maximum limit of 32 MB",
        code="content_too_large",
        status=413,
        facts={"size": 32.1 * 2**20},
        mended={"size": 32 * 2**20},
    ),
    "image_is_wide_and_high_enough": invalid(
        SYNC,
        media("image", IMAGE),
        media("image", IMAGE),
        "image.media_source",
        "The resolution of the image should be at least 128x128. Current resolution is 127x720.",
        facts={"width": 127},
        mended={"width": 128},
    ),
    "image_is_small_enough": invalid(
        SYNC,
        media("image", IMAGE),
        media("image", IMAGE),
        "image.media_source",
        "The image should not be larger than 5 MB",
        facts={"size": 5 * 2**20 + 1},
        mended={"size": 5 * 2**20},
        day="2026-07-23",
    ),
    "audio_can_be_read": invalid(
        SYNC,
        encoded(b"no sound", "audio"),
        encoded(b"no sound", "audio"),
        "audio.media_source",
        "Audio file is not valid.",
        mended={"duration": 8},
    ),
    "image_can_be_read": invalid(
        SYNC,
        encoded(b"no image", "image"),
        encoded(b"no image", "image"),
        "image.media_source",
        "Image file is not valid.",
        mended={"duration": 8},
    ),
    "video_can_be_read": Case(
        SYNC,
        encoded(b"no video"),
        encoded(b"no video"),
        "Cannot read video file. Please check the video file is valid and try again.",
        code="video_file_broken",
        mended={"duration": 8},
    ),
    "document_can_be_read": invalid(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b"\xff\xfe").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b"words").decode()}),
        "multi_input.media_sources[0]",
        "Document file is not valid.",
    ),
    "document_has_content": invalid(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b" \n").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b" a\n").decode()}),
        "multi_input.media_sources[0]",
        "The document has no content to embed",
    ),
    "resolution_is_high_enough": Case(
        SYNC,
        media(),
        media(),
        f"The resolution of the video is too low. {RESOLUTION} 640x359.",
        code="video_resolution_too_low",
        facts={"width": 640, "height": 359},
        mended={"width": 640, "height": 360},
    ),
    "resolution_is_low_enough": Case(
        ASYNC,
        media(),
        media(),
        f"The resolution of the video is too high. {RESOLUTION} 5185x2160.",
        code="video_resolution_too_high",
        facts={"width": 5185, "height": 2160},
        mended={"width": 5184, "height": 2160},
    ),
    "aspect_ratio_is_moderate": Case(
        SYNC,
        media(),
        media(),
        "The aspect ratio of the video is invalid. Please upload a video with aspect ratio between 1:1 and 2.4:1."
        " Current resolution is 961x400.",
        code="video_resolution_invalid_aspect_ratio",
        facts={"width": 961, "height": 400},
        mended={"width": 960, "height": 400},
    ),
    "video_is_long_enough_for_a_task": Case(
        ASYNC,
        media(),
        media(),
        "Video is too short. Please use video with duration between 4 seconds and 4 hours(14400 seconds)."
        " Current duration is 3.9 seconds.",
        code="video_duration_too_short",
        facts={"duration": 3.9},
        mended={"duration": 4},
    ),
    "video_is_short_enough_for_a_task": Case(
        ASYNC,
        media(),
        media(),
        "The video is too long. Please use a video with duration between 4 seconds and 240 minutes(14400 seconds)."
        " Current duration is 14400.5 seconds.",
        code="video_duration_too_long",
        facts={"duration": 14400.5},
        mended={"duration": 14400},
    ),
    "audio_is_of_a_length_for_a_task": invalid(
        ASYNC,
        media("audio", AUDIO),
        media("audio", AUDIO),
        "audio.media_source",
        "The duration of the audio should be between 4 seconds and 4 hours(14400 seconds). Current duration is 3.9 seconds.",
        facts={"duration": 3.9},
        mended={"duration": 4},
    ),
    "medium_is_short_enough_to_wait_for": invalid(
        SYNC,
        media("audio", AUDIO),
        media("audio", AUDIO),
        "audio.media_source",
        "The audio is too long to be embedded synchronously: 600.5 seconds of at most 600."
        " Please use POST /embed-v2/tasks instead.",
        facts={"duration": 600.5},
        mended={"duration": 600},
    ),
}

ALONE_ELSEWHERE = {
    # they need an asset, a large file or a real PDF: test_sources.py, test_documents.py, test_errors.py
    "asset_exists",
    "asset_is_not_processing",
    "asset_did_not_fail",
    "asset_is_of_the_kind",
    "base64_is_small_enough",
    "pages_are_within_the_allowance",
    "content_type_is_json",
}

NEW = {
    "auto_truncate_needs_marengo_3_5": requires("auto_truncate", True),
    "embedding_uncertainty_needs_marengo_3_5": requires("embedding_uncertainty", True),
    "embedding_dimension_needs_marengo_3_5": requires("embedding_dimension", 256),
    "time_based_metadata_needs_marengo_3_5": invalid(
        ASYNC,
        media(time_based_metadata=[NOTE], embedding_type=["fused_embedding"]),
        new(time_based_metadata=[NOTE], embedding_type=["fused_embedding"]),
        "video.time_based_metadata",
        "time_based_metadata requires marengo3.5",
    ),
    "dimension_is_within_the_width": invalid(
        SYNC,
        several(said="a", top={"embedding_dimension": 513}),
        several(said="a", top={"embedding_dimension": 512}),
        "embedding_dimension",
        "embedding_dimension should be between 1 and 512",
    ),
    "metadata_are_in_order": invalid(
        ASYNC,
        new(time_based_metadata=[{**NOTE, "start": 2.1}], embedding_type=["fused_embedding"]),
        new(time_based_metadata=[{**NOTE, "start": 2}], embedding_type=["fused_embedding"]),
        "video.time_based_metadata",
        "Each entry should start at 0 or later, end no earlier than it starts, and have a text",
    ),
    "a_segmentation_is_given": invalid(
        ASYNC,
        new("document", NOTES, segmentation={}),
        new("document", NOTES),
        "document.segmentation",
        "Provide spatial or sequential",
    ),
    "spatial_strategy_is_known": invalid(
        ASYNC,
        new("document", PDF, segmentation={"spatial": {"strategy": "halves"}}),
        new("document", PDF, segmentation={"spatial": {}}),
        "document.segmentation.spatial.strategy",
        "You should use one of the following values: standard, quadrants.",
    ),
    "sequential_strategy_is_known": invalid(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(strategy="word")),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked()),
        "document.segmentation.sequential.strategy",
        "You should use one of the following values: sentence.",
    ),
    "chunks_have_sentences": invalid(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(0)),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(1)),
        "document.segmentation.sequential.max_sentences",
        "max_sentences should be 1 or greater",
    ),
    "chunks_move_on": invalid(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(2, overlap_sentences=2)),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(2, overlap_sentences=1)),
        "document.segmentation.sequential.overlap_sentences",
        "overlap_sentences should be 0 or greater, and less than max_sentences",
    ),
    "fused_needs_metadata": invalid(
        ASYNC,
        new(embedding_type=["fused_embedding"]),
        new(embedding_type=["fused_embedding"], time_based_metadata=[NOTE]),
        "video.embedding_type",
        "fused_embedding requires time_based_metadata with marengo3.5",
    ),
    "metadata_need_fused": invalid(
        ASYNC,
        new(time_based_metadata=[NOTE]),
        new(time_based_metadata=[NOTE], embedding_type=["separate_embedding", "fused_embedding"]),
        "video.time_based_metadata",
        "time_based_metadata requires fused_embedding in embedding_type",
    ),
    "uncertainty_is_of_text_or_media": invalid(
        SYNC,
        several(source(), said="a", top={"embedding_uncertainty": True}),
        several(source(), top={"embedding_uncertainty": True}),
        "embedding_uncertainty",
        "It cannot be combined with text and media sources in one request",
    ),
    "uncertainty_is_not_of_a_document_source": invalid(
        SYNC,
        several(source("document", PDF), top={"embedding_uncertainty": True}),
        several(source("document", PDF), top={"embedding_uncertainty": False}),
        "embedding_uncertainty",
        "It is not available for documents",
    ),
    "uncertainty_is_not_of_an_asset": invalid(
        ASYNC,
        new(top={"embedding_uncertainty": True}),
        new(top={"embedding_uncertainty": True}, embedding_scope=["clip"]),
        "embedding_uncertainty",
        "It is not available for the scope asset; set video.embedding_scope",
    ),
    "different_types_need_text": invalid(
        SYNC,
        several(source(), source("video", VIDEO)),
        several(source(), source("video", VIDEO), said="both"),
        "multi_input",
        "Media sources of different types need input_text",
    ),
    "a_pdf_is_not_divided_into_chunks": invalid(
        ASYNC,
        new("document", PDF, segmentation=chunked()),
        new("document", PDF, segmentation={"spatial": {}}),
        "document.segmentation",
        "sequential divides plain text and Markdown, not a PDF",
    ),
    "a_text_is_not_divided_into_quadrants": invalid(
        ASYNC,
        new("document", NOTES, segmentation={"spatial": {}}),
        new("document", PDF, segmentation={"spatial": {}}),
        "document.segmentation",
        "spatial divides the pages of a PDF, not plain text or Markdown",
    ),
    "pairs_of_option_and_scope_exist": invalid(
        ASYNC,
        new("document", PDF, embedding_option=["text"]),
        new("document", PDF, embedding_option=["text"], embedding_scope=["asset"]),
        "document.embedding_scope",
        "The option text and the scope local cannot be combined for a document of this format",
    ),
    "local_scope_of_a_text_needs_chunks": invalid(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"]),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked()),
        "document.segmentation",
        "The scope local of a text needs sequential",
    ),
    "segmentation_divides_something": invalid(
        ASYNC,
        new("document", PDF, embedding_scope=["asset"], segmentation={"spatial": {}}),
        new("document", PDF, embedding_scope=["asset", "local"], segmentation={"spatial": {}}),
        "document.segmentation",
        "It needs the option and the scope that it divides",
    ),
    "uncertainty_is_of_text_chunks": invalid(
        ASYNC,
        new("document", NOTES, top={"embedding_uncertainty": True}),
        new("document", NOTES, top={"embedding_uncertainty": True}, embedding_scope=["local"], segmentation=chunked()),
        "embedding_uncertainty",
        "It is not available for this document and these scopes",
    ),
    "a_pdf_stands_alone": invalid(
        SYNC,
        several(source("document", PDF), said="a"),
        several(source("document", PDF)),
        "multi_input",
        "A PDF must be the only media source, without input_text",
    ),
    "not_everything_is_text": invalid(
        SYNC,
        several(source("document", NOTES), said="a"),
        several(source("document", NOTES), source(), said="a"),
        "multi_input",
        "Text can be combined with images, video or audio only, not with text alone",
    ),
}

ALONE = {**REQUEST, **SOURCE, **NEW}

# Other sides of the same bounds, and the same rules for other inputs.
MORE = {
    "a text_image has a text that fits": invalid(
        SYNC,
        {
            "input_type": "text_image",
            "model_name": "marengo3.0",
            "text_image": {"media_source": {"url": IMAGE}, "input_text": "a " * 501},
        },
        {
            "input_type": "text_image",
            "model_name": "marengo3.0",
            "text_image": {"media_source": {"url": IMAGE}, "input_text": "a " * 500},
        },
        "text_image.input_text",
        "The text token length should be less than or equal to 500.",
    ),
    "marengo3.5 has room for 2,000 tokens": invalid(
        SYNC,
        several(said="a " * 2001),
        several(said="a " * 2001, top={"auto_truncate": True}),
        "multi_input.input_text",
        "The text token length should be less than or equal to 2000.",
    ),
    "a clip has two seconds": invalid(
        SYNC,
        media(segmentation=fixed(1)),
        media(segmentation=fixed(2)),
        "video.segmentation.fixed.duration_sec",
        "duration_sec should be within 2-10 seconds long",
    ),
    "a scene has at most five seconds as its minimum": invalid(
        SYNC,
        media(segmentation=dynamic(6)),
        media(segmentation=dynamic(5)),
        "video.segmentation.dynamic.min_duration_sec",
        "min_duration_sec should be within 2-5 seconds long",
    ),
    "no source is as wrong as two": invalid(
        SYNC,
        media(media_source={}),
        media(),
        STREAM,
        "Exactly one of url, base64_string and asset_id should be provided",
    ),
    "a source of several is named by its position": invalid(
        SYNC,
        several(source(), source(url="a.png")),
        several(source(), source()),
        "multi_input.media_sources[1].url",
        "url should be a direct http or https URL",
    ),
    "audio of a task has at most four hours": invalid(
        ASYNC,
        media("audio", AUDIO),
        media("audio", AUDIO),
        "audio.media_source",
        "The duration of the audio should be between 4 seconds and 4 hours(14400 seconds). Current duration is 14400.5 seconds.",
        facts={"duration": 14400.5},
        mended={"duration": 14400},
    ),
    "marengo3.5 embeds thirty seconds at once": invalid(
        SYNC,
        several(source("video", VIDEO)),
        several(source("video", VIDEO)),
        "multi_input.media_sources[0]",
        "The video is too long to be embedded synchronously: 30.5 seconds of at most 30. Please use POST /embed-v2/tasks instead.",
        facts={"duration": 30.5},
        mended={"duration": 30},
    ),
    "images have room for 32 MB since July 2026": invalid(
        SYNC,
        media("image", IMAGE),
        media("image", IMAGE),
        "image.media_source",
        "The image should not be larger than 32 MB",
        facts={"size": 32 * 2**20 + 1},
        mended={"size": 32 * 2**20},
    ),
    "an image of a task has one option": invalid(
        ASYNC,
        new("image", IMAGE, embedding_option=["text"]),
        new("image", IMAGE, embedding_option=["visual"]),
        "image.embedding_option",
        "You should use one of the following values: visual.",
    ),
    "an image of a task has one scope": invalid(
        ASYNC,
        new("image", IMAGE, embedding_scope=["local"]),
        new("image", IMAGE, embedding_scope=["asset"]),
        "image.embedding_scope",
        "You should use one of the following values: asset.",
    ),
    "an image of a task is not fused": invalid(
        ASYNC,
        new("image", IMAGE, embedding_type=["fused_embedding"]),
        new("image", IMAGE, embedding_type=["separate_embedding"]),
        "image.embedding_type",
        "You should use one of the following values: separate_embedding.",
    ),
    "a document is not fused": invalid(
        ASYNC,
        new("document", PDF, embedding_type=["fused_embedding"]),
        new("document", PDF, embedding_type=["separate_embedding"]),
        "document.embedding_type",
        "You should use one of the following values: separate_embedding.",
    ),
    "transcription is marengo3.0's": invalid(
        ASYNC,
        new(embedding_option=["transcription"]),
        media(embedding_option=["transcription"]),
        "video.embedding_option",
        "You should use one of the following values: visual, audio.",
    ),
    "the scope local is marengo3.5's": invalid(
        ASYNC,
        media(embedding_scope=["local"]),
        new(embedding_scope=["local"]),
        "video.embedding_scope",
        "You should use one of the following values: clip, asset.",
    ),
    "tasks of marengo3.0 are audio and video": invalid(
        ASYNC,
        media("image", IMAGE),
        new("image", IMAGE),
        "input_type",
        "marengo3.0 accepts only the following values: audio, video.",
    ),
}


def answered(ask, case, body, facts):
    fake = FakeEmbed(api_date=case.day)
    if facts:
        fake.media("*", **facts)
    return ask(fake, case.operation, body)


@pytest.mark.parametrize("case", [*ALONE.values(), *MORE.values()], ids=[*ALONE, *MORE])
def test_a_broken_rule_is_refused_in_its_words(ask, case):
    """A message that nobody has read on the wire is a guess of a guess."""
    answer = answered(ask, case, case.broken, case.facts)

    body = answer.json()
    assert (body["error"] if case.status == 413 else body) == {"code": case.code, "message": case.says}
    assert answer.status == case.status


@pytest.mark.parametrize("case", [*ALONE.values(), *MORE.values()], ids=[*ALONE, *MORE])
def test_what_differs_least_from_it_is_accepted(ask, case):
    """Else the rule might refuse everything, or something else might have."""
    answer = answered(ask, case, case.accepted, case.mended or case.facts)

    assert answer.status == (202 if case.operation == ASYNC else 200), answer.json()


def test_every_rule_is_broken():
    """A new rule needs a row above."""
    tables = [value for module in MODULES for value in vars(module).values()]
    rules = {value.name for value in tables if isinstance(value, Rule)}
    listed = [rule for value in tables if isinstance(value, tuple) for rule in value]
    listed += [rule for table in v2_medium_rules.MEDIUM_RULES.values() for rule in table]
    rules |= {rule.name for rule in listed if isinstance(rule, Rule)} | {JSON_EXPECTED.name}

    assert set(ALONE) | ALONE_ELSEWHERE == rules
