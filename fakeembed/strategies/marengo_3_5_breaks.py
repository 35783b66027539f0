"""Ways to break what only marengo3.5 demands: settings in time, metadata, uncertainty, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.v2 import document_rules
from fakeembed._core.v2 import marengo_3_5_rules as new
from fakeembed._core.v2 import rules as v2_rules
from fakeembed._core.v2 import segmentation_rules as v2_segmentation_rules
from fakeembed._core.v2.inputs import Mode
from fakeembed.strategies import media
from fakeembed.strategies.cases import breaks, change
from fakeembed.strategies.invalid_sources import medium_breaks, naming_breaks
from fakeembed.strategies.requests import GONE, edition_on
from fakeembed.strategies.v2_breaks import PICTURE, cuts, lists, several, windows

if TYPE_CHECKING:
    from fakeembed.strategies.cases import Break, Table


def sync_3_5(valid: Any) -> list[Break]:
    """Rules about several inputs and marengo3.5."""
    inputs, said = "multi_input.media_sources", "multi_input.input_text"
    text = f"{media.HOST}/notes.txt"
    paper = {"media_type": "document", "url": f"{media.HOST}/paper.pdf"}
    notes = {"media_type": "document", "url": text}
    sound = {"media_type": "audio", "url": f"{media.HOST}/dog.wav"}
    long = st.integers(1, 50).map(lambda more: " ".join(["dog"] * (MARENGO_3_5.tokens + more)))
    certain = {"embedding_uncertainty": GONE}
    table: Table = [
        *several(edition_on(None, family="embed-v2"), MARENGO_3_5),
        (v2_rules.text_fits, change(**{said: long, "auto_truncate": st.sampled_from([GONE, False]), **certain})),
        (new.dimension_is_known, change(embedding_dimension=st.sampled_from([0, -1, 127, 513, 1024]))),
        (new.uncertainty_is_of_text_or_media, change(**{said: "a dog", inputs: [PICTURE], "embedding_uncertainty": True})),
        (new.uncertainty_is_not_of_a_document_source, change(**{said: GONE, inputs: [notes], "embedding_uncertainty": True})),
        (new.different_types_need_text, change(**{said: GONE, inputs: [PICTURE, sound]})),
        (new.a_pdf_stands_alone, change(**{said: st.sampled_from([GONE, "a dog"]), inputs: [paper, paper], **certain})),
        (new.not_everything_is_text, change(**{said: "a dog", inputs: [notes], **certain})),
        *(
            (rule, changes.map(lambda fields: {**fields, said: GONE, **certain}))
            for kind in ("video", "audio", "image", "document")
            for rule, changes in medium_breaks(kind, MARENGO_3_5, Mode.SYNC, inside=inputs)
        ),
    ]
    return breaks(valid("multi_input", model=MARENGO_3_5), table)


def async_3_5(valid: Any) -> list[Break]:
    """Rules about videos, pictures and documents and marengo3.5."""
    note = {"start": 0, "end": 1, "text": "a dog"}
    wrong = [{**note, "start": -1}, {**note, "start": 2}, {**note, "text": ""}]
    direct = {"strategy": "fixed", "fixed": {"duration_sec": 6}}
    fused = ["fused_embedding"]
    video: Table = [
        *lists("video", "embedding_option", "embedding_scope", "embedding_type"),
        *windows("video", "mp4"),
        *cuts("video", wrapped=True),
        (v2_segmentation_rules.marengo_3_5_has_its_settings_in_temporal, change(video__segmentation=direct)),
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
        (new.dimension_is_known, change(embedding_dimension=st.sampled_from([0, 513]))),
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
    free = {option: GONE, scope: GONE, "embedding_uncertainty": GONE}

    def chunked(**fields: Any) -> dict[str, Any]:
        return {cut: {"sequential": {**chunks["sequential"], **fields}}}

    return [
        (document_rules.a_segmentation_is_given, change(**{cut: {}})),
        (document_rules.spatial_strategy_is_known, change(**{cut: {"spatial": {"strategy": "halves"}}})),
        (document_rules.sequential_strategy_is_known, st.just(chunked(strategy="word"))),
        (document_rules.chunks_have_sentences, st.sampled_from([0, -1]).map(lambda most: chunked(max_sentences=most))),
        (document_rules.chunks_move_on, st.sampled_from([2, 3, -1]).map(lambda overlap: chunked(overlap_sentences=overlap))),
        (document_rules.a_pdf_is_not_divided_into_chunks, change(**{**free, **paper, cut: chunks})),
        (document_rules.a_text_is_not_divided_into_quadrants, change(**{**free, **notes, cut: {"spatial": {}}})),
        (
            document_rules.pairs_of_option_and_scope_exist,
            change(**{**free, **paper, option: ["text"], scope: ["local"], cut: GONE}),
        ),
        (
            document_rules.pairs_of_option_and_scope_exist,
            change(**{**free, **notes, option: ["visual"], scope: ["asset"], cut: GONE}),
        ),
        (document_rules.local_scope_of_a_text_needs_chunks, change(**{**free, **notes, scope: ["local"], cut: GONE})),
        (document_rules.segmentation_divides_something, change(**{**free, **paper, scope: ["asset"], cut: {"spatial": {}}})),
        (document_rules.uncertainty_is_of_text_chunks, change(**{**free, **paper, cut: GONE, "embedding_uncertainty": True})),
        *naming_breaks("document"),
        *medium_breaks("document", MARENGO_3_5, Mode.ASYNC),
    ]
