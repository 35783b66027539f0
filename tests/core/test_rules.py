"""The rules that every operation shares, and what a rule is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request
from fakeembed._core import rules
from fakeembed._core.media.names import is_direct_url
from fakeembed._core.rules import Refusal, Refused, Rule, Stage, check, decided, refuse
from fakeembed._core.v1 import embed_rules
from fakeembed._core.v1 import rules as v1_rules

FORM = "multipart/form-data; boundary=b"
URLENCODED = "application/x-www-form-urlencoded"
UNKNOWN_ID = "64f8d2c7e4a1b37f8a9c5d12"
LARGE_FIELD = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n%s\r\n--b--' % (b"x" * (1024 * 1024 + 1))

# rule: method, path, headers and body of a request that breaks it, the status, and the end of a message with a value of the request
ALONE = {
    "api_key_is_valid": ("GET", "/v1.3/embed/tasks", {"x-api-key": " "}, b"", 401, ""),
    "route_exists": ("GET", "/v1.3/embeds", {}, b"", 404, ""),
    "method_exists": ("PUT", "/v1.3/embed", {}, b"", 405, ""),
    "version_has_endpoint": ("POST", "/v1.1/embed", {}, b"", 400, " version v1.2. Your version is v1.1."),
    "content_type_is_supported": (
        "POST",
        "/v1.3/embed",
        {"content-type": "application/json; charset=utf-8"},
        b'{"model_name": "marengo3.0", "text": "a rabbit in a forest"}',
        400,
        "The content type 'application/json' is not supported. Please use 'multipart/form-data'.",
    ),
    "body_can_be_decoded": ("POST", "/v1.3/embed", {"content-type": FORM}, b"no form", 400, ""),
    "fields_are_of_sane_size": ("POST", "/v1.3/embed", {"content-type": FORM}, LARGE_FIELD, 400, "The text parameter is invalid."),
    "content_type_is_json": (
        "POST",
        "/v1.3/assets/multipart-uploads",
        {"content-type": "text/plain"},
        b"{}",
        400,
        "The content type 'text/plain' is not supported. Please use 'application/json'.",
    ),
    "task_id_is_an_object_id": ("GET", "/v1.3/embed/tasks/abc/status", {}, b"", 400, ""),
    "task_exists": ("GET", f"/v1.3/embed/tasks/{UNKNOWN_ID}", {}, b"", 404, f" id {UNKNOWN_ID} does not exist in embed_tasks."),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_shared_rule_refuses(refusing, name):
    """That rule and no other, with a code and a message and nothing else; the contracts have the words, letter by letter."""
    method, path, headers, body, status, says = ALONE[name]

    refused = FakeEmbed().app(Request(method, path, headers={"x-api-key": "any", **headers}, body=body))

    assert refusing == [name]
    assert (refused.status, list(refused.json())) == (status, ["code", "message"])
    assert refused.message.endswith(says)


def test_every_shared_rule_is_broken_by_a_case():
    """A rule that nobody has seen refuse anything is a guess; those about the model are broken in the tables of v1."""
    written = {rule.name for rule in vars(rules).values() if isinstance(rule, Refusal)}
    in_tables = {rule.name for rule in v1_rules.CREATE_TASK_RULES}

    assert written - in_tables == set(ALONE)


@pytest.mark.parametrize(
    "rule",
    [rule for module in (rules, embed_rules, v1_rules) for rule in vars(module).values() if isinstance(rule, Refusal)],
    ids=lambda rule: rule.name,
)
def test_every_rule_says_how_it_is_known(rule):
    """Whoever reads a message may know whether anybody has seen it; no message has the back-ticks of the pages."""
    assert rule.evidence.kind in {"recorded", "documented", "decided"}
    assert rule.evidence.source != ""
    assert "`" not in rule.message


@pytest.mark.parametrize("key", [None, "", "  ", "\t", "Tlk_1", "tlk_12", "tlk_"])
@pytest.mark.parametrize("path", ["/v1.2/embed/tasks", "/v1.3/embed/tasks", "/embed/tasks"])
def test_a_key_that_is_not_among_the_accepted_ones_is_refused(path, key):
    """A client that mixes up its keys has to find out in its tests."""
    fake = FakeEmbed(api_keys=["tlk_1"])

    refused = fake.app(Request("GET", path, headers={} if key is None else {"x-api-key": key}))

    assert (refused.status, refused.json()["code"]) == (401, "api_key_invalid")


def test_an_accepted_key_is_accepted():
    """The other half of the test above."""
    fake = FakeEmbed(api_keys=["tlk_1", "tlk_2"])

    assert fake.app(Request("GET", "/embed/tasks", headers={"x-api-key": "tlk_2"})).status == 200


@pytest.mark.parametrize("path", ["/v1.3/embed", "/v1.3/embed/tasks", "/v1.2/embed/tasks"])
@pytest.mark.parametrize("content_type", ["", "application/json", "text/plain", URLENCODED])
def test_a_body_of_another_type_is_refused_by_name(path, content_type):
    """A client whose retry lost its content type gets a refusal that shows it: the name is empty."""
    headers = {"x-api-key": "any", "content-type": content_type} if content_type else {"x-api-key": "any"}

    refused = FakeEmbed().app(Request("POST", path, headers=headers, body=b"model_name=marengo3.0&text=dog"))

    message = f"The content type '{content_type}' is not supported. Please use 'multipart/form-data'."
    assert (refused.status, refused.json()) == (400, {"code": "content_type_invalid", "message": message})


def test_v1_2_embeds_a_urlencoded_form():
    """The clients of 2024 send one."""
    headers = {"x-api-key": "any", "content-type": URLENCODED}
    body = b"engine_name=Marengo-retrieval-2.6&text=hello+world&text_truncate=none"

    answer = FakeEmbed().app(Request("POST", "/v1.2/embed", headers=headers, body=body))

    assert (answer.status, len(answer.json()["text_embedding"]["float"])) == (200, 1024)


@pytest.mark.parametrize("path", ["/v1.3/embed/tasks", "/v1.3/embed/tasks/abc", "/v1.3/embed/tasks/abc/status", "/v1.2/embed"])
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_what_a_path_does_not_offer_is_405(path, method):
    """There is no cancel and no delete: a client that believes so must not be told 404."""
    refused = FakeEmbed().app(Request(method, path, headers={"x-api-key": "any"}))

    assert (refused.status, refused.json()["code"]) == (405, "generic_error")


@pytest.mark.parametrize("path", ["", "/", "/v1.3", "/v1.3/embed/tasks/abc/status/more", "/v1.4/embed", "/v1.1", "/v1.1/nothing"])
def test_what_no_edition_offers_is_404(path):
    """Also below a version that once was, or that is not yet."""
    refused = FakeEmbed().app(Request("GET", path, headers={"x-api-key": "any"}))

    assert (refused.status, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/v1.3/embed/tasks", "/embed/tasks", "//v1.3//embed/tasks/", "/v1.2/embed/tasks"])
def test_a_path_may_have_double_slashes_or_no_version(path):
    """Clients join their base URL in several ways, and those of today leave the version to it."""
    assert FakeEmbed().app(Request("GET", path, headers={"x-api-key": "any"})).status == 200


@pytest.mark.parametrize("id_of", [str.upper, str.lower])
def test_an_id_is_found_in_any_case(send, id_of):
    """It is a number in hexadecimal."""
    fake = FakeEmbed()
    task = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/a.mp4"})

    answer = send(fake, f"GET /v1.3/embed/tasks/{id_of(task.json()['_id'])}/status")

    assert answer.status == 200


@pytest.mark.parametrize("task_id", ["0" * 23, "0" * 25, "g" * 24, "%30" * 24, "0" * 23 + "\n"])
@pytest.mark.parametrize("tail", ["", "/status"])
def test_an_id_that_is_none_is_invalid(task_id, tail):
    """Documented for the status; the task itself says the same (decision D17)."""
    refused = FakeEmbed().app(Request("GET", f"/v1.3/embed/tasks/{task_id}{tail}", headers={"x-api-key": "any"}))

    message = "The task_id parameter is invalid. task_id value is invalid"
    assert (refused.status, refused.json()["message"]) == (400, message)


@pytest.mark.parametrize(
    "url",
    [
        "dog.mp4",
        "/home/me/dog.mp4",
        "file:///dog.mp4",
        "s3://bucket/dog.mp4",
        "https://",
        "https:///dog.mp4",
        "http://[::1/dog.mp4",
        "https://example.com/a dog.mp4",
        "https://example.com/dog.mp4\n",
        "https://example.com/\0",
    ],
)
@pytest.mark.parametrize("parameter", ["image_url", "audio_url"])
def test_what_nobody_could_fetch_is_no_url(send, parameter, url):
    """A path sent as a URL is the mistake that a fake without a network can still see."""
    refused = send(FakeEmbed(), "POST /v1.3/embed", {"model_name": "marengo3.0", parameter: url})

    assert refused.json()["message"] == f"The {parameter} parameter is invalid. {parameter} should be a direct http or https URL"


@pytest.mark.parametrize(
    ("url", "direct"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", False),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", False),
        ("https://youtu.be/dQw4w9WgXcQ", False),
        ("https://vimeo.com/76979871", False),
        ("https://drive.google.com/file/d/abc/view", False),
        ("https://www.dropbox.com/s/abc/dog.mp4?dl=0", False),
        ("https://drive.google.com/uc?id=abc&export=download", True),
        ("https://www.dropbox.com/s/abc/dog.mp4?dl=1", True),
        ("https://example.com/youtube.com/dog.mp4", True),
        ("https://myvimeo.com/dog.mp4", True),
    ],
)
def test_a_page_of_a_video_platform_is_no_file(send, url, direct):
    """The documentation wants a direct link; the wording is decision D109."""
    answer = send(FakeEmbed(), "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": url})

    assert answer.status == (200 if direct else 400)
    assert (
        direct or answer.json()["message"] == "The video_url parameter is invalid. video_url should be a direct http or https URL"
    )


HOSTS = st.sampled_from(
    ["example.com", "a.io", "bucket.s3.eu-west-1.amazonaws.com:443", "127.0.0.1:8000", "[::1]", "bücher.example"]
)
TAILS = st.text("abcXYZ0189%._~-/=&+;:@!$()", max_size=40)


@given(st.sampled_from(["http", "https", "HTTPS"]), HOSTS, TAILS, TAILS)
def test_every_direct_url_is_one(scheme, host, path, query):
    """Pre-signed URLs with long queries were recorded as accepted."""
    assert is_direct_url(f"{scheme}://{host}/{path}?{query}")


def test_a_table_stops_at_its_first_broken_rule():
    """One answer has one reason."""
    broken = [Rule(name, Stage.SINGLE, name, name.upper(), decided("D00"), holds=lambda _: False) for name in ("a", "b")]
    kept = Rule("kept", Stage.SINGLE, "kept", "KEPT", decided("D00"), holds=lambda _: True)

    with pytest.raises(Refused) as refused:
        check(None, (kept, *broken))

    assert (refused.value.refusal, refused.value.message, str(refused.value)) == (broken[0], "A", "A")


def test_a_refusal_can_be_filled_with_facts():
    """What no `Parameters` knows is handed in by name."""
    rule = Refusal("r", Stage.ROUTE, "c", "{thing} is gone", decided("D00"), status=404)

    with pytest.raises(Refused, match="the dog is gone") as refused:
        refuse(rule, thing="the dog")

    assert refused.value.refusal.status == 404


@pytest.mark.parametrize(("page", "status"), [(2**63 - 1, 200), (2**63, 400)])
def test_a_page_is_an_integer_that_servers_can_read(page, status):
    """Behind the last page there is an empty one; behind the largest integer there is none (decision D167)."""
    answer = FakeEmbed().app(Request("GET", "/v1.3/embed/tasks", f"page={page}", {"x-api-key": "any"}))

    assert (answer.status, answer.json().get("data", [])) == (status, [])
