"""What a scripted error says: the service's own words for its status, and whatever a test says instead."""

from __future__ import annotations

import json

import pytest

from fakeembed import FakeEmbed, Request
from fakeembed.serving.served import ServedFake


def get(fake):
    """One request that a fault can meet."""
    return fake.app(Request("GET", "/v1.3/embed/tasks", "", {"x-api-key": "any"}))


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (401, "api_key_invalid", "API Key is either invalid or expired."),
        (403, "read_not_allowed", "The caller is not authorized to read entity"),
        (404, "not_found", "The specified resource does not exist."),
        (413, "content_too_large", "exceeds maximum limit of 32 MB"),
        (429, "too_many_requests", "You have exceeded the rate limit (100req/1day)."),
        (500, "generic_error", "An error occurred."),
    ],
)
def test_a_status_speaks_in_the_services_own_words(status, code, message):
    """Where they are known; in Python and over the control endpoint."""
    here, served = FakeEmbed(), ServedFake()
    here.fail_next(status)
    served.app(Request("POST", "/__fakeembed__/faults", "", {}, json.dumps({"status": status}).encode()))

    for said in (get(here), get(served), here.requests[-1], served.requests[-1]):
        assert (said.status, said.code) == (status, code)
        assert message in said.message


def test_what_a_test_says_of_an_error_comes_first():
    """Its code without the words of another one, its words with the code of the status, and its headers once each."""
    fake = FakeEmbed()
    fake.fail_next(401, code="mine")
    fake.fail_next(401, message="No.")
    fake.fail_next(429, headers={"Retry-After": "5"})

    mine, no, later = get(fake), get(fake), get(fake)

    assert (mine.code, mine.message) == ("mine", "An error occurred.")
    assert (no.code, no.message) == ("api_key_invalid", "No.")
    assert [value for name, value in later.headers.items() if name.lower() == "retry-after"] == ["5"]
    assert later.code == "too_many_requests"


@pytest.mark.parametrize("headers", [{"x-a": "1\r\nx-b: 2"}, {"x-ü": "1"}, {"x-a": 1}, {"x a\n": "1"}])
def test_a_header_that_cannot_be_sent_is_refused(headers):
    """A line break would be another header."""
    with pytest.raises(ValueError, match="a header is a printable ASCII text"):
        FakeEmbed().fail_next(503, headers=headers)
