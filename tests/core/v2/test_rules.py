"""Every rule of embed v2 is broken alone, and the request that differs least from it is accepted."""

from __future__ import annotations

from base64 import b64encode
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fakeembed import FakeEmbed
from fakeembed._core import shapes
from fakeembed._core.rules import JSON_EXPECTED, Refusal, Refused
from fakeembed._core.v2 import document_rules, marengo_3_5_rules
from fakeembed._core.v2 import medium_rules as v2_medium_rules
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2 import source_rules as v2_source_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULES = (
    document_rules,
    marengo_3_5_rules,
    shapes,
    v2_medium_rules,
    v2_rules,
    v2_segmentation_rules,
    v2_source_rules,
)
SYNC, ASYNC = "POST /embed-v2", "POST /embed-v2/tasks"
VIDEO, AUDIO, IMAGE = "https://example.com/a.mp4", "https://example.com/a.mp3", "https://example.com/a.png"
PDF, NOTES = "https://example.com/a.pdf", "https://example.com/a.txt"
UNKNOWN = "64f8d2c7e4a1b37f8a9c5d12"
NOTHING: Mapping[str, Any] = MappingProxyType({})
NOTE = {"start": 0, "end": 2, "text": "a goal"}


def text(said="a dog", model="marengo3.0"):
    return {"input_type": "text", "model_name": model, "text": {"input_text": said}}


def media(kind="video", url=VIDEO, model="marengo3.0", **fields):
    """A request for one medium; `media_source` among the fields replaces the URL."""
    return {"input_type": kind, "model_name": model, kind: {"media_source": {"url": url}, **fields}}


def new(kind="video", url=VIDEO, top=NOTHING, **fields):
    """A request for one medium and marengo3.5."""
    return {**media(kind, url, "marengo3.5", **fields), **top}


def several(*sources, said=None, model="marengo3.5", top=NOTHING):
    """A request for several inputs at once."""
    inputs = {"media_sources": list(sources), **({} if said is None else {"input_text": said})}
    return {"input_type": "multi_input", "model_name": model, "multi_input": inputs, **top}


def source(kind="image", url=IMAGE, **fields):
    return {"media_type": kind, "url": url, **fields}


def pair(said):
    """A request for a text and an image."""
    inputs = {"media_source": {"url": IMAGE}, "input_text": said}
    return {"input_type": "text_image", "model_name": "marengo3.0", "text_image": inputs}


def encoded(content=b"x", kind="video"):
    return media(kind, media_source={"base64_string": content if isinstance(content, str) else b64encode(content).decode()})


def fixed(seconds):
    return {"strategy": "fixed", "fixed": {"duration_sec": seconds}}


def dynamic(seconds):
    return {"strategy": "dynamic", "dynamic": {"min_duration_sec": seconds}}


def chunked(most=2, **fields):
    return {"sequential": {"strategy": "sentence", "max_sentences": most, **fields}}


class Case(NamedTuple):
    """What one rule refuses, and what differs least from it and is accepted.

    The words of a refusal stand in the contracts, verbatim. Here `says` is the end of them where a value of the request decides it.
    `facts` are what the author of the test declared of all media, and `mended` of those of the accepted request.
    """

    operation: str
    broken: Any
    accepted: Any
    says: str = ""
    facts: Mapping[str, Any] = NOTHING
    mended: Mapping[str, Any] = NOTHING
    day: str | None = None


def requires(parameter, value):
    """A parameter of marengo3.5 that marengo3.0 does not have."""
    return Case(SYNC, {**text(), parameter: value}, several(said="a dog", top={parameter: value}))


def listed(name, first, wrong):
    """The three rules of a list parameter."""
    broken = {"is_not_empty": [], "is_known": [wrong], "has_each_value_once": [first, first]}
    return {f"{name}_{rule}": Case(SYNC, media(**{name: values}), media(**{name: [first]})) for rule, values in broken.items()}


REQUEST = {
    "values_are_of_the_right_type": Case(SYNC, {"model_name": "marengo3.0", "text": "a rabbit"}, text()),
    "names_are_known": Case(SYNC, {**text(), "texts": 1}, {**text(), "image": None}),
    "all_names_are_known": Case(SYNC, {**text(), "a": 1, "b": 2}, text()),
    "required_parameter_is_given": Case(SYNC, {"input_type": "text", "text": {}}, text()),
    "required_parameters_are_given": Case(SYNC, {"text": {}}, text()),
    "model_is_known": Case(SYNC, text(model="Marengo-retrieval-2.7"), text()),
    "input_type_is_known": Case(SYNC, {**text(), "input_type": "words"}, text()),
    "model_takes_the_input_type": Case(SYNC, text(model="marengo3.5"), several(said="a dog")),
    "input_is_given": Case(SYNC, {**text(), "input_type": "image"}, text()),
    "sources_are_given": Case(
        SYNC,
        {"input_type": "multi_input", "model_name": "marengo3.0", "multi_input": {"input_text": "a"}},
        several(source(), said="a", model="marengo3.0"),
        day="2026-07-01",
    ),
    "text_or_sources_are_given": Case(SYNC, several(), several(said="a dog")),
    "text_is_not_empty": Case(SYNC, text(""), text(".")),
    "text_fits": Case(SYNC, text("a " * 501), text("a " * 500)),
    "start_is_not_negative": Case(SYNC, media(start_sec=-0.1), media(start_sec=0)),
    "marengo_3_5_has_its_settings_in_temporal": Case(ASYNC, new(segmentation=fixed(6)), new(segmentation={"temporal": fixed(6)})),
    "marengo_3_0_has_its_settings_directly": Case(ASYNC, media(segmentation={"temporal": fixed(6)}), media(segmentation=fixed(6))),
    "strategy_is_given": Case(ASYNC, media(segmentation={"fixed": {"duration_sec": 6}}), media(segmentation=fixed(6))),
    "strategy_is_known": Case(SYNC, media("audio", AUDIO, segmentation=dynamic(4)), media("audio", AUDIO, segmentation=fixed(4))),
    "settings_are_given": Case(
        SYNC,
        media(segmentation={"strategy": "fixed", "dynamic": {"min_duration_sec": 4}}),
        media(segmentation={"strategy": "dynamic", "dynamic": {"min_duration_sec": 4}}),
    ),
    "duration_sec_is_within_2_to_10": Case(SYNC, media(segmentation=fixed(11)), media(segmentation=fixed(10))),
    "min_duration_sec_is_within_2_to_5": Case(
        ASYNC, new(segmentation={"temporal": dynamic(1)}), new(segmentation={"temporal": dynamic(2)})
    ),
    **listed("embedding_option", "visual", "visual-text"),
    **listed("embedding_scope", "clip", "video"),
    **listed("embedding_type", "separate_embedding", "fused"),
    "sources_are_not_too_many": Case(SYNC, several(*[source()] * 11), several(*[source()] * 10)),
    "media_types_are_known": Case(SYNC, several(source("video", VIDEO), model="marengo3.0"), several(source(), model="marengo3.0")),
    "end_is_after_start": Case(SYNC, media(start_sec=6, end_sec=6), media(start_sec=6, end_sec=6.1)),
    "fused_needs_two_options": Case(
        SYNC,
        media(embedding_option=["visual"], embedding_type=["fused_embedding"]),
        media(embedding_option=["visual", "audio"], embedding_type=["fused_embedding"]),
    ),
    "names_are_unique": Case(SYNC, several(source(name="a"), source(name="a")), several(source(name="a"), source(name="b"))),
    "references_have_sources": Case(
        SYNC, several(source(name="a"), said="a man with <@hat>"), several(source(name="hat"), said="a man with <@hat>")
    ),
    "start_is_within_the_medium": Case(SYNC, media(start_sec=18), media(start_sec=17.9), facts={"duration": 18}),
    "end_is_within_the_medium": Case(SYNC, media(end_sec=18.1), media(end_sec=18), facts={"duration": 18}),
}

SOURCE = {
    "one_source_is_given": Case(
        SYNC, media(media_source={"url": VIDEO, "asset_id": UNKNOWN}), media(media_source={"url": VIDEO, "asset_id": None})
    ),
    "url_is_direct": Case(SYNC, media(url="a.mp4"), media()),
    "base64_is_not_empty": Case(SYNC, encoded(""), encoded(), facts={"duration": 8}),
    "base64_has_no_prefix": Case(SYNC, encoded("data:video/mp4;base64,AAAA"), encoded("AAAA"), facts={"duration": 8}),
    "base64_is_padded": Case(SYNC, encoded("AAA"), encoded("AAA="), facts={"duration": 8}),
    "base64_can_be_decoded": Case(SYNC, encoded("AA-_"), encoded("AA+/"), facts={"duration": 8}),
    "source_is_small_enough": Case(
        SYNC, several(source()), several(source()), facts={"size": 32.1 * 2**20}, mended={"size": 32 * 2**20}
    ),
    "image_is_wide_and_high_enough": Case(
        SYNC, media("image", IMAGE), media("image", IMAGE), facts={"width": 127}, mended={"width": 128}
    ),
    "image_is_small_enough": Case(
        SYNC,
        media("image", IMAGE),
        media("image", IMAGE),
        facts={"size": 5 * 2**20 + 1},
        mended={"size": 5 * 2**20},
        day="2026-07-23",
    ),
    "audio_can_be_read": Case(SYNC, encoded(b"no sound", "audio"), encoded(b"no sound", "audio"), mended={"duration": 8}),
    "image_can_be_read": Case(SYNC, encoded(b"no image", "image"), encoded(b"no image", "image"), mended={"duration": 8}),
    "video_can_be_read": Case(SYNC, encoded(b"no video"), encoded(b"no video"), mended={"duration": 8}),
    "document_can_be_read": Case(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b"\xff\xfe").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b"words").decode()}),
    ),
    "document_has_content": Case(
        SYNC,
        several({"media_type": "document", "base64_string": b64encode(b" \n").decode()}),
        several({"media_type": "document", "base64_string": b64encode(b" a\n").decode()}),
    ),
    "resolution_is_high_enough": Case(
        SYNC, media(), media(), facts={"width": 640, "height": 359}, mended={"width": 640, "height": 360}
    ),
    "resolution_is_low_enough": Case(
        ASYNC, media(), media(), facts={"width": 5185, "height": 2160}, mended={"width": 5184, "height": 2160}
    ),
    "aspect_ratio_is_moderate": Case(
        SYNC, media(), media(), facts={"width": 961, "height": 400}, mended={"width": 960, "height": 400}
    ),
    "video_is_long_enough_for_a_task": Case(ASYNC, media(), media(), facts={"duration": 3.9}, mended={"duration": 4}),
    "video_is_short_enough_for_a_task": Case(ASYNC, media(), media(), facts={"duration": 14400.5}, mended={"duration": 14400}),
    "audio_is_of_a_length_for_a_task": Case(
        ASYNC, media("audio", AUDIO), media("audio", AUDIO), facts={"duration": 3.9}, mended={"duration": 4}
    ),
    "medium_is_short_enough_to_wait_for": Case(
        SYNC, media("audio", AUDIO), media("audio", AUDIO), facts={"duration": 600.5}, mended={"duration": 600}
    ),
}

ALONE_ELSEWHERE = {
    # they need an asset, a large file or a real PDF: test_sources.py, test_documents.py, test_errors.py
    "asset_exists",
    "asset_is_not_processing",
    "asset_is_processed",
    "asset_did_not_fail",
    "asset_is_of_the_kind",
    "base64_is_small_enough",
    "pages_are_within_the_allowance",
    "content_type_is_json",
}

NEW = {
    "auto_truncate_needs_marengo_3_5": requires("auto_truncate", True),
    "embedding_uncertainty_needs_marengo_3_5": requires("embedding_uncertainty", True),
    "embedding_dimension_needs_marengo_3_5": requires("embedding_dimension", 256),
    "time_based_metadata_needs_marengo_3_5": Case(
        ASYNC,
        media(time_based_metadata=[NOTE], embedding_type=["fused_embedding"]),
        new(time_based_metadata=[NOTE], embedding_type=["fused_embedding"]),
    ),
    "dimension_is_within_the_width": Case(
        SYNC,
        several(said="a", top={"embedding_dimension": 513}),
        several(said="a", top={"embedding_dimension": 512}),
        day="2026-10-02",
    ),
    "dimension_is_known": Case(
        SYNC, several(said="a", top={"embedding_dimension": 511}), several(said="a", top={"embedding_dimension": 512})
    ),
    "metadata_are_in_order": Case(
        ASYNC,
        new(time_based_metadata=[{**NOTE, "start": 2.1}], embedding_type=["fused_embedding"]),
        new(time_based_metadata=[{**NOTE, "start": 2}], embedding_type=["fused_embedding"]),
    ),
    "a_segmentation_is_given": Case(ASYNC, new("document", NOTES, segmentation={}), new("document", NOTES)),
    "spatial_strategy_is_known": Case(
        ASYNC,
        new("document", PDF, segmentation={"spatial": {"strategy": "halves"}}),
        new("document", PDF, segmentation={"spatial": {}}),
    ),
    "sequential_strategy_is_known": Case(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(strategy="word")),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked()),
    ),
    "chunks_have_sentences": Case(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(0)),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(1)),
    ),
    "chunks_move_on": Case(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(2, overlap_sentences=2)),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked(2, overlap_sentences=1)),
    ),
    "fused_needs_metadata": Case(
        ASYNC, new(embedding_type=["fused_embedding"]), new(embedding_type=["fused_embedding"], time_based_metadata=[NOTE])
    ),
    "metadata_need_fused": Case(
        ASYNC,
        new(time_based_metadata=[NOTE]),
        new(time_based_metadata=[NOTE], embedding_type=["separate_embedding", "fused_embedding"]),
    ),
    "uncertainty_is_of_text_or_media": Case(
        SYNC,
        several(source(), said="a", top={"embedding_uncertainty": True}),
        several(source(), top={"embedding_uncertainty": True}),
    ),
    "uncertainty_is_not_of_a_document_source": Case(
        SYNC,
        several(source("document", PDF), top={"embedding_uncertainty": True}),
        several(source("document", PDF), top={"embedding_uncertainty": False}),
    ),
    "uncertainty_is_not_of_an_asset": Case(
        ASYNC, new(top={"embedding_uncertainty": True}), new(top={"embedding_uncertainty": True}, embedding_scope=["clip"])
    ),
    "different_types_need_text": Case(
        SYNC, several(source(), source("video", VIDEO)), several(source(), source("video", VIDEO), said="both")
    ),
    "a_pdf_is_not_divided_into_chunks": Case(
        ASYNC, new("document", PDF, segmentation=chunked()), new("document", PDF, segmentation={"spatial": {}})
    ),
    "a_text_is_not_divided_into_quadrants": Case(
        ASYNC, new("document", NOTES, segmentation={"spatial": {}}), new("document", PDF, segmentation={"spatial": {}})
    ),
    "pairs_of_option_and_scope_exist": Case(
        ASYNC,
        new("document", PDF, embedding_option=["text"]),
        new("document", PDF, embedding_option=["text"], embedding_scope=["asset"]),
    ),
    "local_scope_of_a_text_needs_chunks": Case(
        ASYNC,
        new("document", NOTES, embedding_scope=["local"]),
        new("document", NOTES, embedding_scope=["local"], segmentation=chunked()),
    ),
    "segmentation_divides_something": Case(
        ASYNC,
        new("document", PDF, embedding_scope=["asset"], segmentation={"spatial": {}}),
        new("document", PDF, embedding_scope=["asset", "local"], segmentation={"spatial": {}}),
    ),
    "uncertainty_is_of_text_chunks": Case(
        ASYNC,
        new("document", NOTES, top={"embedding_uncertainty": True}),
        new("document", NOTES, top={"embedding_uncertainty": True}, embedding_scope=["local"], segmentation=chunked()),
    ),
    "a_pdf_stands_alone": Case(SYNC, several(source("document", PDF), said="a"), several(source("document", PDF))),
    "not_everything_is_text": Case(
        SYNC, several(source("document", NOTES), said="a"), several(source("document", NOTES), source(), said="a")
    ),
}

ALONE = {**REQUEST, **SOURCE, **NEW}

# Other sides of the same bounds, and the same rules for other inputs: the name of the rule stands before the colon.
MORE = {
    "text_fits: a text_image": Case(SYNC, *(pair(f"{'a ' * words}") for words in (501, 500))),
    "text_fits: marengo3.5 has room for 2,000 tokens": Case(
        SYNC, several(said="a " * 2001), several(said="a " * 2001, top={"auto_truncate": True}), "equal to 2000."
    ),
    "duration_sec_is_within_2_to_10: two seconds": Case(SYNC, media(segmentation=fixed(1)), media(segmentation=fixed(2))),
    "min_duration_sec_is_within_2_to_5: five": Case(SYNC, media(segmentation=dynamic(6)), media(segmentation=dynamic(5))),
    "one_source_is_given: none is as wrong as two": Case(SYNC, media(media_source={}), media()),
    "url_is_direct: a source of several is named by its position": Case(
        SYNC,
        several(source(), source(url="a.png")),
        several(source(), source()),
        "multi_input.media_sources[1].url parameter is invalid. url should be a direct http or https URL",
    ),
    "audio_is_of_a_length_for_a_task: four hours": Case(
        ASYNC, media("audio", AUDIO), media("audio", AUDIO), "14400.5 seconds.", {"duration": 14400.5}, {"duration": 14400}
    ),
    "medium_is_short_enough_to_wait_for: thirty seconds of marengo3.5": Case(
        SYNC,
        several(source("video", VIDEO)),
        several(source("video", VIDEO)),
        "30.5 seconds of at most 30. Please use POST /embed-v2/tasks instead.",
        {"duration": 30.5},
        {"duration": 30},
    ),
    "image_is_small_enough: 32 MB since July 2026": Case(
        SYNC, media("image", IMAGE), media("image", IMAGE), "32 MB", {"size": 32 * 2**20 + 1}, {"size": 32 * 2**20}
    ),
    "embedding_option_is_known: an image of a task has one": Case(
        ASYNC, new("image", IMAGE, embedding_option=["text"]), new("image", IMAGE, embedding_option=["visual"]), "values: visual."
    ),
    "embedding_scope_is_known: an image of a task has one": Case(
        ASYNC, new("image", IMAGE, embedding_scope=["local"]), new("image", IMAGE, embedding_scope=["asset"]), "values: asset."
    ),
    "embedding_type_is_known: an image of a task is not fused": Case(
        ASYNC,
        new("image", IMAGE, embedding_type=["fused_embedding"]),
        new("image", IMAGE, embedding_type=["separate_embedding"]),
        "values: separate_embedding.",
    ),
    "embedding_type_is_known: a document is not fused": Case(
        ASYNC,
        new("document", PDF, embedding_type=["fused_embedding"]),
        new("document", PDF, embedding_type=["separate_embedding"]),
        "values: separate_embedding.",
    ),
    "embedding_option_is_known: transcription is marengo3.0's": Case(
        ASYNC, new(embedding_option=["transcription"]), media(embedding_option=["transcription"]), "values: visual, audio."
    ),
    "embedding_scope_is_known: local is marengo3.5's": Case(
        ASYNC, media(embedding_scope=["local"]), new(embedding_scope=["local"]), "values: clip, asset."
    ),
    "model_takes_the_input_type: tasks of marengo3.0": Case(
        ASYNC, media("image", IMAGE), new("image", IMAGE), "values: audio, video."
    ),
}


def answered(ask, case, body, facts):
    fake = FakeEmbed(api_date=case.day)
    if facts:
        fake.media("*", **facts)
    return ask(fake, case.operation, body)


@pytest.fixture
def refusing(monkeypatch):
    """The names of the rules that refused something, oldest first."""
    names, made = [], Refused.__init__

    def noted(self, rule, *more):
        names.append(rule.name)
        made(self, rule, *more)

    monkeypatch.setattr(Refused, "__init__", noted)
    return names


@pytest.mark.parametrize(("name", "case"), [*ALONE.items(), *MORE.items()], ids=[*ALONE, *MORE])
def test_a_broken_rule_refuses(ask, refusing, name, case):
    """That rule and no other."""
    answer = answered(ask, case, case.broken, case.facts)

    assert refusing == [name.partition(":")[0]]
    assert answer.status in {400, 413}
    assert answer.body.decode().rstrip('"}').endswith(case.says)


@pytest.mark.parametrize("case", [*ALONE.values(), *MORE.values()], ids=[*ALONE, *MORE])
def test_what_differs_least_from_it_is_accepted(ask, case):
    """Else the rule might refuse everything, or something else might have."""
    answer = answered(ask, case, case.accepted, case.mended or case.facts)

    assert answer.status == (202 if case.operation == ASYNC else 200), answer.json()


def test_every_rule_is_broken():
    """A new rule needs a row above."""
    tables = [value for module in MODULES for value in vars(module).values()]
    rules = {value.name for value in tables if isinstance(value, Refusal)}
    listed = [rule for value in tables if isinstance(value, tuple) for rule in value]
    listed += [rule for table in v2_medium_rules.MEDIUM_RULES.values() for rule in table]
    rules |= {rule.name for rule in listed if isinstance(rule, Refusal)} | {JSON_EXPECTED.name}

    assert set(ALONE) | ALONE_ELSEWHERE == rules
