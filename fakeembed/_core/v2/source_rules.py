"""What embed v2 refuses about the way in which a medium is named: by a URL, as base64, or as an asset.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.evidence import decided, recorded
from fakeembed._core.media.names import is_direct_url
from fakeembed._core.rules import Stage, rule

if TYPE_CHECKING:
    from fakeembed._core.v2.parameters import SourceParameters


@rule(
    Stage.REQUIRED,
    "The {params.path} parameter is invalid. Exactly one of url, base64_string and asset_id should be provided",
    decided("D06"),
)
def one_source_is_given(params: SourceParameters) -> bool:
    """The reference says "exactly one of"; neither none nor several."""
    return len(params.ways) == 1


@rule(Stage.SINGLE, "The {params.path}.url parameter is invalid. url should be a direct http or https URL", decided("D06"))
def url_is_direct(params: SourceParameters) -> bool:
    """Nothing is fetched; pages of video platforms and shared drives are known by their host (decision D109)."""
    return "url" not in params.given or is_direct_url(params.text("url"))


@rule(Stage.SINGLE, "The {params.path}.base64_string parameter is invalid. base64_string should not be empty", decided("D63"))
def base64_is_not_empty(params: SourceParameters) -> bool:
    """The document of 2026-02-17 gives it a minimum length of one."""
    return "base64_string" not in params.given or params.text("base64_string") != ""


@rule(
    Stage.SINGLE,
    "The {params.path}.base64_string parameter is invalid. base64_string should be the encoded data alone, without a data: prefix",
    decided("D63"),
)
def base64_has_no_prefix(params: SourceParameters) -> bool:
    """A data URL, as browsers make it."""
    return not params.text("base64_string").lstrip().lower().startswith("data:")


@rule(
    Stage.SINGLE,
    "The {params.path}.base64_string parameter is invalid. base64_string should be padded with = to a multiple of four characters",
    decided("D63"),
)
def base64_is_padded(params: SourceParameters) -> bool:
    """Line breaks do not count."""
    text = params.text("base64_string")
    return (len(text) - text.count("\n") - text.count("\r")) % 4 == 0


@rule(Stage.SINGLE, "The {params.path}.base64_string parameter is invalid. base64_string is not valid base64", decided("D63"))
def base64_can_be_decoded(params: SourceParameters) -> bool:
    """The standard alphabet, with `+` and `/`."""
    return "base64_string" not in params.given or params.content is not None


@rule(
    Stage.SINGLE,
    "Resource with id {params.given[asset_id]} does not exist in assets.",
    decided("D30, D422"),
    code="resource_not_exists",
)
def asset_exists(params: SourceParameters) -> bool:
    """A 400, not a 404: what does not exist is not what the path names."""
    return "asset_id" not in params.given or params.asset is not None


@rule(
    Stage.SINGLE,
    "Asset with id {params.given[asset_id]} is still being processed. Please try again later.",
    recorded("code and `being processed` as clients match them, 2026-07-07; the sentence around them by D29"),
    code="asset_not_ready",
    applies=lambda edition: edition.assets_are_processed,
)
def asset_is_not_processing(params: SourceParameters) -> bool:
    """Since 2026-07-07 every upload starts as processing."""
    return params.asset_status != "processing"


@rule(
    Stage.SINGLE,
    "The {params.path}.asset_id parameter is invalid. The asset is still being processed",
    decided("D29"),
    applies=lambda edition: not edition.assets_are_processed,
)
def asset_is_processed(params: SourceParameters) -> bool:
    """Documented before that day: the status must be `ready`, which small assets were at once."""
    return params.asset_status != "processing"


@rule(Stage.SINGLE, "The {params.path}.asset_id parameter is invalid. The asset failed and cannot be embedded", decided("D29"))
def asset_did_not_fail(params: SourceParameters) -> bool:
    """Documented: the status must be `ready`."""
    return params.asset_status != "failed"


@rule(
    Stage.SINGLE,
    "The {params.path}.asset_id parameter is invalid. received {params.asset.kind.value}, but expected {params.kind}",
    decided("D30"),
)
def asset_is_of_the_kind(params: SourceParameters) -> bool:
    """A video asset is no audio, an image no video."""
    return params.asset is None or params.asset.kind.value == params.kind


NAMING_RULES = (
    one_source_is_given,
    url_is_direct,
    base64_is_not_empty,
    base64_has_no_prefix,
    base64_is_padded,
    base64_can_be_decoded,
    asset_exists,
    asset_is_not_processing,
    asset_is_processed,
    asset_did_not_fail,
    asset_is_of_the_kind,
)
