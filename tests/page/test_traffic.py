"""The requests on the page: each with its rule, its evidence and its findings, and lists that can be narrowed."""

from __future__ import annotations

import json
from contextlib import closing
from hashlib import sha256
from urllib.parse import parse_qs

import pytest

from fakeembed import Request
from fakeembed._core.rules import Rule
from fakeembed._core.v1.rules import CREATE_TASK_RULES
from fakeembed.page import traffic
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores import opened


def numbers(page):
    """The numbers of the listed requests."""
    return [int(element["text"]) for element in page.all("td", class_="number")]


def test_a_refused_request_leads_to_its_rule_and_evidence(fake, look, send):
    """From the list to the request, and from there to what is known."""
    send(
        fake,
        "POST /v1.3/embed/tasks",
        {"model_name": "marengo3.0", "video_url": "https://example.com/a.mp4", "video_clip_length": "11"},
    )
    rule = next(rule for rule in CREATE_TASK_RULES if isinstance(rule, Rule) and rule.name == "clip_length_is_within_2_to_10")

    listed = look(fake, "view=requests")
    (link,) = [link["href"] for link in listed.all("a") if link.get("id") == "request-link-1"]
    page = look(fake, link[1:])

    shown = page.one("section", class_="rule")["text"]
    assert rule.message in listed.text
    assert all(part in shown for part in (rule.name, rule.message, rule.evidence.kind, rule.evidence.source))
    assert '"code": "parameter_invalid"' in page.one("pre", **{"aria-label": "The answer"})["text"]


def test_a_scripted_error_has_no_rule(fake, look, send):
    """It is said that somebody wanted it."""
    fake.fail_next(503)
    send(fake, "GET /v1.3/embed/tasks")

    assert "No rule: a test or a form asked for this error" in look(fake, "request=1").text


def test_fields_and_files_are_shown_with_sizes_and_digests(fake, look, send, video_file):
    """And who asked."""
    content = video_file(5.0)
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0"}, {"video_file": ("dog.mp4", content)})

    page = look(fake, "request=1")

    assert ("model_name", "marengo3.0") in zip(
        *([element["text"] for element in page.all(tag)] for tag in ("dt", "dd")), strict=True
    )
    assert f"{len(content):,} bytes" in page.text
    assert sha256(content).hexdigest() in page.text


def test_lists_are_narrowed_by_operation_status_and_finding(fake, look, create, send):
    """Each filter leaves what it names, and all of it."""
    create(fake)
    for _ in range(2):
        send(fake, "POST /v1.3/embed/tasks", {"model_name": "none", "video_url": "https://example.com/a.mp4"})
    send(fake, "GET /v1.3/embed/tasks/none/status")
    send(fake, "GET /v1.3/nothing")
    fake.drop("timeout")
    send(fake, "GET /v1.3/embed/tasks")
    by_status = {"2xx": [1], "4xx": [5, 4, 3, 2], "lost": [6]}

    assert numbers(look(fake, "view=requests")) == [6, 5, 4, 3, 2, 1]
    assert {status: numbers(look(fake, f"view=requests&status={status}")) for status in by_status} == by_status
    assert numbers(look(fake, "view=requests&operation=GET+/embed/tasks/{task_id}/status")) == [4]
    assert numbers(look(fake, "view=requests&operation=POST+/embed/tasks")) == [3, 2, 1]
    assert numbers(look(fake, "view=requests&finding=retried-refusal")) == [3, 2]


def test_findings_stand_beside_the_requests_that_show_them(fake, look, send):
    """In the words of `conduct`."""
    for _ in range(2):
        send(fake, "POST /v1.3/embed/tasks", {"model_name": "none", "video_url": "https://example.com/a.mp4"})
    (finding,) = fake.conduct()

    page = look(fake)

    assert finding.message in page.text
    assert finding.advice in page.text
    assert [link["text"] for link in page.all("a") if link.get("id", "").startswith("finding-")] == ["no. 1", "no. 2"]
    assert len([mark for mark in page.all("b", class_="finding") if mark["text"] == finding.code]) == 3


@pytest.mark.parametrize("asked", [3, traffic.LOOKED_AT + 3])
def test_the_pages_have_each_request_once_and_numbers_stay(look, send, asked):
    """Older ones are forgotten, and their numbers with them."""
    fake = ServedFake(kept_requests=120)
    for _ in range(asked):
        send(fake, "GET /v1.3/embed/tasks")

    seen, query = [], "view=requests"
    while query is not None:
        page = look(fake, query)
        seen += numbers(page)
        query = next((link["href"][1:] for link in page.all("a", id="older")), None)

    assert seen == list(range(asked, max(0, asked - 120), -1))


def test_links_keep_the_filter(fake, look, send):
    """Else the second page would be of another list."""
    for _ in range(30):
        send(fake, "GET /v1.3/embed/tasks/none/status")
        send(fake, "GET /v1.3/embed/tasks")

    (older,) = look(fake, "view=requests&status=4xx").all("a", id="older")

    assert parse_qs(older["href"][1:])["status"] == ["4xx"]
    assert len(numbers(look(fake, older["href"][1:]))) == 5


def test_a_shared_log_is_shown_whoever_answered(tmp_path, look, send):
    """Two processes share a file: one answers, the other shows. There are no findings then, and it says so."""
    path = str(tmp_path / "state.db")
    with closing(opened(path)) as mine, closing(opened(path)) as its:
        one, other = ServedFake(store=mine), ServedFake(store=its)
        send(one, "GET /v1.3/embed/tasks/none/status")
        send(one, "GET /v1.3/embed/tasks")

        page = look(other)

        assert numbers(page) == [2, 1]
        assert "findings are not made from it" in page.text
        assert "task_id_is_an_object_id" in look(other, "request=1").text


def test_a_program_gets_the_rule_as_well(fake, send):
    """`GET /__fakeembed__/requests` lists what the page shows."""
    send(fake, "GET /v1.3/embed/tasks/none/status")

    (listed,) = json.loads(fake.app(Request("GET", "/__fakeembed__/requests")).body)["requests"]

    assert (listed["code"], listed["refused_by"]["rule"]) == ("parameter_invalid", "task_id_is_an_object_id")
    assert listed["at"].endswith("Z")


def test_a_hint_stands_beside_what_was_refused(look, send):
    """What the log knows about another day of the service."""
    fake = ServedFake(api_date="2026-11-01")
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "Marengo-retrieval-2.7", "video_url": "https://example.com/a.mp4"})

    assert fake.requests[0].hint != ""
    assert fake.requests[0].hint in look(fake, "request=1").text
