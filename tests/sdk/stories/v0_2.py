"""What users of the clients 0.1.25 to 0.2.10 wrote, June to October 2024: `engine_name`, and `embed.create` for texts only.

In the folder of the process lies `dog.mp4`, thirteen seconds with sound.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from twelvelabs import AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError, TwelveLabs

VIDEO = "https://example.com/dog.mp4"


@pytest.fixture
def client(service):
    """The client as the code under test would make it: no base URL, no transport of its own."""
    return TwelveLabs(api_key=service.key)


def vector(clip):
    """The numbers of a clip; the attribute has another name since 0.2.9."""
    return clip.embedding.float if hasattr(clip, "embedding") else clip.values


def test_embeds_a_video_at_a_url(client, service):
    """The whole story, with every parameter there is; the client adds an empty part named `dummy`."""
    task = client.embed.task.create(
        engine_name=service.model,
        video_url=VIDEO,
        video_start_offset_sec=0,
        video_end_offset_sec=12.5,
        video_clip_length=5,
        video_embedding_scopes=["clip", "video"],
    )
    task.wait_for_done()
    done = client.embed.task.retrieve(task.id)

    assert [(clip.start_offset_sec, clip.end_offset_sec, clip.embedding_scope) for clip in done.video_embeddings] == [
        (0.0, 5.0, "clip"),
        (5.0, 10.0, "clip"),
        (10.0, 12.5, "clip"),
        (0.0, 18.0, "video"),
    ]
    assert {len(vector(clip)) for clip in done.video_embeddings} == {service.width}
    assert service.fake.requests.one(method="POST").form == {
        "engine_name": (service.model,),
        "video_url": (VIDEO,),
        "video_start_offset_sec": ("0",),
        "video_end_offset_sec": ("12.5",),
        "video_clip_length": ("5",),
        "video_embedding_scope": ("clip", "video"),
    }


def test_embeds_a_video_in_a_file(client, service):
    """A path or an open file; the client reads it."""
    by_path = client.embed.task.create(engine_name=service.model, video_file="dog.mp4")
    by_handle = client.embed.task.create(engine_name=service.model, video_file=BytesIO(Path("dog.mp4").read_bytes()))

    for task in (by_path, by_handle):
        task.wait_for_done()
    ends = [[clip.end_offset_sec for clip in task.retrieve().video_embeddings] for task in (by_path, by_handle)]

    assert ends == [[6.0, 12.0], [6.0, 12.0]]


def test_reads_the_status(client, service):
    """Right after creation a task is processing and can be read."""
    task = client.embed.task.create(engine_name=service.model, video_url=VIDEO)

    status = client.embed.task.status(task.id)

    assert (task.status, status.status, status.engine_name) == ("processing", "processing", service.model)
    assert task.video_embeddings is None


def test_waits_until_a_task_is_done(client, service):
    """Two waits of the default five seconds, none of them real."""
    seen = []
    task = client.embed.task.create(engine_name=service.model, video_url=VIDEO)

    status = task.wait_for_done(callback=lambda task: seen.append(task.status))

    assert (status, task.done, seen) == ("ready", True, ["processing", "ready"])
    assert service.fake.clock.slept == 10.0


def test_hears_that_a_task_failed(client, service):
    """A failure ends the wait as well."""
    service.fake.media(VIDEO, fails="the file is gone")
    task = client.embed.task.create(engine_name=service.model, video_url=VIDEO)

    assert task.wait_for_done() == "failed"
    assert task.retrieve().video_embeddings is None


def test_retrieves_the_embeddings(client, service):
    """By the id alone, and through the task; the numbers are the same."""
    created = client.embed.task.create(engine_name=service.model, video_url=VIDEO)
    created.wait_for_done()

    by_id = client.embed.task.retrieve(created.id)
    through_the_task = created.retrieve()

    assert (by_id.id, by_id.status, by_id.engine_name) == (created.id, "ready", service.model)
    assert [vector(clip) for clip in by_id.video_embeddings] == [vector(clip) for clip in through_the_task.video_embeddings]


def test_embeds_a_text(client, service):
    """The client sends a urlencoded form."""
    embedded = client.embed.create(engine_name=service.model, text="a man & a dog", text_truncate="none")

    assert embedded.engine_name == service.model
    assert len(embedded.text_embedding.float) == service.width
    request = service.fake.requests.one(path="/embed")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.form["text"] == ("a man & a dog",)


def test_is_told_of_a_bad_request(client):
    """An unknown model; 0.1.25 to 0.2.10 raise by status."""
    with pytest.raises(BadRequestError) as refused:
        client.embed.task.create(engine_name="Marengo-retrieval-9.9", video_url=VIDEO)

    assert refused.value.status_code == 400
    assert refused.value.body["code"] == "parameter_invalid"
    assert refused.value.body["message"].startswith("The engine_name parameter is invalid.")


def test_is_told_of_a_bad_key(service):
    """Another key than the account's."""
    with pytest.raises(AuthenticationError) as refused:
        TwelveLabs(api_key="another-key").embed.create(engine_name=service.model, text="a dog", text_truncate="none")

    assert refused.value.body["code"] == "api_key_invalid"


def test_is_told_of_an_unknown_task(client):
    """An id that was never given out."""
    with pytest.raises(NotFoundError) as refused:
        client.embed.task.retrieve("66419a20c70bb578439bd8f4")

    assert refused.value.body["code"] == "resource_not_exists"


def test_is_told_to_slow_down(client, service):
    """The client does not try again by itself."""
    service.fake.fail_next(429, code="too_many_requests", message="You have exceeded the rate limit.")

    with pytest.raises(RateLimitError) as refused:
        client.embed.create(engine_name=service.model, text="a dog", text_truncate="none")

    assert refused.value.body["code"] == "too_many_requests"
    assert len(service.fake.requests) == 1


def test_is_told_of_a_broken_service(client, service):
    """Nobody's fault but the service's."""
    service.fake.fail_next(500)

    with pytest.raises(InternalServerError) as broken:
        client.embed.create(engine_name=service.model, text="a dog", text_truncate="none")

    assert broken.value.status_code == 500
