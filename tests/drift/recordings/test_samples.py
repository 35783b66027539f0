"""One story, recorded by many tools: each recording is read as far as its tool kept things, and nothing in it is called drift."""

from __future__ import annotations

import json
import sys
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from fakeembed.__main__ import main
from fakeembed.drift.recordings import reading, verdict

SAMPLES = Path(__file__).parent / "samples"
HOST = "127.0.0.1:8901"

# recording: exchanges with the service, requests whose body is there, answers whose body is there, exit status
TABLE = {
    "betamax-0.9.json": (10, 8, 9, 0),  # bytes that are no text are lost; an answer in brotli is empty
    "cassetter-0.16.toml": (5, 5, 5, 0),
    "cassetter-0.16.yaml": (9, 8, 9, 0),  # a form of aiohttp is lost
    "chrome-har-1.3.har": (7, 6, 7, 0),  # a form with a file is lost
    "go-vcr-1.2.yaml": (7, 7, 7, 0),
    "mitmproxy-12.1.2.har": (8, 8, 8, 0),
    "nock-14.json": (9, 9, 9, 0),
    "playwright-1.65-attach/pw-attach-full.har": (11, 9, 10, 2),  # one answer never came
    "playwright-1.65-embed.har": (9, 8, 8, 2),
    "playwright-1.65-omit.har": (11, 5, 0, 2),  # no bodies at all
    "polly-6-fetch.har": (6, 3, 6, 0),  # forms are lost
    "pytest-recording-0.14.yaml": (10, 10, 10, 0),
    "replayx-0.4.yaml": (7, 7, 7, 0),
    "responses-0.26-recorder.yaml": (10, 4, 10, 0),  # requests are lost
    "undici-7.30-snapshot.json": (10, 5, 10, 0),  # forms are lost
    "vcr-test-1.4.yaml": (5, 4, 5, 0),  # a file is text to it
    "vcrpy-5.1-httpx.yaml": (5, 5, 5, 0),
    "vcrpy-7.0-aiohttp-pythontags.yaml": (10, 4, 10, 0),  # forms are objects of their client
    "vcrpy-9.4-httpx-decode.yaml": (10, 10, 10, 0),
    "vcrpy-9.4-httpx.yaml": (10, 10, 10, 0),
    "vcrpy-9.4-requests-decode.json": (7, 7, 7, 0),
    "vcrpy-9.4-requests.yaml": (10, 10, 10, 0),
    "vcrpy-9.4-twelvelabs-1.3.6.yaml": (4, 4, 4, 0),
}


@pytest.fixture(autouse=True)
def _toml_is_read_here(request):
    """A cassette in TOML is read by the standard library, from Python 3.11 on."""
    if "cassetter-0.16.toml" in request.node.name and sys.version_info < (3, 11):
        pytest.skip("Python 3.10 has no TOML")


def test_every_sample_is_in_the_table():
    names = {path.relative_to(SAMPLES).as_posix() for path in [*SAMPLES.glob("*.*"), *SAMPLES.glob("*/*.har")] if path.is_file()}

    assert names == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_a_recording_is_read_as_far_as_it_goes(name):
    found = verdict.traffic([SAMPLES / name], {HOST})
    exchanges = [exchange for exchange, _ in found.ours]

    questions = sum(exchange.question is not None for exchange in exchanges)
    answers = sum(exchange.answer is not None for exchange in exchanges)
    assert (len(exchanges), questions, answers, verdict.report(found, name).exit_status) == TABLE[name]


@pytest.mark.parametrize("name", TABLE)
def test_nothing_in_it_is_called_drift(name):
    report = verdict.report(verdict.traffic([SAMPLES / name], {HOST}), name)

    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []


@pytest.mark.parametrize("name", TABLE)
def test_what_was_lost_is_listed_and_not_judged(name):
    found = verdict.traffic([SAMPLES / name], {HOST})
    lost = {exchange.place for exchange, _ in found.ours if exchange.lost}

    report = verdict.report(found, name)

    assert {gap.case for gap in (*report.unchecked, *report.outside)} == lost


@pytest.mark.parametrize(
    "name", sorted(set(TABLE) - {"playwright-1.65-omit.har", "undici-7.30-snapshot.json", "vcrpy-9.4-twelvelabs-1.3.6.yaml"})
)
def test_all_tools_saw_the_same_refusal(name):
    """The story has a request that is refused for its model; its words are the same whoever wrote them down.

    One tool was told to keep no bodies, one sends forms that say nothing, and the published client told a story of its own.
    """
    words = "The model_name parameter is invalid. nope is not supported. Please use one of: marengo3.0."

    refused = [exchange.json for exchange in reading.exchanges(SAMPLES / name) if exchange.status == 400]
    assert {"code": "parameter_invalid", "message": words} in refused


def test_the_command_says_what_it_looked_at(capsys):
    status = main(["drift", "--recording", str(SAMPLES / "mitmproxy-12.1.2.har"), "--host", HOST])

    said = capsys.readouterr().out
    assert status == 0
    assert "no drift" in said
    assert "8 exchanges were looked at" in said


def test_the_command_says_what_a_recorder_lost(capsys):
    """Although nothing else is wrong: no drift is not that everything was looked at."""
    status = main(["drift", "--recording", str(SAMPLES / "chrome-har-1.3.har"), "--host", HOST])

    assert status == 0
    assert "the recording lost the body of the request" in capsys.readouterr().out


def test_a_recording_without_the_service_cannot_be_looked_at(capsys):
    status = main(["drift", "--recording", str(SAMPLES / "mitmproxy-12.1.2.har")])

    assert status == 2
    assert capsys.readouterr().err == (
        "fakeembed drift: no exchange with api.twelvelabs.io is in it (14 with 127.0.0.1:8901); name the host with --host\n"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", HOST, f"http://{HOST}", f"HTTP://{HOST}/v1.3"])
def test_a_host_may_be_given_as_a_url(host):
    assert main(["drift", "--recording", str(SAMPLES / "mitmproxy-12.1.2.har"), "--host", host]) == 0


def test_what_a_page_has_in_itself_is_no_host(tmp_path, capsys):
    """A browser notes images that stand in a page as it notes what it fetches, and they are at no host."""
    response = {"status": 200, "headers": [], "content": {}}
    urls = ["data:image/png;base64,iVBORw0KGgo=", "data:text/plain,hi", "blob:null/1", "https://example.com/"]
    entries = [{"request": {"method": "GET", "url": url, "headers": []}, "response": response} for url in urls]
    path = tmp_path / "page.har"
    path.write_text(json.dumps({"log": {"entries": entries}}))

    assert main(["drift", "--recording", str(path)]) == 2
    assert "(2 with data: URLs, 1 with blob: URLs, 1 with example.com)" in capsys.readouterr().err


def test_a_body_that_is_not_the_form_that_was_announced_is_named(tmp_path, capsys):
    """Recorders inside a program write an upload as `{}`, and a header that was not sent without a value."""
    form = [{"name": "Content-Type", "value": "multipart/form-data; boundary=b"}, {"name": "Accept-Language"}]
    request = {"method": "POST", "url": "https://api.twelvelabs.io/v1.3/embed/tasks", "headers": form, "postData": {"text": "{}"}}
    response = {"status": 400, "headers": [{"name": "content-type", "value": "application/json"}]}
    response["content"] = {"text": json.dumps({"code": "parameter_invalid", "message": "no"})}
    path = tmp_path / "upload.har"
    path.write_text(json.dumps({"log": {"entries": [{"request": request, "response": response}]}}))

    status = main(["drift", "--recording", str(path)])

    said = capsys.readouterr().out
    assert status == 0
    assert "the body of the request is not the form that its content-type announces" in said
    assert "1 exchanges were looked at" in said


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"log": {"entries": [{}]}}', b'{"interactions": [1]}', b'{"http_interactions": null}', b"\xff\xfe"],
)
@pytest.mark.parametrize("name", ["cut.har", "cut.yaml", "cut.toml"])
def test_what_is_no_recording_is_one_line(tmp_path, capsys, name, content):
    path = tmp_path / name
    path.write_bytes(content)

    status = main(["drift", "--recording", str(path)])

    assert status == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["flows", "cut.har.zip", "nothing.zip"])
def test_what_is_of_another_kind_is_said_in_words_about_it(tmp_path, capsys, name):
    """Not about JSON, which it never was: what mitmproxy writes by itself, half an archive, and one of pictures."""
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cat.jpg", b"\xff\xd8" * 1000)
    if name == "cut.har.zip":
        path.write_bytes(path.read_bytes()[:900])

    assert main(["drift", "--recording", str(path)]) == 2
    assert "JSON" not in capsys.readouterr().err


def test_an_archive_of_playwright_is_read_like_the_folder(tmp_path):
    folder = SAMPLES / "playwright-1.65-attach"
    path = tmp_path / "story.har.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in folder.iterdir():
            archive.write(each, "har.har" if each.suffix == ".har" else each.name)

    found, expected = reading.exchanges(path), reading.exchanges(folder / "pw-attach-full.har")

    assert [(one.place, one.question, one.answer) for one in found] == [
        (one.place.replace("pw-attach-full.har", "story.har.zip"), one.question, one.answer) for one in expected
    ]


def test_bytes_as_ruby_tags_them_are_read(tmp_path):
    """VCR writes each text beyond ASCII so: in one line or in several, and with a tag of YAML 1.0."""
    path = tmp_path / "ruby.yml"
    path.write_text(
        """---
http_interactions:
- request:
    method: post
    uri: https://api.twelvelabs.io/v1.3/embed/tasks
    body: {encoding: ASCII-8BIT, string: !binary "ZMO2Zw=="}
    headers: {Content-Type: [multipart/form-data; boundary=b]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJfaWQiOiAiMSJ9
    http_version:
  recorded_at: !ruby/object:Time Sun, 29 Nov 2026 21:07:32 GMT
recorded_with: VCR 5.0.0
""",
        "utf-8",
    )

    (exchange,) = reading.exchanges(path)

    assert (exchange.question, exchange.json) == ("dög".encode(), {"_id": "1"})


@pytest.mark.parametrize("code", ["200", "null", "failed"])
def test_a_code_beside_the_status_does_not_make_a_cassette_of_vcrpy_one_of_go_vcr(tmp_path, code):
    path = tmp_path / "code.yaml"
    response = f"{{status: {{code: 200}}, code: {code}, headers: {{}}, body: {{string: '[]'}}}}"
    path.write_text(f"interactions: [{{request: {{method: GET, uri: https://api.twelvelabs.io/}}, response: {response}}}]")

    (exchange,) = reading.exchanges(path)

    assert (exchange.status, exchange.url, exchange.json) == (200, "https://api.twelvelabs.io/", [])


def test_a_cassette_of_version_2_of_go_vcr_is_read(tmp_path):
    """As its versions from 3 on write it, with more about each request."""
    path = tmp_path / "go.yaml"
    path.write_text(
        """---
version: 2
interactions:
- id: 0
  request:
    proto: HTTP/1.1
    content_length: 2
    transfer_encoding: []
    host: api.twelvelabs.io
    body: '{}'
    form: {}
    headers: {Content-Type: [application/json]}
    url: https://api.twelvelabs.io/v1.3/embed-v2
    method: POST
  response:
    proto: HTTP/1.1
    content_length: 2
    uncompressed: true
    body: '[]'
    headers: {Content-Type: [application/json]}
    status: 400 Bad Request
    code: 400
    duration: 12.5ms
"""
    )

    (exchange,) = reading.exchanges(path)

    assert (exchange.method, exchange.url) == ("POST", "https://api.twelvelabs.io/v1.3/embed-v2")
    assert (exchange.question, exchange.status, exchange.json) == (b"{}", 400, [])


def a_cassette(path, encoding, packed):
    """A cassette of vcrpy with one answer, as it came over the wire."""
    response = {"status": {"code": 200}, "headers": {"content-encoding": [encoding], "content-type": ["application/json"]}}
    body = f"!!binary {b64encode(packed).decode()}"
    request = "{method: GET, headers: {}, body: null, uri: https://api.twelvelabs.io/v1.3/embed/tasks/1/status}"
    path.write_text(f"interactions: [{{request: {request}, response: {json.dumps(response)[:-1]}, body: {{string: {body}}}}}}}]")
    return path


PACKED = {"br": ("brotli", "brotli"), "zstd": ("backports.zstd", "backports.zstd")}


@pytest.mark.parametrize("encoding", PACKED)
def test_an_answer_as_it_was_packed_is_unpacked(tmp_path, encoding):
    module, _ = PACKED[encoding]
    answer = b'{"_id": "1", "status": "ready", "model_name": "marengo3.0"}'
    path = a_cassette(tmp_path / "one.yaml", encoding, pytest.importorskip(module).compress(answer))

    (exchange,) = reading.exchanges(path)

    assert exchange.answer == answer


@pytest.mark.parametrize("encoding", PACKED)
def test_an_answer_that_needs_a_package_says_which_and_is_no_success(tmp_path, encoding, capsys, monkeypatch):
    """It lies in the recording, so that nobody should be told that the recorder lost it; nothing in it was looked at."""
    module, package = PACKED[encoding]
    path = a_cassette(tmp_path / "one.yaml", encoding, pytest.importorskip(module).compress(b"{}"))
    for name in ("brotli", "compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)

    assert main(["drift", "--recording", str(path)]) == 2
    said = capsys.readouterr().out
    assert f"the body of the answer is in {encoding}; pip install {package}" in said
    assert "lost" not in said


def test_half_a_recording_is_none(tmp_path, capsys):
    path = tmp_path / "half.har"
    whole = (SAMPLES / "mitmproxy-12.1.2.har").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    assert main(["drift", "--recording", str(path), "--host", HOST]) == 2
    assert capsys.readouterr().err.startswith("fakeembed drift: half.har is no JSON: ")


def test_a_sorted_cassette_is_read_in_the_order_of_its_time():
    found = reading.exchanges(SAMPLES / "cassetter-0.16.yaml")

    assert found[0].method == "POST"
    states = [exchange.json["status"] for exchange in found if exchange.url.endswith("/status")]
    assert states == ["processing", "processing", "ready"]


def test_a_plain_date_or_time_of_yaml_stays_the_text_that_it_was(tmp_path):
    path = tmp_path / "plain.yaml"
    request = "{method: GET, uri: http://localhost/, body: {type: none}}"
    content = "{day: 2026-11-29, clock: 12:30:45, at: 2026-11-29T04:32:33.010Z, one: 1, small: 1.0e-7, large: 1e22, half: 0.5}"
    path.write_text(f"interactions: [{{request: {request}, response: {{status: 200, body: {{type: json, content: {content}}}}}}}]")

    (exchange,) = reading.exchanges(path)

    texts = {"day": "2026-11-29", "clock": "12:30:45", "at": "2026-11-29T04:32:33.010Z"}
    assert exchange.json == {**texts, "one": 1, "small": 1e-7, "large": 1e22, "half": 0.5}
