"""How embed v2 spells an error: flat as recorded, nested where the specification is asked for, and nested always for a 413."""

from __future__ import annotations

import pytest

from fakeembed import FakeEmbed

TEXT = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": ""}}
SAYS = {"code": "parameter_invalid", "message": "The text.input_text parameter is invalid. input_text should not be empty"}
LARGE = {
    "input_type": "multi_input",
    "model_name": "marengo3.5",
    "multi_input": {"media_sources": [{"media_type": "image", "url": "https://example.com/a.png"}]},
}
UNKNOWN = "64f8d2c7e4a1b37f8a9c5d12"


def test_an_error_is_flat(ask, fake):
    """Recorded on 2026-07-20, whatever the specification says (decision D04)."""
    assert ask(fake, "POST /embed-v2", TEXT).json() == SAYS


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [
        ("POST /embed-v2", TEXT, 400),
        ("POST /embed-v2/tasks", {}, 400),
        (f"GET /embed-v2/tasks/{UNKNOWN}", None, 404),
    ],
)
def test_the_specification_nests_it(ask, operation, body, status):
    """The same code and words inside `error`, without a `docs_url` (decision D68)."""
    flat = ask(FakeEmbed(), operation, body)

    nested = ask(FakeEmbed(errors="documented"), operation, body)

    assert nested.json() == {"error": flat.json()}
    assert (flat.status, nested.status) == (status, status)


@pytest.mark.parametrize("operation", ["GET /embed-v2/tasks?page=0", "GET /embed/tasks?page=0"])
def test_the_specification_has_the_errors_of_lists_flat(ask, operation):
    """Unlike their siblings."""
    body = ask(FakeEmbed(errors="documented"), operation).json()

    assert sorted(body) == ["code", "message"]


@pytest.mark.parametrize("errors", ["live", "documented"])
def test_a_413_is_nested_always(ask, errors):
    """The clients that know it raise a parsing error on a flat one."""
    fake = FakeEmbed(errors=errors)
    fake.media("*", size=33 * 2**20)

    answer = ask(fake, "POST /embed-v2", LARGE)

    assert answer.status == 413
    assert answer.json() == {
        "error": {"code": "content_too_large", "message": "File size (33.0 MB) exceeds maximum limit of 32 MB"}
    }


@pytest.mark.parametrize(
    ("status", "errors", "nested"), [(500, "live", False), (500, "documented", True), (413, "live", True), (429, "live", False)]
)
def test_a_scripted_fault_has_the_envelope_of_its_operation(ask, status, errors, nested):
    """So that a client parses it as it would parse the service's own."""
    fake = FakeEmbed(errors=errors)
    fake.fail_next(status, path="/embed-v2")

    body = ask(fake, "POST /embed-v2", TEXT).json()

    assert (sorted(body) == ["error"]) is nested


def test_a_key_is_looked_at_first(ask):
    """Flat as everywhere: nothing is known of the operation yet."""
    body = ask(FakeEmbed(api_keys=["other"]), "POST /embed-v2", TEXT).json()

    assert body["code"] == "api_key_invalid"


def test_an_older_version_does_not_have_it(send, fake):
    """The documented words say from which version on."""
    answer = send(fake, "POST /v1.2/embed-v2")

    assert answer.json() == {
        "code": "api_upgrade_required",
        "message": "This endpoint is supported starting with version v1.3. Your version is v1.2.",
    }
