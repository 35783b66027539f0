"""State outside of the process that is somebody else's, of another version or damaged: refused in one line, and left as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
import redis

from fakeembed import Request
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores.sqlite import APPLICATION

KEY = {"x-api-key": "any"}


@pytest.fixture
def state(tmp_path):
    """A state with something in it."""
    path = tmp_path / "state.db"
    with closing(stores.opened(str(path))) as store:
        ServedFake(store=store)
        for number in range(2000):
            store.table("words")[f"{number}"] = "a word" * 20
    return path


def pragma(path, text, value):
    """Change a number in the header of a database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {text} = {value}")


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (a, b)")


def damaged(path):
    content = bytearray(path.read_bytes())
    content[8192:16384] = bytes(range(256)) * 32
    path.write_bytes(content)


BAD = {
    "of another program": (foreign, "a database of something else"),
    "older": (lambda path: pragma(path, "user_version", 0), "a state of an older fakeembed, of format 0 and not 2"),
    "newer": (lambda path: pragma(path, "user_version", 3), "a state of a newer fakeembed, of format 3 and not 2"),
    "of another application": (lambda path: pragma(path, "application_id", 7), "a database of something else"),
    "damaged": (damaged, "it is damaged"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "damaged|malformed"),
    "a text": (lambda path: path.write_text("notes " * 100), "file is not a database"),
    "a few bytes": (lambda path: path.write_bytes(b"SQLite"), "file is not a database"),
    "a header and nothing else": (lambda path: path.write_bytes(path.read_bytes()[:100]), "damaged|malformed|not a database"),
}


@pytest.mark.parametrize(("spoil", "said"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_state_of_ours_is_left_as_it_was(state, spoil, said):
    """Byte for byte, with nothing beside it."""
    spoil(state)
    before = state.read_bytes()

    with pytest.raises(OSError, match=said) as refused:
        stores.opened(str(state))

    assert "\n" not in str(refused.value)
    assert str(state) in str(refused.value)
    assert state.read_bytes() == before
    assert [path.name for path in state.parent.iterdir()] == ["state.db"]


def test_the_command_says_it_in_one_line(state):
    """No traceback, and status 2."""
    damaged(state)
    command = [sys.executable, "-m", "fakeembed", "serve", "--port", "0", "--state", str(state)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("fakeembed serve: the state cannot be kept in")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_says_whose_it_is(state):
    """`file state.db` does, and any tool that reads SQLite."""
    with closing(sqlite3.connect(state)) as connection:
        numbers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]

    assert numbers == [APPLICATION, stores.VERSION]
    assert APPLICATION == 0x46414B45


def test_an_empty_file_becomes_a_state(tmp_path):
    """As `mktemp` makes one."""
    path = tmp_path / "state.db"
    path.touch()

    with closing(stores.opened(str(path))) as store:
        assert store.count("serial") == 1

    assert [found.name for found in tmp_path.iterdir()] == ["state.db"]


def test_of_many_who_begin_a_state_all_have_the_same(tmp_path):
    """Nobody's first record is lost."""
    path = tmp_path / "state.db"
    script = "import sys; from fakeembed.serving import stores; print(stores.opened(sys.argv[1]).count('serial'))"
    begun = [subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE, text=True) for _ in range(6)]

    counted = sorted(float(process.communicate(timeout=60)[0]) for process in begun)

    assert counted == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("spoil", ["newer", "older", "another type"])
def test_a_redis_that_has_another_state_is_left_as_it_was(redis_url, spoil):
    """All keys and all values."""
    with closing(stores.opened(redis_url)) as store:
        store.clear()
        store.table("account")["began"] = 1.0
        client = redis.Redis.from_url(redis_url)
        client.delete("fakeembed:version")
        if spoil != "older":
            client.set("fakeembed:version", 3) if spoil == "newer" else client.lpush("fakeembed:version", 1)
        before = {key: client.dump(key) for key in client.keys("*")}

        with pytest.raises(OSError, match=r"the state cannot be kept in Redis: [^\n]*$"):
            stores.opened(redis_url)

        assert {key: client.dump(key) for key in client.keys("*")} == before
        client.flushdb()
        client.close()


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
@pytest.mark.parametrize("text", [b"no JSON", b'{"$": "no such type"}', b'{"$": "v1.task_life.Task", "id": 1}', b"\xff"])
def test_a_record_that_cannot_be_read_is_a_503_that_says_so(kind, text, tmp_path, request, caplog):
    """The log has the rest, and everything else is answered."""
    address = str(tmp_path / "state.db") if kind == "sqlite" else request.getfixturevalue("redis_url")
    with closing(stores.opened(address)) as store:
        store.clear()
        store.table("tasks")["0" * 24] = "a task"
    if kind == "sqlite":
        with closing(sqlite3.connect(address)) as connection, connection:
            connection.execute("UPDATE records SET record = ?", (text,))
    else:
        with closing(redis.Redis.from_url(address)) as client:
            client.hset("fakeembed:records", f"tasks:{'0' * 24}", b"1 " + text)
    with closing(stores.opened(address)) as store:
        fake = ServedFake(store=store)

        answer = fake.app(Request("GET", f"/v1.3/embed/tasks/{'0' * 24}", "", KEY))
        other = fake.app(Request("GET", f"/v1.3/embed/tasks/{'1' * 24}", "", KEY))
        store.clear()

    assert (answer.status, answer.json()["code"]) == (503, "state_unreadable")
    assert other.status == 404
    assert f"the record '{'0' * 24}' cannot be read" in caplog.text
