"""Ways to break what both models of embed v2 demand: lists, windows, segmentations, several inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.models import MARENGO_3_0, MARENGO_3_5
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2.inputs import BOUNDS
from fakeembed._core.v2.rules import EMBED_RULES, MOST_SOURCES
from fakeembed.strategies import media
from fakeembed.strategies.cases import change
from fakeembed.strategies.requests import GONE
from fakeembed.strategies.tasks import named

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed._core.rules import Refusal

Table = list[tuple["Refusal", "SearchStrategy[dict[str, Any]]"]]


def lists(kind: str) -> Table:
    """Options and scopes."""
    values = {"embedding_option": "visual" if kind == "video" else "audio", "embedding_scope": "clip"}
    wrong = {"embedding_option": "text", "embedding_scope": "video"}
    found: Table = []
    for name, value in values.items():
        found += [
            (named(EMBED_RULES, f"{name}_is_not_empty"), change(**{f"{kind}.{name}": []})),
            (named(EMBED_RULES, f"{name}_is_known"), change(**{f"{kind}.{name}": st.sampled_from([[wrong[name]], [value, ""]])})),
            (named(EMBED_RULES, f"{name}_has_each_value_once"), change(**{f"{kind}.{name}": [value, value]})),
        ]
    return found


def types(kind: str) -> Table:
    """Types."""
    name, one = f"{kind}.embedding_type", "separate_embedding"
    return [
        (named(EMBED_RULES, "embedding_type_is_not_empty"), change(**{name: []})),
        (named(EMBED_RULES, "embedding_type_is_known"), change(**{name: st.sampled_from([["fused"], [one, "Fused"]])})),
        (named(EMBED_RULES, "embedding_type_has_each_value_once"), change(**{name: [one, one]})),
    ]


def cuts(kind: str, *, wrapped: bool) -> Table:
    """Segmentations that are none."""
    path = f"{kind}.segmentation"

    def cut(settings: Any) -> dict[str, Any]:
        return {path: {"temporal": settings} if wrapped else settings}

    fixed, dynamic = BOUNDS["fixed"], BOUNDS["dynamic"]
    table: Table = [
        (v2_segmentation_rules.strategy_is_known, st.sampled_from(["Fixed", "scene"]).map(lambda name: cut({"strategy": name}))),
        (v2_segmentation_rules.settings_are_given, st.just(cut({"strategy": "fixed"}))),
        (
            named(EMBED_RULES, f"{fixed[0]}_is_within_{fixed[1]}_to_{fixed[2]}"),
            _beyond(*fixed).map(lambda value: cut({"strategy": "fixed", "fixed": {fixed[0]: value}})),
        ),
    ]
    if kind == "video":
        table.append(
            (
                named(EMBED_RULES, f"{dynamic[0]}_is_within_{dynamic[1]}_to_{dynamic[2]}"),
                _beyond(*dynamic).map(lambda value: cut({"strategy": "dynamic", "dynamic": {dynamic[0]: value}})),
            )
        )
    return table


def _beyond(_: str, low: int, high: int) -> SearchStrategy[int]:
    return st.integers(high + 1, 10 * high) | st.integers(-high, low - 1)


def windows(kind: str, extension: str) -> Table:
    """Stretches that a medium does not have."""
    start, end = f"{kind}.start_sec", f"{kind}.end_sec"
    url = f"{media.HOST}/window.{extension}"
    known = {f"{kind}.media_source": {"url": url}, "@media": {url: {"duration": 20.0}}}
    return [
        (v2_segmentation_rules.start_is_not_negative, change(**{start: st.sampled_from([-1, -0.5])})),
        (v2_segmentation_rules.end_is_after_start, change(**{start: 4, end: st.sampled_from([4, 3.5, 0, -1])})),
        (v2_segmentation_rules.start_is_within_the_medium, change(**known, **{start: st.sampled_from([20, 20.5]), end: GONE})),
        (
            v2_segmentation_rules.end_is_within_the_medium,
            change(**known, **{start: st.sampled_from([GONE, 0]), end: st.sampled_from([20.5, 99])}),
        ),
    ]


PICTURE = {"media_type": "image", "url": f"{media.HOST}/dog.png"}


def several(edition: Edition, model: Model) -> Table:
    """Rules about several inputs that both models share."""
    inputs = "multi_input.media_sources"
    twins = [{**PICTURE, "name": "dog"}, {**PICTURE, "name": "dog"}]
    many = st.integers(1, 3).map(lambda more: {inputs: [PICTURE] * (MOST_SOURCES + more)})
    odd = "document" if model is MARENGO_3_0 else "clip"
    said = "multi_input.input_text"
    table: Table = [
        (v2_rules.text_is_not_empty, change(**{said: "", inputs: [PICTURE]})),
        (v2_rules.sources_are_not_too_many, many),
        (v2_rules.media_types_are_known, change(**{inputs: [{**PICTURE, "media_type": odd}]})),
        (v2_rules.names_are_unique, change(**{inputs: twins, said: GONE})),
        (v2_rules.references_have_sources, change(**{said: "Where is <@cat>?", inputs: [{**PICTURE, "name": "dog"}]})),
    ]
    if MARENGO_3_5 in edition.media_models:
        table.append((v2_rules.text_or_sources_are_given, change(multi_input=st.sampled_from([{}, {"media_sources": []}]))))
    else:
        table.append((v2_rules.sources_are_given, change(**{inputs: GONE})))
        table.append((v2_rules.text_or_sources_are_given, change(**{inputs: [], said: GONE})))
    return table
