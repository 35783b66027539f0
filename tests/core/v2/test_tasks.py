"""The life of an embed v2 task as clients see it: created, polled, retrieved, failed, listed, forgotten."""

from __future__ import annotations

import pytest

from fakeembed import FakeEmbed
from fakeembed._core.v2.task_life import TOO_LARGE, TOO_LONG_FOR_MODEL, UNPROCESSABLE

VIDEO, AUDIO, IMAGE = "https://example.com/a.mp4", "https://example.com/a.mp3", "https://example.com/a.png"
UNKNOWN = "64f8d2c7e4a1b37f8a9c5d12"
GIGABYTE = 2**30


def request(kind="video", url=VIDEO, model="marengo3.0", **fields):
    return {"input_type": kind, "model_name": model, kind: {"media_source": {"url": url}, **fields}}


def test_a_new_task_is_answered_with_202_and_its_place(ask, fake):
    """The place is an absolute URL under the version that was used (decision D43)."""
    answer = ask(fake, "POST /embed-v2/tasks", request())

    task_id = answer.json()["_id"]
    assert (answer.status, answer.retryable, answer.resource_id) == (202, True, task_id)
    assert answer.json() == {"_id": task_id, "status": "processing", "data": None}
    assert answer.headers["location"] == f"https://api.twelvelabs.io/v1.3/embed-v2/tasks/{task_id}"


def test_its_place_answers(ask, fake):
    """A client may follow it."""
    place = ask(fake, "POST /embed-v2/tasks", request()).headers["location"]

    assert ask(fake, f"GET {place.partition('v1.3')[2]}").status == 200


def test_a_task_that_is_not_done_says_no_more_than_that(ask, fake):
    """As in the examples: no times, no metadata (decision D35); its reader has something to wait for."""
    task_id = ask(fake, "POST /embed-v2/tasks", request()).json()["_id"]

    answer = ask(fake, f"GET /embed-v2/tasks/{task_id}")

    assert answer.json() == {"_id": task_id, "status": "processing", "data": None}
    assert (answer.retryable, answer.resource_id) == (True, task_id)


def test_a_task_that_is_done_has_data_times_and_metadata(ask, embedded, fake):
    """All that the clients can read."""
    body = embedded(fake, request(segmentation={"strategy": "fixed", "fixed": {"duration_sec": 9}}, embedding_option=["visual"]))

    assert len(body.pop("data")) == 3
    assert body == {
        "_id": body["_id"],
        "status": "ready",
        "created_at": "2026-11-01T00:00:00.000Z",
        "updated_at": "2026-11-01T00:00:10.000Z",
        "metadata": {
            "input_type": "video",
            "input_url": VIDEO,
            "embedding_options": ["visual"],
            "embedding_scopes": ["clip", "asset"],
            "duration": 18,
            "clip_length": 9,
        },
    }
    assert not ask(fake, f"GET /embed-v2/tasks/{body['_id']}").retryable


def test_a_task_fails_for_the_declared_reason(ask, embedded, fake):
    """The words stand in `error.message`; there is no data, and nothing to wait for."""
    fake.media("a.mp4", fails="The embedding request was invalid.")

    body = embedded(fake, request())

    assert body == {
        "_id": body["_id"],
        "status": "failed",
        "data": None,
        "error": {"message": "The embedding request was invalid."},
    }
    assert fake.tasks[body["_id"]].reason == "The embedding request was invalid."
    assert not ask(fake, f"GET /embed-v2/tasks/{body['_id']}").retryable


@pytest.mark.parametrize(
    ("medium", "size", "day", "reason"),
    [
        (("video", "marengo3.0"), 4 * GIGABYTE, None, None),
        (("video", "marengo3.0"), 4 * GIGABYTE + 1, None, TOO_LARGE),
        (("video", "marengo3.0"), 4 * GIGABYTE + 1, "2026-08-30", UNPROCESSABLE),
        (("video", "marengo3.5"), 5 * GIGABYTE, None, "File size (5120.0 MB) exceeds maximum limit of 4096 MB"),
        (("audio", "marengo3.0"), 4 * GIGABYTE, None, None),
        (("audio", "marengo3.0"), 2 * GIGABYTE + 1, "2026-04-20", UNPROCESSABLE),
        (("audio", "marengo3.0"), 2 * GIGABYTE, "2026-04-20", None),
        (("image", "marengo3.5"), 33.6 * 2**20, None, "File size (33.6 MB) exceeds maximum limit of 32 MB"),
        (("image", "marengo3.5"), 32 * 2**20, None, None),
        (("document", "marengo3.5"), 512 * 2**20, None, None),
        (("document", "marengo3.5"), 513 * 2**20, None, "File size (513.0 MB) exceeds maximum limit of 512 MB"),
    ],
)
def test_what_is_too_large_fails_later(ask, medium, size, day, reason):
    """Creation looks at basic facts only (documented); the reason is in the documented words (decision D64)."""
    kind, model = medium
    fake = FakeEmbed(api_date=day)
    fake.media("*", size=size)

    created = ask(fake, "POST /embed-v2/tasks", request(kind, model=model))

    assert created.status == 202
    assert fake.tasks[created.json()["_id"]].reason == reason


def test_the_reasons_are_documented_ones():
    """Word by word; the page lists them."""
    assert UNPROCESSABLE == "We could not process your media for embedding. Please verify the input file and try again."
    assert TOO_LARGE == "The media exceeds the maximum allowed size for embedding."
    assert TOO_LONG_FOR_MODEL == "Content exceeds the model's context window."


@pytest.mark.parametrize("task_id", [UNKNOWN, "abc"])
def test_an_id_without_a_task_is_a_404(ask, fake, task_id):
    """Whatever it looks like (decision D68)."""
    answer = ask(fake, f"GET /embed-v2/tasks/{task_id}")

    assert answer.status == 404
    assert answer.json() == {
        "code": "resource_not_exists",
        "message": f"Resource with id {task_id} does not exist in embed_tasks.",
    }


def test_the_families_do_not_see_each_others_tasks(ask, send, fake):
    """Neither by id nor in their lists; the view of the fake has both (decision D28)."""
    v1 = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": VIDEO}).json()["_id"]
    v2 = ask(fake, "POST /embed-v2/tasks", request()).json()["_id"]

    lists = [ask(fake, f"GET {path}").json()["data"] for path in ("/embed/tasks", "/embed-v2/tasks")]

    assert [[task["_id"] for task in tasks] for tasks in lists] == [[v1], [v2]]
    assert [ask(fake, f"GET {path}").status for path in (f"/embed/tasks/{v2}", f"/embed-v2/tasks/{v1}")] == [404, 404]
    assert list(fake.tasks) == [v1, v2]


def test_a_task_is_forgotten_after_seven_days(ask, fake):
    """Documented; it is gone from the list as well (decision D36)."""
    task_id = ask(fake, "POST /embed-v2/tasks", request()).json()["_id"]

    fake.clock.advance(7 * 86_400)
    kept = ask(fake, f"GET /embed-v2/tasks/{task_id}").status
    fake.clock.advance(1)

    assert kept == 200
    assert ask(fake, f"GET /embed-v2/tasks/{task_id}").status == 404
    assert ask(fake, "GET /embed-v2/tasks").json()["data"] == []


# the list


def test_the_list_describes_a_video_in_the_words_of_v1(ask, fake):
    """Item by item, without vectors."""
    task_id = ask(fake, "POST /embed-v2/tasks", request(segmentation={"strategy": "fixed", "fixed": {"duration_sec": 3}})).json()[
        "_id"
    ]
    fake.clock.advance(10)

    body = ask(fake, "GET /embed-v2/tasks").json()

    assert body == {
        "data": [
            {
                "_id": task_id,
                "model_name": "marengo3.0",
                "status": "ready",
                "created_at": "2026-11-01T00:00:00.000Z",
                "updated_at": "2026-11-01T00:00:10.000Z",
                "video_embedding": {
                    "metadata": {
                        "input_url": VIDEO,
                        "video_clip_length": 3,
                        "video_embedding_option": ["visual", "audio", "transcription"],
                        "video_embedding_scope": ["clip", "asset"],
                        "duration": 18,
                    }
                },
            }
        ],
        "page_info": {"limit_per_page": 10, "page": 1, "total_page": 1, "total_results": 1},
    }


def test_the_list_describes_a_sound_for_clients_of_both_spellings(ask, fake):
    """The names of the lists lost their plural with the clients from 1.3.4 on; a window is there when it was asked for."""
    ask(fake, "POST /embed-v2/tasks", request("audio", AUDIO, start_sec=1, end_sec=9))

    (item,) = ask(fake, "GET /embed-v2/tasks").json()["data"]

    options, scopes = ["audio", "transcription"], ["clip", "asset"]
    assert item["audio_embedding"]["metadata"] == {
        "input_url": AUDIO,
        "audio_embedding_options": options,
        "audio_embedding_option": options,
        "audio_embedding_scopes": scopes,
        "audio_embedding_scope": scopes,
        "duration": 18,
        "start_offset_sec": 1,
        "end_offset_sec": 9,
    }


@pytest.mark.parametrize(("kind", "options", "scopes"), [("image", ["visual"], ["asset"]), ("document", ["visual"], ["local"])])
def test_the_list_describes_what_marengo_3_5_embeds(ask, fake, kind, options, scopes):
    """Images and documents have metadata of their own."""
    ask(fake, "POST /embed-v2/tasks", request(kind, IMAGE, model="marengo3.5"))

    (item,) = ask(fake, "GET /embed-v2/tasks").json()["data"]

    assert item[f"{kind}_embedding"]["metadata"] == {
        "input_url": IMAGE,
        f"{kind}_embedding_option": options,
        f"{kind}_embedding_scope": scopes,
    }


def test_a_list_is_newest_first_page_by_page_to_an_empty_one(ask, fake):
    """Clients turn pages until one is empty (decision D21)."""
    ids = [ask(fake, "POST /embed-v2/tasks", request()).json()["_id"] for _ in range(3)]

    pages = [ask(fake, f"GET /embed-v2/tasks?page={page}&page_limit=2").json() for page in (1, 2, 3)]

    assert [[task["_id"] for task in page["data"]] for page in pages] == [[ids[2], ids[1]], [ids[0]], []]
    assert [page["page_info"]["total_page"] for page in pages] == [2, 2, 2]


def test_a_list_can_be_narrowed(ask, fake):
    """By status and by time, as in v1."""
    fake.media("bad.mp4", fails="The embedding task failed. Please try again later.")
    for url in (VIDEO, "https://example.com/bad.mp4"):
        ask(fake, "POST /embed-v2/tasks", request(url=url))
    fake.clock.advance(60)
    ask(fake, "POST /embed-v2/tasks", request())

    def states(query):
        return [task["status"] for task in ask(fake, f"GET /embed-v2/tasks?{query}").json()["data"]]

    assert states("status=failed") == ["failed"]
    assert states("status=processing") == ["processing"]
    assert states("ended_at=2026-11-01T00:00:30Z") == ["failed", "ready"]
    assert states("started_at=2026-11-01T00:00:30Z") == ["processing"]


@pytest.mark.parametrize("query", ["page=0", "page_limit=51", "status=done", "started_at=today"])
def test_a_list_has_the_bounds_of_v1(ask, fake, query):
    """A wrong parameter is named."""
    answer = ask(fake, f"GET /embed-v2/tasks?{query}")

    assert answer.status == 400
    assert answer.json()["message"].startswith(f"The {query.partition('=')[0]} parameter is invalid.")
