"""A fake as a value: taken in one process, put back in another."""

from __future__ import annotations

import json

import pytest
from twelvelabs import TwelveLabs

from fakeembed import FakeEmbed, Scene

VIDEO = "https://example.com/dog.mp4"


def test_a_restored_fake_goes_on_where_the_other_one_was():
    """Tasks, time, media, faults and the next id."""
    with FakeEmbed(seed=7, processing_seconds=60) as fake:
        fake.media("*.mp4", duration=12, scenes=[Scene(0, 6, "a dog catches a frisbee")])
        client = TwelveLabs(api_key="any")
        first = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO).id
        fake.clock.advance(59)
        kept = json.loads(json.dumps(fake.snapshot()))
        fake.clock.advance(1)
        expected = client.embed.tasks.retrieve(first)
        next_id = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO).id

    restored = FakeEmbed.restore(kept)
    with restored:
        assert restored.tasks[first].status == "processing"
        restored.clock.advance(1)
        assert client.embed.tasks.retrieve(first) == expected
        assert client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO).id == next_id


def test_a_restored_fake_gives_the_same_snapshot(fake_embed):
    """Nothing is lost on the way, twice over."""
    fake_embed.media("*.mp4", fails="broken")
    fake_embed.fail_next(429, times=2, method="GET", optional=True, headers={"retry-after": "3"})
    client = TwelveLabs(api_key="any")
    with pytest.raises(Exception, match="429"):
        client.embed.tasks.list()
    client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)
    kept = fake_embed.snapshot()

    assert FakeEmbed.restore(kept).snapshot() == kept


def test_a_fault_that_has_fired_does_not_fire_again():
    """How often it fired is a part of the state."""
    fake = FakeEmbed()
    fake.fail_next(500)
    with fake, pytest.raises(Exception, match="500"):
        TwelveLabs(api_key="any").embed.tasks.list()

    with FakeEmbed.restore(fake.snapshot()) as restored:
        assert list(TwelveLabs(api_key="any").embed.tasks.list()) == []
        assert {request.status for request in restored.requests} == {200}


def test_a_snapshot_holds_no_key():
    """Snapshots are committed; keys are given anew."""
    fake = FakeEmbed(api_keys=["tlk_only_this"])

    assert "tlk_only_this" not in json.dumps(fake.snapshot())
    with FakeEmbed.restore(fake.snapshot(), api_keys=["tlk_only_this"]), pytest.raises(Exception, match="401"):
        list(TwelveLabs(api_key="tlk_another").embed.tasks.list())


@pytest.mark.parametrize("wrong", [{}, [], {"fakeembed_snapshot": 999}, None])
def test_what_is_no_snapshot_is_refused(wrong):
    """With words, not with a KeyError."""
    with pytest.raises(ValueError, match="not a snapshot"):
        FakeEmbed.restore(wrong)


def test_a_snapshot_with_a_foreign_record_is_refused():
    """Only our own records are read."""
    kept = FakeEmbed().snapshot()
    kept["tables"]["tasks"] = [["a", {"$": "os.system", "command": "true"}]]

    with pytest.raises(ValueError, match="not a record of this version"):
        FakeEmbed.restore(kept)
