"""What embed v2 refuses about documents: how they are divided, and which options and scopes go together.

Source: what the Python client 1.3.6 says about each parameter; that it is refused is documented, the words are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.rules import Stage, decided, rule

if TYPE_CHECKING:
    from fakeembed._core.v2.ask import EmbedAsk

SPATIAL = ("standard", "quadrants")


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


DIVISION_RULES = (
    a_segmentation_is_given,
    spatial_strategy_is_known,
    sequential_strategy_is_known,
    chunks_have_sentences,
    chunks_move_on,
)
"""What can be said without the document; it stands in the table of the whole request."""


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


def _is_pdf(ask: EmbedAsk) -> bool:
    return ask.sources[0].seen.pages > 0


def _pairs(ask: EmbedAsk) -> list[tuple[str, str]]:
    return [(option, scope) for option in ask.options for scope in ask.scopes]
