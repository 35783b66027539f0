"""Hostile bytes over a real socket: a 4xx or a closed connection, never a 5xx, and the next request is served.

Nothing of the host shows either: no file is read and no URL fetched because a request names it, and no traceback is sent.
"""

from __future__ import annotations

import json
import resource
import socket
import threading
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest

from fakeembed.serving import asgi, asgi_body, bounds

PATH = b"/v1.3/embed/tasks"
KEY = b"x-api-key: any\r\n"


@pytest.fixture
def server(fake_embed_server, monkeypatch):
    """A served fake that waits two seconds for a request and takes a megabyte."""
    monkeypatch.setattr(bounds, "SLOWEST_REQUEST", 2.0)
    monkeypatch.setattr(asgi_body, "LARGEST_BODY", 1024 * 1024)
    monkeypatch.setattr(asgi, "LINGERS", 0.1)
    return fake_embed_server


@pytest.fixture
def say(server, monkeypatch):
    """Sends bytes and gives all that comes back until the server closes, or is silent for a minute."""

    def said(*pieces):
        url = httpx.URL(server.url)
        with socket.create_connection((url.host, url.port), timeout=60) as connection:
            answer = b""
            try:
                for piece in pieces:
                    connection.sendall(piece)
                while chunk := connection.recv(65536):
                    answer += chunk
            except ConnectionError:
                pass
            return answer

    yield said
    monkeypatch.setattr(bounds, "SLOWEST_REQUEST", 60.0)
    assert httpx.get(f"{server.url}/v1.3/embed/tasks", headers={"x-api-key": "any"}, timeout=60).status_code == 200


def post(body, *, kind=b"application/json", path=b"/v1.3/embed-v2", length=None):
    """A whole POST that closes its connection."""
    declared = str(len(body) if length is None else length).encode()
    head = b"POST %s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%scontent-type: %s\r\ncontent-length: %s\r\n\r\n"
    return head % (path, KEY, kind, declared) + body


def form(name, value):
    """A multipart body with one field beside the model."""
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return part % (b"model_name", b"marengo3.0") + part % (name, value) + b"--x--\r\n"


MULTIPART = b"multipart/form-data; boundary=x"

HOSTILE = {
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",
    "no request line": b"\r\n\r\n\r\n",
    "a control character in a header": b"GET / HTTP/1.1\r\nhost: localhost\r\nx: \x00\r\n\r\n",
    "a space before a colon": b"GET / HTTP/1.1\r\nhost : x\r\n\r\n",
    "bytes beyond ASCII in the path": b"GET /\xff\xfe HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "an unknown method": b"FROB / HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "connect": b"CONNECT x:443 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    "an upgrade": b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nconnection: close\r\nupgrade: websocket\r\n\r\n",
    "a negative length": post(b"", length="-1"),
    "a length that is no number": post(b"", length="1e3"),
    "a length of 400 digits": post(b"", length="9" * 400),
    "a gigabyte declared": post(b"", length=1024**3),
    "two lengths": b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "length and chunks": b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk that is none": b"POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "more than was declared": post(b'{"a": 1}', length=3),
    "a multipart body without an end": post(form(b"video_url", b"https://e.com/a.mp4")[:-9], kind=MULTIPART, path=PATH),
    "a boundary that does not occur": post(form(b"text", b"a"), kind=b"multipart/form-data; boundary=y", path=PATH),
    "no boundary": post(form(b"text", b"a"), kind=b"multipart/form-data", path=PATH),
    "a part without a name": post(b"--x\r\n\r\na\r\n--x--\r\n", kind=MULTIPART, path=PATH),
    "text that is no UTF-8": post(form(b"video_url", b"\xff\xfe\xfd"), kind=MULTIPART, path=PATH),
    "five thousand digits in a form": post(form(b"video_clip_length", b"9" * 5000), kind=MULTIPART, path=PATH),
    "five thousand digits in JSON": post(b'{"input_type": "text", "x": %s}' % (b"9" * 5000)),
    "deep JSON": post(b"[" * 100_000 + b"]" * 100_000),
    "deep JSON in a list field": post(form(b"video_embedding_scope", b"[" * 100_000), kind=MULTIPART, path=PATH),
    "JSON that is cut": post(b'{"input_type": "text", "text": {"input_text": "a'),
    "a lone surrogate": post(b'{"input_type": "text", "text": {"input_text": "\\ud800"}}'),
    "five thousand digits as a page": b"GET %s?page=%s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%s\r\n"
    % (PATH, b"9" * 5000, KEY),
    "an id of a thousand characters": b"GET %s/%s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%s\r\n"
    % (PATH, b"a" * 1000, KEY),
    "dots in the path": b"GET /v1.3/../../etc/passwd HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%s\r\n" % KEY,
    "encoded dots in the path": b"GET /v1.3/%%2e%%2e/%%2fetc/passwd HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%s\r\n"
    % KEY,
    "deep JSON to the control": post(b"[" * 100_000, path=b"/__fakeembed__/media"),
    "five thousand digits to the control": post(b'{"advance": %s}' % (b"9" * 5000), path=b"/__fakeembed__/clock"),
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_get_a_4xx_or_a_closed_connection(say, sent):
    """Whatever comes."""
    answer = say(sent)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:200]
    assert b"Traceback" not in answer
    assert b"HTTP/1.1 5" not in answer


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET / HTTP/1.1\r\nhost: localhost\r\n"],
        [b"G"],
        [],
        [post(b"", length=1000)],
        [b"POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab"],
    ],
    ids=["half a head", "one byte", "nothing", "no body", "half a chunk"],
)
def test_who_sends_too_slowly_is_left(say, pieces):
    """A connection that never completes its request is closed in bounded time."""
    assert say(*pieces) == b""


def test_a_request_that_is_abandoned_changes_nothing(server, say):
    """A truncated upload creates no task."""
    url = httpx.URL(server.url)
    with socket.create_connection((url.host, url.port)) as connection:
        connection.sendall(post(form(b"video_url", b"https://e.com/a.mp4"), kind=MULTIPART, path=PATH)[:-1])

    say(b"x")

    assert len(server.fake.tasks) == 0


@pytest.mark.parametrize(
    "flood", [b"x-a: b\r\n", b"x" * 50, b"cookie: " + b"y" * 5000 + b"\r\n"], ids=["headers", "one header", "long headers"]
)
def test_a_flood_of_headers_is_stopped(say, flood):
    """The memory that a head may take is bounded."""
    answer = say(b"GET / HTTP/1.1\r\nhost: localhost\r\n", *([flood * 1000] * 200))

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("offer", [b"", b"connection: upgrade\r\nupgrade: h2c\r\n"], ids=["plain", "with an offer"])
@pytest.mark.parametrize("where", ["line", "header"])
def test_a_head_that_comes_at_once_has_the_same_bound(say, monkeypatch, where, offer):
    """Whatever comes behind it at the same time is not looked at."""
    monkeypatch.setattr(bounds, "LARGEST_HEAD", 1024)
    line, header = (b"x" * 1100, b"") if where == "line" else (b"", b"x-a: " + b"x" * 1100 + b"\r\n")
    head = b"POST %s?%s HTTP/1.1\r\nhost: localhost\r\n%s%s%scontent-length: 2\r\n\r\n" % (PATH, line, KEY, offer, header)

    for before in (b"", post(b"{}").replace(b"connection: close\r\n", b"")):
        answer = say(before + head + b"{}" + head + b"{}").split(b"HTTP/1.1 ")[-1]

        assert answer.startswith(b"400 ")
        assert answer.endswith(b"The head of the request is too large.")


def test_a_body_that_is_too_large_is_refused_when_it_is_declared(say):
    """Before a byte of it has come, in words for both generations of clients."""
    answer = say(post(b"", length=1024**3))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413 ")
    assert json.loads(body)["error"]["code"] == json.loads(body)["code"] == "request_too_large"


def test_a_body_that_is_too_large_is_refused_when_it_was_not_declared(say):
    """Chunks are counted."""
    head = b"POST %s HTTP/1.1\r\nhost: localhost\r\n%stransfer-encoding: chunked\r\n\r\n" % (PATH, KEY)
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"

    answer = say(head, *([chunk] * 64))

    assert answer == b"" or answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_who_sends_everything_before_reading_hears_of_the_refusal(server, declared):
    """As Ruby and Python do by themselves: a server that closes while something comes takes its answer back by a reset."""
    pieces = [bytes(1024 * 1024)] * 20
    length = {"content-length": str(sum(map(len, pieces)))} if declared else {}
    url = httpx.URL(server.url)
    with closing(HTTPConnection(url.host, url.port, timeout=60)) as client:
        client.request("POST", "/v1.3/embed-v2", iter(pieces), {"x-api-key": "any", **length})
        answer = client.getresponse()

        assert (answer.status, json.load(answer)["code"]) == (413, "request_too_large")


def test_many_hostile_connections_at_once_leave_the_server_alive(server, say):
    """Slow senders hold nobody else up."""
    url = httpx.URL(server.url)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slow = [socket.create_connection((url.host, url.port)) for _ in range(200)]
    for connection in slow:
        connection.sendall(b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\nabc")

    assert httpx.get(f"{server.url}/v1.3/embed/tasks", headers={"x-api-key": "any"}, timeout=60).status_code == 200

    for connection in slow:
        connection.close()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # kilobytes


# Nothing of the host.


def test_no_file_is_read_because_a_request_names_it(server, say, tmp_path):
    """Paths are texts: as URL, as file name, as content."""
    secret = tmp_path / "secret.mp4"
    secret.write_text("the secret of this machine")
    name = str(secret).encode()
    uploaded = b'--x\r\nContent-Disposition: form-data; name="video_file"; filename="%s"\r\n\r\n%s\r\n' % (name, name)
    model = b'--x\r\nContent-Disposition: form-data; name="model_name"\r\n\r\nmarengo3.0\r\n'
    attempts = [
        post(form(b"video_url", b"file://" + name), kind=MULTIPART, path=PATH),
        post(form(b"video_url", name), kind=MULTIPART, path=PATH),
        post(model + uploaded + b"--x--\r\n", kind=MULTIPART, path=PATH),
        post(
            json.dumps(
                {"input_type": "video", "model_name": "marengo3.0", "video": {"media_source": {"url": f"file://{secret}"}}}
            ).encode()
        ),
    ]

    answers = [say(attempt) for attempt in attempts]

    assert [answer[:12] for answer in answers] == [b"HTTP/1.1 400"] * 4
    assert b"the secret" not in b"".join(answers)


def test_no_url_is_fetched(server):
    """A medium is known by its URL; nobody goes there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/dog.mp4"
        fields = [("model_name", (None, "marengo3.0")), ("video_url", (None, address))]

        created = httpx.post(f"{server.url}/v1.3/embed/tasks", files=fields, headers={"x-api-key": "any"}, timeout=60)

        assert created.status_code == 200
        with pytest.raises(TimeoutError):
            listener.accept()


def test_an_answer_says_nothing_of_the_machine(server, say):
    """Neither versions nor paths, also where something went wrong inside."""
    server.fake.app = lambda _: 1 / 0

    answer = say_once(server, b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
    del server.fake.app

    assert answer.startswith(b"HTTP/1.1 500 ")
    for word in (b"Traceback", b"division", b"uvicorn", b"Python", __file__.encode()):
        assert word not in answer


def say_once(server, sent):
    """All that comes back."""
    url = httpx.URL(server.url)
    with socket.create_connection((url.host, url.port), timeout=60) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_requests_are_answered_while_others_are_slow(server):
    """One thread for each client, all at once."""
    answers = []

    def ask():
        answers.extend(
            httpx.get(f"{server.url}/v1.3/embed/tasks", headers={"x-api-key": "any"}, timeout=60).status_code for _ in range(3)
        )

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 30
