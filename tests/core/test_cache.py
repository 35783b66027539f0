"""The text of an answer is kept: it is the same text, and only as long as it would come out the same again."""

from __future__ import annotations

import pytest
from twelvelabs import TwelveLabs

from fakeembed import FakeEmbed, Scene
from fakeembed._wire import embedding_json

CAR = "https://example.com/car.mp4"


def retrieved(fake, *options, duration=12):
    """The segments of a new task about the same video, as a client sees them."""
    with fake:
        client = TwelveLabs(api_key="any")
        fake.media(CAR, duration=duration)
        task = client.embed.tasks.create(model_name="marengo3.0", video_url=CAR)
        client.embed.tasks.wait_for_done(task.id)
        return [client.embed.tasks.retrieve(task.id, embedding_option=option) for option in (options or (None,))]


def vectors(task):
    """The vectors of a task's segments."""
    return [segment.float_ for segment in task.video_embedding.segments]


def test_an_answer_is_the_same_the_second_time(fake_embed):
    """From the cache as from scratch, byte for byte."""
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=CAR)
    client.embed.tasks.wait_for_done(task.id)
    first = client.embed.tasks.with_raw_response.retrieve(task.id).data

    embedding_json._answers.clear()
    afresh = client.embed.tasks.with_raw_response.retrieve(task.id).data
    kept = client.embed.tasks.with_raw_response.retrieve(task.id).data

    assert first == afresh == kept
    assert len(embedding_json._answers) == 1


def test_another_filter_is_another_answer():
    """Although the task is the same."""
    whole, seen, heard = retrieved(FakeEmbed(), None, ["visual"], ["audio"])

    assert [len(vectors(task)) for task in (whole, seen, heard)] == [6, 2, 2]
    assert vectors(seen) + vectors(heard) == vectors(whole)[:4]


@pytest.mark.parametrize("other", [{"seed": 1}, {"dimension": 8}, {"api_date": "2026-02-01"}])
def test_another_fake_does_not_answer_from_this_one(other):
    """Ids repeat from test to test, so an answer is kept for all that it depends on."""
    one, two = retrieved(FakeEmbed())[0], retrieved(FakeEmbed(**other))[0]

    assert one != two


def test_another_declaration_is_another_answer():
    """The same id, of a task about another video."""
    (one,), (two,) = retrieved(FakeEmbed(), duration=12), retrieved(FakeEmbed(), duration=18)

    assert one.id == two.id
    assert len(vectors(two)) > len(vectors(one))


def test_a_pin_makes_another_answer(fake_embed):
    """Also of a task that has been read already."""
    fake_embed.media("car.mp4", scenes=[Scene(0, 6, "a red car")])
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=CAR)
    client.embed.tasks.wait_for_done(task.id)
    before = vectors(client.embed.tasks.retrieve(task.id))

    fake_embed.relate("a query", CAR, cosine=0.9)

    query = client.embed.create(model_name="marengo3.0", text="a query").text_embedding.segments[0].float_
    after = vectors(client.embed.tasks.retrieve(task.id))
    assert after != before
    assert [sum(a * b for a, b in zip(query, clip, strict=True)) for clip in after] == pytest.approx([0.9] * len(after), abs=1e-5)
