"""Requests of embed v2 that break a rule about what is asked: shapes, models, texts, windows, lists, several inputs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core import rules, shapes
from fakeembed._core.models import MARENGO_3_0, MARENGO_3_5
from fakeembed._core.v2 import medium_rules as v2_medium_rules
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2 import source_rules as v2_source_rules
from fakeembed._core.v2.document_rules import DOCUMENT_RULES
from fakeembed._core.v2.inputs import Mode
from fakeembed._core.v2.marengo_3_5_rules import MARENGO_3_5_RULES, MULTI_INPUT_RULES
from fakeembed._core.v2.parameters import EmbedParameters, SourceParameters
from fakeembed._core.v2.rules import EMBED_RULES
from fakeembed._core.v2.segmentation_rules import WINDOW_RULES
from fakeembed.strategies.cases import Operation, breaks, change, medium_of, named
from fakeembed.strategies.invalid_sources import medium_breaks, naming_breaks
from fakeembed.strategies.marengo_3_5_breaks import async_3_5, sync_3_5
from fakeembed.strategies.requests import GONE, ApiRequest, edition_on, plain
from fakeembed.strategies.v2 import PATHS, create_v2_task_requests, v2_requests
from fakeembed.strategies.v2_breaks import cuts, lists, several, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Break, Invalid, Table

ORDER: Sequence[Refusal] = (
    rules.JSON_EXPECTED,
    rules.BODY_INVALID,
    shapes.TYPE_INVALID,
    shapes.PARAMETER_UNKNOWN,
    shapes.PARAMETERS_UNKNOWN,
    shapes.PARAMETER_MISSING,
    shapes.PARAMETERS_MISSING,
    *EMBED_RULES,
    *MARENGO_3_5_RULES,
    *v2_source_rules.NAMING_RULES,
    *dict.fromkeys(rule for table in v2_medium_rules.MEDIUM_RULES.values() for rule in table),
    *DOCUMENT_RULES,
    *MULTI_INPUT_RULES,
    *WINDOW_RULES,
)


def invalid_v2_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /embed-v2` that break one rule, or several, each with the error it must get."""
    return v2_operation(Mode.SYNC, api_date).invalid


def invalid_create_v2_task_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /embed-v2/tasks` that break one rule, or several, each with the error it must get."""
    return v2_operation(Mode.ASYNC, api_date).invalid


@lru_cache
def v2_operation(mode: Mode, api_date: str | None = None) -> Operation:
    """What can be wrong with a request of embed v2."""
    edition = edition_on(api_date, family="embed-v2")
    made = v2_requests if mode is Mode.SYNC else create_v2_task_requests

    def valid(*kinds: str, model: Model | None = None) -> SearchStrategy[ApiRequest]:
        return made(api_date=api_date, input_types=kinds, models=() if model is None else (model.name,))

    table = [
        *not_json(PATHS[mode]),
        *breaks(valid(), _shape(mode)),
        *breaks(valid("video", model=MARENGO_3_0), _missing(edition)),
        *_timed(edition, mode, valid("video", model=MARENGO_3_0)),
        *breaks(valid("audio", model=MARENGO_3_0), [*_sound(), *medium_breaks("audio", MARENGO_3_0, mode)]),
    ]
    if mode is Mode.SYNC:
        table += _sync(edition, valid)
    if MARENGO_3_5 in edition.media_models:
        table += sync_3_5(valid) if mode is Mode.SYNC else async_3_5(valid)

    def parameters_of(rule: Refusal, request: ApiRequest) -> Any:
        params = EmbedParameters(edition, mode, plain(request.json))
        if any(rule is other for other in SOURCE_RULES):
            return _source_parameters(params, request)
        if any(rule is other for other in (*DOCUMENT_RULES, *WINDOW_RULES)):
            params.sources = (_source_parameters(params, request),)
        return params

    return Operation(f"POST {PATHS[mode]}", table, ORDER, parameters_of)


SOURCE_RULES = (
    *v2_source_rules.NAMING_RULES,
    *(rule for table in v2_medium_rules.MEDIUM_RULES.values() for rule in table),
)


def _source_parameters(params: EmbedParameters, request: ApiRequest) -> SourceParameters:
    """The first source of a request, and what a fake that was told of its media knows of it."""
    if params.kind == "multi_input":
        path, given = "multi_input.media_sources[0]", request.json["multi_input"]["media_sources"][0]
        kind = given["media_type"]
    else:
        path, given = f"{params.kind}.media_source", request.json[params.kind]["media_source"]
        kind = "image" if params.kind == "text_image" else params.kind
    file = given.get("base64_string")
    medium = medium_of(None if isinstance(file, str) else file, given.get("url"), request.media, kind=kind)
    return SourceParameters(params.edition, params.mode, params.model, path, kind, plain(given), known_medium=medium)


def not_json(path: str) -> list[Break]:
    """Requests that bring no JSON object."""
    other = st.just(ApiRequest("POST", path, json={}))
    types = st.sampled_from(["multipart/form-data", "text/plain", "application/x-www-form-urlencoded"]).map(
        lambda found: {"@content": b"{}", "@content_type": found, "@facts": {"content_type": found}}
    )
    odd = st.sampled_from([b"", b"{", b"[]", b"null", b'"text"', b'{"a": NaN}']).map(
        lambda found: {"@content": found, "@content_type": "application/json"}
    )
    return breaks(other, [(rules.JSON_EXPECTED, types), (rules.BODY_INVALID, odd)])


def _missing(edition: Edition) -> Table:
    """What a request for a video has to have."""
    needed = ["input_type", "model_name" if edition.default_model is None else "video.media_source"]
    missing = st.sampled_from(needed).map(lambda name: {name: GONE, "@facts": {"parameters": name}})
    both = {**dict.fromkeys(needed, GONE), "@facts": {"parameters": ", ".join(needed)}}
    return [
        (shapes.PARAMETER_MISSING, missing.map(lambda fields: {**fields, "@alone": True})),
        (shapes.PARAMETERS_MISSING, st.just({**both, "@alone": True})),
    ]


def _shape(mode: Mode) -> Table:
    """What no schema allows. `@shape` keeps two of these from meeting in one request, where they would be told together."""
    kind = "video"
    wrong = [
        (kind, "dog.mp4", "string", "object"),
        ("model_name", 3.5, "number", "string"),
        ("input_type", ["video"], "array", "string"),
        ("audio", True, "boolean", "object"),
    ]
    misfit = st.sampled_from(wrong).map(
        lambda row: {row[0]: row[1], "@facts": {"parameter": row[0], "received": row[2], "expected": row[3]}}
    )
    unknown_names = ["texts", "Model_name", "language", *(["text"] if mode is Mode.ASYNC else ["document"])]
    one = st.sampled_from(unknown_names).map(lambda name: {name: 1, "@facts": {"parameters": name}})
    several = st.lists(st.sampled_from(unknown_names), min_size=2, max_size=3, unique=True).map(
        lambda names: {**dict.fromkeys(names, 1), "@facts": {"parameters": ", ".join(names)}}
    )
    table: Table = [
        (shapes.TYPE_INVALID, misfit),
        (shapes.PARAMETER_UNKNOWN, one),
        (shapes.PARAMETERS_UNKNOWN, several),
    ]
    found: Table = [(rule, changes.map(lambda fields: {**fields, "@alone": True})) for rule, changes in table]
    return [
        *found,
        (v2_rules.model_is_known, change(model_name=st.sampled_from(["Marengo-retrieval-2.7", "marengo", "Marengo3.0", ""]))),
        (v2_rules.input_type_is_known, change(input_type=st.sampled_from(["words", "Text", ""]))),
    ]


def _timed(edition: Edition, mode: Mode, videos: SearchStrategy[ApiRequest]) -> list[Break]:
    """Rules about a video and marengo3.0."""
    table = [
        *lists("video"),
        *windows("video", "mp4"),
        *cuts("video", wrapped=False),
        *naming_breaks("video"),
        *medium_breaks("video", MARENGO_3_0, mode),
    ]
    if edition.several_inputs:
        fused = {"video.embedding_type": ["fused_embedding"], "video.embedding_option": st.sampled_from([["visual"], ["audio"]])}
        table += [*lists("video", "embedding_type"), (v2_rules.fused_needs_two_options, change(**fused))]
    if mode is Mode.ASYNC and MARENGO_3_5 in edition.media_models:
        wrapped = {"temporal": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
        note = {"start": 0, "end": 1, "text": "a dog"}
        table += [
            (v2_segmentation_rules.marengo_3_0_has_its_settings_directly, change(video__segmentation=wrapped)),
            (v2_segmentation_rules.strategy_is_given, change(video__segmentation={"fixed": {"duration_sec": 6}})),
            (
                named(MARENGO_3_5_RULES, "time_based_metadata_needs_marengo_3_5"),
                change(video__time_based_metadata=[note], video__embedding_type=GONE),
            ),
        ]
    if MARENGO_3_5 in edition.media_models:
        table += [
            (named(MARENGO_3_5_RULES, "embedding_uncertainty_needs_marengo_3_5"), change(embedding_uncertainty=st.booleans())),
            (named(MARENGO_3_5_RULES, "embedding_dimension_needs_marengo_3_5"), change(embedding_dimension=st.integers(1, 512))),
        ]
        if mode is Mode.SYNC:
            table.append((named(MARENGO_3_5_RULES, "auto_truncate_needs_marengo_3_5"), change(auto_truncate=st.booleans())))
    return breaks(videos, table)


def _sound() -> Table:
    dynamic = {"strategy": "dynamic", "dynamic": {"min_duration_sec": 3}}
    return [
        *lists("audio"),
        *windows("audio", "wav"),
        *cuts("audio", wrapped=False),
        (v2_segmentation_rules.strategy_is_known, change(audio__segmentation=dynamic)),
        *naming_breaks("audio"),
    ]


def _sync(edition: Edition, valid: Any) -> list[Break]:
    """Rules about texts, pictures and several inputs, with marengo3.0."""
    long = st.integers(1, 50).map(lambda more: " ".join(["dog"] * (MARENGO_3_0.tokens + more)))
    text: Table = [
        (v2_rules.text_is_not_empty, change(text__input_text="")),
        (v2_rules.text_fits, change(text__input_text=long)),
        (v2_rules.input_is_given, change(text=GONE)),
    ]
    if MARENGO_3_5 in edition.media_models:
        text.append((v2_rules.model_takes_the_input_type, change(model_name=MARENGO_3_5.name)))
    picture: Table = [
        *naming_breaks("image"),
        *medium_breaks("image", MARENGO_3_0, Mode.SYNC),
        (v2_rules.input_is_given, change(image=GONE)),
    ]
    both: Table = [
        (v2_rules.text_is_not_empty, change(text_image__input_text="")),
        (v2_rules.text_fits, change(text_image__input_text=long)),
        *((rule, _moved(changes, "image.", "text_image.")) for rule, changes in naming_breaks("image")),
    ]
    found = [
        *breaks(valid("text"), text),
        *breaks(valid("image"), picture),
        *breaks(valid("text_image"), both),
    ]
    if edition.several_inputs:
        found += breaks(valid("multi_input", model=MARENGO_3_0), several(edition, MARENGO_3_0))
    return found


def _moved(changes: SearchStrategy[dict[str, Any]], old: str, fresh: str) -> SearchStrategy[dict[str, Any]]:
    return changes.map(lambda fields: {name.replace(old, fresh, 1): value for name, value in fields.items()})
