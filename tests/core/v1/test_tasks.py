"""Embed v1 tasks on the wire: the shapes of create, status, retrieve and list, exactly as recorded, absent keys absent."""

from __future__ import annotations

import math

import pytest

from fakeembed import FakeEmbed, Request

VIDEO = "https://bucket.example.com/fast_video.mp4?X-Signature=a%2Fb&Expires=1"


class Account:
    """One account of the service, asked without an HTTP library."""

    def __init__(self, **settings):
        self.fake = FakeEmbed(**settings)

    def post(self, path, **fields):
        """The answer to a form; a list is a repeated field, bytes are a file."""
        parts = []
        for name, given in fields.items():
            for value in given if isinstance(given, list) else [given]:
                file = '; filename="dog.mp4"\r\nContent-Type: video/mp4' if isinstance(value, bytes) else ""
                content = value if isinstance(value, bytes) else str(value).encode()
                head = f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
                parts.append(head + content + b"\r\n")
        headers = {"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}
        return self.fake.app(Request("POST", f"/v1.3{path}", headers=headers, body=b"".join(parts) + b"--b--\r\n"))

    def get(self, path, query=""):
        """The answer to a question."""
        return self.fake.app(Request("GET", f"/v1.3{path}", query, {"x-api-key": "any"}))

    def create(self, **fields):
        """The id of a new task."""
        return self.post("/embed/tasks", **{"model_name": "marengo3.0", "video_url": VIDEO, **fields}).json()["_id"]

    def ready(self, query="", **fields):
        """A task that is done, as retrieved."""
        task = self.create(**fields)
        self.fake.clock.advance(10)
        return self.get(f"/embed/tasks/{task}", query).json()


@pytest.fixture
def account():
    """The service of today."""
    return Account()


def test_creating_answers_with_the_id_and_nothing_else(account):
    """In all editions."""
    answer = account.post("/embed/tasks", model_name="marengo3.0", video_url=VIDEO)

    assert answer.status == 200
    assert list(answer.json()) == ["_id"]
    assert int(answer.json()["_id"][:8], 16) == int(account.fake.clock.now().timestamp())


def test_a_status_has_metadata_but_neither_times_nor_vectors(account):
    """Documented in every edition."""
    task = account.create()

    assert account.get(f"/embed/tasks/{task}/status").json() == {
        "_id": task,
        "model_name": "marengo3.0",
        "status": "processing",
        "video_embedding": {
            "metadata": {
                "input_url": VIDEO,
                "video_clip_length": 6,
                "video_embedding_scope": ["clip"],
                "video_embedding_option": ["visual", "audio", "transcription"],
                "duration": 18,
            }
        },
    }


def test_a_task_can_be_retrieved_at_once(account):
    """Clients of 2024 do, right after creating it: no segments yet, and no empty list of them (decision D20)."""
    task = account.create()

    body = account.get(f"/embed/tasks/{task}").json()

    assert body["status"] == "processing"
    assert list(body["video_embedding"]) == ["metadata"]
    assert body["created_at"] == body["updated_at"] == "2026-11-01T00:00:00.000Z"


def test_a_ready_task_has_its_segments(account):
    """Clip by clip for each option; the keys are those that were recorded."""
    body = account.ready()

    segments = body["video_embedding"]["segments"]
    assert list(body) == ["_id", "model_name", "status", "video_embedding", "created_at", "updated_at"]
    assert body["updated_at"] == "2026-11-01T00:00:10.000Z"
    assert {tuple(segment) for segment in segments} == {
        ("start_offset_sec", "end_offset_sec", "embedding_scope", "embedding_option", "float")
    }
    assert [(s["embedding_option"], s["start_offset_sec"], s["end_offset_sec"]) for s in segments] == [
        (option, start, start + 6) for option in ("visual", "audio", "transcription") for start in (0, 6, 12)
    ]
    assert all(abs(math.hypot(*segment["float"]) - 1) < 1e-6 and len(segment["float"]) == 512 for segment in segments)


def test_a_failed_task_has_no_segments_and_no_reason(account):
    """No edition of v1 has a field for the reason."""
    account.fake.media("*/fast_video.mp4", fails="The embedding task failed. Please try again later.")

    body = account.ready()

    assert body["status"] == "failed"
    assert list(body["video_embedding"]) == ["metadata"]
    assert "error" not in body


def test_asking_twice_gets_the_same_bytes(account):
    """Reading changes nothing."""
    task = account.create()
    account.fake.clock.advance(10)

    assert account.get(f"/embed/tasks/{task}").body == account.get(f"/embed/tasks/{task}").body


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("embedding_option=visual", ["visual"]),
        ("embedding_option=visual&embedding_option=audio", ["visual", "audio"]),
        ("embedding_option=audio,visual", ["visual", "audio"]),
        ("embedding_option[]=transcription", ["transcription"]),
        ("embedding_option=audio&embedding_option=audio", ["audio"]),
        ("", ["visual", "audio", "transcription"]),
    ],
)
def test_embedding_option_chooses(account, query, options):
    """One text, several, or all; in each spelling that clients are known to use (decision D19)."""
    segments = account.ready(query)["video_embedding"]["segments"]

    assert list(dict.fromkeys(segment["embedding_option"] for segment in segments)) == options


def test_the_scope_video_adds_the_whole_video_after_the_clips(account):
    """One more segment for each option."""
    body = account.ready("embedding_option=visual", video_embedding_scope=["clip", "video"])

    embedding = body["video_embedding"]
    assert embedding["metadata"]["video_embedding_scope"] == ["clip", "video"]
    assert [(s["embedding_scope"], s["start_offset_sec"], s["end_offset_sec"]) for s in embedding["segments"]] == [
        ("clip", 0, 6),
        ("clip", 6, 12),
        ("clip", 12, 18),
        ("video", 0, 18),
    ]


def test_offsets_and_clip_length_make_the_grid(account):
    """Offsets are seconds of the file."""
    body = account.ready("embedding_option=visual", video_start_offset_sec=2.5, video_end_offset_sec=13, video_clip_length=4)

    assert [(s["start_offset_sec"], s["end_offset_sec"]) for s in body["video_embedding"]["segments"]] == [
        (2.5, 6.5),
        (6.5, 10.5),
        (10.5, 13),
    ]
    assert body["video_embedding"]["metadata"]["video_clip_length"] == 4


def test_an_uploaded_file_is_known_by_its_name(account, video_file):
    """`input_filename` stands where `input_url` would; duration and sound come from the bytes."""
    body = account.ready(video_url=[], video_file=video_file(8.0, sound=False))

    assert body["video_embedding"]["metadata"] == {
        "input_filename": "dog.mp4",
        "video_clip_length": 6,
        "video_embedding_scope": ["clip"],
        "video_embedding_option": ["visual"],
        "duration": 8,
    }
    assert [s["embedding_option"] for s in body["video_embedding"]["segments"]] == ["visual", "visual"]


def test_the_url_wins_over_the_file(account, video_file):
    """Documented."""
    body = account.ready(video_file=video_file(8.0))

    assert body["video_embedding"]["metadata"]["input_url"] == VIDEO


def test_a_path_uploaded_as_text_is_refused(account):
    """A real mistake: the client sends the characters of the path as the bytes of the file."""
    answer = account.post("/embed/tasks", model_name="marengo3.0", video_file=b"/home/me/dog.mp4")

    assert (answer.status, answer.json()["code"]) == (400, "video_file_broken")
    assert len(account.fake.tasks) == 0


@pytest.fixture
def busy(account):
    """An account with 25 tasks, one each hour."""
    account.ids = []
    for _ in range(25):
        account.ids.insert(0, account.create())
        account.fake.clock.advance(3600)
    return account


def test_the_list_is_newest_first_and_paged(busy):
    """Ten to a page unless asked otherwise; items carry metadata and times, no vectors."""
    first = busy.get("/embed/tasks").json()
    third = busy.get("/embed/tasks", "page=3").json()

    assert [item["_id"] for item in first["data"]] == busy.ids[:10]
    assert [item["_id"] for item in third["data"]] == busy.ids[20:]
    assert third["page_info"] == {"limit_per_page": 10, "page": 3, "total_page": 3, "total_results": 25}
    assert {tuple(item) for item in first["data"]} == {
        ("_id", "model_name", "status", "video_embedding", "created_at", "updated_at")
    }
    assert {tuple(item["video_embedding"]) for item in first["data"]} == {("metadata",)}


def test_a_page_beyond_the_last_one_is_empty(busy):
    """The published clients ask for pages until an empty one comes (decision D21)."""
    beyond = busy.get("/embed/tasks", "page=4&page_limit=50")

    assert beyond.status == 200
    assert beyond.json()["data"] == []
    assert beyond.json()["page_info"] == {"limit_per_page": 50, "page": 4, "total_page": 1, "total_results": 25}


def test_an_empty_account_has_one_empty_page(account):
    """Never a missing key, never null."""
    assert account.get("/embed/tasks").json() == {
        "data": [],
        "page_info": {"limit_per_page": 10, "page": 1, "total_page": 1, "total_results": 0},
    }


def test_the_list_can_be_narrowed(busy):
    """By status, and by creation strictly after and before a moment."""
    newest = busy.create()

    def listed(query):
        return [item["_id"] for item in busy.get("/embed/tasks", f"page_limit=50&{query}").json()["data"]]

    assert listed("status=processing") == [newest]
    assert listed("status=ready") == busy.ids
    assert listed("status=failed") == []
    assert listed("started_at=2026-11-01T22:00:00Z") == [newest, *busy.ids[:2]]
    assert listed("ended_at=2026-11-01T02:00:00Z") == busy.ids[-2:]
    assert listed("started_at=2026-11-01T01:00:00%2B01:00&ended_at=2026-11-01T03%3A00%3A00Z") == busy.ids[-3:-1]


def test_tasks_are_forgotten_after_seven_days(busy):
    """They vanish from the list, and by id they are unknown; a `started_at` cannot bring them back (decision D36)."""
    oldest = busy.ids[-1]
    busy.fake.clock.advance(7 * 86400 - 25 * 3600 + 1)

    listed = busy.get("/embed/tasks", "page_limit=50&started_at=2026-01-01T00:00:00Z").json()

    assert listed["page_info"]["total_results"] == 24
    assert busy.get(f"/embed/tasks/{oldest}").status == 404
    assert busy.get(f"/embed/tasks/{oldest}").json()["message"] == f"Resource with id {oldest} does not exist in embed_tasks."


def test_list_status_and_retrieve_agree(account):
    """They are three views of one task."""
    task = account.create()
    account.fake.clock.advance(10)

    listed = account.get("/embed/tasks").json()["data"][0]
    state = account.get(f"/embed/tasks/{task}/status").json()
    whole = account.get(f"/embed/tasks/{task}").json()

    assert state.items() <= listed.items()
    whole["video_embedding"].pop("segments")
    assert whole == listed


def test_same_input_same_vector_and_another_clip_another_vector():
    """Recorded: two runs 26 days apart gave the same bits."""
    one, other = (Account().ready()["video_embedding"]["segments"] for _ in range(2))

    assert one == other
    assert len({tuple(segment["float"]) for segment in one}) == len(one)


def test_the_seed_decides_ids_and_vectors():
    """A test that wants other numbers asks for them."""
    one, other = (Account(seed=seed).ready() for seed in (0, 1))

    assert one["_id"] != other["_id"]
    assert one["video_embedding"]["segments"][0]["float"] != other["video_embedding"]["segments"][0]["float"]


def test_a_dimension_shortens_vectors():
    """For quick tests; not authentic."""
    segments = Account(dimension=8).ready()["video_embedding"]["segments"]

    assert {len(segment["float"]) for segment in segments} == {8}
    assert all(abs(math.hypot(*segment["float"]) - 1) < 1e-6 for segment in segments)


def test_looking_at_the_fake_changes_nothing(account):
    """`fake.tasks` is a view of what is, not a poll."""
    task = account.create()
    before = account.fake.clock.now()

    seen = account.fake.tasks[task]

    assert (seen.id, seen.status, seen.video, seen.duration, seen.reason) == (task, "processing", VIDEO, 18.0, None)
    assert account.fake.clock.now() == before
    with pytest.raises(TypeError):
        account.fake.tasks["another"] = seen


@pytest.mark.parametrize(("fails", "ended"), [(None, "ready"), ("no reason", "failed")])
@pytest.mark.parametrize("tail", ["", "/status"])
def test_only_a_task_in_the_making_leaves_something_to_wait_for(account, fails, ended, tail):
    """Which sleeps cost no time hangs on it: those before the end, and not those after it."""
    account.fake.media("*", fails=fails)
    created = account.post("/embed/tasks", model_name="marengo3.0", video_url=VIDEO)
    path = f"/embed/tasks/{created.json()['_id']}{tail}"

    before = account.get(path)
    account.fake.clock.advance(10)
    after = account.get(path)

    assert [(answer.json().get("status"), answer.retryable) for answer in (before, after)] == [("processing", True), (ended, False)]
    assert (created.retryable, {answer.resource_id for answer in (created, before, after)}) == (True, {created.json()["_id"]})


@pytest.mark.parametrize("asked", ["visual-text", "visual-text,visual"])
def test_visual_text_of_marengo_3_is_visual(send, asked):
    """The vendor's own example of 2026-06-30 asks so (decision D110); an older model has no `visual`."""
    fake = FakeEmbed()
    task = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/a.mp4"}).json()[
        "_id"
    ]
    fake.clock.advance(10)

    answers = [send(fake, f"GET /v1.3/embed/tasks/{task}?embedding_option={option}").json() for option in (asked, "visual")]

    assert answers[0] == answers[1]
    assert {segment["embedding_option"] for segment in answers[0]["video_embedding"]["segments"]} == {"visual"}


def test_search_page_limit_and_404_2026(send):
    """Recorded of another operation on 2026-04-15: a limit of 0 is taken, 51 is refused, an unknown id is a 404 (D17, D18)."""
    fake = FakeEmbed(api_date="2026-04-15")
    paths = ["?page_limit=0", "?page_limit=1", "?page_limit=50", "?page_limit=51", "/64f8d2c7e4a1b37f8a9c5d12"]

    answers = [send(fake, f"GET /v1.3/embed/tasks{path}") for path in paths]

    assert [answer.status for answer in answers] == [200, 200, 200, 400, 404]
    assert answers[0].json()["page_info"]["limit_per_page"] == 10
