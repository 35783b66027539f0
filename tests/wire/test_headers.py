"""The headers of every answer: those that were recorded, in the family of the day."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

import pytest

from fakeembed import FakeEmbed, Request

VIDEO = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
OLD_VIDEO = {"model_name": "Marengo-retrieval-2.7", "video_url": "https://example.com/dog.mp4"}
FIRST_OF_2025_11_07 = 1762473600


def rate_headers(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("x-ratelimit")}


def test_an_accepted_request_of_2026_counts_in_two_dimensions(send):
    """Recorded 2026-07-09: 36,000 seconds of video, on an operation that embeds nothing else; all three facts of each (D101)."""
    fake = FakeEmbed()
    fake.media("*", duration=100.4)
    tomorrow = f"{fake.clock.seconds + 86_400:.0f}"

    first, second = (rate_headers(send(fake, "POST /v1.3/embed/tasks", VIDEO)) for _ in range(2))

    assert first == {
        "x-ratelimit-dimensions": "Duration,Request",
        "x-ratelimit-duration-limit": "36000",
        "x-ratelimit-duration-remaining": "35900",
        "x-ratelimit-duration-reset": tomorrow,
        "x-ratelimit-request-limit": "1000",
        "x-ratelimit-request-remaining": "999",
        "x-ratelimit-request-reset": tomorrow,
    }
    assert (second["x-ratelimit-duration-remaining"], second["x-ratelimit-request-remaining"]) == ("35799", "998")


def test_rate_headers_2026_search_400(send):
    """Recorded whole on 2026-04-15: one dimension where no media are embedded, and a refused request that counts itself."""
    fake = FakeEmbed(api_date="2026-04-15")
    fake.rate_limit(1500, per="1minute")
    text = {"model_name": "marengo3.0", "text": "a dog"}
    began = fake.clock.seconds
    for fields in [text, {}] * 7 + [text] * 22:
        send(fake, "POST /v1.3/embed", fields)
        fake.clock.advance(1.5)

    refused = send(fake, "POST /v1.3/embed", {**text, "text": ""})

    assert (refused.status, refused.headers["content-type"]) == (400, "application/json")
    assert rate_headers(refused) == {
        "x-ratelimit-dimensions": "Request",
        "x-ratelimit-request-limit": "1500",
        "x-ratelimit-request-remaining": "1470",
        "x-ratelimit-request-reset": f"{began + 60:.0f}",
    }
    assert (refused.headers["tl-report"], refused.headers["vary"]) == ("backend", "Accept-Encoding")
    assert re.fullmatch("[0-9a-f]{32}", refused.headers["x-trace-id"])


def test_v1_embed_tasks_400_headers_2026(send):
    """Recorded 2026-07-09 on a 400: it uses up no seconds, and the next request stands where it stood."""
    fake = FakeEmbed()

    answers = [send(fake, "POST /v1.3/embed/tasks", {**VIDEO, "video_clip_length": "2.0"}) for _ in range(2)]

    assert {answer.status for answer in answers} == {400}
    assert {answer.headers["content-type"] for answer in answers} == {"application/json"}
    assert rate_headers(answers[0]) == rate_headers(answers[1])
    assert (
        rate_headers(answers[0]).items()
        >= {
            "x-ratelimit-dimensions": "Duration,Request",
            "x-ratelimit-duration-limit": "36000",
            "x-ratelimit-duration-remaining": "36000",
            "x-ratelimit-request-remaining": "999",
        }.items()
    )


def test_sound_counts_its_seconds(send):
    """The limits page has a category for audio, which `POST /embed` takes as well."""
    fake = FakeEmbed()
    fake.media("*.wav", duration=30)

    answer = send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "audio_url": "https://example.com/bark.wav"})

    assert answer.headers["x-ratelimit-dimensions"] == "Duration,Request"
    assert answer.headers["x-ratelimit-duration-remaining"] == "35970"


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


@pytest.mark.parametrize(("day", "digits"), [(None, "[0-9a-f]{32}"), ("2026-01-12", "[0-9a-f]{32}"), ("2026-01-11", "[0-9]{1,18}")])
def test_every_answer_has_a_trace_id_of_its_own(send, day, digits):
    """Recorded: decimal digits in 2025, hexadecimal ones in 2026; and where the answer came from."""
    fake = FakeEmbed(api_date=day)
    operations = ["GET /v1.3/embed/tasks", "POST /v1.3/embed", "GET /nothing", "PUT /v1.3/embed"]

    answers = [send(fake, operation) for operation in operations] + [send(fake, operations[0], key=None)]

    traces = [answer.headers["x-trace-id"] for answer in answers]
    assert len(set(traces)) == len(traces)
    assert all(re.fullmatch(digits, trace) for trace in traces)
    assert {(answer.headers["tl-report"], answer.headers["vary"]) for answer in answers} == {("backend", "Accept-Encoding")}


@pytest.mark.parametrize("day", ["2025-11-07", "2026-04-15", None])
def test_the_date_is_that_of_the_clock(send, day):
    """Recorded 2025-11-07: it and `retry-after` together are the reset of the limit, which clients subtract it from."""
    fake = FakeEmbed(api_date=day)
    fake.rate_limit(1)
    model = "Marengo-retrieval-2.7" if day == "2025-11-07" else "marengo3.0"
    for _ in range(2):
        fake.clock.advance(61)
        answer = send(fake, "POST /v1.3/embed", {"model_name": model, "text": "a dog"})

    reset = next(int(value) for name, value in answer.headers.items() if name.endswith("-reset"))
    date = parsedate_to_datetime(answer.headers["date"])
    assert (answer.status, date) == (429, fake.clock.now())
    assert date.timestamp() + int(answer.headers["retry-after"]) == reset


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
