"""One set of tests over all three stores: what the fake relies on is the same in memory, in SQLite and in Redis."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request, Scene
from fakeembed._core.codec import parsed, plain, read, written
from fakeembed._core.life import Event
from fakeembed._core.media import catalog as media
from fakeembed._core.models import MARENGO_3_0
from fakeembed._core.v1.task_life import Task
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}


@pytest.fixture(params=["memory", "sqlite", "redis"])
def address(request, tmp_path):
    """Where a store is."""
    if request.param == "redis":
        return request.getfixturevalue("redis_url")
    return "memory" if request.param == "memory" else str(tmp_path / "state.db")


@pytest.fixture
def store(address):
    """An empty store."""
    opened = stores.opened(address)
    opened.clear()
    yield opened
    opened.clear()
    opened.close()


@pytest.fixture(params=["sqlite", "redis"])
def shared(request, tmp_path):
    """The address of an empty store that several processes can open."""
    address = str(tmp_path / "state.db") if request.param == "sqlite" else request.getfixturevalue("redis_url")
    first = stores.opened(address)
    first.clear()
    first.close()
    return address


@pytest.fixture
def served(shared):
    """Fakes on the shared store, as workers have them; their stores are closed in the end."""
    opened = []

    def made(**settings):
        opened.append(stores.opened(shared))
        return ServedFake(store=opened[-1], **settings)

    yield made
    for store in opened:
        store.close()


SCENE = media.Scene(0, 6, "a dog")


def test_a_record_is_given_back_as_it_was(store):
    """Equal in value and in type."""
    store.table("scenes")["a"] = SCENE

    assert store.table("scenes")["a"] == SCENE
    assert store.table("scenes").get("a") == SCENE
    assert "a" in store.table("scenes")


def test_what_is_not_there_is_not_there(store):
    """The manners of a mapping."""
    table = store.table("scenes")

    assert table.get("a") is None
    assert "a" not in table
    assert table.pop("a", "default") == "default"
    with pytest.raises(KeyError):
        table["a"]
    with pytest.raises(KeyError):
        del table["a"]


def test_records_come_in_the_order_in_which_their_keys_came(store):
    """Lists of the service are ordered by creation; an update does not move a record."""
    table = store.table("words")
    for key in ("b", "a", "c", "10", "9"):
        table[key] = key
    table["b"] = "changed"

    assert list(table) == ["b", "a", "c", "10", "9"]
    assert list(reversed(table)) == ["9", "10", "c", "a", "b"]
    assert list(table.values()) == ["changed", "a", "c", "10", "9"]
    assert len(table) == 5


def test_a_key_that_comes_again_after_its_deletion_is_the_newest(store):
    """Its old place is gone with it."""
    table = store.table("words")
    for key in ("a", "b"):
        table[key] = key
    del table["a"]
    table["a"] = "again"

    assert list(table) == ["b", "a"]
    assert table.pop("b", None) == "b"
    assert list(table) == ["a"]


def test_setdefault_keeps_the_first(store):
    """Of two processes that begin a state only one does."""
    table = store.table("account")

    assert table.setdefault("began", 1.5) == 1.5
    assert table.setdefault("began", 2.5) == 1.5


def test_tables_do_not_see_each_other(store):
    """A key belongs to its table."""
    store.table("one")["a"] = 1
    store.table("two")["a"] = 2
    del store.table("one")["a"]

    assert store.table("two")["a"] == 2
    assert list(store.tables()) == ["two"]


def test_counters_add_up(store):
    """Ids, quotas and the clock are counted; an epoch second keeps its milliseconds."""
    assert store.count("serial") == 1
    assert store.count("serial") == 2
    assert store.count("seconds", 18.25) == 18.25
    assert store.count("now", 1788220800.125) == 1788220800.125
    assert store.count("serial", 0) == 2
    assert store.count("never", 0) == 0
    assert store.counters() == {"serial": 2, "seconds": 18.25, "now": 1788220800.125}


def test_a_store_can_be_emptied(store):
    """A reset leaves nothing behind."""
    table = store.table("words")
    table["a"] = 1
    store.count("serial")

    store.clear()

    assert list(table) == []
    assert list(store.tables()) == []
    assert store.counters() == {}


def test_a_shared_store_is_there_when_it_is_opened_again(shared):
    """What one process wrote another reads."""
    first = stores.opened(shared)
    first.table("scenes")["a"] = SCENE
    first.count("serial", 7)
    first.close()

    second = stores.opened(shared)

    assert second.table("scenes")["a"] == SCENE
    assert second.count("serial") == 8
    second.close()


_ADD = """
import sys
from fakeembed.serving import stores

address, name, times = sys.argv[1:]
store = stores.opened(address)
for number in range(int(times)):
    store.count("serial")
    store.table("words")[f"{name} {number}"] = number
store.close()
"""


def test_nothing_is_lost_when_several_processes_write(shared):
    """Counters are atomic and keys independent."""
    processes = [subprocess.Popen([sys.executable, "-c", _ADD, shared, name, "200"]) for name in "abc"]
    ended = [process.wait(60) for process in processes]

    with closing(stores.opened(shared)) as store:
        found = (store.count("serial", 0), len(store.table("words")))

    assert ended == [0, 0, 0]
    assert found == (600, 600)


def _create(fake, url="https://example.com/a.mp4"):
    parts = {"model_name": "marengo3.0", "video_url": url}
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in parts.items())
    request = Request(
        "POST", "/v1.3/embed/tasks", "", {**KEY, "content-type": "multipart/form-data; boundary=x"}, f"{body}--x--".encode()
    )
    return fake.app(request).json()["_id"]


def _get(fake, path):
    return fake.app(Request("GET", f"/v1.3{path}", "", KEY))


def test_ids_and_vectors_do_not_depend_on_the_worker(served):
    """Whoever answers, the answer is the same."""
    one, other = served(), served()
    one.media("*.mp4", duration=12, scenes=[Scene(0, 6, "a dog")])
    ids = [_create(fake) for fake in (one, other, one, other)]

    other.clock.advance(20)

    assert [task[-6:] for task in ids] == ["000001", "000002", "000003", "000004"]
    for task in ids:
        assert _get(one, f"/embed/tasks/{task}").body == _get(other, f"/embed/tasks/{task}").body
        assert _get(one, f"/embed/tasks/{task}").json()["status"] == "ready"
    assert len(_get(one, f"/embed/tasks/{ids[1]}").json()["video_embedding"]["segments"]) == 6
    assert one.tasks == other.tasks
    assert [entry["method"] for entry in other.logged()][:4] == ["POST"] * 4


def test_a_fault_fires_once_whichever_worker_meets_it(served):
    """The account of a fault is shared."""
    one, other = served(), served()
    one.fail_next(503, times=2)

    statuses = [_get(fake, "/embed/tasks").status for fake in (other, one, other, one)]

    assert statuses == [503, 503, 200, 200]
    one.assert_faults_fired()


def test_a_quota_is_one_for_all_workers(served, send):
    """Each counts what the others answered, and all of them refuse."""
    fakes = [served(), served()]
    fakes[0].rate_limit(3, per="1hour")

    answers = [send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "text": "a dog"}) for fake in (*fakes, *fakes)]

    assert [answer.headers["x-ratelimit-request-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]


def test_the_nth_request_is_counted_by_all_workers(served):
    """`after` is about requests, whoever answers them."""
    one, other = served(), served()
    one.drop("connect", after=2)

    assert [_get(fake, "/embed/tasks").failure for fake in (one, other, other, one)] == ["", "", "connect", ""]


def test_a_shared_state_keeps_its_seed(served):
    """Another seed would give old tasks other vectors."""
    served(seed=1)

    with pytest.raises(ValueError, match="seed=1"):
        served(seed=2)


def test_the_log_of_a_shared_state_is_bounded(served):
    """A load test must not fill the disk."""
    fake = served(kept_requests=3)

    for page in range(1, 6):
        fake.app(Request("GET", "/v1.3/embed/tasks", f"page={page}", KEY))

    assert [entry["params"] for entry in fake.logged()] == [{"page": ["3"]}, {"page": ["4"]}, {"page": ["5"]}]


@pytest.mark.parametrize("address", ["/nowhere/at/all/state.db", "redis://127.0.0.1:1/0"])
def test_a_place_that_is_none_is_said_in_words(address):
    """OSError is what the command line turns into one line."""
    with pytest.raises(OSError, match="the state cannot be kept in"):
        stores.opened(address)


def test_a_file_that_is_something_else_is_not_touched(tmp_path):
    """A slip of the command line must not cost anybody a file."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database, and longer than its header is, so that nobody can mistake it for an empty one\n" * 20)
    before = path.read_bytes()

    with pytest.raises(OSError, match="file is not a database"):
        stores.opened(str(path))

    assert path.read_bytes() == before


# The codec.

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.sampled_from(["$", "a", "items"]), inner, max_size=3),
    max_leaves=8,
)
TIMES = st.floats(0, 2e9)
MEDIA = st.builds(
    media.Medium,
    identity=st.text(st.characters(exclude_categories=["Cs"])),
    url=st.none() | st.just("https://example.com/a.mp4"),
    filename=st.none() | st.just("a.mp4"),
    duration=TIMES,
    scenes=st.lists(st.just(SCENE), max_size=2).map(tuple),
)
TASKS = st.builds(
    Task,
    id=st.text("0123456789abcdef", min_size=24, max_size=24),
    created_at=TIMES,
    ends_at=TIMES,
    outcome=st.sampled_from(Event),
    model=st.just(MARENGO_3_0),
    medium=MEDIA,
    start=TIMES,
    end=TIMES,
    clip_length=st.integers(2, 10),
    scopes=st.sampled_from([("clip",), ("clip", "video")]),
)


@given(JSON | TASKS | st.binary())
def test_what_is_written_is_read_back(value):
    """The codec loses nothing: neither a bit of a float nor a `$` in a client's metadata."""
    assert read(plain(value)) == value
    assert parsed(written(value)) == value


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["$", "a", "value", "name", "base64", "items"]), inner),
    )
)
def test_what_is_no_record_is_refused(value):
    """A snapshot from somewhere else is data that may be wrong; it never is code."""
    try:
        read(value)
    except ValueError:
        return
    assert "$" not in str(value) or plain(read(value)) is not None


def test_a_type_that_nobody_listed_is_said_at_once():
    """A new record must not be lost quietly."""
    with pytest.raises(TypeError, match="list its module"):
        plain(FakeEmbed)
