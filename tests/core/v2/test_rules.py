"""Every rule of embed v2 is broken alone, and the request that differs least from it is accepted."""

from __future__ import annotations

import pytest
from v2_cases import (
    ASYNC,
    AUDIO,
    IMAGE,
    NOTE,
    NOTES,
    PDF,
    REQUEST,
    SOURCE,
    SYNC,
    VIDEO,
    Case,
    chunked,
    dynamic,
    fixed,
    media,
    new,
    pair,
    requires,
    several,
    source,
)

from fakeembed import FakeEmbed
from fakeembed._core import shapes
from fakeembed._core.rules import JSON_EXPECTED, Refusal
from fakeembed._core.v2 import document_rules, marengo_3_5_rules
from fakeembed._core.v2 import medium_rules as v2_medium_rules
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2 import source_rules as v2_source_rules

MODULES = (
    document_rules,
    marengo_3_5_rules,
    shapes,
    v2_medium_rules,
    v2_rules,
    v2_segmentation_rules,
    v2_source_rules,
)


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
