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
from fakeembed.strategies.cases import change, named
from fakeembed.strategies.requests import GONE

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed.strategies.cases import Table


def lists(kind: str, *names: str) -> Table:
    """List parameters, by default options and scopes."""
    values = {
        "embedding_option": ("visual" if kind == "video" else "audio", "text"),
        "embedding_scope": ("clip", "video"),
        "embedding_type": ("separate_embedding", "fused"),
    }
    table: Table = []
    for name in names or ("embedding_option", "embedding_scope"):
        value, wrong = values[name]
        unknown = st.sampled_from([[wrong], [value, ""], [value, wrong.title()]])
        table += [
            (named(EMBED_RULES, f"{name}_is_not_empty"), change(**{f"{kind}.{name}": []})),
            (named(EMBED_RULES, f"{name}_is_known"), change(**{f"{kind}.{name}": unknown})),
            (named(EMBED_RULES, f"{name}_has_each_value_once"), change(**{f"{kind}.{name}": [value, value]})),
        ]
    return table


def cuts(kind: str, *, wrapped: bool) -> Table:
    """Segmentations that are none."""

    def cut(settings: dict[str, Any]) -> dict[str, Any]:
        return {f"{kind}.segmentation": {"temporal": settings} if wrapped else settings}

    table: Table = [
        (v2_segmentation_rules.strategy_is_known, st.sampled_from(["Fixed", "scene"]).map(lambda name: cut({"strategy": name}))),
        (v2_segmentation_rules.settings_are_given, st.just(cut({"strategy": "fixed"}))),
    ]
    for strategy in ("fixed", "dynamic") if kind == "video" else ("fixed",):
        setting, low, high = BOUNDS[strategy]
        beyond = st.integers(high + 1, 10 * high) | st.integers(-high, low - 1)
        settings = st.fixed_dictionaries({"strategy": st.just(strategy), strategy: st.fixed_dictionaries({setting: beyond})})
        table.append((named(EMBED_RULES, f"{setting}_is_within_{low}_to_{high}"), settings.map(cut)))
    return table


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
