"""Every rule of embed v1 is broken alone, met at its edge, and broken together with its neighbour."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import urlencode

import pytest
from v1_cases import (
    ACCEPTED,
    ALONE,
    CREATE,
    EMBED,
    END,
    GIGABYTE,
    LENGTH,
    LIST,
    RETRIEVE,
    SCOPES,
    START,
    TABLES,
    TOGETHER,
    VIDEO,
    Case,
)

from fakeembed import FakeEmbed
from fakeembed._core.media import video_rules
from fakeembed._core.rules import Refusal
from fakeembed._core.v1 import embed_rules
from fakeembed._core.v1 import rules as v1_rules


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
    written = TOGETHER.get((operation, first, second))
    if written is not None:
        return written
    one, other = ALONE[operation, first], ALONE[operation, second]
    clash = one.fields.keys() & other.fields.keys() or one.facts.keys() & other.facts.keys() or one.version != other.version
    if clash:
        pytest.fail(f"{first} and {second} touch the same thing: {clash}; write down in TOGETHER what breaks both")
    fields, files, facts = ({**mine, **theirs} for mine, theirs in zip(one[:3], other[:3], strict=True))
    return Case(fields, files, facts, version=one.version, day=one.day or other.day)


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
def test_a_broken_rule_refuses(answer, refusing, named):
    """That rule and no other, with a code and a message and nothing else; the contracts have the words, letter by letter."""
    operation, rule = named

    refused = answer(operation, ALONE[named])

    assert refusing == [rule]
    assert (refused.status, list(refused.json())) == (400, ["code", "message"])
    assert refused.json()["message"].endswith(ALONE[named].says)


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


@pytest.mark.parametrize("pair", [pair for pair in neighbours() if not isinstance(TOGETHER.get(pair), str)], ids=" ".join)
def test_of_two_broken_neighbours_the_first_answers(answer, refusing, monkeypatch, pair):
    """The order is part of what a client sees. With the two exchanged the second answers, so both are really broken."""
    operation, first, second = pair
    case = both(operation, first, second)
    answer(operation, case)
    for module, name in TABLES[operation]:
        table = list(getattr(module, name))
        names = [rule.name for rule in table]
        if first in names and second in names:
            at = names.index(first)
            table[at : at + 2] = table[at + 1], table[at]
            monkeypatch.setattr(module, name, tuple(table))

    answer(operation, case)

    assert refusing == [first, second]


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
def test_an_end_that_is_not_after_the_start_is_said_to_be_so(answer, refusing, version, start, end):
    """Not that no clip would fit, which is as true."""
    answer(CREATE, Case(fields={START: start, END: end}, version=version))

    assert refusing == ["end_is_after_start"]


@pytest.mark.parametrize(("start", "end"), [("6.08", "16.08"), ("6.4", "16.4"), ("0.1", "10.1")])
def test_a_window_is_as_long_as_it_is_written(answer, start, end):
    """In binary fractions 16.08 - 6.08 is less than ten (decision D111)."""
    assert answer(CREATE, Case(fields={LENGTH: "10", START: start, END: end}, facts={"duration": 60})).status == 200
