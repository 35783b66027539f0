"""What embed v2 refuses, in which words and in which order, whatever the model; what only marengo3.5 has is a table of its own.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import has_marengo_3_5, has_several_inputs
from fakeembed._core.evidence import ERROR_CODES, decided
from fakeembed._core.media.tokens import tokens
from fakeembed._core.models import MARENGO_3_5, MODELS
from fakeembed._core.rules import Rule, Stage, rule
from fakeembed._core.v2.segmentation_rules import SEGMENTATION_RULES, end_is_after_start

if TYPE_CHECKING:
    from fakeembed._core.v2.parameters import EmbedParameters

MOST_SOURCES = 10
"""Media sources in one `multi_input`."""


# Models, input types and texts.


@rule(
    Stage.SINGLE,
    "The model_name parameter is invalid. {params.model_name} is not supported. Please use one of: {params.model_choice}.",
    decided("D06"),
)
def model_is_known(params: EmbedParameters) -> bool:
    """Embed v2 never took a model older than marengo3.0."""
    return params.model_name in MODELS and params.model in params.edition.media_models


@rule(
    Stage.SINGLE,
    "The input_type parameter is invalid. You should use one of the following values: {params.all_types}.",
    decided("D06"),
)
def input_type_is_known(params: EmbedParameters) -> bool:
    """What some model takes here."""
    return params.kind in params.input_types(*params.edition.media_models)


@rule(
    Stage.SINGLE,
    "The input_type parameter is invalid. {params.model_name} accepts only the following values: {params.types_of_model}.",
    decided("D06"),
)
def model_takes_the_input_type(params: EmbedParameters) -> bool:
    """With marengo3.5 the sync endpoint takes `multi_input` alone (client 1.3.6)."""
    return params.kind in params.input_types(params.model)


@rule(Stage.SINGLE, "The {params.kind} parameter is required but was not provided.", ERROR_CODES, code="parameter_not_provided")
def input_is_given(params: EmbedParameters) -> bool:
    """The object named like the input type; which one that is, the input type decides."""
    return params.kind in params.body


@rule(Stage.SINGLE, "The {params.kind}.input_text parameter is invalid. input_text should not be empty", decided("D06"))
def text_is_not_empty(params: EmbedParameters) -> bool:
    """The document of 2026-02-17 gives it a minimum length of one."""
    return "input_text" not in params.input or params.input_text != ""


@rule(
    Stage.SINGLE,
    "The {params.kind}.input_text parameter is invalid. The text token length should be less than or equal to"
    " {params.model.tokens}.",
    decided("D25"),
)
def text_fits(params: EmbedParameters) -> bool:
    """500 tokens; with marengo3.5 2,000, unless `auto_truncate` lets the rest go (without it, it does not: decision D61)."""
    return tokens(params.input_text) <= params.model.tokens or bool(params.body.get("auto_truncate", False))


# Options, scopes and types.


def _list_rules(name: str) -> tuple[Rule, ...]:
    """A list parameter that is given has values, known ones, each of them once (decisions D50, D61)."""
    prefix = f"The {{params.kind}}.{name} parameter is invalid."
    return (
        Rule(
            f"{name}_is_not_empty",
            Stage.SINGLE,
            "parameter_invalid",
            f"{prefix} {name} should not be empty",
            decided("D61"),
            holds=lambda params: name not in params.input or len(params.listed(name)) > 0,
        ),
        Rule(
            f"{name}_is_known",
            Stage.SINGLE,
            "parameter_invalid",
            f"{prefix} You should use one of the following values: {{params.allowed[{name}]}}.",
            decided("D06"),
            holds=lambda params: set(params.listed(name)) <= set(params.allowed[name].split(", ")),
        ),
        Rule(
            f"{name}_has_each_value_once",
            Stage.SINGLE,
            "parameter_invalid",
            f"{prefix} {name} should not have the same value twice",
            decided("D50"),
            holds=lambda params: len(set(params.listed(name))) == len(params.listed(name)),
        ),
    )


@rule(
    Stage.CROSS,
    "The {params.kind}.embedding_type parameter is invalid. fused_embedding needs at least two values in embedding_option",
    decided("D41"),
)
def fused_needs_two_options(params: EmbedParameters) -> bool:
    """Documented; with marengo3.5 the metadata of the client are the second part (decision D67)."""
    return not params.fused or params.model is MARENGO_3_5 or len(params.options) > 1


# Several inputs.


@rule(
    Stage.SINGLE,
    "The multi_input.media_sources parameter is required but was not provided.",
    ERROR_CODES,
    code="parameter_not_provided",
    applies=lambda edition: has_several_inputs(edition) and not has_marengo_3_5(edition),
)
def sources_are_given(params: EmbedParameters) -> bool:
    """Optional only since marengo3.5."""
    return params.kind != "multi_input" or "media_sources" in params.input


@rule(
    Stage.SINGLE,
    "The multi_input parameter is invalid. Provide input_text, media_sources, or both",
    decided("D06"),
    applies=has_several_inputs,
)
def text_or_sources_are_given(params: EmbedParameters) -> bool:
    """Documented."""
    return params.kind != "multi_input" or bool(params.input_text or params.media_sources)


@rule(
    Stage.SINGLE,
    "The multi_input.media_sources parameter is invalid. There should be at most 10 media sources",
    decided("D06"),
    applies=has_several_inputs,
)
def sources_are_not_too_many(params: EmbedParameters) -> bool:
    """Documented: up to ten."""
    return params.kind != "multi_input" or len(params.media_sources) <= MOST_SOURCES


@rule(
    Stage.SINGLE,
    "The multi_input.media_sources parameter is invalid."
    " media_type should be one of the following values: {params.media_type_choice}.",
    decided("D06"),
    applies=has_several_inputs,
)
def media_types_are_known(params: EmbedParameters) -> bool:
    """Images with marengo3.0; video, audio and documents as well with marengo3.5."""
    return params.kind != "multi_input" or all(source["media_type"] in params.media_types for source in params.media_sources)


@rule(
    Stage.CROSS,
    "The multi_input.media_sources parameter is invalid. Each name should be unique",
    decided("D06"),
    applies=has_several_inputs,
)
def names_are_unique(params: EmbedParameters) -> bool:
    """Documented as a unique identifier."""
    names = [source["name"] for source in params.media_sources if "name" in source] if params.kind == "multi_input" else []
    return len(set(names)) == len(names)


@rule(
    Stage.CROSS,
    "The multi_input.input_text parameter is invalid. <@{params.loose_references[0]}> has no media source of that name",
    decided("D06"),
    applies=has_several_inputs,
)
def references_have_sources(params: EmbedParameters) -> bool:
    """Documented: the request fails."""
    return params.kind != "multi_input" or not params.loose_references


EMBED_RULES = (
    model_is_known,
    input_type_is_known,
    model_takes_the_input_type,
    input_is_given,
    sources_are_given,
    text_or_sources_are_given,
    text_is_not_empty,
    text_fits,
    *SEGMENTATION_RULES,
    *_list_rules("embedding_option"),
    *_list_rules("embedding_scope"),
    *_list_rules("embedding_type"),
    sources_are_not_too_many,
    media_types_are_known,
    end_is_after_start,
    fused_needs_two_options,
    names_are_unique,
    references_have_sources,
)
