"""Valid requests of embed v2: every input type, option, scope and segmentation that each model takes."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.media.video_rules import SHORTEST_VIDEO
from fakeembed._core.models import MARENGO_3_0, MARENGO_3_5, MODELS
from fakeembed._core.v2.inputs import (
    BOUNDS,
    CHOICES,
    DIMENSIONS,
    INPUT_TYPES,
    LONGEST_SYNC,
    MEDIA_TYPES,
    PAGES_PER_MEGABYTE,
    PAIRS,
    Mode,
)
from fakeembed._core.v2.medium_rules import LONGEST_ASYNC
from fakeembed._core.v2.rules import MOST_SOURCES
from fakeembed.strategies import media
from fakeembed.strategies.requests import ApiRequest, edition_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed.strategies.media import Found

_INPUT_TYPES = {kind for kinds in INPUT_TYPES.values() for kind in kinds}
PATHS = {Mode.SYNC: "/v1.3/embed-v2", Mode.ASYNC: "/v1.3/embed-v2/tasks"}


def v2_requests(
    *, api_date: str | None = None, models: Iterable[str] = (), input_types: Iterable[str] = ()
) -> SearchStrategy[ApiRequest]:
    """Valid requests of `POST /embed-v2`.

    Args:
        api_date: The day of the service, as in FakeEmbed.
        models: Names of the models to choose from, such as "marengo3.0"; the default is all that the service has on that day.
        input_types: Input types to choose from, such as "text" or "video"; the default is all that the operation takes.

    Raises:
        ValueError: When it is drawn from, for a day without this operation, for a name that there is not, or when nothing is left.
    """
    return _requests(Mode.SYNC, api_date, tuple(models), tuple(input_types))


def create_v2_task_requests(
    *, api_date: str | None = None, models: Iterable[str] = (), input_types: Iterable[str] = ()
) -> SearchStrategy[ApiRequest]:
    """Valid requests of `POST /embed-v2/tasks`.

    Args:
        api_date: The day of the service, as in FakeEmbed.
        models: Names of the models to choose from, such as "marengo3.0"; the default is all that the service has on that day.
        input_types: Input types to choose from, such as "text" or "video"; the default is all that the operation takes.

    Raises:
        ValueError: When it is drawn from, for a day without this operation, for a name that there is not, or when nothing is left.
    """
    return _requests(Mode.ASYNC, api_date, tuple(models), tuple(input_types))


def choices(edition: Edition, mode: Mode) -> list[tuple[Model, str]]:
    """The pairs of model and input type that an operation takes, simple ones first."""
    return [
        (model, kind)
        for model in reversed(edition.media_models)
        for kind in INPUT_TYPES[mode, model]
        if kind != "multi_input" or edition.several_inputs
    ]


@st.composite
def _requests(draw: DrawFn, mode: Mode, api_date: str | None, models: tuple[str, ...], input_types: tuple[str, ...]) -> ApiRequest:
    edition = edition_on(api_date, family="embed-v2")
    unknown = [name for name in models if name not in MODELS] + [kind for kind in input_types if kind not in _INPUT_TYPES]
    if unknown:
        raise ValueError(f"there is no {unknown[0]!r}; known are {', '.join((*MODELS, *sorted(_INPUT_TYPES)))}")
    offered = [
        (model, kind)
        for model, kind in choices(edition, mode)
        if (not models or model in {MODELS[name] for name in models}) and (not input_types or kind in input_types)
    ]
    if not offered:
        known = ", ".join(f"{kind} with {model.name}" for model, kind in choices(edition, mode))
        raise ValueError(f"nothing to choose from: models={models}, input_types={input_types}; on this day there are {known}")
    model, kind = draw(st.sampled_from(offered))
    new = model is MARENGO_3_5
    if kind == "multi_input":
        inner, declared = draw(_several(model))
    elif kind in {"audio", "video"}:
        inner, declared = draw(_timed(edition, mode, model, kind))
    elif kind == "document":
        inner, declared = draw(_document())
    else:
        inner, declared = draw(_whole(model, kind))
    body: dict[str, Any] = {"input_type": kind, "model_name": model.name, kind: inner}
    if new and draw(st.booleans()):
        body["embedding_dimension"] = draw(st.sampled_from(DIMENSIONS))
    if new and mode is Mode.SYNC and draw(st.booleans()):
        body["auto_truncate"] = True
    if new and _may_be_uncertain(kind, inner) and draw(st.booleans()):
        body["embedding_uncertainty"] = True
    return ApiRequest("POST", PATHS[mode], json=body, media=declared)


def _may_be_uncertain(kind: str, inner: Mapping[str, Any]) -> bool:
    """Of a text or of media, not of both; of neither a document nor a whole asset."""
    if kind == "multi_input":
        sources = inner.get("media_sources", [])
        return not (sources and inner.get("input_text")) and all(source["media_type"] != "document" for source in sources)
    if kind in {"audio", "video"}:
        return "asset" not in inner.get("embedding_scope", ["asset"])
    if kind == "document":
        return bool(inner.get("embedding_scope") == ["local"] and "sequential" in inner.get("segmentation", {}))
    return True


def source(found: Found) -> dict[str, Any]:
    """A medium as embed v2 names it."""
    return {"url": found.url} if found.file is None else {"base64_string": found.file}


@st.composite
def _image(draw: DrawFn) -> dict[str, Any]:
    """One picture."""
    if draw(st.booleans()):
        return {"url": draw(media.urls(extension="png"))}
    return {"base64_string": draw(media.images())}


@st.composite
def _whole(draw: DrawFn, model: Model, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A text, a picture, or both."""
    inner: dict[str, Any] = {}
    if kind in {"text", "text_image"}:
        inner["input_text"] = draw(media.texts())
    if kind in {"image", "text_image"}:
        inner["media_source"] = draw(_image())
    if model is MARENGO_3_5:
        inner |= draw(_lists(model, kind))
    return inner, {}


@st.composite
def _timed(draw: DrawFn, edition: Edition, mode: Mode, model: Model, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sound or a video, as much of it as is wanted, cut and looked at as is wanted."""
    most = LONGEST_SYNC[model] if mode is Mode.SYNC else LONGEST_ASYNC
    found = draw(_clip(kind, most))
    inner: dict[str, Any] = {"media_source": source(found)}
    if draw(st.booleans()):
        inner["start_sec"] = draw(media.seconds(0, found.duration - 0.5))
        inner["end_sec"] = draw(media.seconds(inner["start_sec"] + 0.5, found.duration))
    inner |= draw(_lists(model, kind, fused=edition.several_inputs))
    if draw(st.booleans()):
        cut = draw(_segmentation(CHOICES[model, kind].strategies))
        inner["segmentation"] = {"temporal": cut} if model is MARENGO_3_5 else cut
    fused = "fused_embedding" in inner.get("embedding_type", ())
    if fused and model is MARENGO_3_5:
        inner["time_based_metadata"] = draw(st.lists(_note(), min_size=1, max_size=3))
    elif fused and len(inner.get("embedding_option", CHOICES[model, kind].options)) < 2:
        del inner["embedding_type"]
    return inner, found.media


@st.composite
def _clip(draw: DrawFn, kind: str, most: float) -> Found:
    """A sound or a video of an admitted length."""
    if kind == "video":
        return draw(media.found_videos(most=most))
    if draw(st.booleans()):
        return draw(media.found_at_urls("wav", least=SHORTEST_VIDEO, most=most))
    file = draw(media.sounds(least=SHORTEST_VIDEO))
    return media.Found(file, None, {}, file.duration)


@st.composite
def _lists(draw: DrawFn, model: Model, kind: str, *, fused: bool = True) -> dict[str, list[str]]:
    """Any options, scopes and types."""
    known = CHOICES[model, kind]
    lists = {"embedding_option": known.options, "embedding_scope": known.scopes, "embedding_type": known.types if fused else ()}
    given = {
        name: st.lists(st.sampled_from(values), min_size=1, max_size=len(values), unique=True)
        for name, values in lists.items()
        if values
    }
    return draw(st.fixed_dictionaries({}, optional=given))


@st.composite
def _segmentation(draw: DrawFn, strategies: Sequence[str]) -> dict[str, Any]:
    strategy = draw(st.sampled_from(strategies))
    setting, low, high = BOUNDS[strategy]
    return {"strategy": strategy, strategy: {setting: draw(st.integers(low, high))}}


@st.composite
def _note(draw: DrawFn) -> dict[str, Any]:
    """What a client knows about a stretch, or about a moment."""
    start = draw(media.seconds(0, 20))
    return {"start": start, "end": start + draw(media.seconds(0, 5)), "text": draw(media.texts())}


def _nonempty(values: Sequence[str]) -> list[list[str]]:
    return [list(found) for size in range(1, len(values) + 1) for found in combinations(values, size)]


@st.composite
def _document(draw: DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A PDF or a text, divided in a way that goes with its format."""
    file = draw(media.documents(pages=PAGES_PER_MEGABYTE[Mode.ASYNC]))
    inner: dict[str, Any] = {"media_source": {"base64_string": file}}
    known = CHOICES[MARENGO_3_5, "document"]
    pairs = PAIRS["PDF" if file.pages else "text"]
    possible = [
        (options, scopes)
        for options, scopes in product(_nonempty(known.options), _nonempty(known.scopes))
        if set(product(options, scopes)) <= pairs
    ]
    wanted = draw(st.none() | st.sampled_from(possible))
    asked = {("visual", "local")} if file.pages else {("text", "asset")}
    if wanted is not None:
        inner["embedding_option"], inner["embedding_scope"] = wanted
        asked = set(product(*wanted))
    if ("text", "local") in asked:
        most = draw(st.integers(1, 5))
        inner["segmentation"] = {"sequential": {"strategy": "sentence", "max_sentences": most}}
        if draw(st.booleans()):
            inner["segmentation"]["sequential"]["overlap_sentences"] = draw(st.integers(0, most - 1))
    elif ("visual", "local") in asked and draw(st.booleans()):
        inner["segmentation"] = {"spatial": draw(st.sampled_from([{}, {"strategy": "standard"}, {"strategy": "quadrants"}]))}
    return inner, {}


@st.composite
def _several(draw: DrawFn, model: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """A text and media, of which the text may speak by name."""
    if model is MARENGO_3_5 and draw(st.booleans()):
        return draw(_alone())
    kinds = [kind for kind in MEDIA_TYPES[model] if kind != "document"]
    types = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4))
    declared: dict[str, Any] = {}
    sources = []
    for number, kind in enumerate(types):
        named = {"name": f"source{number}"} if draw(st.booleans()) else {}
        if kind == "image":
            given = draw(_image())
        else:
            found = draw(_clip(kind, LONGEST_SYNC[model]))
            given = source(found)
            declared |= found.media
        sources.append({"media_type": kind, **named, **given})
    inner: dict[str, Any] = {"media_sources": sources}
    if len(set(types)) > 1 or draw(st.booleans()):
        spoken = [f"<@{given['name']}>" for given in sources if "name" in given]
        inner["input_text"] = " ".join([draw(media.texts()), *spoken]) if model is MARENGO_3_0 or draw(st.booleans()) else "a dog"
    return inner, declared


@st.composite
def _alone(draw: DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A text, a document, or as many pictures as there may be."""
    if draw(st.booleans()):
        return {"input_text": draw(media.texts())}, {}
    if draw(st.booleans()):
        file = draw(media.documents(pages=PAGES_PER_MEGABYTE[Mode.SYNC]))
        return {"media_sources": [{"media_type": "document", "base64_string": file}]}, {}
    return {"media_sources": [{"media_type": "image", **draw(_image())} for _ in range(MOST_SOURCES)]}, {}
