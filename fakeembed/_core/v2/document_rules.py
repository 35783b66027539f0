"""What embed v2 refuses about documents: how they are divided, and which options and scopes go together.

Source: what the Python client 1.3.6 says about each parameter; that it is refused is documented, the words are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import has_marengo_3_5
from fakeembed._core.evidence import decided
from fakeembed._core.rules import Stage, rule

if TYPE_CHECKING:
    from fakeembed._core.v2.parameters import EmbedParameters

SPATIAL = ("standard", "quadrants")


@rule(
    Stage.SINGLE,
    "The document.segmentation parameter is invalid. Provide spatial or sequential",
    decided("D06"),
    applies=has_marengo_3_5,
)
def a_segmentation_is_given(params: EmbedParameters) -> bool:
    """Documented: an object with neither is a 400."""
    return params.kind != "document" or params.input.get("segmentation") != {}


@rule(
    Stage.SINGLE,
    "The document.segmentation.spatial.strategy parameter is invalid."
    " You should use one of the following values: standard, quadrants.",
    decided("D06"),
    applies=has_marengo_3_5,
)
def spatial_strategy_is_known(params: EmbedParameters) -> bool:
    """Documented default: standard."""
    return params.kind != "document" or params.spatial is None or params.spatial.get("strategy", "standard") in SPATIAL


@rule(
    Stage.SINGLE,
    "The document.segmentation.sequential.strategy parameter is invalid. You should use one of the following values: sentence.",
    decided("D06"),
    applies=has_marengo_3_5,
)
def sequential_strategy_is_known(params: EmbedParameters) -> bool:
    """Documented: always sentence."""
    return params.kind != "document" or params.sequential is None or params.sequential["strategy"] == "sentence"


@rule(
    Stage.SINGLE,
    "The document.segmentation.sequential.max_sentences parameter is invalid. max_sentences should be 1 or greater",
    decided("D06"),
    applies=has_marengo_3_5,
)
def chunks_have_sentences(params: EmbedParameters) -> bool:
    """A chunk of none embeds nothing."""
    return params.kind != "document" or params.sequential is None or params.sequential["max_sentences"] >= 1


@rule(
    Stage.SINGLE,
    "The document.segmentation.sequential.overlap_sentences parameter is invalid."
    " overlap_sentences should be 0 or greater, and less than max_sentences",
    decided("D06"),
    applies=has_marengo_3_5,
)
def chunks_move_on(params: EmbedParameters) -> bool:
    """Documented: less than `max_sentences`."""
    if params.kind != "document" or params.sequential is None:
        return True
    return bool(0 <= params.sequential.get("overlap_sentences", 0) < params.sequential["max_sentences"])


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
    "The document.segmentation parameter is invalid. sequential divides plain text and Markdown, not a PDF",
    decided("D06"),
    applies=has_marengo_3_5,
)
def a_pdf_is_not_divided_into_chunks(params: EmbedParameters) -> bool:
    """Documented: a 400."""
    return not _is_pdf(params) or params.sequential is None


@rule(
    Stage.MEDIA,
    "The document.segmentation parameter is invalid. spatial divides the pages of a PDF, not plain text or Markdown",
    decided("D06"),
    applies=has_marengo_3_5,
)
def a_text_is_not_divided_into_quadrants(params: EmbedParameters) -> bool:
    """Documented: a 400."""
    return _is_pdf(params) or params.spatial is None


@rule(
    Stage.MEDIA,
    "The document.embedding_scope parameter is invalid. The option {params.odd_pair[0]} and the scope {params.odd_pair[1]} cannot"
    " be combined for a document of this format",
    decided("D06"),
    applies=has_marengo_3_5,
)
def pairs_of_option_and_scope_exist(params: EmbedParameters) -> bool:
    """Documented: each pair that the two lists make must be in the table."""
    return params.odd_pair is None


@rule(
    Stage.MEDIA,
    "The document.segmentation parameter is invalid. The scope local of a text needs sequential",
    decided("D06"),
    applies=has_marengo_3_5,
)
def local_scope_of_a_text_needs_chunks(params: EmbedParameters) -> bool:
    """Documented: the field is required then."""
    return _is_pdf(params) or "local" not in params.scopes or params.sequential is not None


@rule(
    Stage.MEDIA,
    "The document.segmentation parameter is invalid. It needs the option and the scope that it divides",
    decided("D06"),
    applies=has_marengo_3_5,
)
def segmentation_divides_something(params: EmbedParameters) -> bool:
    """Documented: `spatial` needs visual and local, `sequential` needs text and local."""
    needed = (
        {("visual", "local")} if params.spatial is not None else {("text", "local")} if params.sequential is not None else set()
    )
    return needed <= set(_pairs(params))


@rule(
    Stage.MEDIA,
    "The embedding_uncertainty parameter is invalid. It is not available for this document and these scopes",
    decided("D06"),
    applies=has_marengo_3_5,
)
def uncertainty_is_of_text_chunks(params: EmbedParameters) -> bool:
    """Documented: never for a PDF, for a text only with the scope local alone."""
    return not params.uncertain or (not _is_pdf(params) and params.scopes == ("local",))


DOCUMENT_RULES = (
    a_pdf_is_not_divided_into_chunks,
    a_text_is_not_divided_into_quadrants,
    pairs_of_option_and_scope_exist,
    local_scope_of_a_text_needs_chunks,
    segmentation_divides_something,
    uncertainty_is_of_text_chunks,
)


def _is_pdf(params: EmbedParameters) -> bool:
    return params.sources[0].medium.pages > 0


def _pairs(params: EmbedParameters) -> list[tuple[str, str]]:
    return [(option, scope) for option in params.options for scope in params.scopes]
