"""Requests to embed a text, an image and a sound with v1, valid ones and ones that break a rule."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.models import MODELS
from fakeembed._core.v1 import embed_rules
from fakeembed._core.v1.embed_rules import TRUNCATIONS
from fakeembed.strategies import media
from fakeembed.strategies.cases import FORM_RULES, Operation, breaks, change, form_parameters, named
from fakeembed.strategies.requests import GONE, ApiRequest, changed, edition_on
from fakeembed.strategies.tasks import NO_NUMBERS, NO_URLS, model_breaks, model_names, not_a_form

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.models import Model
    from fakeembed._core.parameters import Parameters
    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Break, Invalid, Table


@st.composite
def embed_requests(draw: DrawFn, *, api_date: str | None = None, version: str = "v1.3") -> ApiRequest:
    """Valid requests of `POST /embed`: a text, an image, a sound, or several of them."""
    edition = edition_on(api_date, version)
    name = draw(st.sampled_from(model_names(edition)))
    kinds = draw(st.lists(st.sampled_from(edition.modalities), min_size=1, max_size=len(edition.modalities), unique=True))
    request = ApiRequest("POST", f"/{version}/embed", form={edition.model_key: name})
    inputs = {"text": _text(MODELS[name]), "image": _image(), "audio": _audio()}
    for kind in kinds:
        request = changed(request, draw(inputs[kind]))
    return request


@st.composite
def _text(draw: DrawFn, model: Model) -> dict[str, Any]:
    text = {"text": draw(media.texts())}
    if model.cuts_long_text and draw(st.booleans()):
        text["text_truncate"] = draw(st.sampled_from(TRUNCATIONS))
    return text


def _image() -> SearchStrategy[dict[str, Any]]:
    return media.images().map(lambda file: {"image_file": file}) | media.urls(extension="png").map(lambda url: {"image_url": url})


@st.composite
def _audio(draw: DrawFn) -> dict[str, Any]:
    audio: dict[str, Any] = {}
    if draw(st.booleans()):
        found = draw(media.found_at_urls("wav", least=1, most=60))
        audio["audio_url"], audio["@media"], duration = found.url, found.media, found.duration
    else:
        audio["audio_file"] = file = draw(media.sounds())
        duration = file.duration
    if draw(st.booleans()):
        audio["audio_start_offset_sec"] = f"{draw(media.seconds(0, duration - 0.5)):g}"
    return audio


def invalid_embed_requests(*, api_date: str | None = None, version: str = "v1.3") -> SearchStrategy[Invalid]:
    """Requests of `POST /embed` that break one rule, or several, each with the error it must get."""
    return embed_operation(api_date=api_date, version=version).invalid


@lru_cache
def embed_operation(*, api_date: str | None = None, version: str = "v1.3") -> Operation:
    """What can be wrong with a request of `POST /embed`."""
    edition = edition_on(api_date, version)

    def parameters_of(_: Refusal, request: ApiRequest) -> Parameters:
        return form_parameters(edition, request)

    order = (*FORM_RULES, *embed_rules.EMBED_RULES, *embed_rules.AUDIO_RULES)
    table = [*_breaks(edition, embed_requests(api_date=api_date, version=version)), *not_a_form("/embed", edition)]
    return Operation(f"POST /{version}/embed", table, order, parameters_of)


_NOTHING: dict[str, Any] = dict.fromkeys(("text", "image_url", "image_file", "audio_url", "audio_file"), GONE)


def _breaks(edition: Edition, base: SearchStrategy[ApiRequest]) -> list[Break]:
    table: Table = [
        *model_breaks(edition),
        (embed_rules.an_input_is_given if len(edition.modalities) > 1 else embed_rules.text_is_given, change(**_NOTHING)),
        (embed_rules.text_is_not_empty, change(text="")),
        (named(embed_rules.EMBED_RULES, "audio_start_offset_sec_is_a_number"), change(audio_start_offset_sec=NO_NUMBERS)),
        (named(embed_rules.EMBED_RULES, "image_url_is_a_url"), change(image_url=NO_URLS)),
        (named(embed_rules.EMBED_RULES, "audio_url_is_a_url"), change(audio_url=NO_URLS)),
        (embed_rules.audio_start_is_not_negative, change(audio_start_offset_sec=st.sampled_from(["-1", "-0.5"]))),
    ]
    if "audio" in edition.modalities:
        table.append((embed_rules.audio_start_is_within_the_audio, _late()))
    cutting = [model.name for model in edition.models if model.cuts_long_text]
    if cutting:
        name, limit = cutting[0], MODELS[cutting[0]].tokens
        long = st.integers(1, 100).map(lambda more: " ".join(["dog"] * (limit + more)))
        key = edition.model_key
        table += [
            (embed_rules.truncation_is_known, change(**{key: name}, text_truncate=st.sampled_from(["middle", "", "START"]))),
            (embed_rules.text_fits_or_may_be_cut, change(**{key: name}, text_truncate="none", text=long)),
        ]
    return breaks(base, table)


def _late() -> SearchStrategy[dict[str, Any]]:
    """A sound that is over when its embedding should start."""
    url = f"{media.HOST}/fixed.wav"
    plain = {"audio_file": GONE, "audio_url": url, "@media": {url: {"duration": 6.0}}}
    return st.sampled_from(["6", "7.5", "100"]).map(lambda start: {**plain, "audio_start_offset_sec": start})
