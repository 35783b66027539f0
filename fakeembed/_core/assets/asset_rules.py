"""What the asset operations refuse, in which words and in which order: one table for each operation.

References: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/create,
https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/list
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import GIGABYTE, MEGABYTE
from fakeembed._core.evidence import ERROR_CODES, decided, recorded
from fakeembed._core.ids import is_object_id
from fakeembed._core.media import formats
from fakeembed._core.media.formats import Kind
from fakeembed._core.media.names import last_segment
from fakeembed._core.rules import PAGE_RULES, Refusal, Rule, Stage, is_a_url, rule

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.media.formats import Format
    from fakeembed._core.parameters import Parameters

LARGEST_FILE = 200 * MEGABYTE
"""Bytes in a file that is sent directly and is no image (documented)."""

LARGEST_AT_URL = 4 * GIGABYTE
"""Bytes in a video or a piece of audio at a URL (documented)."""

LARGEST_DOCUMENT_AT_URL = 512 * MEGABYTE
"""Bytes in a document at a URL (documented)."""

LONGEST_FILENAME = 255
METHODS = ("direct", "url")


def is_given(parameter: str, *, when_method: str = "") -> Rule:
    """A required form field or member of a JSON body; `when_method` restricts it to one `method` of creation."""

    def holds(params: Parameters) -> bool:
        asked = not when_method or params.text("method") == when_method
        return not asked or parameter in params.files or params.text(parameter) != "" or parameter in params.body

    return Rule(
        f"{parameter}_is_given",
        Stage.REQUIRED,
        "parameter_not_provided",
        f"The {parameter} parameter is required but was not provided.",
        ERROR_CODES,
        holds=holds,
    )


def is_a_flag(parameter: str) -> Rule:
    """A form or query field that is `true` or `false`."""
    return Rule(
        f"{parameter}_is_a_flag",
        Stage.TYPES,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. received string, but expected boolean",
        decided("D06"),
        holds=lambda params: params.text(parameter, "false").lower() in {"true", "false"},
    )


def is_an_id(parameter: str) -> Rule:
    """The id in a path; the wording is the documented one of `task_id`."""
    return Rule(
        f"{parameter}_is_an_object_id",
        Stage.ROUTE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} value is invalid",
        decided("D73"),
        holds=lambda params: is_object_id(params.resource_id),
    )


def _has_metadata(edition: Edition) -> bool:
    return edition.asset_metadata


@rule(
    Stage.TYPES,
    "The user_metadata parameter is invalid. user_metadata should be a JSON object",
    decided("D06"),
    applies=_has_metadata,
)
def user_metadata_is_an_object(params: Parameters) -> bool:
    """Documented as a JSON-encoded string in forms, and as an object in JSON bodies."""
    return isinstance(params.body.get("user_metadata", {}), dict)


@rule(
    Stage.SINGLE,
    "The user_metadata parameter is invalid. Values should be strings, numbers, booleans, or arrays of strings",
    decided("D06"),
    applies=_has_metadata,
)
def user_metadata_values_are_plain(params: Parameters) -> bool:
    """Documented types; null is left out like other empty values."""
    return all(map(_is_plain, params.body.get("user_metadata", {}).values()))


@rule(Stage.SINGLE, "The method parameter is invalid. You should use one of the following values: direct, url.", decided("D06"))
def method_is_known(params: Parameters) -> bool:
    """The documented values."""
    return params.text("method") in METHODS


@rule(Stage.SINGLE, "The filename parameter is invalid. filename should be between 1 and 255 characters long", decided("D06"))
def filename_is_of_sane_length(params: Parameters) -> bool:
    """The documented bounds."""
    name = params.body.get("filename", params.text("filename", "x"))
    return 1 <= len(name) <= LONGEST_FILENAME


@rule(Stage.MEDIA, "The {params.file_parameter} parameter is invalid. The format of the file is not supported", decided("D72"))
def format_is_supported(params: Parameters) -> bool:
    """Documented: formats that are not supported are rejected."""
    found = asked_format(params)
    return found is not None and found.kind.value in params.edition.asset_kinds


@rule(
    Stage.MEDIA,
    "The video is too large. Please use a video with a size less than 200MB. The current size is {params.gigabytes}.",
    recorded("FramePilot, framepilot_engine/brain/twelvelabs.py, 2026-10: status and code; on earlier days by D103"),
    code="video_filesize_too_large",
)
def video_file_is_small_enough(params: Parameters) -> bool:
    """200 MB for what is sent directly; the message is the documented one of indexing, with this limit."""
    return _fits(params, Kind.VIDEO)


@rule(
    Stage.MEDIA, "The file parameter is invalid. The size of the file should not exceed the limit for local files", decided("D06")
)
def file_is_small_enough(params: Parameters) -> bool:
    """200 MB, and less for images; the file at a URL is fetched later, so the asset fails instead (decision D71)."""
    return _fits(params, Kind.IMAGE, Kind.AUDIO, Kind.DOCUMENT)


CREATE_ASSET_RULES = (
    is_given("method"),
    is_given("file", when_method="direct"),
    is_given("url", when_method="url"),
    is_a_flag("enable_hls"),
    is_a_flag("enable_thumbnail"),
    user_metadata_is_an_object,
    method_is_known,
    is_a_url("url"),
    filename_is_of_sane_length,
    user_metadata_values_are_plain,
)
FILE_RULES = (format_is_supported, video_file_is_small_enough, file_is_small_enough)


@rule(
    Stage.SINGLE,
    "The asset_types parameter is invalid. You should use one of the following values: {params.asset_kinds}.",
    decided("D06"),
)
def asset_types_are_known(params: Parameters) -> bool:
    """The documented values of the day."""
    return set(params.listed("asset_types")) <= set(params.edition.asset_kinds)


@rule(Stage.SINGLE, "The asset_ids parameter is invalid. asset_ids value is invalid", decided("D73"))
def asset_ids_are_object_ids(params: Parameters) -> bool:
    """Each one could name an asset."""
    return all(map(is_object_id, params.listed("asset_ids")))


LIST_ASSETS_RULES = (*PAGE_RULES, asset_types_are_known, asset_ids_are_object_ids)
ASSET_ID_RULES = (is_an_id("asset_id"),)
DELETE_ASSET_RULES = (is_a_flag("force"),)

ASSET_NOT_FOUND = Refusal(
    "asset_exists",
    Stage.ROUTE,
    "resource_not_exists",
    "Resource with id {resource_id} does not exist in assets.",
    decided("D30, D422"),
    status=404,
)


def asked_format(params: Parameters) -> Format | None:
    """What the file is that an asset is to be made from, or None when it is of no format that is taken.

    A file whose format neither its bytes nor its names tell is a video when it can be read as one, or is declared to be one.
    """
    if params.text("method") == "url":
        return formats.of_url(last_segment(params.text("url")), params.text("filename"))
    found = formats.of_upload(params.files["file"], also=params.text("filename"))
    return formats.FORMATS["mp4"] if found is None and params.known_medium is not None and not params.known_medium.broken else found


def is_too_large_at_url(edition: Edition, kind: Kind, size: int | None) -> bool:
    """Whether a file at a URL is larger than documented for its kind."""
    largest = {Kind.IMAGE: edition.asset_image_bytes, Kind.DOCUMENT: LARGEST_DOCUMENT_AT_URL}.get(kind, LARGEST_AT_URL)
    return (size or 0) > largest


def is_processed_at_once(edition: Edition, size: int | None) -> bool:
    """Whether an asset of so many bytes is validated before it is answered; one of unknown size is taken for a small one."""
    return not edition.assets_are_processed and (size or 0) <= LARGEST_FILE


def _fits(params: Parameters, *kinds: Kind) -> bool:
    """Whether a file that is sent directly is small enough, if it is one of these."""
    found = asked_format(params)
    if params.text("method") != "direct" or found is None or found.kind not in kinds:
        return True
    largest = params.edition.asset_image_bytes if found.kind is Kind.IMAGE else LARGEST_FILE
    return (params.medium.size or 0) <= largest


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, (str, int, float))
