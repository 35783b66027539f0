"""What embed v2 refuses of the parameters that only marengo3.5 has: dimensions, uncertainty, metadata in time, documents.

Source: what the Python client 1.3.6 says about each parameter; that it is refused is documented, the words are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.editions import has_marengo_3_5
from fakeembed._core.evidence import decided
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import Rule, Stage, rule
from fakeembed._core.v2.document_rules import DIVISION_RULES
from fakeembed._core.v2.inputs import DIMENSIONS

if TYPE_CHECKING:
    from fakeembed._core.v2.parameters import EmbedParameters


def _needs_marengo_3_5(parameter: str, given: str = "") -> Rule:
    """A parameter of the whole request that the older model does not have."""
    return Rule(
        f"{parameter}_needs_marengo_3_5",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {given}{parameter} parameter is invalid. {parameter} requires marengo3.5",
        decided("D06"),
        applies=has_marengo_3_5,
        holds=lambda params: params.model is MARENGO_3_5 or parameter not in (params.input if given else params.body),
    )


@rule(
    Stage.SINGLE,
    "The embedding_dimension parameter is invalid. You should use one of the following values: 128, 256, 512.",
    decided("D06"),
    applies=has_marengo_3_5,
)
def dimension_is_known(params: EmbedParameters) -> bool:
    """Documented as 128, 256 and 512 by the newest specification; a shorter embedding is the beginning of the longest."""
    return params.dimension in (None, *DIMENSIONS)


# Time-based metadata and fused embeddings.


@rule(
    Stage.CROSS,
    "The {params.kind}.embedding_type parameter is invalid. fused_embedding requires time_based_metadata with marengo3.5",
    decided("D06"),
    applies=has_marengo_3_5,
)
def fused_needs_metadata(params: EmbedParameters) -> bool:
    """Documented: without it a 400."""
    return params.model is not MARENGO_3_5 or not params.fused or bool(params.input.get("time_based_metadata"))


@rule(
    Stage.CROSS,
    "The {params.kind}.time_based_metadata parameter is invalid. time_based_metadata requires fused_embedding in embedding_type",
    decided("D06"),
    applies=has_marengo_3_5,
)
def metadata_need_fused(params: EmbedParameters) -> bool:
    """Documented: it affects only that embedding."""
    return "time_based_metadata" not in params.input or params.fused


@rule(
    Stage.SINGLE,
    "The {params.kind}.time_based_metadata parameter is invalid."
    " Each entry should start at 0 or later, end no earlier than it starts, and have a text",
    decided("D06"),
    applies=has_marengo_3_5,
)
def metadata_are_in_order(params: EmbedParameters) -> bool:
    """The same start and end stand for a single moment."""
    entries: list[dict[str, Any]] = params.input.get("time_based_metadata", [])
    return all(0 <= entry["start"] <= entry["end"] and entry["text"] for entry in entries)


# Uncertainty.


@rule(
    Stage.CROSS,
    "The embedding_uncertainty parameter is invalid. It cannot be combined with text and media sources in one request",
    decided("D06"),
    applies=has_marengo_3_5,
)
def uncertainty_is_of_text_or_media(params: EmbedParameters) -> bool:
    """Documented: only a text-only or a media-only request."""
    return not params.uncertain or params.kind != "multi_input" or not (params.input_text and params.media_sources)


@rule(
    Stage.CROSS,
    "The embedding_uncertainty parameter is invalid. It is not available for documents",
    decided("D06"),
    applies=has_marengo_3_5,
)
def uncertainty_is_not_of_a_document_source(params: EmbedParameters) -> bool:
    """Documented: PDF, plain text and Markdown alike."""
    asked = params.uncertain and params.kind == "multi_input"
    return not asked or all(source["media_type"] != "document" for source in params.media_sources)


@rule(
    Stage.CROSS,
    "The embedding_uncertainty parameter is invalid. It is not available for the scope asset; set {params.kind}.embedding_scope",
    decided("D06"),
    applies=has_marengo_3_5,
)
def uncertainty_is_not_of_an_asset(params: EmbedParameters) -> bool:
    """Documented for audio and video, whose default scopes include it."""
    return not params.uncertain or params.kind not in {"audio", "video"} or "asset" not in params.scopes


# Several inputs.


@rule(
    Stage.CROSS,
    "The multi_input parameter is invalid. Media sources of different types need input_text",
    decided("D06"),
    applies=has_marengo_3_5,
)
def different_types_need_text(params: EmbedParameters) -> bool:
    """Documented."""
    if params.kind != "multi_input" or params.input_text:
        return True
    return len({source["media_type"] for source in params.media_sources}) <= 1


MARENGO_3_5_RULES = (
    _needs_marengo_3_5("auto_truncate"),
    _needs_marengo_3_5("embedding_uncertainty"),
    _needs_marengo_3_5("embedding_dimension"),
    _needs_marengo_3_5("time_based_metadata", "{params.kind}."),
    dimension_is_known,
    metadata_are_in_order,
    *DIVISION_RULES,
    fused_needs_metadata,
    metadata_need_fused,
    uncertainty_is_of_text_or_media,
    uncertainty_is_not_of_a_document_source,
    uncertainty_is_not_of_an_asset,
    different_types_need_text,
)


# What can be said once the sources are known.


@rule(
    Stage.MEDIA,
    "The multi_input parameter is invalid. A PDF must be the only media source, without input_text",
    decided("D06"),
    applies=has_marengo_3_5,
)
def a_pdf_stands_alone(params: EmbedParameters) -> bool:
    """Documented: a 400."""
    alone = len(params.sources) == 1 and not params.input_text
    return alone or not any(source.kind == "document" and source.medium.pages for source in params.sources)


@rule(
    Stage.MEDIA,
    "The multi_input parameter is invalid. Text can be combined with images, video or audio only, not with text alone",
    decided("D06"),
    applies=has_marengo_3_5,
)
def not_everything_is_text(params: EmbedParameters) -> bool:
    """Documented: a text document with `input_text`, or two of them, is a 400; a single one alone is fine."""
    texts = sum(source.kind == "document" for source in params.sources)
    return texts < len(params.sources) or texts + bool(params.input_text) <= 1


MULTI_INPUT_RULES = (a_pdf_stands_alone, not_everything_is_text)
