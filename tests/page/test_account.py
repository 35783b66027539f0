"""The account on the page: what there is, how long it takes, what is known of it, and one task with all its sides."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from fakeembed import Request, Scene
from fakeembed._core.models import MODELS
from fakeembed.page import detail
from fakeembed.serving.served import ServedFake

DOG = "https://example.com/dog.mp4"


def rows(page):
    """The state of each row and its link."""
    return [element["text"] for element in page.all("span", class_="state")]


def test_an_empty_account_says_what_to_do(fake, look):
    """A stranger opens it first."""
    assert "Create a task" in look(fake).text


def test_a_task_is_a_row_that_changes_with_the_clock(fake, look, create):
    """State, bar, medium, model."""
    fake.media(DOG, duration=12, processing_seconds=40)
    create(fake)
    fake.clock.advance(10)

    before, bar = look(fake), look(fake).one("progress")
    fake.clock.advance(31)

    assert rows(before) == ["processing"]
    assert float(bar["max"]) == 40
    assert 10 <= float(bar["value"]) < 20
    assert "task · marengo3.0 · 12 s · declared" in before.text
    assert rows(look(fake)) == ["ready"]
    assert look(fake).all("progress") == []


def test_what_failed_says_why_and_what_never_ends_has_no_bar(fake, look, create):
    """The reason that was declared."""
    fake.media(DOG, fails="The codec is not supported.", processing_seconds=0)
    fake.media("*cat.mp4", processing_seconds=float("inf"))
    create(fake)
    create(fake, "https://example.com/cat.mp4")

    page = look(fake)

    assert rows(page) == ["processing", "failed"]
    assert "The codec is not supported." in page.text
    assert "never ends" in page.text
    assert page.all("progress") == []


def test_the_three_kinds_and_states_can_be_told_apart(fake, look, create, send):
    """Filters, each with what it leaves over."""
    create(fake)
    asked = {"input_type": "video", "model_name": "marengo3.0", "video": {"media_source": {"url": "https://example.com/cat.mp4"}}}
    fake.app(
        Request(
            "POST",
            "/v1.3/embed-v2/tasks",
            headers={"x-api-key": "k", "content-type": "application/json"},
            body=json.dumps(asked).encode(),
        )
    )
    send(fake, "POST /v1.3/assets", {"method": "url", "url": "https://example.com/bird.mp4"})
    names = {"task": "dog", "v2+task": "cat", "asset": "bird"}

    assert len(rows(look(fake))) == 3
    for kind, name in names.items():
        assert [name in element["text"] for element in look(fake, f"kind={kind}").all("td", class_="name")][:1] == [True]
        assert len(rows(look(fake, f"kind={kind}"))) == 1
    assert rows(look(fake, "state=ready")) == []
    assert len(rows(look(fake, "find=CAT.mp4"))) == 1


def test_the_pages_have_each_task_once(fake, look, create):
    """Following `older` to the end."""
    created = [create(fake, f"https://example.com/{number}.mp4") for number in range(60)]

    seen, query = [], "kind=task"
    while query is not None:
        page = look(fake, query)
        seen += [parse_qs(link["href"][1:])["task"][0] for link in page.all("a") if link.get("id", "").startswith("row-")]
        query = next((link["href"][1:] for link in page.all("a", id="older")), None)

    assert seen == created[::-1]


@pytest.mark.parametrize(
    ("declared", "facts"),
    [
        (
            {},
            {
                "duration": "18 s assumed",
                "size of the picture": "1280 x 720 assumed",
                "sound": "yes assumed",
                "speech": "yes assumed",
            },
        ),
        (
            {"duration": 7, "audio": False},
            {
                "duration": "7 s declared",
                "size of the picture": "1280 x 720 declared",
                "sound": "no declared",
                "speech": "no declared",
            },
        ),
        ({"scenes": [Scene(0, 6, "a dog")]}, {"duration": "18 s assumed", "scenes": "1 declared"}),
    ],
)
def test_each_fact_of_a_url_says_where_it_comes_from(fake, look, create, declared, facts):
    """Nothing is read from a URL."""
    if declared:
        fake.media(DOG, **declared)

    assert facts.items() <= known(look(fake, f"task={create(fake)}")).items()


def known(page):
    """The facts on the page by their names."""
    names = [element["text"] for element in page.all("dt")]
    return dict(zip(names, (" ".join(element["text"].split()) for element in page.all("dd")), strict=True))


def test_facts_of_an_upload_are_read_unless_they_are_declared(fake, look, send, video_file):
    """From its bytes."""
    made = {}
    fake.media("declared.mp4", duration=9)
    for name in ("plain.mp4", "declared.mp4", "silent.mp4"):
        answer = send(
            fake,
            "POST /v1.3/embed/tasks",
            {"model_name": "marengo3.0"},
            {"video_file": (name, video_file(5.0, sound=name != "silent.mp4"))},
        )
        made[name] = known(look(fake, f"task={answer.json()['_id']}"))

    assert made["plain.mp4"]["duration"] == "5 s read"
    assert made["plain.mp4"]["size of the picture"] == "640 x 360 read"
    assert made["plain.mp4"]["sound"] == "yes read"
    assert made["declared.mp4"]["duration"] == "9 s declared"
    assert made["silent.mp4"]["sound"] == "no read"
    assert "declared.mp4" in look(fake, "find=declared").text


@pytest.mark.parametrize("seconds", [5.0, 24.0, 31.0])
def test_the_axis_has_the_segments_that_the_service_answers(fake, look, create, send, seconds):
    """Option by option, in the places where the answer has them, with the scenes above."""
    fake.media(DOG, duration=seconds, scenes=[Scene(0, 4, "a dog jumps")], processing_seconds=0)
    task = create(fake, video_embedding_scope=["clip", "video"])
    segments = send(fake, f"GET /v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]

    axes = look(fake, f"task={task}").all("svg", class_="axis")
    drawn = {axis["aria-label"].partition(":")[0]: axis["text"].split(" s") for axis in axes}

    expected = {}
    for part in segments:
        lane = part["embedding_option"] if part["embedding_scope"] == "clip" else f"{part['embedding_option']}, video"
        expected.setdefault(lane, []).append(f"{part['start_offset_sec']:g} to {part['end_offset_sec']:g}")
    assert list(drawn) == ["scenes", *expected]
    assert {
        lane: [" ".join(text.split()) for text in texts if text.strip()] for lane, texts in drawn.items() if lane != "scenes"
    } == expected
    assert "0 to 4 s: a dog jumps" in look(fake, f"task={task}").text


def test_too_many_segments_are_one_that_says_how_many(fake, look, create):
    """Two hours of video: nothing is drawn or computed for each of 3,600 clips."""
    fake.media(DOG, duration=7_200, processing_seconds=0)
    task = create(fake, video_clip_length="2")

    page = look(fake, f"task={task}")

    assert len(page.all("rect")) < detail.MOST_SEGMENTS
    assert "3600 segments from 0 to 7200 s" in " ".join(axis["text"] for axis in page.all("svg", class_="axis"))
    assert "More vectors than are computed for a page" in page.text
    assert len(page.source) < 100_000


def test_what_a_client_gets_is_the_answer_with_shorter_vectors(fake, look, create, send):
    """Held against the answer itself."""
    task = create(fake)
    for seconds in (0, 20):
        fake.clock.advance(seconds)
        answer = send(fake, f"GET /v1.3/embed/tasks/{task}").json()
        shown = json.loads(look(fake, f"task={task}").one("pre", **{"aria-label": "The JSON that a client gets"})["text"])
        for part, full in zip(
            shown.get("video_embedding", {}).pop("segments", []), answer.get("video_embedding", {}).pop("segments", []), strict=True
        ):
            numbers, vector = part.pop("float"), full.pop("float")
            assert numbers == [*vector[:3], f"... {len(vector) - 3} more numbers"]
            assert part == full
        assert shown == answer


def test_the_polls_are_on_a_line_and_in_a_list(fake, look, create, send):
    """Creation, two polls before the end and one behind it; those of another task are not among them."""
    task, other = create(fake), create(fake, "https://example.com/cat.mp4")
    for seconds in (0, 5, 20):
        fake.clock.advance(seconds)
        send(fake, f"GET /v1.3/embed/tasks/{task}/status")
    send(fake, f"GET /v1.3/embed/tasks/{other}/status")

    page = look(fake, f"task={task}")

    life = page.one("svg", class_="life")
    assert life["aria-label"] == "4 requests from its creation on; processing ends at 10 s"
    places = [float(circle["cx"].rstrip("%")) for circle in page.all("circle")]
    assert places == sorted(places)
    assert len(places) == 4
    assert [link["text"] for link in page.all("a") if link.get("id", "").startswith("poll-")] == [
        "POST /v1.3/embed/tasks",
        *["GET /v1.3/embed/tasks/…/status"] * 3,
    ]


def test_looking_changes_nothing(fake, look, create):
    """No request is logged, no fault fires, no limit counts, no clock moves, whatever is looked at."""
    task = create(fake)
    fake.fail_next(503, optional=True)
    fake.rate_limit(5)
    fake.clock.advance(30)

    def state():
        return json.dumps(
            [fake._store.counters(), {name: dict(fake._store.table(name)) for name in fake._store.tables()}], default=str
        )

    before = state()
    for query in ("", f"task={task}", "view=requests", "request=1", "view=nearness&text=dog", "view=steering"):
        look(fake, query)

    assert state() == before
    assert len(fake.requests) == 1


@pytest.mark.parametrize("query", ["task=none", "request=7", "request=seven", "view=none"])
def test_what_is_not_there_says_so(fake, look, query):
    """With a way back."""
    assert "Back to the account" in look(fake, query, status=404).text


EDITIONS = {
    "2024-07-01": ("v1.2", {"engine_name": "Marengo-retrieval-2.6"}),
    "2025-07-15": ("v1.3", {"model_name": "Marengo-retrieval-2.7"}),
    "2026-02-01": ("v1.3", {"model_name": "marengo3.0"}),
    "2026-11-01": ("v1.3", {"model_name": "marengo3.0"}),
}


@pytest.mark.parametrize("day", EDITIONS)
def test_every_edition_of_the_service_has_its_page(look, send, day):
    """What a client gets is what it gets on that day, in the newest version of that day."""
    fake = ServedFake(api_date=day, processing_seconds=0)
    version, model = EDITIONS[day]
    task = send(fake, f"POST /{version}/embed/tasks", {**model, "video_url": DOG}).json()["_id"]

    page = look(fake, f"task={task}")

    shown = json.loads(page.one("pre", **{"aria-label": "The JSON that a client gets"})["text"])
    answer = send(fake, f"GET /{version}/embed/tasks/{task}").json()
    assert (shown["_id"], shown["status"], list(shown)) == (task, "ready", list(answer))
    assert f"/{version}/embed/tasks/{task}" in page.one("pre", id=f"curl-{task}")["text"]
    assert [axis["aria-label"].partition(":")[0] for axis in page.all("svg", class_="axis")] == list(
        MODELS[next(iter(model.values()))].options
    )
    assert len(look(fake, "view=nearness&text=dog").all("circle", class_="dot")) == 3


MEDIA = {
    "an image": {"input_type": "image", "image": {"media_source": {"url": "https://example.com/a.png"}}},
    "a sound": {"input_type": "audio", "audio": {"media_source": {"url": "https://example.com/a.wav"}}},
    "a video in scenes": {
        "input_type": "video",
        "video": {
            "media_source": {"url": "https://example.com/a.mp4"},
            "segmentation": {"strategy": "dynamic", "dynamic": {"min_duration_sec": 4}},
            "embedding_type": ["separate_embedding", "fused_embedding"],
        },
    },
}


@pytest.mark.parametrize("asked", MEDIA.values(), ids=MEDIA)
def test_tasks_of_embed_v2_and_assets_have_theirs(look, send, asked):
    """Pictures have no axis, sounds no picture; what is fused is an option of its own."""
    fake = ServedFake(processing_seconds=0)
    body = json.dumps({"model_name": "marengo3.5" if asked["input_type"] == "image" else "marengo3.0", **asked}).encode()
    headers = {"x-api-key": "any", "content-type": "application/json"}
    answer = fake.app(Request("POST", "/v1.3/embed-v2/tasks", headers=headers, body=body))
    assert answer.status == 202, answer.body
    task, kind = answer.json()["_id"], asked["input_type"]
    send(fake, "POST /v1.3/assets", {"method": "url", "url": asked[kind]["media_source"]["url"]})
    (asset,) = fake.assets

    page, other = look(fake, f"task={task}"), look(fake, f"task={asset}")

    entries = send(fake, f"GET /v1.3/embed-v2/tasks/{task}").json()["data"]
    timed = {entry["embedding_option"] for entry in entries if entry["start_sec"] is not None}
    assert {axis["aria-label"].partition(":")[0].partition(",")[0] for axis in page.all("svg", class_="axis")} == timed
    assert ("size of the picture" in known(page)) == (kind != "audio")
    assert ("duration" in known(page)) == (kind != "image")
    assert json.loads(other.one("pre", **{"aria-label": "The JSON that a client gets"})["text"])["_id"] == asset
    assert f"/v1.3/assets/{asset}" in other.one("pre", id=f"curl-{asset}")["text"]
    look(fake, "view=nearness&text=dog")
    fake.report("/dev/null")
