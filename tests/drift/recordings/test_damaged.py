"""Recordings that are broken or made to harm: they end in one line, within bounds, and nothing of them is quoted."""

from __future__ import annotations

import gzip
import json
import sys
import tracemalloc
import zipfile
import zlib
from base64 import b64encode

import pytest

from fakeembed.__main__ import main
from fakeembed.drift.recordings import decompression, reading

KEY = "tlk_SECRET"
URL = "https://api.twelvelabs.io/v1.3/embed/tasks"

BROKEN = {
    "key.har": f'{{"log": {{"entries": [{{"request": {{"value": "{KEY}"oops',
    "key.json": f'{{"interactions": [{{"value": "{KEY}"oops',
    "key.yaml": f"interactions: *{KEY}",
    "tag.yaml": f"interactions: !!int {KEY}",
    "bytes.yaml": f"interactions: {{x-api-key: {KEY}, body: !!binary {KEY}\xe4}}",
    "twice.toml": f"[{KEY}]\n[{KEY}]",
    "status.yaml": f"interactions: [{{request: {{method: GET, uri: /}}, response: {{status: {{code: {KEY}}}}}}}]",
    "address.har": json.dumps(
        {"log": {"entries": [{"request": {"method": "GET", "url": f"https://[{KEY}", "headers": []}, "response": {"headers": []}}]}}
    ),
}


def packed(path, **files):
    """An archive with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", [*BROKEN, "key.zip"])
def test_nothing_is_quoted_from_a_file_that_breaks_at_a_key(tmp_path, capsys, name):
    """A log of CI is public."""
    if name == "twice.toml" and sys.version_info < (3, 11):
        pytest.skip("Python 3.10 has no TOML")
    path = tmp_path / name
    if name == "key.zip":
        packed(path, **{"har.har": BROKEN["key.har"]})
    else:
        path.write_text(BROKEN[name], "utf-8")

    assert main(["drift", "--recording", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert name in said
    assert KEY not in said
    assert KEY[4:] not in said


@pytest.mark.parametrize("tag", ["", "!ruby/hash:Faraday::Headers", "!!python/object:multidict.CIMultiDict"])
def test_what_has_a_tag_of_some_library_is_read_like_what_has_none(tmp_path, tag):
    path = tmp_path / "tagged.yaml"
    path.write_text(
        f"""interactions: {tag}
- request: {tag}
    method: {tag} POST
    uri: {URL}
    headers: {tag} {{content-type: [application/json]}}
    body: "{{}}"
  response:
    status: {{code: 400}}
    headers: {tag} {{date: {tag} [today]}}
    body: {tag} {{string: {tag} "{{}}"}}
"""
    )

    (exchange,) = reading.exchanges(path)

    assert (exchange.method, exchange.url, exchange.question) == ("POST", URL, b"{}")
    assert (exchange.sent, exchange.headers, exchange.answer) == ({"content-type": "application/json"}, {"date": "today"}, b"{}")


PAIRS = "[[[Content-Type, application/json], [Date, today]]]"
CASELESS = "!!python/object:requests.structures.CaseInsensitiveDict"
ISTR = "!!python/object/apply:multidict._multidict.istr"


@pytest.mark.parametrize(
    "headers",
    [
        f"!!python/object/apply:collections.OrderedDict {PAIRS}",
        f"!!python/object/apply:multidict._multidict.CIMultiDict {PAIRS.replace('Date', f'{ISTR} [Date]')}",
        "!!python/object/apply:collections.defaultdict {args: [!!python/name:builtins.list ], dictitems: {date: [today]}}",
        f"{CASELESS} {{_store: {{date: [Date, today]}}}}",
        f"{CASELESS} {{_store: !!python/object/apply:collections.OrderedDict [[[date, !!python/tuple [Date, [today]]]]]}}",
        "{!!binary ZGF0ZQ==: [!!binary dG9kYXk=]}",
        "{date: !!binary dG9kYXk=}",
    ],
)
def test_headers_are_read_from_what_python_makes_mappings_of(tmp_path, headers):
    """As PyYAML writes them when a hook of vcrpy has put them into another mapping, or bytes into them."""
    path = tmp_path / "mapping.yaml"
    response = f"{{status: {{code: 200}}, headers: {headers}, body: {{string: ''}}}}"
    path.write_text(f"interactions: [{{request: {{method: GET, uri: {URL}, headers: {headers}}}, response: {response}}}]")

    (exchange,) = reading.exchanges(path)

    assert exchange.headers["date"] == exchange.sent["date"] == "today"
    assert exchange.headers.get("content-type", "application/json") == "application/json"


OBJECT = "!!python/object:httpx.Headers {_encoding: null, _list: [[Date, date, today]]}"


@pytest.mark.parametrize(
    "headers",
    [
        OBJECT,
        f"{CASELESS} {{_store: {{date: today}}}}",
        "!!python/object/new:unknown.Headers [1, 2]",
        "[date, today]",
        "[{name: date, value: today}]",
        "'date: today'",
        "7",
    ],
)
def test_headers_that_only_their_library_can_read_are_none_that_are_missing(tmp_path, capsys, headers):
    path = tmp_path / "objects.yaml"
    response = f"{{status: {{code: 200}}, headers: {headers}, body: {{string: ''}}}}"
    path.write_text(f"interactions: [{{request: {{method: GET, uri: {URL}}}, response: {response}}}]")

    assert main(["drift", "--recording", str(path)]) == 2
    said = "objects.yaml, exchange 1: the headers of its answer are not names with texts"
    assert capsys.readouterr().err == f"fakeembed drift: {said}, but perhaps an object of some library\n"


CREATED = {"status": {"code": 200}, "headers": {}, "body": {"string": '{"_id": "6a5e85e06a5e85e06a5e85e0"}'}}
GOT = {"status": {"code": 400}, "headers": {}, "body": {"string": '{"code": "new", "message": "new"}'}}


@pytest.mark.parametrize(("method", "response"), [("POST", CREATED), ("GET", GOT)])
def test_a_request_with_headers_that_only_their_library_can_read_is_left_out(tmp_path, capsys, method, response):
    """Its body, too: they say of what type it is. Its answer is judged."""
    path = tmp_path / "objects.yaml"
    request = f"{{method: {method}, uri: {URL}, body: '{{}}', headers: {OBJECT}}}"
    path.write_text(f"interactions: [{{request: {request}, response: {json.dumps(response)}}}]")

    assert main(["drift", "--recording", str(path)]) == 0
    said = capsys.readouterr().out
    assert "left out   1: the request was not judged: its headers are not names with texts\n" in said
    assert "1 exchanges were looked at" in said


def test_headers_of_an_exchange_with_another_host_do_not_matter(tmp_path, capsys):
    path = tmp_path / "objects.yaml"
    elsewhere = URL.replace("api.twelvelabs.io", "example.com")
    response = f"{{status: {{code: 200}}, headers: {OBJECT}}}"
    foreign = f"{{request: {{method: GET, uri: {elsewhere}, headers: {OBJECT}}}, response: {response}}}"
    ours = f"{{request: {{method: GET, uri: {URL}}}, response: {json.dumps(GOT)}}}"
    path.write_text(f"interactions: [{foreign}, {ours}]")

    assert main(["drift", "--recording", str(path)]) == 0
    assert "1 exchanges were looked at; 1 were not with the service" in capsys.readouterr().out


@pytest.mark.parametrize("body", [{"json": {"_id": "a"}}, {"data": "e30="}], ids=["json", "data"])
def test_a_body_in_the_words_of_an_unknown_recorder_is_no_empty_one(tmp_path, capsys, body):
    """Many write `interactions`, and none of them the same body; an answer without one would be called drift."""
    path = tmp_path / "unknown.json"
    path.write_text(json.dumps({"interactions": [{"request": {"method": "GET", "url": URL}, "response": {**GOT, "body": body}}]}))

    assert main(["drift", "--recording", str(path)]) == 2
    said = "it has another form than its recorder writes (KeyError)"
    assert capsys.readouterr().err == f"fakeembed drift: unknown.json, exchange 1: {said}\n"


@pytest.mark.parametrize("key", ["interactions", "http_interactions"])
def test_a_post_of_which_nothing_is_kept_is_left_out(tmp_path, capsys, key):
    """Nimax keeps neither headers nor bodies of a request; an upload without anything would be a request without its fields."""
    path = tmp_path / "nimax.json"
    request = {"method": "POST", "uri": "https://api.twelvelabs.io/v1.3/embed/tasks", "headers": {}, "body": None}
    response = {"status": {"code": 200}, "headers": {}, "body": {"string": '{"_id": "6a5e85e06a5e85e06a5e85e0"}'}}
    path.write_text(json.dumps({key: [{"request": request, "response": response}]}))

    assert main(["drift", "--recording", str(path)]) == 0
    assert "left out   1: the recording lost the body of the request\n" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["interactions", "http_interactions", "responses"])
def test_a_recording_without_an_exchange_says_so(tmp_path, capsys, key):
    path = tmp_path / "empty.yaml"
    path.write_text(f"{key}:\n")

    assert main(["drift", "--recording", str(path)]) == 2
    assert "no exchange with api.twelvelabs.io is in it (none at all)" in capsys.readouterr().err


def test_a_letter_that_yaml_forbids_is_named_by_its_place(tmp_path, capsys):
    """The recorders of JavaScript write some as they are."""
    path = tmp_path / "delete.yaml"
    path.write_text('- body: "\x7f"\n')

    assert main(["drift", "--recording", str(path)]) == 2
    assert capsys.readouterr().err == "fakeembed drift: delete.yaml is no YAML: it breaks at position 9\n"


def test_a_url_without_a_host_is_called_so(tmp_path, capsys):
    """As json-caching-proxy writes them."""
    path = tmp_path / "relative.har"
    request = {"method": "GET", "url": "/v1.3/embed/tasks", "headers": []}
    path.write_text(json.dumps({"log": {"entries": [{"request": request, "response": {"status": 200, "headers": []}}]}}))

    assert main(["drift", "--recording", str(path)]) == 2
    assert "is in it (1 with URLs without a host)" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["!!int x", "!!float x", "!!bool x", "!!timestamp x", "!!timestamp {=: x}"])
def test_a_value_that_is_not_of_its_tag_is_named_by_its_place(tmp_path, capsys, value):
    path = tmp_path / "tagged.yaml"
    path.write_text(f"interactions:\n- {value}\n")

    assert main(["drift", "--recording", str(path)]) == 2
    assert capsys.readouterr().err == "fakeembed drift: tagged.yaml is no YAML: it breaks at line 2, column 3\n"


@pytest.mark.parametrize("module", ["zlib", "bz2", "lzma"])
def test_an_archive_that_is_damaged_is_one_line(tmp_path, capsys, module):
    """However it is packed; each way has an error of its own, of which some are those of files that cannot be opened."""
    pytest.importorskip(module)
    path = tmp_path / "damaged.zip"
    method = {"zlib": zipfile.ZIP_DEFLATED, "bz2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}[module]
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("one.har", har(b"{}" * 1000))
    whole = path.read_bytes()

    for at in range(100, len(whole) - 100, 11):  # from where its content begins to where its directory does
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert main(["drift", "--recording", str(path)]) == 2
        assert capsys.readouterr().err.startswith("fakeembed drift: damaged.zip")


def har(*bodies, encoding="gzip"):
    """A recording with one answer for each of these bodies: as it came over the wire, or the name of a file."""
    headers = [{"name": "content-type", "value": "application/json"}, {"name": "content-encoding", "value": encoding}]
    contents = [
        {"_file": body} if isinstance(body, str) else {"text": b64encode(body).decode(), "encoding": "base64"} for body in bodies
    ]
    request = {"method": "GET", "url": URL, "headers": []}
    entries = [{"request": request, "response": {"status": 200, "headers": headers, "content": content}} for content in contents]
    return json.dumps({"log": {"entries": entries}})


def compress(encoding, content):
    """A body in this encoding."""
    if encoding == "gzip":
        return gzip.compress(content)
    if encoding == "deflate":
        return zlib.compress(content)
    return pytest.importorskip({"br": "brotli", "zstd": "backports.zstd"}[encoding]).compress(content)


ENCODINGS = ["gzip", "deflate", "br", "zstd"]


@pytest.fixture
def bound(monkeypatch):
    """A bound that a small test can reach."""
    monkeypatch.setattr(decompression, "LARGEST", 100_000)
    return 100_000


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_body_that_would_become_too_large_ends_the_reading(tmp_path, capsys, bound, encoding):
    path = tmp_path / "bomb.har"
    path.write_text(har(compress(encoding, b" " * (bound + 1)), encoding=encoding))

    assert main(["drift", "--recording", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("fakeembed drift: bomb.har unpacks to more than ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_no_more_is_unpacked_than_the_bound_allows(bound, encoding):
    bomb = compress(encoding, b" " * (50 * bound))
    assert len(decompression.decompressed(compress(encoding, b" " * bound), encoding)) == bound

    tracemalloc.start()
    try:
        with pytest.raises(decompression.TooLarge):
            decompression.decompressed(bomb, encoding)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 10 * bound


def test_an_older_brotli_that_knows_no_bound_is_fed_in_small_pieces(bound, monkeypatch):
    brotli = pytest.importorskip("brotli")
    fed, newer = [], brotli.Decompressor

    class Older:
        def __init__(self):
            self.one = newer()
            self.is_finished = self.one.is_finished

        def process(self, data):
            fed.append(len(data))
            return self.one.process(data)

    packed_body = brotli.compress(bytes(range(256)) * 20)
    bomb = brotli.compress(b"".join(b"%d" % number for number in range(40_000)), quality=1)
    monkeypatch.setattr(brotli, "Decompressor", Older)

    assert decompression.decompressed(packed_body, "br") == bytes(range(256)) * 20
    with pytest.raises(decompression.TooLarge):
        decompression.decompressed(bomb, "br")
    assert sum(fed) < len(bomb)


def test_all_bodies_of_a_recording_have_one_bound(tmp_path, capsys, bound):
    """Each is small enough, and one that is named again counts again."""
    body = b"[" + b" " * (bound // 4) + b"]"
    plain, attached = tmp_path / "plain.har", tmp_path / "attached.zip"
    plain.write_text(har(*[gzip.compress(body)] * 6))
    packed(attached, **{"har.har": har(*["a.json"] * 6), "a.json": body})

    for path in (plain, attached):
        assert main(["drift", "--recording", str(path)]) == 2
        assert capsys.readouterr().err.startswith(f"fakeembed drift: {path.name} unpacks to more than ")


@pytest.mark.parametrize("name", ["har.har", "a.json"])
def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path, capsys, bound, name):
    path = packed(tmp_path / "bomb.zip", **{"har.har": har("a.json"), "a.json": "{}", name: har("a.json") + " " * (2 * bound)})

    assert main(["drift", "--recording", str(path)]) == 2
    assert capsys.readouterr().err.startswith("fakeembed drift: bomb.zip unpacks to more than ")


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_body_of_several_members_is_read_whole(tmp_path, encoding):
    path = tmp_path / "members.har"
    whole = json.dumps({"data": ["a"] * 20_000}).encode()
    members = [whole[:7], b"", whole[7:100], whole[100:]]
    path.write_text(har(b"".join(compress(encoding, each) for each in members), encoding=encoding))

    (exchange,) = reading.exchanges(path)

    assert exchange.answer == whole


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("broken", ["cut", "damaged"])
def test_a_body_that_broke_off_is_no_success(tmp_path, capsys, encoding, broken):
    """And no loss of the recorder, which kept what came."""
    path = tmp_path / "cut.har"
    whole = compress(encoding, json.dumps({"data": list(range(200))}).encode())
    body = whole[: len(whole) // 2] if broken == "cut" else whole[:9] + b"\xff" * 9 + whole[18:]
    path.write_text(har(body, encoding=encoding))

    assert main(["drift", "--recording", str(path)]) == 2
    said = capsys.readouterr().out
    assert f"the body of the answer is in {encoding}, and not whole" in said
    assert "lost" not in said


def test_every_har_of_an_archive_is_read_and_none_of_macos(tmp_path):
    names = ["one.har", "of it/two.har", "__MACOSX/._one.har", "of it/._two.har", "a.json", "of it/a.json"]
    contents = [har("a.json", encoding=""), har("a.json", encoding=""), "\x05\x16", "\x05\x16", '{"of": 1}', '{"of": 2}']
    path = packed(tmp_path / "both.zip", **dict(zip(names, contents, strict=True)))

    found = reading.exchanges(path)

    assert [(each.place, each.json) for each in found] == [
        ("both.zip/one.har, exchange 1", {"of": 1}),
        ("both.zip/of it/two.har, exchange 1", {"of": 2}),
    ]
