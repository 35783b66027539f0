"""Mistakes of real programs: where a mock lets each pass or hang, the fake stops it and says why.

Every test is a row of the table "What it catches" in the documentation. The programs are written after published ones that made the
mistake, as short as it can be made.
"""

from __future__ import annotations

import time
from contextlib import nullcontext

import httpx
import pytest
import twelvelabs
from twelvelabs import TwelveLabs

from fakeembed import EndlessPolling, FakeEmbed

URL = "https://example.com/dog.mp4"
API = "https://api.twelvelabs.io/v1.3"
PATIENCE = 60
"""Seconds after which the programs here would give up, by the clock that they use."""


@pytest.fixture
def client():
    """The published client, as a program makes it."""
    return TwelveLabs(api_key="any")


@pytest.fixture
def submit(client):
    """Starts embedding a video and returns the id of the task."""
    return lambda **more: client.embed.tasks.create(model_name="marengo3.0", **{"video_url": URL, **more}).id


def wait(client, task, until, interval=5):
    """The loop that most programs have."""
    while (status := client.embed.tasks.status(task).status) not in until:
        time.sleep(interval)
    return status


def test_a_path_is_uploaded_instead_of_a_file(fake_embed, client):
    """A client from 1.0 on sends the text of the path; live it is refused, and a mock takes it."""
    with pytest.raises(twelvelabs.BadRequestError, match="Cannot read video file"):
        client.embed.tasks.create(model_name="marengo3.0", video_file="/videos/dog.mp4")

    with pytest.raises(AssertionError, match=r"is no file but the text '/videos/dog\.mp4'"):
        fake_embed.assert_conduct()


def test_a_loop_waits_for_completed(fake_embed, client, submit, monkeypatch):
    """A word that the service never says."""
    monkeypatch.setattr("fakeembed.virtual_time.threads.really_sleep", lambda _: None)
    task = submit()

    with pytest.raises(EndlessPolling) as error:
        wait(client, task, until={"completed"})

    assert '"status":"ready"' in str(error.value)
    assert "has to end on `ready` and on `failed`" in str(error.value)
    assert "test_traps.py" in str(error.value)


def test_a_loop_does_not_end_on_failed(fake_embed, client, submit, monkeypatch):
    """It waits for `ready` alone."""
    monkeypatch.setattr("fakeembed.virtual_time.threads.really_sleep", lambda _: None)
    fake_embed.media(URL, fails="The embedding task failed. Please try again later.")
    task = submit()

    with pytest.raises(EndlessPolling, match=r'"status":"failed"'):
        wait(client, task, until={"ready"})


def test_a_failed_task_is_taken_for_done(fake_embed, client, submit):
    """The loop ends, nobody looks how, and an empty result is stored."""
    fake_embed.media(URL, fails="The embedding task failed. Please try again later.")
    task = submit()
    wait(client, task, until={"ready", "failed"})

    embedding = client.embed.tasks.retrieve(task).video_embedding

    assert not (embedding and embedding.segments)
    with pytest.raises(AssertionError, match="failed-taken-for-done"):
        fake_embed.assert_conduct()


def test_the_scope_video_is_asked_for_alone(fake_embed, submit):
    """Two programs note that the live service requires `clip`."""
    with pytest.raises(twelvelabs.BadRequestError, match="video_embedding_scope should be clip, or clip and video"):
        submit(video_embedding_scope=["video"])


def test_a_clip_length_is_a_float(fake_embed, submit):
    """A default of 2.0 was refused live in July 2026; before that it was taken."""
    with pytest.raises(twelvelabs.BadRequestError, match="video_clip_length should be within 2-10 seconds long"):
        submit(video_clip_length=2.0)

    with FakeEmbed(api_date="2026-06-30"):
        assert submit(video_clip_length=2.0)


@pytest.mark.parametrize("name", ["float", "embeddings_float", "embedding"])
def test_a_field_of_another_client_generation_is_read(fake_embed, client, submit, name):
    """The models are the client's own, so what is not there is an error; a MagicMock has every attribute."""
    task = submit()
    client.embed.tasks.wait_for_done(task)
    segment = client.embed.tasks.retrieve(task).video_embedding.segments[0]

    with pytest.raises(AttributeError, match=name):
        getattr(segment, name)
    assert len(segment.float_) == 512


def test_an_index_is_1024_wide(fake_embed, client):
    """The width of the model before."""
    vector = client.embed.create(model_name="marengo3.0", text="a dog").text_embedding.segments[0].float_

    with pytest.raises(ValueError, match="expected 1024 numbers, got 512"):
        store(vector, width=1024)


def store(vector, width):
    """What a vector database does."""
    if len(vector) != width:
        msg = f"expected {width} numbers, got {len(vector)}"
        raise ValueError(msg)


def test_a_model_after_its_sunset(fake_embed, client):
    """Refused in the recorded words; on a day before it, accepted."""
    with pytest.raises(twelvelabs.BadRequestError, match=r"no longer supported\. Please use marengo3\.0 instead"):
        client.embed.create(model_name="Marengo-retrieval-2.7", text="a dog")

    with FakeEmbed(api_date="2025-07-15"):
        assert client.embed.create(model_name="Marengo-retrieval-2.7", text="a dog").text_embedding.segments


def test_a_deadline_is_never_reached(client):
    """The clock that the program reads has come as far as its sleeps, so what it does then can be tested."""
    with FakeEmbed(processing_seconds=float("inf")) as fake:
        task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL).id
        deadline = time.monotonic() + PATIENCE
        while client.embed.tasks.status(task).status != "ready" and time.monotonic() < deadline:
            time.sleep(5)

    assert fake.clock.slept == PATIENCE


def test_a_deadline_in_polls_is_kept(client):
    """What the message advises."""
    with FakeEmbed(processing_seconds=float("inf")) as fake:
        task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL).id
        for _ in range(PATIENCE // 5):
            if client.embed.tasks.status(task).status == "ready":
                break
            time.sleep(5)

    assert fake.clock.slept == PATIENCE


def test_an_asset_is_used_before_it_is_ready(fake_embed, client):
    """Since 2026-07-07 every upload starts as processing; the code says to come back."""
    asset = client.assets.create(method="url", url=URL)
    video = {"media_source": {"asset_id": asset.id}}

    with pytest.raises(twelvelabs.BadRequestError, match="asset_not_ready"):
        client.embed.v_2.create(input_type="video", model_name="marengo3.0", video=video)

    fake_embed.clock.advance(10)
    assert client.embed.v_2.create(input_type="video", model_name="marengo3.0", video=video).data


@pytest.mark.parametrize(("day", "refused"), [("2026-03-15", False), ("2026-08-01", True)])
def test_the_quickstart_of_the_vendor_uses_an_asset_at_once(day, refused):
    """`assets.create`, then `embed.v_2.tasks.create`: that worked while small assets were ready at once."""
    with FakeEmbed(api_date=day):
        client = TwelveLabs(api_key="any")
        asset = client.assets.create(method="url", url=URL)
        video = {"media_source": {"asset_id": asset.id}}
        created = []
        with pytest.raises(twelvelabs.BadRequestError) if refused else nullcontext():
            created.append(client.embed.v_2.tasks.create(input_type="video", model_name="marengo3.0", video=video).status)

    assert (asset.status, created) == (("processing", []) if refused else ("ready", ["processing"]))


def test_one_item_of_data_is_expected(fake_embed, client):
    """A video has one embedding for each option and scope, and a program that unpacks one breaks where it would live."""
    answer = client.embed.v_2.create(input_type="video", model_name="marengo3.0", video={"media_source": {"url": URL}})

    with pytest.raises(ValueError, match="too many values to unpack"):
        (_,) = answer.data


def test_every_error_is_swallowed_and_asked_again(fake_embed, client, submit):
    """The published client's own waiting does it from the second poll on."""
    task = submit()
    fake_embed.fail_next(500, times=None, path="/status", after=1)

    with pytest.raises(EndlessPolling, match="to give up after some errors"):
        client.embed.tasks.wait_for_done(task)


def test_a_lost_answer_is_retried_blindly(fake_embed):
    """The work was done: the retry is a second task, and a second bill."""
    form = {"model_name": (None, "marengo3.0"), "video_url": (None, URL)}
    fake_embed.slow(30, method="POST")
    with httpx.Client(base_url=API, headers={"x-api-key": "any"}, timeout=5) as http:
        with pytest.raises(httpx.ReadTimeout):
            http.post("/embed/tasks", files=form)
        http.post("/embed/tasks", files=form)

    assert len(fake_embed.tasks) == 2
    with pytest.raises(AssertionError, match="submitted 2 times after an answer that was lost"):
        fake_embed.assert_conduct(allow=["result-not-fetched"])


def test_a_json_body_is_sent_to_v1(fake_embed):
    """Refused in the recorded words; a mock takes what it gets."""
    answer = httpx.post(f"{API}/embed", json={"model_name": "marengo3.0", "text": "a dog"}, headers={"x-api-key": "any"})

    assert answer.json() == {
        "code": "content_type_invalid",
        "message": "The content type 'application/json' is not supported. Please use 'multipart/form-data'.",
    }


def test_a_text_is_too_long(fake_embed, client):
    """The answer is a 200 without a vector; who reads the first segment breaks here as live (recorded 2026-06)."""
    embedding = client.embed.create(model_name="marengo3.0", text="dog " * 600).text_embedding

    with pytest.raises(TypeError, match="not subscriptable"):
        embedding.segments[0]
    assert embedding.error_message == "The text token length should be less than or equal to 500."
