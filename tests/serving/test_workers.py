"""What several workers do to one upload or one asset at the same time, on a state that they share."""

from __future__ import annotations

import json
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest

from fakeembed import Request
from fakeembed._core.assets.asset_store import Library
from fakeembed._core.assets.upload_life import CHUNK_SIZE
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
ROUNDS = 6


@pytest.fixture(params=["sqlite", "redis"])
def workers(request, tmp_path):
    """Two served fakes, each with a store of its own on the same state."""
    address = str(tmp_path / "state.db") if request.param == "sqlite" else request.getfixturevalue("redis_url")
    opened = [stores.opened(address), stores.opened(address)]
    opened[0].clear()
    yield [ServedFake(store=store) for store in opened]
    for store in opened:
        store.close()


def ask(worker, method, path, value=None, body=b""):
    """The answer of one worker; `value` is a JSON body."""
    path, _, query = path.partition("?")
    path = path if path.startswith(("/v1.3", "/__fakeembed__")) else f"/v1.3{path}"
    headers = {**KEY, "content-type": "application/json"}
    return worker.app(Request(method, path, query, headers, body if value is None else json.dumps(value).encode(), "http://x"))


def upload(worker, total_size):
    """A new upload session and the paths of its URLs."""
    asked = {"filename": "a.mp4", "type": "video", "total_size": total_size}
    session = ask(worker, "POST", "/assets/multipart-uploads", asked).json()
    return session, [each["url"].removeprefix("http://x") for each in session["upload_urls"]]


def put(worker, url, content, index):
    """What is to be reported of a chunk that is put."""
    proof = ask(worker, "PUT", url, body=content).headers["etag"].strip('"')
    return {"chunk_index": index, "proof": proof, "proof_type": "etag", "chunk_size": len(content)}


def at_once(*requests):
    """The answers to requests that workers get at the same time."""
    ready = Barrier(len(requests))

    def answer(request):
        ready.wait(30)
        return ask(*request)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(answer, requests))


def test_an_upload_is_one_for_all_workers(workers, video_file):
    """Opened at one, put at another, reported at both."""
    one, other = workers
    small = video_file(seconds=6.0)
    rest = CHUNK_SIZE + 10 - len(small)
    content = small + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8)
    session, urls = upload(one, len(content))
    path = f"/assets/multipart-uploads/{session['upload_id']}"

    chunks = [put(other, urls[0], content[:CHUNK_SIZE], 1), put(one, urls[1], content[CHUNK_SIZE:], 2)]
    first = ask(one, "POST", path, {"completed_chunks": chunks[1:]}).json()
    last = ask(other, "POST", path, {"completed_chunks": chunks[:1]}).json()
    one.clock.advance(10)

    assert (first["total_completed"], last["total_completed"]) == (1, 2)
    for worker in workers:
        asset = ask(worker, "GET", f"/assets/{session['asset_id']}").json()
        assert (asset["status"], asset["duration"]) == ("ready", 6.0)


def test_who_finds_an_upload_completed_by_another_worker_says_so(workers, monkeypatch):
    """Between the report of one chunk and its answer the last one is reported elsewhere."""
    one, other = workers
    session, urls = upload(one, CHUNK_SIZE + 1)
    path = f"/assets/multipart-uploads/{session['upload_id']}"
    first, last = put(one, urls[0], bytes(CHUNK_SIZE), 1), put(other, urls[1], b"x", 2)
    report = Library.report
    meanwhile = [(other, "POST", path, {"completed_chunks": [last]})]

    def report_and_wait(*arguments):
        counts = report(*arguments)
        if meanwhile:
            ask(*meanwhile.pop())
        return counts

    monkeypatch.setattr(Library, "report", report_and_wait)
    answer = ask(one, "POST", path, {"completed_chunks": [first]})

    assert (answer.status, answer.json()["total_completed"]) == (200, 2)
    assert ask(one, "GET", path).json()["status"] == "completed"


def test_two_last_reports_at_once_complete_an_upload(workers):
    """Each answers what it has counted."""
    for _ in range(ROUNDS // 2):
        session, urls = upload(workers[0], CHUNK_SIZE + 1)
        path = f"/assets/multipart-uploads/{session['upload_id']}"
        chunks = [put(workers[0], urls[0], bytes(CHUNK_SIZE), 1), put(workers[1], urls[1], b"x", 2)]

        reports = [{"completed_chunks": [chunk]} for chunk in chunks]
        answers = at_once((workers[0], "POST", path, reports[0]), (workers[1], "POST", path, reports[1]))

        assert [answer.status for answer in answers] == [200, 200]
        assert max(answer.json()["total_completed"] for answer in answers) == 2
        assert ask(workers[0], "GET", path).json()["status"] == "completed"


def test_of_two_deletions_at_once_one_finds_nothing(workers):
    """An asset goes once."""
    for _ in range(ROUNDS):
        path = f"/assets/{upload(workers[0], 10)[0]['asset_id']}"

        answers = at_once((workers[0], "DELETE", path), (workers[1], "DELETE", path))

        assert sorted(answer.status for answer in answers) == [204, 404]


def test_of_two_chunks_at_once_a_url_takes_one(workers):
    """A presigned URL can be used once, whoever answers."""
    for _ in range(ROUNDS):
        _, (url,) = upload(workers[0], 10)

        answers = at_once((workers[0], "PUT", url, None, b"0123456789"), (workers[1], "PUT", url, None, b"9876543210"))

        assert sorted(answer.status for answer in answers) == [200, 403]


def test_a_deletion_during_the_last_report_leaves_nothing_half_done(workers):
    """Either the upload was completed before, or it has failed; nobody hears of an error of the fake."""
    for _ in range(ROUNDS):
        session, (url,) = upload(workers[0], 10)
        path, asset = f"/assets/multipart-uploads/{session['upload_id']}", f"/assets/{session['asset_id']}"
        report = {"completed_chunks": [put(workers[0], url, b"0123456789", 1)]}

        reported, deleted = at_once((workers[0], "POST", path, report), (workers[1], "DELETE", asset))

        assert reported.status in {200, 400}
        assert deleted.status == 204
        assert ask(workers[1], "GET", path).json()["status"] in {"completed", "failed"}
        assert ask(workers[0], "GET", asset).status == 404


def test_a_state_that_cannot_be_reached_is_said_in_words(tmp_path, monkeypatch, caplog):
    """A client hears of it as of any error, the log says what it was, and the next request finds it in order again."""
    monkeypatch.setattr("fakeembed.serving.stores.engine.PATIENCE", 0.01)
    path = tmp_path / "state.db"
    with closing(stores.opened(str(path))) as store, closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        worker = ServedFake(store=store)
        asked = {"filename": "a.mp4", "type": "video", "total_size": 10}

        somebody.execute("BEGIN IMMEDIATE")
        during = ask(worker, "POST", "/assets/multipart-uploads", asked)
        somebody.execute("COMMIT")
        after = ask(worker, "POST", "/assets/multipart-uploads", asked)

    said = during.json()
    assert (during.status, after.status) == (503, 201)
    assert during.headers["retry-after"] == "1"
    assert "SQLite" in said["message"]
    assert said["code"] == said["error"]["code"] == "state_unavailable"
    assert said["message"] == said["error"]["message"]
    assert "database is locked" in caplog.text
    assert "locked" not in said["message"]


def test_a_worker_goes_on_when_its_redis_is_there_again(redis_server):
    """Nothing has to be restarted, neither for the service nor for the control."""
    with closing(stores.opened(redis_server.url)) as store:
        worker = ServedFake(store=store)
        paths = ["/embed/tasks", "/__fakeembed__/requests"]

        worker.clock.advance(86_400)

        redis_server.stop()
        during = [ask(worker, "GET", path).status for path in paths]
        assert worker.clock.last_known > time.time() + 80_000  # what `date` says then
        redis_server.start()

        assert during == [503, 503]
        assert [ask(worker, "GET", path).status for path in paths] == [200, 200]


def embedded(worker, text):
    """The vector of a text."""
    asked = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": text}}
    return ask(worker, "POST", "/embed-v2", asked).json()["data"][0]["embedding"]


def test_synonyms_are_those_of_all_workers(workers):
    """Whoever heard them, and whoever forgot them."""
    one, other = workers
    plain = embedded(other, "hound")

    ask(one, "POST", "/__fakeembed__/synonyms", {"words": ["dog", "hound"]})
    alike = embedded(other, "hound")
    ask(one, "POST", "/__fakeembed__/reset")

    assert sum(a * b for a, b in zip(alike, embedded(other, "dog"), strict=True)) > 0.99
    assert embedded(other, "hound") == plain


def test_assumptions_are_those_of_all_workers(workers):
    """A URL that one worker took for 18 seconds is listed by the other."""
    asked = {"input_type": "audio", "model_name": "marengo3.0", "audio": {"media_source": {"url": "https://example.com/a.mp3"}}}

    ask(workers[0], "POST", "/embed-v2", asked)

    (sentence,) = ask(workers[1], "GET", "/__fakeembed__/assumptions").json()["assumptions"]
    assert sentence.startswith("https://example.com/a.mp3 was taken for 18 s")
