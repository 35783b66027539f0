"""Requests of embed v2 that break a rule about what is asked: shapes, models, texts, windows, lists, several inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core import marengo_3_5_rules as new
from fakeembed._core import rules, shapes, v2_rules, v2_source_rules
from fakeembed._core.marengo_3_5_rules import DOCUMENT_RULES, MARENGO_3_5_RULES, MULTI_INPUT_RULES
from fakeembed._core.models import MARENGO_3_0, MARENGO_3_5
from fakeembed._core.v2_ask import EmbedAsk, SourceAsk
from fakeembed._core.v2_inputs import BOUNDS, Mode
from fakeembed._core.v2_rules import EMBED_RULES, MOST_SOURCES, WINDOW_RULES
from fakeembed.strategies import media
from fakeembed.strategies.cases import Operation, breaks, change, told
from fakeembed.strategies.invalid_sources import medium_breaks, naming_breaks
from fakeembed.strategies.requests import GONE, ApiRequest, era, plain
from fakeembed.strategies.tasks import named
from fakeembed.strategies.v2 import PATHS, create_v2_task_requests, v2_requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed._core.rules import Rule
    from fakeembed.strategies.cases import Break, Invalid

Table = list[tuple["Rule", "SearchStrategy[dict[str, Any]]"]]

ORDER: Sequence[Rule] = (
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
    *dict.fromkeys(rule for table in v2_source_rules.MEDIUM_RULES.values() for rule in table),
    *DOCUMENT_RULES,
    *MULTI_INPUT_RULES,
    *WINDOW_RULES,
)


def invalid_v2_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /embed-v2` that break one rule, or several, each with the error it must get."""
    return _operation(Mode.SYNC, api_date).invalid()


def invalid_create_v2_task_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /embed-v2/tasks` that break one rule, or several, each with the error it must get."""
    return _operation(Mode.ASYNC, api_date).invalid()


def _operation(mode: Mode, api_date: str | None) -> Operation:
    edition = era(api_date, family="embed-v2")
    made = v2_requests if mode is Mode.SYNC else create_v2_task_requests

    def valid(*kinds: str, model: Model | None = None) -> SearchStrategy[ApiRequest]:
        return made(api_date=api_date, input_types=kinds, models=() if model is None else (model.name,))

    table = [
        *not_json(PATHS[mode]),
        *breaks(valid(), _shape(mode)),
        *_timed(edition, mode, valid("video", model=MARENGO_3_0)),
        *breaks(valid("audio", model=MARENGO_3_0), [*_sound(mode), *medium_breaks("audio", MARENGO_3_0, mode)]),
    ]
    if mode is Mode.SYNC:
        table += _sync(edition, valid)
    if MARENGO_3_5 in edition.media_models:
        table += _sync_3_5(valid) if mode is Mode.SYNC else _async_3_5(valid)

    def judged(rule: Rule, request: ApiRequest) -> Any:
        ask = EmbedAsk(edition, mode, plain(request.json))
        if any(rule is other for other in SOURCE_RULES):
            return _source_ask(ask, request)
        if any(rule is other for other in (*DOCUMENT_RULES, *WINDOW_RULES)):
            ask.sources = (_source_ask(ask, request),)
        return ask

    return Operation(f"POST {PATHS[mode]}", table, ORDER, judged)


SOURCE_RULES = (
    *v2_source_rules.NAMING_RULES,
    *(rule for table in v2_source_rules.MEDIUM_RULES.values() for rule in table),
)


def _source_ask(ask: EmbedAsk, request: ApiRequest) -> SourceAsk:
    """The first source of a request, and what a fake that was told of its media knows of it."""
    if ask.kind == "multi_input":
        path, given = "multi_input.media_sources[0]", request.json["multi_input"]["media_sources"][0]
        kind = given["media_type"]
    else:
        path, given = f"{ask.kind}.media_source", request.json[ask.kind]["media_source"]
        kind = "image" if ask.kind == "text_image" else ask.kind
    file = given.get("base64_string")
    medium = told(None if isinstance(file, str) else file, given.get("url"), request.media, kind=kind)
    return SourceAsk(ask.edition, ask.mode, ask.model, path, kind, plain(given), medium=medium)


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
    strangers = ["texts", "Model_name", "language", *(["text"] if mode is Mode.ASYNC else ["document"])]
    one = st.sampled_from(strangers).map(lambda name: {name: 1, "@facts": {"parameters": name}})
    several = st.lists(st.sampled_from(strangers), min_size=2, max_size=3, unique=True).map(
        lambda names: {**dict.fromkeys(names, 1), "@facts": {"parameters": ", ".join(names)}}
    )
    missing = st.sampled_from(["input_type", "model_name"]).map(lambda name: {name: GONE, "@facts": {"parameters": name}})
    both = {"input_type": GONE, "model_name": GONE, "@facts": {"parameters": "input_type, model_name"}}
    table: Table = [
        (shapes.TYPE_INVALID, misfit),
        (shapes.PARAMETER_UNKNOWN, one),
        (shapes.PARAMETERS_UNKNOWN, several),
        (shapes.PARAMETER_MISSING, missing),
        (shapes.PARAMETERS_MISSING, st.just(both)),
    ]
    found: Table = [(rule, changes.map(lambda fields: {**fields, "@alone": True})) for rule, changes in table]
    return [
        *found,
        (v2_rules.model_is_known, change(model_name=st.sampled_from(["Marengo-retrieval-2.7", "marengo", "Marengo3.0", ""]))),
        (v2_rules.input_type_is_known, change(input_type=st.sampled_from(["words", "Text", ""]))),
    ]


def _lists(kind: str, model: Model) -> Table:
    values = {"embedding_option": "visual" if kind == "video" else "audio", "embedding_scope": "clip"}
    wrong = {"embedding_option": "text", "embedding_scope": "video"}
    del model
    found: Table = []
    for name, value in values.items():
        found += [
            (named(EMBED_RULES, f"{name}_is_not_empty"), change(**{f"{kind}.{name}": []})),
            (named(EMBED_RULES, f"{name}_is_known"), change(**{f"{kind}.{name}": st.sampled_from([[wrong[name]], [value, ""]])})),
            (named(EMBED_RULES, f"{name}_has_each_value_once"), change(**{f"{kind}.{name}": [value, value]})),
        ]
    return found


def _types(kind: str) -> Table:
    name, one = f"{kind}.embedding_type", "separate_embedding"
    return [
        (named(EMBED_RULES, "embedding_type_is_not_empty"), change(**{name: []})),
        (named(EMBED_RULES, "embedding_type_is_known"), change(**{name: st.sampled_from([["fused"], [one, "Fused"]])})),
        (named(EMBED_RULES, "embedding_type_has_each_value_once"), change(**{name: [one, one]})),
    ]


def _cuts(kind: str, *, wrapped: bool) -> Table:
    """Segmentations that are none."""
    path = f"{kind}.segmentation"

    def cut(settings: Any) -> dict[str, Any]:
        return {path: {"temporal": settings} if wrapped else settings}

    fixed, dynamic = BOUNDS["fixed"], BOUNDS["dynamic"]
    table: Table = [
        (v2_rules.strategy_is_known, st.sampled_from(["Fixed", "scene"]).map(lambda name: cut({"strategy": name}))),
        (v2_rules.settings_are_given, st.just(cut({"strategy": "fixed"}))),
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


def _windows(kind: str, extension: str) -> Table:
    start, end = f"{kind}.start_sec", f"{kind}.end_sec"
    url = f"{media.HOST}/window.{extension}"
    known = {f"{kind}.media_source": {"url": url}, "@media": {url: {"duration": 20.0}}}
    return [
        (v2_rules.start_is_not_negative, change(**{start: st.sampled_from([-1, -0.5])})),
        (v2_rules.end_is_after_start, change(**{start: 4, end: st.sampled_from([4, 3.5, 0, -1])})),
        (v2_rules.start_is_within_the_medium, change(**known, **{start: st.sampled_from([20, 20.5]), end: GONE})),
        (v2_rules.end_is_within_the_medium, change(**known, **{start: st.sampled_from([GONE, 0]), end: st.sampled_from([20.5, 99])})),
    ]


def _timed(edition: Edition, mode: Mode, videos: SearchStrategy[ApiRequest]) -> list[Break]:
    """Rules about a video and marengo3.0."""
    table = [
        *_lists("video", MARENGO_3_0),
        *_windows("video", "mp4"),
        *_cuts("video", wrapped=False),
        *naming_breaks("video"),
        *medium_breaks("video", MARENGO_3_0, mode),
    ]
    if edition.several_inputs:
        fused = {"video.embedding_type": ["fused_embedding"], "video.embedding_option": st.sampled_from([["visual"], ["audio"]])}
        table += [*_types("video"), (v2_rules.fused_needs_two_options, change(**fused))]
    if mode is Mode.ASYNC and MARENGO_3_5 in edition.media_models:
        wrapped = {"temporal": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
        note = {"start": 0, "end": 1, "text": "a dog"}
        table += [
            (v2_rules.marengo_3_0_has_its_settings_directly, change(video__segmentation=wrapped)),
            (v2_rules.strategy_is_given, change(video__segmentation={"fixed": {"duration_sec": 6}})),
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


def _sound(mode: Mode) -> Table:
    del mode
    dynamic = {"strategy": "dynamic", "dynamic": {"min_duration_sec": 3}}
    return [
        *_lists("audio", MARENGO_3_0),
        *_windows("audio", "wav"),
        *_cuts("audio", wrapped=False),
        (v2_rules.strategy_is_known, change(audio__segmentation=dynamic)),
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
        found += breaks(valid("multi_input", model=MARENGO_3_0), _several(edition, MARENGO_3_0))
    return found


def _moved(changes: SearchStrategy[dict[str, Any]], old: str, fresh: str) -> SearchStrategy[dict[str, Any]]:
    return changes.map(lambda fields: {name.replace(old, fresh, 1): value for name, value in fields.items()})


_PICTURE = {"media_type": "image", "url": f"{media.HOST}/dog.png"}


def _several(edition: Edition, model: Model) -> Table:
    """Rules about several inputs that both models share."""
    inputs = "multi_input.media_sources"
    twins = [{**_PICTURE, "name": "dog"}, {**_PICTURE, "name": "dog"}]
    many = st.integers(1, 3).map(lambda more: {inputs: [_PICTURE] * (MOST_SOURCES + more)})
    odd = "document" if model is MARENGO_3_0 else "clip"
    said = "multi_input.input_text"
    table: Table = [
        (v2_rules.text_is_not_empty, change(**{said: "", inputs: [_PICTURE]})),
        (v2_rules.sources_are_not_too_many, many),
        (v2_rules.media_types_are_known, change(**{inputs: [{**_PICTURE, "media_type": odd}]})),
        (v2_rules.names_are_unique, change(**{inputs: twins, said: GONE})),
        (v2_rules.references_have_sources, change(**{said: "Where is <@cat>?", inputs: [{**_PICTURE, "name": "dog"}]})),
    ]
    if MARENGO_3_5 in edition.media_models:
        table.append((v2_rules.text_or_sources_are_given, change(multi_input=st.sampled_from([{}, {"media_sources": []}]))))
    else:
        table.append((v2_rules.sources_are_given, change(**{inputs: GONE})))
        table.append((v2_rules.text_or_sources_are_given, change(**{inputs: [], said: GONE})))
    return table


def _sync_3_5(valid: Any) -> list[Break]:
    """Rules about several inputs and marengo3.5."""
    inputs, said = "multi_input.media_sources", "multi_input.input_text"
    text = f"{media.HOST}/notes.txt"
    paper = {"media_type": "document", "url": f"{media.HOST}/paper.pdf"}
    notes = {"media_type": "document", "url": text}
    sound = {"media_type": "audio", "url": f"{media.HOST}/dog.wav"}
    long = st.integers(1, 50).map(lambda more: " ".join(["dog"] * (MARENGO_3_5.tokens + more)))
    certain = {"embedding_uncertainty": GONE}
    table: Table = [
        *_several(era(None, family="embed-v2"), MARENGO_3_5),
        (v2_rules.text_fits, change(**{said: long, "auto_truncate": st.sampled_from([GONE, False]), **certain})),
        (new.dimension_is_within_the_width, change(embedding_dimension=st.sampled_from([0, -1, 513, 1024]))),
        (new.uncertainty_is_of_text_or_media, change(**{said: "a dog", inputs: [_PICTURE], "embedding_uncertainty": True})),
        (new.uncertainty_is_not_of_a_document_source, change(**{said: GONE, inputs: [notes], "embedding_uncertainty": True})),
        (new.different_types_need_text, change(**{said: GONE, inputs: [_PICTURE, sound]})),
        (new.a_pdf_stands_alone, change(**{said: st.sampled_from([GONE, "a dog"]), inputs: [paper, paper], **certain})),
        (new.not_everything_is_text, change(**{said: "a dog", inputs: [notes], **certain})),
        *(
            (rule, changes.map(lambda fields: {**fields, said: GONE, **certain}))
            for kind in ("video", "audio", "image", "document")
            for rule, changes in medium_breaks(kind, MARENGO_3_5, Mode.SYNC, inside=inputs)
        ),
    ]
    return breaks(valid("multi_input", model=MARENGO_3_5), table)


def _async_3_5(valid: Any) -> list[Break]:
    """Rules about videos, pictures and documents and marengo3.5."""
    note = {"start": 0, "end": 1, "text": "a dog"}
    wrong = [{**note, "start": -1}, {**note, "start": 2}, {**note, "text": ""}]
    direct = {"strategy": "fixed", "fixed": {"duration_sec": 6}}
    fused = ["fused_embedding"]
    video: Table = [
        *_lists("video", MARENGO_3_5),
        *_types("video"),
        *_windows("video", "mp4"),
        *_cuts("video", wrapped=True),
        (v2_rules.marengo_3_5_has_its_settings_in_temporal, change(video__segmentation=direct)),
        (new.fused_needs_metadata, change(video__embedding_type=fused, video__time_based_metadata=st.sampled_from([GONE, []]))),
        (new.metadata_need_fused, change(video__embedding_type=GONE, video__time_based_metadata=[note])),
        (
            new.metadata_are_in_order,
            change(video__embedding_type=fused, video__time_based_metadata=st.sampled_from(wrong).map(lambda one: [note, one])),
        ),
        (
            new.uncertainty_is_not_of_an_asset,
            change(embedding_uncertainty=True, video__embedding_scope=st.sampled_from([GONE, ["asset"]])),
        ),
        (new.dimension_is_within_the_width, change(embedding_dimension=st.sampled_from([0, 513]))),
        *medium_breaks("video", MARENGO_3_5, Mode.ASYNC),
    ]
    picture: Table = [*naming_breaks("image"), *medium_breaks("image", MARENGO_3_5, Mode.ASYNC)]
    return [
        *breaks(valid("video", model=MARENGO_3_5), video),
        *breaks(valid("image", model=MARENGO_3_5), picture),
        *breaks(valid("document", model=MARENGO_3_5), _document()),
    ]


def _document() -> Table:
    """Rules about documents; each names its own document, a PDF or a text."""
    paper = {"document.media_source": {"url": f"{media.HOST}/paper.pdf"}}
    notes = {"document.media_source": {"url": f"{media.HOST}/notes.txt"}}
    option, scope, cut = "document.embedding_option", "document.embedding_scope", "document.segmentation"
    chunks = {"sequential": {"strategy": "sentence", "max_sentences": 2}}
    lists = {option: GONE, scope: GONE, "embedding_uncertainty": GONE}

    def chunked(**fields: Any) -> dict[str, Any]:
        return {cut: {"sequential": {**chunks["sequential"], **fields}}}

    return [
        (new.a_segmentation_is_given, change(**{cut: {}})),
        (new.spatial_strategy_is_known, change(**{cut: {"spatial": {"strategy": "halves"}}})),
        (new.sequential_strategy_is_known, st.just(chunked(strategy="word"))),
        (new.chunks_have_sentences, st.sampled_from([0, -1]).map(lambda most: chunked(max_sentences=most))),
        (new.chunks_move_on, st.sampled_from([2, 3, -1]).map(lambda overlap: chunked(overlap_sentences=overlap))),
        (new.a_pdf_is_not_divided_into_chunks, change(**{**lists, **paper, cut: chunks})),
        (new.a_text_is_not_divided_into_quadrants, change(**{**lists, **notes, cut: {"spatial": {}}})),
        (new.pairs_of_option_and_scope_exist, change(**{**lists, **paper, option: ["text"], scope: ["local"], cut: GONE})),
        (new.pairs_of_option_and_scope_exist, change(**{**lists, **notes, option: ["visual"], scope: ["asset"], cut: GONE})),
        (new.local_scope_of_a_text_needs_chunks, change(**{**lists, **notes, scope: ["local"], cut: GONE})),
        (new.segmentation_divides_something, change(**{**lists, **paper, scope: ["asset"], cut: {"spatial": {}}})),
        (new.uncertainty_is_of_text_chunks, change(**{**lists, **paper, cut: GONE, "embedding_uncertainty": True})),
        *naming_breaks("document"),
        *medium_breaks("document", MARENGO_3_5, Mode.ASYNC),
    ]
