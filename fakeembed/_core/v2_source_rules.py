"""What embed v2 refuses about a media source: how it is named, what it contains, and what the medium then turns out to be.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import MEGABYTE
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import Stage, decided, is_url, recorded, rule
from fakeembed._core.v2_inputs import Mode
from fakeembed._core.video_rules import (
    SHORTEST_VIDEO,
    aspect_ratio_is_moderate,
    resolution_is_high_enough,
    resolution_is_low_enough,
    video_can_be_read,
)

if TYPE_CHECKING:
    from fakeembed._core.rules import Rule
    from fakeembed._core.v2_ask import SourceAsk

LARGEST_BASE64 = 36 * MEGABYTE
"""Bytes of audio or video in a base64 text, decoded: as the client 1.3.6 says it; the document of 2026-02-17 leaves it open."""

LARGEST_SOURCE = 32 * MEGABYTE
"""Bytes of one source of a `multi_input` with marengo3.5."""

LONGEST_ASYNC = 14_400.0
"""Seconds of audio or video that a task takes."""

SMALLEST_IMAGE = 128
"""Pixels, each side."""


# How it is named.


@rule(
    Stage.REQUIRED,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. Exactly one of url, base64_string and asset_id should be provided",
    decided("D06"),
)
def one_source_is_given(ask: SourceAsk) -> bool:
    """The reference says "exactly one of"; neither none nor several."""
    return len(ask.ways) == 1


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.url parameter is invalid. url should be a direct http or https URL",
    decided("D06"),
)
def url_is_direct(ask: SourceAsk) -> bool:
    """Nothing is fetched; pages of video sites cannot be told from files."""
    return "url" not in ask.given or is_url(ask.text("url"))


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.base64_string parameter is invalid. base64_string should not be empty",
    decided("D63"),
)
def base64_is_not_empty(ask: SourceAsk) -> bool:
    """The document of 2026-02-17 gives it a minimum length of one."""
    return "base64_string" not in ask.given or ask.text("base64_string") != ""


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.base64_string parameter is invalid. base64_string should be the encoded data alone, without a data: prefix",
    decided("D63"),
)
def base64_has_no_prefix(ask: SourceAsk) -> bool:
    """A data URL, as browsers make it."""
    return not ask.text("base64_string").lstrip().lower().startswith("data:")


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.base64_string parameter is invalid. base64_string should be padded with = to a multiple of four characters",
    decided("D63"),
)
def base64_is_padded(ask: SourceAsk) -> bool:
    """Line breaks do not count."""
    text = ask.text("base64_string")
    return (len(text) - text.count("\n") - text.count("\r")) % 4 == 0


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.base64_string parameter is invalid. base64_string is not valid base64",
    decided("D63"),
)
def base64_can_be_decoded(ask: SourceAsk) -> bool:
    """The standard alphabet, with `+` and `/`."""
    return "base64_string" not in ask.given or ask.content is not None


@rule(
    Stage.SINGLE,
    "resource_not_exist",
    "Resource with id {ask.given[asset_id]} does not exist in assets.",
    decided("D30"),
)
def asset_exists(ask: SourceAsk) -> bool:
    """A 400, not a 404: what does not exist is not what the path names."""
    return "asset_id" not in ask.given or ask.asset is not None


@rule(
    Stage.SINGLE,
    "asset_not_ready",
    "Asset with id {ask.given[asset_id]} is still being processed. Please try again later.",
    recorded("code and `being processed` as clients match them, 2026; the sentence around them is decision D29"),
)
def asset_is_not_processing(ask: SourceAsk) -> bool:
    """Since 2026-07-07 every upload starts as processing."""
    return ask.asset_status != "processing"


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.asset_id parameter is invalid. The asset failed and cannot be embedded",
    decided("D29"),
)
def asset_did_not_fail(ask: SourceAsk) -> bool:
    """Documented: the status must be `ready`."""
    return ask.asset_status != "failed"


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.path}.asset_id parameter is invalid. received {ask.asset.kind.value}, but expected {ask.kind}",
    decided("D30"),
)
def asset_is_of_the_kind(ask: SourceAsk) -> bool:
    """A video asset is no audio, an image no video."""
    return ask.asset is None or ask.asset.kind.value == ask.kind


NAMING_RULES = (
    one_source_is_given,
    url_is_direct,
    base64_is_not_empty,
    base64_has_no_prefix,
    base64_is_padded,
    base64_can_be_decoded,
    asset_exists,
    asset_is_not_processing,
    asset_did_not_fail,
    asset_is_of_the_kind,
)


# What the medium turns out to be.


@rule(
    Stage.MEDIA,
    "content_too_large",
    "File size ({ask.megabytes} MB) exceeds maximum limit of 32 MB",
    decided("D68"),
    status=413,
)
def source_is_small_enough(ask: SourceAsk) -> bool:
    """Documented as a 400 or a 413; the words are those of a failed task."""
    bounded = ask.model is MARENGO_3_5 and ask.mode is Mode.SYNC
    return not bounded or (ask.seen.size or 0) <= LARGEST_SOURCE


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path}.base64_string parameter is invalid. The decoded media should not be larger than 36 MB",
    decided("D63"),
)
def base64_is_small_enough(ask: SourceAsk) -> bool:
    """Audio and video; images have a limit of their own."""
    return ask.content is None or len(ask.content) <= LARGEST_BASE64


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. Audio file is not valid.",
    decided("D65"),
)
def audio_can_be_read(ask: SourceAsk) -> bool:
    """WAV, MP3 or FLAC; the words are those of v1's `error_message`."""
    return not ask.seen.broken


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. Image file is not valid.",
    decided("D65"),
)
def image_can_be_read(ask: SourceAsk) -> bool:
    """JPEG or PNG; the words are those of v1's `error_message`."""
    return not ask.seen.broken


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. Document file is not valid.",
    decided("D65"),
)
def document_can_be_read(ask: SourceAsk) -> bool:
    """A PDF, or text in UTF-8."""
    return not ask.seen.broken


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. The resolution of the image should be at least 128x128."
    " Current resolution is {ask.resolution}.",
    decided("D65"),
)
def image_is_wide_and_high_enough(ask: SourceAsk) -> bool:
    """Documented for images of every endpoint."""
    sides = (ask.seen.width or SMALLEST_IMAGE, ask.seen.height or SMALLEST_IMAGE)
    return min(sides) >= SMALLEST_IMAGE


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. The image should not be larger than {ask.image_megabytes} MB",
    decided("D65"),
)
def image_is_small_enough(ask: SourceAsk) -> bool:
    """5 MB, from 2026-07-24 on 32 MB; in tasks a larger one fails later."""
    return ask.mode is Mode.ASYNC or (ask.seen.size or 0) <= ask.edition.image_bytes


@rule(
    Stage.MEDIA,
    "video_duration_too_short",
    "Video is too short. Please use video with duration between 4 seconds and 4 hours(14400 seconds)."
    " Current duration is {ask.seen.duration:.1f} seconds.",
    decided("D65"),
)
def video_is_long_enough_for_a_task(ask: SourceAsk) -> bool:
    """Documented for tasks; nothing is said about shorter media that are embedded at once."""
    return ask.mode is Mode.SYNC or ask.seen.duration >= SHORTEST_VIDEO


@rule(
    Stage.MEDIA,
    "video_duration_too_long",
    "The video is too long. Please use a video with duration between 4 seconds and 240 minutes(14400 seconds)."
    " Current duration is {ask.seen.duration:.1f} seconds.",
    decided("D65"),
)
def video_is_short_enough_for_a_task(ask: SourceAsk) -> bool:
    """Four hours, in the words recorded of v1."""
    return ask.mode is Mode.SYNC or ask.seen.duration <= LONGEST_ASYNC


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. The duration of the audio should be between 4 seconds and 4 hours(14400 seconds)."
    " Current duration is {ask.seen.duration:.1f} seconds.",
    decided("D65"),
)
def audio_is_of_a_length_for_a_task(ask: SourceAsk) -> bool:
    """Documented: the same bounds as for video."""
    return ask.mode is Mode.SYNC or SHORTEST_VIDEO <= ask.seen.duration <= LONGEST_ASYNC


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. The {ask.kind} is too long to be embedded synchronously: {ask.seen.duration:.1f} seconds"
    " of at most {ask.longest_sync:.0f}. Please use POST /embed-v2/tasks instead.",
    decided("D47"),
)
def medium_is_short_enough_to_wait_for(ask: SourceAsk) -> bool:
    """Ten minutes with marengo3.0, thirty seconds with marengo3.5."""
    return ask.mode is Mode.ASYNC or ask.seen.duration <= ask.longest_sync


@rule(
    Stage.MEDIA,
    "content_too_large",
    "Document ({ask.seen.pages} pages) exceeds maximum limit of {ask.page_allowance} pages",
    decided("D68"),
    status=413,
)
def pages_are_within_the_allowance(ask: SourceAsk) -> bool:
    """Documented: a 413 whose message has both numbers; a task fails later instead. The words are those of a failed task."""
    allowed = ask.page_allowance
    return ask.mode is Mode.ASYNC or allowed is None or ask.seen.pages <= allowed


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.path} parameter is invalid. The document has no content to embed",
    decided("D65"),
)
def document_has_content(ask: SourceAsk) -> bool:
    """Documented: a source with nothing to embed is a 400."""
    return bool(ask.seen.pages or ask.seen.text.strip())


_VIDEO_RULES: tuple[Rule, ...] = (video_can_be_read, resolution_is_high_enough, resolution_is_low_enough, aspect_ratio_is_moderate)

MEDIUM_RULES: dict[str, tuple[Rule, ...]] = {
    "video": (
        source_is_small_enough,
        base64_is_small_enough,
        *_VIDEO_RULES,
        video_is_long_enough_for_a_task,
        video_is_short_enough_for_a_task,
        medium_is_short_enough_to_wait_for,
    ),
    "audio": (
        source_is_small_enough,
        base64_is_small_enough,
        audio_can_be_read,
        audio_is_of_a_length_for_a_task,
        medium_is_short_enough_to_wait_for,
    ),
    "image": (source_is_small_enough, image_can_be_read, image_is_wide_and_high_enough, image_is_small_enough),
    "document": (source_is_small_enough, document_can_be_read, document_has_content, pages_are_within_the_allowance),
}
