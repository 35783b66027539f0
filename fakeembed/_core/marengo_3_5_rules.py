"""What embed v2 refuses of the parameters that only marengo3.5 has: dimensions, uncertainty, metadata in time, documents.

Source: what the Python client 1.3.6 says about each parameter; that it is refused is documented, the words are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import Rule, Stage, decided, rule

if TYPE_CHECKING:
    from fakeembed._core.v2_ask import EmbedAsk

SPATIAL = ("standard", "quadrants")


def _needs_marengo_3_5(parameter: str, given: str = "") -> Rule:
    """A parameter of the whole request that the older model does not have."""
    return Rule(
        f"{parameter}_needs_marengo_3_5",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {given}{parameter} parameter is invalid. {parameter} requires marengo3.5",
        decided("D06"),
        lambda ask: ask.model is MARENGO_3_5 or parameter not in (ask.input if given else ask.body),
    )


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The embedding_dimension parameter is invalid. embedding_dimension should be between 1 and {ask.model.width}",
    decided("D67"),
)
def dimension_is_within_the_width(ask: EmbedAsk) -> bool:
    """A shorter embedding is the beginning of the longest."""
    return ask.dimension is None or 1 <= ask.dimension <= ask.model.width


# Time-based metadata and fused embeddings.


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The {ask.kind}.embedding_type parameter is invalid. fused_embedding requires time_based_metadata with marengo3.5",
    decided("D06"),
)
def fused_needs_metadata(ask: EmbedAsk) -> bool:
    """Documented: without it a 400."""
    return ask.model is not MARENGO_3_5 or not ask.fused or bool(ask.input.get("time_based_metadata"))


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The {ask.kind}.time_based_metadata parameter is invalid. time_based_metadata requires fused_embedding in embedding_type",
    decided("D06"),
)
def metadata_need_fused(ask: EmbedAsk) -> bool:
    """Documented: it affects only that embedding."""
    return "time_based_metadata" not in ask.input or ask.fused


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.kind}.time_based_metadata parameter is invalid."
    " Each entry should start at 0 or later, end no earlier than it starts, and have a text",
    decided("D06"),
)
def metadata_are_in_order(ask: EmbedAsk) -> bool:
    """The same start and end stand for a single moment."""
    entries: list[dict[str, Any]] = ask.input.get("time_based_metadata", [])
    return all(0 <= entry["start"] <= entry["end"] and entry["text"] for entry in entries)


# Uncertainty.


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The embedding_uncertainty parameter is invalid. It cannot be combined with text and media sources in one request",
    decided("D06"),
)
def uncertainty_is_of_text_or_media(ask: EmbedAsk) -> bool:
    """Documented: only a text-only or a media-only request."""
    return not ask.uncertain or ask.kind != "multi_input" or not (ask.input_text and ask.media_sources)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The embedding_uncertainty parameter is invalid. It is not available for documents",
    decided("D06"),
)
def uncertainty_is_not_of_a_document_source(ask: EmbedAsk) -> bool:
    """Documented: PDF, plain text and Markdown alike."""
    asked = ask.uncertain and ask.kind == "multi_input"
    return not asked or all(source["media_type"] != "document" for source in ask.media_sources)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The embedding_uncertainty parameter is invalid. It is not available for the scope asset; set {ask.kind}.embedding_scope",
    decided("D06"),
)
def uncertainty_is_not_of_an_asset(ask: EmbedAsk) -> bool:
    """Documented for audio and video, whose default scopes include it."""
    return not ask.uncertain or ask.kind not in {"audio", "video"} or "asset" not in ask.scopes


# Several inputs.


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The multi_input parameter is invalid. Media sources of different types need input_text",
    decided("D06"),
)
def different_types_need_text(ask: EmbedAsk) -> bool:
    """Documented."""
    if ask.kind != "multi_input" or ask.input_text:
        return True
    return len({source["media_type"] for source in ask.media_sources}) <= 1


# Document segmentation, as far as it can be judged without the document.


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The document.segmentation parameter is invalid. Provide spatial or sequential",
    decided("D06"),
)
def a_segmentation_is_given(ask: EmbedAsk) -> bool:
    """Documented: an object with neither is a 400."""
    return ask.kind != "document" or ask.input.get("segmentation") != {}


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The document.segmentation.spatial.strategy parameter is invalid."
    " You should use one of the following values: standard, quadrants.",
    decided("D06"),
)
def spatial_strategy_is_known(ask: EmbedAsk) -> bool:
    """Documented default: standard."""
    return ask.kind != "document" or ask.spatial is None or ask.spatial.get("strategy", "standard") in SPATIAL


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The document.segmentation.sequential.strategy parameter is invalid. You should use one of the following values: sentence.",
    decided("D06"),
)
def sequential_strategy_is_known(ask: EmbedAsk) -> bool:
    """Documented: always sentence."""
    return ask.kind != "document" or ask.sequential is None or ask.sequential["strategy"] == "sentence"


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The document.segmentation.sequential.max_sentences parameter is invalid. max_sentences should be 1 or greater",
    decided("D06"),
)
def chunks_have_sentences(ask: EmbedAsk) -> bool:
    """A chunk of none embeds nothing."""
    return ask.kind != "document" or ask.sequential is None or ask.sequential["max_sentences"] >= 1


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The document.segmentation.sequential.overlap_sentences parameter is invalid."
    " overlap_sentences should be 0 or greater, and less than max_sentences",
    decided("D06"),
)
def chunks_move_on(ask: EmbedAsk) -> bool:
    """Documented: less than `max_sentences`."""
    if ask.kind != "document" or ask.sequential is None:
        return True
    return bool(0 <= ask.sequential.get("overlap_sentences", 0) < ask.sequential["max_sentences"])


MARENGO_3_5_RULES = (
    _needs_marengo_3_5("auto_truncate"),
    _needs_marengo_3_5("embedding_uncertainty"),
    _needs_marengo_3_5("embedding_dimension"),
    _needs_marengo_3_5("time_based_metadata", "{ask.kind}."),
    dimension_is_within_the_width,
    metadata_are_in_order,
    a_segmentation_is_given,
    spatial_strategy_is_known,
    sequential_strategy_is_known,
    chunks_have_sentences,
    chunks_move_on,
    fused_needs_metadata,
    metadata_need_fused,
    uncertainty_is_of_text_or_media,
    uncertainty_is_not_of_a_document_source,
    uncertainty_is_not_of_an_asset,
    different_types_need_text,
)


# What can be said once the document is known.


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The document.segmentation parameter is invalid. sequential divides plain text and Markdown, not a PDF",
    decided("D06"),
)
def a_pdf_is_not_divided_into_chunks(ask: EmbedAsk) -> bool:
    """Documented: a 400."""
    return not _is_pdf(ask) or ask.sequential is None


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The document.segmentation parameter is invalid. spatial divides the pages of a PDF, not plain text or Markdown",
    decided("D06"),
)
def a_text_is_not_divided_into_quadrants(ask: EmbedAsk) -> bool:
    """Documented: a 400."""
    return _is_pdf(ask) or ask.spatial is None


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The document.embedding_scope parameter is invalid. The option {ask.odd_pair[0]} and the scope {ask.odd_pair[1]} cannot be"
    " combined for a document of this format",
    decided("D06"),
)
def pairs_of_option_and_scope_exist(ask: EmbedAsk) -> bool:
    """Documented: each pair that the two lists make must be in the table."""
    return ask.odd_pair is None


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The document.segmentation parameter is invalid. The scope local of a text needs sequential",
    decided("D06"),
)
def local_scope_of_a_text_needs_chunks(ask: EmbedAsk) -> bool:
    """Documented: the field is required then."""
    return _is_pdf(ask) or "local" not in ask.scopes or ask.sequential is not None


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The document.segmentation parameter is invalid. It needs the option and the scope that it divides",
    decided("D06"),
)
def segmentation_divides_something(ask: EmbedAsk) -> bool:
    """Documented: `spatial` needs visual and local, `sequential` needs text and local."""
    needed = {("visual", "local")} if ask.spatial is not None else {("text", "local")} if ask.sequential is not None else set()
    return needed <= set(_pairs(ask))


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The embedding_uncertainty parameter is invalid. It is not available for this document and these scopes",
    decided("D06"),
)
def uncertainty_is_of_text_chunks(ask: EmbedAsk) -> bool:
    """Documented: never for a PDF, for a text only with the scope local alone."""
    return not ask.uncertain or (not _is_pdf(ask) and ask.scopes == ("local",))


DOCUMENT_RULES = (
    a_pdf_is_not_divided_into_chunks,
    a_text_is_not_divided_into_quadrants,
    pairs_of_option_and_scope_exist,
    local_scope_of_a_text_needs_chunks,
    segmentation_divides_something,
    uncertainty_is_of_text_chunks,
)


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The multi_input parameter is invalid. A PDF must be the only media source, without input_text",
    decided("D06"),
)
def a_pdf_stands_alone(ask: EmbedAsk) -> bool:
    """Documented: a 400."""
    alone = len(ask.sources) == 1 and not ask.input_text
    return alone or not any(source.kind == "document" and source.seen.pages for source in ask.sources)


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The multi_input parameter is invalid. Text can be combined with images, video or audio only, not with text alone",
    decided("D06"),
)
def not_everything_is_text(ask: EmbedAsk) -> bool:
    """Documented: a text document with `input_text`, or two of them, is a 400; a single one alone is fine."""
    texts = sum(source.kind == "document" for source in ask.sources)
    return texts < len(ask.sources) or texts + bool(ask.input_text) <= 1


MULTI_INPUT_RULES = (a_pdf_stands_alone, not_everything_is_text)


def _is_pdf(ask: EmbedAsk) -> bool:
    return ask.sources[0].seen.pages > 0


def _pairs(ask: EmbedAsk) -> list[tuple[str, str]]:
    return [(option, scope) for option in ask.options for scope in ask.scopes]
