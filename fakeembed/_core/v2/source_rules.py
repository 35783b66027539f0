"""What embed v2 refuses about the way in which a medium is named: by a URL, as base64, or as an asset.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.rules import Stage, decided, is_url, recorded, rule

if TYPE_CHECKING:
    from fakeembed._core.v2.ask import SourceAsk


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
