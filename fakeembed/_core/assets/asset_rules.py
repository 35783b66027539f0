"""What the asset operations refuse, in which words and in which order: one table for each operation.

References: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/create,
https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/list
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import GIGABYTE, MEGABYTE
from fakeembed._core.ids import is_object_id
from fakeembed._core.media import formats
from fakeembed._core.media.catalog import last_segment
from fakeembed._core.media.formats import Kind
from fakeembed._core.rules import ERROR_CODES, Rule, Stage, decided, documented, is_a_url, is_in_range, rule

if TYPE_CHECKING:
    from fakeembed._core.ask import Ask
    from fakeembed._core.editions import Edition
    from fakeembed._core.media.formats import Format

LARGEST_FILE = 200 * MEGABYTE
"""Bytes in a file that is sent directly and is no image (documented)."""

LARGEST_AT_URL = 4 * GIGABYTE
"""Bytes in a video or a piece of audio at a URL (documented)."""

LARGEST_DOCUMENT_AT_URL = 512 * MEGABYTE
"""Bytes in a document at a URL (documented)."""

LONGEST_FILENAME = 255
LARGEST_PAGE = 50
METHODS = ("direct", "url")


def is_given(parameter: str, *, when_method: str = "") -> Rule:
    """A required form field or member of a JSON body; `when_method` restricts it to one `method` of creation."""

    def holds(ask: Ask) -> bool:
        asked = not when_method or ask.text("method") == when_method
        return not asked or parameter in ask.files or ask.text(parameter) != "" or parameter in ask.body

    return Rule(
        f"{parameter}_is_given",
        Stage.REQUIRED,
        "parameter_not_provided",
        f"The {parameter} parameter is required but was not provided.",
        documented(ERROR_CODES),
        holds,
    )


def is_a_flag(parameter: str) -> Rule:
    """A form or query field that is `true` or `false`."""
    return Rule(
        f"{parameter}_is_a_flag",
        Stage.TYPES,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. received string, but expected boolean",
        decided("D06"),
        lambda ask: ask.text(parameter, "false").lower() in {"true", "false"},
    )


def is_an_id(parameter: str) -> Rule:
    """The id in a path; the wording is the documented one of `task_id`."""
    return Rule(
        f"{parameter}_is_an_object_id",
        Stage.ROUTE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} value is invalid",
        decided("D73"),
        lambda ask: is_object_id(ask.subject),
    )


@rule(
    Stage.TYPES,
    "parameter_invalid",
    "The user_metadata parameter is invalid. user_metadata should be a JSON object",
    decided("D06"),
)
def user_metadata_is_an_object(ask: Ask) -> bool:
    """Documented as a JSON-encoded string in forms, and as an object in JSON bodies."""
    return not ask.edition.asset_metadata or isinstance(ask.body.get("user_metadata", {}), dict)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The user_metadata parameter is invalid. Values should be strings, numbers, booleans, or arrays of strings",
    decided("D06"),
)
def user_metadata_values_are_plain(ask: Ask) -> bool:
    """Documented types; null is left out like other empty values."""
    return not ask.edition.asset_metadata or all(map(_is_plain, ask.body.get("user_metadata", {}).values()))


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The method parameter is invalid. You should use one of the following values: direct, url.",
    decided("D06"),
)
def method_is_known(ask: Ask) -> bool:
    """The documented values."""
    return ask.text("method") in METHODS


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The filename parameter is invalid. filename should be between 1 and 255 characters long",
    decided("D06"),
)
def filename_is_of_sane_length(ask: Ask) -> bool:
    """The documented bounds."""
    name = ask.body.get("filename", ask.text("filename", "x"))
    return 1 <= len(name) <= LONGEST_FILENAME


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.subject} parameter is invalid. The format of the file is not supported",
    decided("D72"),
)
def format_is_supported(ask: Ask) -> bool:
    """Documented: formats that are not supported are rejected; `ask.subject` is the parameter that brought the file."""
    found = asked_format(ask)
    return found is not None and found.kind.value in ask.edition.asset_kinds


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The file parameter is invalid. The size of the file should not exceed the limit for local files",
    decided("D06"),
)
def file_is_small_enough(ask: Ask) -> bool:
    """200 MB, and less for images; the file at a URL is fetched later, so the asset fails instead (decision D71)."""
    found = asked_format(ask)
    return ask.text("method") != "direct" or found is None or (ask.seen.size or 0) <= _largest_file(ask.edition, found.kind)


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
FILE_RULES = (format_is_supported, file_is_small_enough)

PAGE_RULES = (
    is_in_range("page", 1, None, "The page parameter is invalid. page should be 1 or greater"),
    is_in_range("page_limit", 1, LARGEST_PAGE, "The page_limit parameter is invalid. page_limit should be between 1 and 50"),
)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The asset_types parameter is invalid. You should use one of the following values: {ask.asset_kinds}.",
    decided("D06"),
)
def asset_types_are_known(ask: Ask) -> bool:
    """The documented values of the day."""
    return set(ask.listed("asset_types")) <= set(ask.edition.asset_kinds)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The asset_ids parameter is invalid. asset_ids value is invalid",
    decided("D73"),
)
def asset_ids_are_object_ids(ask: Ask) -> bool:
    """Each one could name an asset."""
    return all(map(is_object_id, ask.listed("asset_ids")))


LIST_ASSETS_RULES = (*PAGE_RULES, asset_types_are_known, asset_ids_are_object_ids)
ASSET_ID_RULES = (is_an_id("asset_id"),)
DELETE_ASSET_RULES = (is_a_flag("force"),)

ASSET_NOT_FOUND = Rule(
    "asset_exists",
    Stage.ROUTE,
    "resource_not_exist",
    "Resource with id {resource_id} does not exist in assets.",
    decided("D30"),
    status=404,
)


def asked_format(ask: Ask) -> Format | None:
    """What the file is that an asset is to be made from, or None when it is of no format that is taken.

    A file whose format neither its bytes nor its names tell is a video when it can be read as one, or is declared to be one.
    """
    if ask.text("method") == "url":
        return formats.of_url(last_segment(ask.text("url")), ask.text("filename"))
    told = formats.of_upload(ask.files["file"], also=ask.text("filename"))
    return formats.FORMATS["mp4"] if told is None and ask.medium is not None and not ask.medium.broken else told


def is_too_large_at_url(edition: Edition, kind: Kind, size: int | None) -> bool:
    """Whether a file at a URL is larger than documented for its kind."""
    largest = {Kind.IMAGE: edition.image_bytes, Kind.DOCUMENT: LARGEST_DOCUMENT_AT_URL}.get(kind, LARGEST_AT_URL)
    return (size or 0) > largest


def _largest_file(edition: Edition, kind: Kind) -> int:
    return edition.image_bytes if kind is Kind.IMAGE else LARGEST_FILE


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, (str, int, float))
