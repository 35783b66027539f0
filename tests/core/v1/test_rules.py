"""Every rule of embed v1 is broken alone, met at its edge, and broken together with its neighbour."""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest

from fakeembed import FakeEmbed
from fakeembed._core.media import video_rules
from fakeembed._core.rules import Refusal
from fakeembed._core.v1 import embed_rules
from fakeembed._core.v1 import rules as v1_rules
from fakeembed._wire.v1_3 import create_embeddings, create_task, list_tasks, retrieve_task

if TYPE_CHECKING:
    from collections.abc import Mapping

VIDEO = "https://example.com/dog.mp4"
GIGABYTE = 1024**3
CURRENT = re.compile(r" (The current|Current) .*")
NOTHING: Mapping = MappingProxyType({})

CREATE, EMBED, LIST, RETRIEVE = "POST /embed/tasks", "POST /embed", "GET /embed/tasks", "GET /embed/tasks/{task_id}"

# operation: where its rules stand in the order in which they are looked at
TABLES = {
    CREATE: [(create_task, "CREATE_TASK_RULES"), (create_task, "VIDEO_RULES")],
    EMBED: [(create_embeddings, "EMBED_RULES"), (create_embeddings, "AUDIO_RULES")],
    LIST: [(list_tasks, "LIST_TASKS_RULES")],
    RETRIEVE: [(retrieve_task, "RETRIEVE_TASK_RULES")],
}

# operation: the fields of a request that every edition accepts, beside its model
ACCEPTED = {CREATE: {"video_url": VIDEO}, EMBED: {"text": "a dog"}, LIST: {}, RETRIEVE: {}}


class Case(NamedTuple):
    """What is different from a request that is accepted, and what the answer says.

    `fields` are changed, and not sent when None; `facts` are what the author of the test declared of the medium.
    """

    says: str = ""
    fields: Mapping[str, str | list[str] | None] = NOTHING
    files: Mapping[str, tuple[str, bytes]] = NOTHING
    facts: Mapping[str, float] = NOTHING
    code: str = "parameter_invalid"
    version: str = "v1.3"
    day: str = ""


def invalid(parameter, reason, **changes):
    """A case in the words of most refusals."""
    return Case(f"The {parameter} parameter is invalid. {reason}", **changes)


def missing(message, **changes):
    return Case(message, code="parameter_not_provided", **changes)


def not_a_number(parameter, **others):
    return invalid(parameter, "received string, but expected number", fields={parameter: "abc", **others})


def not_a_url(parameter, **others):
    return invalid(parameter, f"{parameter} should be a direct http or https URL", fields={parameter: "/home/me/dog", **others})


def not_a_moment(parameter):
    return invalid(parameter, f"{parameter} should be in RFC 3339 format", fields={parameter: "2026-08-31"})


NO_MODEL = missing("The model_name parameter is required but was not provided.", fields={"model_name": None})
UNKNOWN_MODEL = invalid(
    "model_name", "Marengo3.0 is not supported. Please use one of: marengo3.0.", fields={"model_name": "Marengo3.0"}
)
RETIRED_MODEL = invalid(
    "model_name",
    "Marengo-retrieval-2.7 is no longer supported. Please use marengo3.0 instead.",
    fields={"model_name": "Marengo-retrieval-2.7"},
)
CLIP_LENGTH = "video_clip_length should be within 2-10 seconds long"
RESOLUTION = "Please upload a video with resolution between 360x360 and 5184x2160."
SCOPES = "video_embedding_scope"
START, END, LENGTH = "video_start_offset_sec", "video_end_offset_sec", "video_clip_length"

ALONE = {
    (CREATE, "model_is_given"): NO_MODEL,
    (CREATE, "video_is_given"): missing(
        "The following required parameters were not provided: video_file, video_url.", fields={"video_url": None}
    ),
    (CREATE, "video_clip_length_is_a_number"): not_a_number(LENGTH),
    (CREATE, "clip_length_is_whole"): invalid(LENGTH, CLIP_LENGTH, fields={LENGTH: "2.5"}),
    (CREATE, "video_start_offset_sec_is_a_number"): not_a_number(START, video_end_offset_sec="6"),
    (CREATE, "video_end_offset_sec_is_a_number"): not_a_number(END, video_start_offset_sec="0"),
    (CREATE, "model_is_known"): UNKNOWN_MODEL,
    (CREATE, "model_is_still_supported"): RETIRED_MODEL,
    (CREATE, "video_url_is_a_url"): not_a_url("video_url"),
    (CREATE, "clip_length_is_within_2_to_10"): invalid(LENGTH, CLIP_LENGTH, fields={LENGTH: "11"}),
    (CREATE, "start_is_not_negative"): invalid(
        START, "video_start_offset_sec should not be negative", fields={START: "-0.1", END: "12"}
    ),
    (CREATE, "scopes_are_known"): invalid(
        SCOPES, "You should use one of the following values: clip, video.", fields={SCOPES: ["clip", "film"]}
    ),
    (CREATE, "video_scope_comes_with_clip"): invalid(
        SCOPES, "video_embedding_scope should be clip, or clip and video", fields={SCOPES: "video"}
    ),
    (CREATE, "offsets_come_together"): Case(
        "The following parameters are invalid: video_start_offset_sec, video_end_offset_sec. Both should be set or none",
        fields={START: "2"},
    ),
    (CREATE, "end_is_after_start"): invalid(
        END, "video_end_offset_sec should be greater than video_start_offset_sec", fields={START: "6", END: "6"}
    ),
    (CREATE, "window_is_wide_enough"): invalid(
        END,
        "video_end_offset_sec should be at least 6 seconds after video_start_offset_sec",
        fields={START: "1", END: "6.9", LENGTH: "2"},
        version="v1.2",
    ),
    (CREATE, "clip_fits_between_offsets"): invalid(
        LENGTH,
        "video_clip_length should not exceed the time between video_start_offset_sec and video_end_offset_sec",
        fields={START: "1", END: "6.9"},
    ),
    (CREATE, "video_can_be_read"): Case(
        "Cannot read video file. Please check the video file is valid and try again.",
        fields={"video_url": None},
        files={"video_file": ("dog.mp4", b"/home/me/dog.mp4")},
        code="video_file_broken",
    ),
    (CREATE, "video_is_small_enough"): Case(
        "The video is too large. Please use a video with a size less than 2GB. The current size is 2.50GB.",
        facts={"size": 2.5 * GIGABYTE},
        code="video_filesize_too_large",
    ),
    (CREATE, "resolution_is_high_enough"): Case(
        f"The resolution of the video is too low. {RESOLUTION} Current resolution is 359x360.",
        facts={"width": 359, "height": 360},
        code="video_resolution_too_low",
    ),
    (CREATE, "resolution_is_low_enough"): Case(
        f"The resolution of the video is too high. {RESOLUTION} Current resolution is 5184x2161.",
        facts={"width": 5184, "height": 2161},
        code="video_resolution_too_high",
    ),
    (CREATE, "aspect_ratio_is_moderate"): Case(
        "The aspect ratio of the video is invalid. Please upload a video with aspect ratio between 1:1 and 2.4:1."
        " Current resolution is 865x360.",
        facts={"width": 865, "height": 360},
        code="video_resolution_invalid_aspect_ratio",
    ),
    (CREATE, "video_is_long_enough"): Case(
        "Video is too short. Please use video with duration between 10 seconds and 2 hours(7200 seconds)."
        " Current duration is 3.9 seconds.",
        facts={"duration": 3.9},
        code="video_duration_too_short",
    ),
    (CREATE, "video_is_short_enough"): Case(
        "The video is too long. Please use a video with duration between 4 seconds and 120 minutes(7200 seconds)."
        " Current duration is 10852.3 seconds.",
        facts={"duration": 10852.3},
        code="video_duration_too_long",
    ),
    # Whoever starts too late ends too late: a window is no shorter than a clip. So this one cannot be broken alone.
    (CREATE, "start_leaves_room_for_a_clip"): invalid(
        START,
        "video_start_offset_sec should leave room for one clip before the end of the video",
        fields={START: "12.1", END: "18.1"},
        facts={"duration": 18.0},
    ),
    (CREATE, "end_is_within_the_video"): invalid(
        END,
        "video_end_offset_sec should not exceed the duration of the video",
        fields={START: "12", END: "18.1"},
        facts={"duration": 18.0},
    ),
    (EMBED, "model_is_given"): NO_MODEL,
    (EMBED, "text_is_given"): missing(
        "The text parameter is required but was not provided.",
        fields={"text": None},
        version="v1.2",
        day="2024-10-24",
    ),
    (EMBED, "an_input_is_given"): missing("Some required parameters are not provided.", fields={"text": None}),
    (EMBED, "audio_start_offset_sec_is_a_number"): not_a_number("audio_start_offset_sec"),
    (EMBED, "model_is_known"): UNKNOWN_MODEL,
    (EMBED, "model_is_still_supported"): RETIRED_MODEL,
    (EMBED, "text_is_not_empty"): invalid("text", "text should not be empty", fields={"text": ""}),
    (EMBED, "truncation_is_known"): invalid(
        "text_truncate",
        "You should use one of the following values: none, start, end.",
        fields={"text_truncate": "middle"},
        day="2025-07-15",
    ),
    (EMBED, "image_url_is_a_url"): not_a_url("image_url"),
    (EMBED, "audio_url_is_a_url"): not_a_url("audio_url"),
    (EMBED, "audio_start_is_not_negative"): invalid(
        "audio_start_offset_sec", "audio_start_offset_sec should not be negative", fields={"audio_start_offset_sec": "-0.1"}
    ),
    (EMBED, "text_fits_or_may_be_cut"): invalid(
        "text",
        "The text token length should be less than or equal to 77.",
        fields={"text": "dog " * 78, "text_truncate": "none"},
        day="2025-07-15",
    ),
    (EMBED, "audio_start_is_within_the_audio"): invalid(
        "audio_start_offset_sec",
        "audio_start_offset_sec should be less than the duration of the audio",
        fields={"audio_url": "https://example.com/bark.mp3", "audio_start_offset_sec": "30"},
        facts={"duration": 30.0},
    ),
    (LIST, "page_is_in_range"): invalid("page", "page should be 1 or greater", fields={"page": "0"}),
    (LIST, "page_limit_is_in_range"): invalid("page_limit", "page_limit should be between 1 and 50", fields={"page_limit": "51"}),
    (LIST, "status_is_known"): invalid(
        "status",
        "You should use one of the following values: processing, ready, failed.",
        fields={"status": "completed"},
    ),
    (LIST, "started_at_is_a_timestamp"): not_a_moment("started_at"),
    (LIST, "ended_at_is_a_timestamp"): not_a_moment("ended_at"),
    (RETRIEVE, "options_are_known"): invalid(
        "embedding_option",
        "You should use one of the following values: visual, audio, transcription.",
        fields={"embedding_option": "smell"},
    ),
}

# Neighbours whose cases touch the same thing: a request that breaks both, or why there is none.
TOGETHER = {
    (CREATE, "video_clip_length_is_a_number", "clip_length_is_whole"): Case(fields={LENGTH: "abc"}),
    (CREATE, "video_start_offset_sec_is_a_number", "video_end_offset_sec_is_a_number"): Case(fields={START: "a", END: "b"}),
    (CREATE, "model_is_known", "model_is_still_supported"): "a model that never was has no sunset",
    (CREATE, "scopes_are_known", "video_scope_comes_with_clip"): "video is a known scope",
    (CREATE, "offsets_come_together", "end_is_after_start"): Case(fields={END: "0"}),
    (CREATE, "end_is_after_start", "window_is_wide_enough"): Case(fields={START: "6", END: "6"}, version="v1.2"),
    (CREATE, "window_is_wide_enough", "clip_fits_between_offsets"): Case(fields={START: "1", END: "6"}, version="v1.2"),
    (CREATE, "resolution_is_high_enough", "resolution_is_low_enough"): Case(facts={"width": 5185, "height": 359}),
    (CREATE, "resolution_is_low_enough", "aspect_ratio_is_moderate"): Case(facts={"width": 5185, "height": 360}),
    (CREATE, "video_is_long_enough", "video_is_short_enough"): "nothing is too short and too long",
    (CREATE, "video_is_short_enough", "start_leaves_room_for_a_clip"): Case(
        fields={START: "7300", END: "7306"}, facts={"duration": 7300.0}
    ),
    (CREATE, "start_leaves_room_for_a_clip", "end_is_within_the_video"): Case(
        fields={START: "12.1", END: "18.1"}, facts={"duration": 18.0}
    ),
    (EMBED, "model_is_given", "text_is_given"): Case(
        fields={"engine_name": None, "text": None, "text_truncate": "end"}, version="v1.2", day="2024-10-24"
    ),
    (EMBED, "text_is_given", "an_input_is_given"): Case(fields={"text": None}, version="v1.2", day="2024-10-24"),
    (EMBED, "model_is_known", "model_is_still_supported"): "a model that never was has no sunset",
}


def rules_of(operation):
    """Every table of an operation."""
    return [getattr(module, name) for module, name in TABLES[operation]]


def neighbours():
    """Every two rules that are looked at one right after the other."""
    return [
        (operation, first.name, second.name)
        for operation in TABLES
        for table in rules_of(operation)
        for first, second in pairwise(table)
    ]


def both(operation, first, second):
    """A case that breaks two rules: the one written down, or what the two have changed, put together."""
    told = TOGETHER.get((operation, first, second))
    if told is not None:
        return told
    one, other = ALONE[operation, first], ALONE[operation, second]
    clash = one.fields.keys() & other.fields.keys() or one.facts.keys() & other.facts.keys() or one.version != other.version
    if clash:
        pytest.fail(f"{first} and {second} touch the same thing: {clash}; write down in TOGETHER what breaks both")
    fields, files, facts = ({**mine, **theirs} for mine, theirs in zip(one[1:4], other[1:4], strict=True))
    return Case("", fields, files, facts, version=one.version, day=one.day or other.day)


def gist(response):
    """A message without the numbers of its request, and with the model key of v1.3."""
    return CURRENT.sub("", response.json()["message"]).replace("engine_name", "model_name")


@pytest.fixture
def answer(send):
    """What a fresh fake answers to the accepted request of an operation, changed as a case says."""

    def answered(operation, case):
        fake = FakeEmbed(api_date=case.day or None)
        if case.facts:
            fake.media("*", **case.facts)
        model = {"engine_name": "Marengo-retrieval-2.6"} if case.version == "v1.2" else {"model_name": "marengo3.0"}
        if case.day and case.version == "v1.3" and case.day < "2026":
            model = {"model_name": "Marengo-retrieval-2.7"}
        changed = {**model, **ACCEPTED[operation], **case.fields}
        fields = {name: value for name, value in changed.items() if value is not None}
        method, path = operation.split(" ")
        if method == "POST":
            return send(fake, f"POST /{case.version}{path}", fields, case.files)
        task = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": VIDEO})
        path = path.format(task_id=task.json()["_id"])
        return send(fake, f"GET /{case.version}{path}?{urlencode(dict(case.fields), doseq=True)}")

    return answered


@pytest.mark.parametrize("named", ALONE, ids=" ".join)
def test_a_broken_rule_answers_in_its_own_words(answer, named):
    """Code that reads `code` and `message` meets in a test what it will meet in production, letter by letter."""
    operation, _ = named
    case = ALONE[named]

    refused = answer(operation, case)

    assert (refused.status, refused.json()) == (400, {"code": case.code, "message": case.says})


def test_every_rule_is_broken_by_a_case():
    """A rule without a case is one that nobody has seen refuse anything."""
    written = {(operation, rule.name) for operation in TABLES for table in rules_of(operation) for rule in table}

    assert set(ALONE) == written


def test_every_rule_stands_in_a_table():
    """A rule that is written and never looked at refuses nothing."""
    written = {
        rule.name for module in (v1_rules, embed_rules, video_rules) for rule in vars(module).values() if isinstance(rule, Refusal)
    }
    looked_at = {rule.name for operation in TABLES for table in rules_of(operation) for rule in table}

    assert written - looked_at == set()


@pytest.mark.parametrize("operation", TABLES)
def test_stages_never_go_down(operation):
    """The documented order of the checks: required, types, single fields, fields together, media."""
    stages = [rule.stage for table in rules_of(operation) for rule in table]

    assert stages == sorted(stages)


@pytest.mark.parametrize(
    ("operation", "first", "second"), [pair for pair in neighbours() if not isinstance(TOGETHER.get(pair), str)]
)
def test_of_two_broken_neighbours_the_first_answers(answer, monkeypatch, operation, first, second):
    """The order is part of what a client sees. With the two exchanged the second answers, so both are really broken."""
    case = both(operation, first, second)
    said = gist(answer(operation, case))
    for module, name in TABLES[operation]:
        table = list(getattr(module, name))
        names = [rule.name for rule in table]
        if first in names and second in names:
            at = names.index(first)
            table[at : at + 2] = table[at + 1], table[at]
            monkeypatch.setattr(module, name, tuple(table))

    said_when_exchanged = gist(answer(operation, case))

    assert said == CURRENT.sub("", ALONE[operation, first].says)
    assert said_when_exchanged == CURRENT.sub("", ALONE[operation, second].says)


def test_neighbours_that_exclude_each_other_are_neighbours():
    """A pair whose rules have moved apart must not stay excused."""
    assert set(TOGETHER) - set(neighbours()) == set()


@pytest.mark.parametrize(
    ("operation", "case"),
    [
        (CREATE, Case(fields={LENGTH: "2"})),
        (CREATE, Case(fields={LENGTH: "10"})),
        (CREATE, Case(fields={LENGTH: "2.0"}, day="2025-07-15")),
        (CREATE, Case(fields={LENGTH: "2", START: "0", END: "2"})),
        (CREATE, Case(fields={LENGTH: "2", START: "16", END: "18"})),
        (CREATE, Case(fields={START: "12", END: "18"})),
        (CREATE, Case(fields={START: "1.5e0", END: "7.5"})),
        (CREATE, Case(fields={LENGTH: "2", START: "0", END: "6"}, version="v1.2")),
        (CREATE, Case(fields={LENGTH: "2", START: "12", END: "18"}, version="v1.2")),
        (CREATE, Case(fields={LENGTH: "2", END: "6"}, version="v1.2")),
        (CREATE, Case(fields={SCOPES: "clip"})),
        (CREATE, Case(fields={SCOPES: ["clip", "video"]})),
        (CREATE, Case(fields={SCOPES: ["video", "clip", "clip"]})),
        (CREATE, Case(facts={"duration": 4.0})),
        (CREATE, Case(facts={"duration": 7200.0})),
        (CREATE, Case(facts={"size": 2 * GIGABYTE})),
        (CREATE, Case(facts={"width": 360, "height": 360})),
        (CREATE, Case(facts={"width": 5184, "height": 2160})),
        (CREATE, Case(facts={"width": 2160, "height": 5184})),
        (CREATE, Case(facts={"width": 864, "height": 360})),
        (CREATE, Case(facts={"width": 360, "height": 864})),
        # What the service says of a duration may be sent back to it, although it is rounded to float32.
        (CREATE, Case(fields={START: "0", END: "112.361664"}, facts={"duration": 112.3616637})),
        (EMBED, Case(fields={"text": "dog " * 77, "text_truncate": "none"}, day="2025-07-15")),
        (EMBED, Case(fields={"text": "dog " * 78, "text_truncate": "start"}, day="2025-07-15")),
        (EMBED, Case(fields={"text": "dog " * 78, "text_truncate": "end"}, day="2025-07-15")),
        (EMBED, Case(fields={"text": "dog " * 500})),
        (EMBED, Case(fields={"text_truncate": "middle"})),
        (EMBED, Case(fields={"text_truncate": "middle"}, day="2026-01-20")),  # the edition has it, marengo3.0 does not look at it
        (EMBED, Case(fields={"audio_url": "https://example.com/a.mp3", "audio_start_offset_sec": "0"})),
        (EMBED, Case(fields={"audio_url": "https://example.com/a.mp3", "audio_start_offset_sec": "17.9"})),
        (EMBED, Case(fields={"text": None, "image_url": "http://example.com/a.png", "audio_url": ""})),
        (LIST, Case(fields={"page": "1", "page_limit": "1"})),
        (LIST, Case(fields={"page": "999999999999999", "page_limit": "50"})),
        *[(LIST, Case(fields={"status": status})) for status in ("processing", "ready", "failed")],
        (LIST, Case(fields={"started_at": "2026-08-31T00:00:00Z", "ended_at": "2026-09-02T02:00:00.123+02:00"})),
        *[(RETRIEVE, Case(fields={"embedding_option": option})) for option in ("visual", "audio", "transcription")],
        (RETRIEVE, Case(fields={"embedding_option": ["visual", "audio", "transcription"]})),
        (RETRIEVE, Case(fields={"embedding_option": "visual,audio"})),
    ],
)
def test_the_edge_itself_is_accepted(answer, operation, case):
    """A limit that is one too strict would make a test fail for a request that the service takes."""
    assert answer(operation, case).status == 200


@pytest.mark.parametrize(
    ("operation", "case"),
    [
        (CREATE, Case(fields={LENGTH: "1"})),
        (CREATE, Case(fields={LENGTH: "-2"})),
        (CREATE, Case(fields={LENGTH: "2.0"})),
        (CREATE, Case(fields={LENGTH: "2.5"}, day="2025-07-15")),
        (CREATE, Case(fields={LENGTH: ""})),
        (CREATE, Case(fields={END: "12"})),
        (CREATE, Case(fields={START: "7", END: "1"})),
        (CREATE, Case(fields={LENGTH: "2", START: "16.1", END: "18.1"}, facts={"duration": 18.0})),
        (CREATE, Case(fields={START: "0", END: "12.1"}, facts={"duration": 12.0})),
        (CREATE, Case(fields={LENGTH: "2", START: "12.1", END: "18.1"}, facts={"duration": 18.0}, version="v1.2")),
        (CREATE, Case(fields={START: "12"}, version="v1.2")),
        (CREATE, Case(fields={SCOPES: ["video", "video"]})),
        (CREATE, Case(fields={SCOPES: ""})),
        (CREATE, Case(facts={"size": 2 * GIGABYTE + 1})),
        (CREATE, Case(facts={"width": 360, "height": 359})),
        (CREATE, Case(facts={"width": 5185, "height": 2161})),
        (CREATE, Case(facts={"width": 2161, "height": 5184})),
        (CREATE, Case(facts={"width": 360, "height": 865})),
        (CREATE, Case(facts={"duration": 7200.1})),
        (EMBED, Case(fields={"text": None, "image_url": ""})),
        (EMBED, Case(fields={"text": None, "image": "a dog"})),
        (EMBED, Case(fields={"text": None, "text_url": "https://example.com/a.txt"})),
        (LIST, Case(fields={"page": "1.0"})),
        (LIST, Case(fields={"page": ""})),
        (LIST, Case(fields={"page_limit": "-1"})),
        (LIST, Case(fields={"page_limit": "ten"})),
        (LIST, Case(fields={"started_at": "2026-02-30T00:00:00Z"})),
        (LIST, Case(fields={"ended_at": ""})),
        (RETRIEVE, Case(fields={"embedding_option": ["visual", "smell"]})),
        (RETRIEVE, Case(fields={"embedding_option": ""})),
    ],
)
def test_just_beyond_the_edge_is_refused(answer, operation, case):
    """A limit that is one too lax would let a request pass that the service refuses."""
    assert answer(operation, case).status == 400


@pytest.mark.parametrize("version", ["v1.2", "v1.3"])
@pytest.mark.parametrize(("start", "end"), [("6", "6"), ("7", "1"), ("6.0001", "6")])
def test_an_end_that_is_not_after_the_start_is_said_to_be_so(answer, version, start, end):
    """Not that no clip would fit, which is as true."""
    refused = answer(CREATE, Case(fields={START: start, END: end}, version=version))

    assert refused.json()["message"] == ALONE[CREATE, "end_is_after_start"].says


@pytest.mark.parametrize(("start", "end"), [("6.08", "16.08"), ("6.4", "16.4"), ("0.1", "10.1")])
def test_a_window_is_as_long_as_it_is_written(answer, start, end):
    """In binary fractions 16.08 - 6.08 is less than ten (decision D111)."""
    assert answer(CREATE, Case(fields={LENGTH: "10", START: start, END: end}, facts={"duration": 60})).status == 200
