"""The headers of every answer: those that were recorded, in the family of the day."""

from __future__ import annotations

import pytest

from fakeembed import FakeEmbed, Request

VIDEO = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
OLD_VIDEO = {"model_name": "Marengo-retrieval-2.7", "video_url": "https://example.com/dog.mp4"}
FIRST_OF_2025_11_07 = 1762473600


def rate_headers(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("x-ratelimit")}


def test_an_accepted_request_of_2026_counts_in_two_dimensions(send):
    """Recorded 2026-07-09: 36,000 seconds of video; the requests were read by a client in 2026-03."""
    fake = FakeEmbed()
    fake.media("*", duration=100.4)

    first, second = (rate_headers(send(fake, "POST /v1.3/embed/tasks", VIDEO)) for _ in range(2))

    assert first == {
        "x-ratelimit-dimensions": "Duration,Request",
        "x-ratelimit-duration-limit": "36000",
        "x-ratelimit-duration-remaining": "35900",
        "x-ratelimit-request-limit": "1000",
        "x-ratelimit-request-remaining": "999",
    }
    assert (second["x-ratelimit-duration-remaining"], second["x-ratelimit-request-remaining"]) == ("35799", "998")


def test_a_refused_request_carries_them_too(send):
    """Recorded 2026-07-09 on a 400: it uses up a request and no seconds."""
    refused = send(FakeEmbed(), "POST /v1.3/embed/tasks", {**VIDEO, "video_clip_length": "2.0"})

    assert refused.status == 400
    assert refused.headers["content-type"] == "application/json"
    assert rate_headers(refused) == {
        "x-ratelimit-dimensions": "Duration,Request",
        "x-ratelimit-duration-limit": "36000",
        "x-ratelimit-duration-remaining": "36000",
        "x-ratelimit-request-limit": "1000",
        "x-ratelimit-request-remaining": "999",
    }


def test_a_request_of_2025_counts_in_one(send):
    """Recorded 2025-11-07: limit, remaining, used, and the epoch second at which the window is over; with a charset."""
    fake = FakeEmbed(api_date="2025-11-07")

    answers = [send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO) for _ in range(2)]

    assert [rate_headers(answer) for answer in answers] == [
        {
            "x-ratelimit-limit": "1000",
            "x-ratelimit-remaining": str(1000 - used),
            "x-ratelimit-used": str(used),
            "x-ratelimit-reset": str(FIRST_OF_2025_11_07 + 86_400),
        }
        for used in (1, 2)
    ]
    assert answers[0].headers["content-type"] == "application/json; charset=UTF-8"


def test_the_window_of_a_day_begins_anew(send):
    """The next day's reset is a day later."""
    fake = FakeEmbed(api_date="2025-11-07")
    fake.clock.advance(86_400)

    answer = send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO)

    assert answer.headers["x-ratelimit-reset"] == str(FIRST_OF_2025_11_07 + 2 * 86_400)


@pytest.mark.parametrize("path", ["/v1.2/embed", "//v1.2/embed"])
@pytest.mark.parametrize("broken", [{}, {"text": ""}])
def test_v1_2_keeps_its_family(send, path, broken):
    """The path decides, whatever the day (decision D31)."""
    answer = send(FakeEmbed(), f"POST {path}", {"engine_name": "Marengo-retrieval-2.6", "text": "a dog", **broken})

    assert "x-ratelimit-used" in answer.headers
    assert "x-ratelimit-dimensions" not in answer.headers
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


@pytest.mark.parametrize(
    ("operation", "key"),
    [
        ("GET /v1.3/embed/tasks", "any"),
        ("GET /v1.3/embed/tasks/abc", "any"),
        ("POST /v1.3/embed/tasks", ""),
        ("POST /v1.3/nothing", "any"),
        ("POST /v1.1/embed", "any"),
        ("POST /v1.3/embed/tasks/abc/status", "any"),
    ],
)
def test_what_uses_nothing_up_says_nothing_about_limits(send, operation, key):
    """Reads are in no category of the limits page, and an unknown key or route reaches no account (decisions D31, D55)."""
    fake = FakeEmbed()

    answer = send(fake, operation, VIDEO, key=key)

    assert rate_headers(answer) == {}
    assert rate_headers(send(fake, "POST /v1.3/embed/tasks", VIDEO))["x-ratelimit-request-remaining"] == "999"


@pytest.mark.parametrize("path", ["/v1.3/embed", "/v1.2/embed"])
def test_a_scripted_429_has_the_family_of_its_path(send, path):
    """Code that waits reads the headers of its own edition, and those that the test adds."""
    fake = FakeEmbed()
    fake.fail_next(429, code="too_many_requests", message="later", headers={"retry-after": "7", "x-trace-id": "1"})

    answer = send(fake, f"POST {path}", VIDEO)

    assert answer.status == 429
    assert ("x-ratelimit-dimensions" in answer.headers) == (path == "/v1.3/embed")
    assert (answer.headers["retry-after"], answer.headers["x-trace-id"]) == ("7", "1")


def test_a_scripted_fault_of_a_read_says_nothing_about_limits(send):
    """Like every other answer to a read."""
    fake = FakeEmbed()
    fake.fail_next(503)

    assert rate_headers(send(fake, "GET /v1.3/embed/tasks")) == {}


def test_no_number_goes_below_zero(send):
    """The account is not limited unless a test asks for it; its headers stay numbers that a client can read."""
    one, other = FakeEmbed(), FakeEmbed(api_date="2025-11-07")
    one.media("*", duration=7200.0)

    for _ in range(1001):
        send(one, "POST /v1.3/embed/tasks", VIDEO)
        send(other, "POST /v1.3/embed/tasks", OLD_VIDEO)

    two_dimensions = rate_headers(send(one, "POST /v1.3/embed/tasks", VIDEO))
    one_dimension = rate_headers(send(other, "POST /v1.3/embed/tasks", OLD_VIDEO))
    assert two_dimensions["x-ratelimit-duration-remaining"] == two_dimensions["x-ratelimit-request-remaining"] == "0"
    assert (one_dimension["x-ratelimit-remaining"], one_dimension["x-ratelimit-used"]) == ("0", "1000")


def test_every_answer_has_a_trace_id_of_its_own(send):
    """Recorded: decimal digits; and where the answer came from."""
    fake = FakeEmbed()
    operations = ["GET /v1.3/embed/tasks", "POST /v1.3/embed", "GET /nothing", "PUT /v1.3/embed"]

    answers = [send(fake, operation) for operation in operations] + [send(fake, operations[0], key=None)]

    traces = [answer.headers["x-trace-id"] for answer in answers]
    assert len(set(traces)) == len(traces)
    assert all(trace.isdigit() and 1 <= len(trace) <= 18 for trace in traces)
    assert {answer.headers["tl-report"] for answer in answers} == {"backend"}


def test_trace_ids_are_the_same_in_every_run(send):
    """Nothing is left to chance."""
    assert len({send(FakeEmbed(), "GET /v1.3/embed/tasks").headers["x-trace-id"] for _ in range(3)}) == 1


def test_the_answer_to_an_unknown_key_has_the_content_type_of_its_path():
    """The oldest clients read JSON only when the header says so."""
    answers = [FakeEmbed().app(Request("POST", path)) for path in ("/v1.3/embed", "/v1.2/embed", "/embed", "/v9.9/embed")]

    assert [answer.headers["content-type"] for answer in answers] == [
        "application/json",
        "application/json; charset=UTF-8",
        "application/json",
        "application/json",
    ]


@pytest.mark.parametrize(
    ("operation", "day", "docs"),
    [
        ("POST /v1.2/embed", "2024-10-24", "https://docs.twelvelabs.io/reference/error-codes"),
        ("POST /v1.2/embed", None, "https://docs.twelvelabs.io/reference/error-codes"),
        ("POST /v1.3/embed", "2024-12-02", "https://docs.twelvelabs.io/reference/error-codes"),
        ("POST /v1.3/embed", "2026-07-29", "https://docs.twelvelabs.io/api-reference/error-codes"),
        ("POST /v1.3/embed", "2026-07-30", None),
        ("GET /v1.3/nothing", "2026-07-29", None),
    ],
)
def test_documented_errors_point_to_the_page_of_their_day(send, operation, day, docs):
    """The specification has `docs_url` until 2026-07-30, except in its 404; no recording has it (decision D34)."""
    documented = send(FakeEmbed(api_date=day, errors="documented"), operation).json()
    live = send(FakeEmbed(api_date=day), operation).json()

    assert documented.get("docs_url") == docs
    assert {name: documented[name] for name in ("code", "message")} == live


@pytest.mark.parametrize("name", ["x-api-key", "X-Api-Key", "X-API-KEY"])
def test_a_request_knows_its_headers_by_any_case(name):
    """Whoever makes a request by hand writes them as the documentation does."""
    fake = FakeEmbed(api_keys=["mine"])
    request = Request("GET", "/v1.3/embed/tasks", headers={name: "mine"})

    assert request.header("x-api-key") == "mine"
    assert fake.app(request).status == 200


def test_a_key_that_was_not_sent_is_not_called_hidden():
    """The log says whether there was one, and not which."""
    fake = FakeEmbed()
    for headers in ({"X-Api-Key": "mine", "Accept": "*/*"}, {"Accept": "*/*"}):
        fake.app(Request("GET", "/v1.3/embed/tasks", headers=headers))

    assert [logged.headers for logged in fake.requests] == [{"x-api-key": "(hidden)", "accept": "*/*"}, {"accept": "*/*"}]
