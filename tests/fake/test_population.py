"""A filled account: what is in it comes from the seed, and it is like one that was filled by requests."""

from __future__ import annotations

import json

import pytest
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request
from fakeembed._core.ids import is_object_id
from fakeembed._core.media.names import is_direct_url
from fakeembed.provider import EmbedProvider


def get(fake, path, query=""):
    return fake.app(Request("GET", f"/v1.3{path}", query, {"x-api-key": "any"})).json()


def test_an_account_is_filled_with_tasks_of_every_state():
    """Paging and the handling of failures can be tested without creating anything."""
    fake = FakeEmbed()

    fake.populate(tasks=25, assets=12)

    states = [task.status for task in fake.tasks.values()]
    assert len(states) == 25
    assert set(states) == {"ready", "failed", "processing"}
    assert states[-1] == "processing"
    pages = [get(fake, "/embed/tasks", f"page={page}") for page in (1, 2, 3)]
    assert [len(page["data"]) for page in pages] == [10, 10, 5]
    assert get(fake, "/assets")["page_info"]["total_results"] == len(fake.assets) == 12


def test_a_filled_task_can_be_retrieved_and_means_what_its_scenes_show():
    """It is a task like any other, with clips and vectors."""
    fake = FakeEmbed()
    fake.populate()
    task = next(task for task in fake.tasks.values() if task.status == "ready")

    segments = get(fake, f"/embed/tasks/{task.id}")["video_embedding"]["segments"]

    assert segments[-1]["end_offset_sec"] == task.duration
    assert len(segments[0]["float"]) == 512


@given(seed=st.integers(0, 2**32), tasks=st.integers(0, 30))
def test_the_same_seed_fills_the_same_account(seed, tasks):
    """A failing test fails again."""
    one, other = FakeEmbed(seed=seed), FakeEmbed(seed=seed)

    one.populate(tasks)
    other.populate(tasks)

    assert json.dumps(one.snapshot()) == json.dumps(other.snapshot())


def test_another_seed_fills_another_account():
    """The seed counts."""
    videos = []
    for seed in (0, 1):
        fake = FakeEmbed(seed=seed)
        fake.populate(5)
        videos.append([task.video for task in fake.tasks.values()])

    assert videos[0] != videos[1]


def test_filling_costs_no_requests_and_meets_no_faults():
    """What a test scripts and counts is what its client does."""
    fake = FakeEmbed()
    fake.fail_next(500)

    fake.populate(3)

    assert len(fake.requests) == 0
    fake.assert_conduct()
    assert fake.app(Request("GET", "/v1.3/embed/tasks", headers={"x-api-key": "any"})).status == 500


@pytest.mark.parametrize("day", ["2024-06-01", "2025-07-15"])
def test_an_account_of_another_day_has_the_models_of_that_day(day):
    """`api_date` counts here as everywhere."""
    fake = FakeEmbed(api_date=day)

    fake.populate(2)

    assert {task.model_name[:17] for task in fake.tasks.values()} == {"Marengo-retrieval"}
    with pytest.raises(ValueError, match="there were no assets on"):
        fake.populate(0, assets=1)


def test_fewer_than_nothing_is_refused():
    """A slip, and said so."""
    with pytest.raises(ValueError, match="0 or more"):
        FakeEmbed().populate(-1)


@given(seed=st.integers(0, 2**32))
def test_what_the_provider_makes_up_is_well_formed(seed):
    """The service's own rules take it."""
    faker = Faker()
    faker.add_provider(EmbedProvider)
    faker.seed_instance(seed)

    assert is_direct_url(faker.video_url())
    assert faker.video_url().partition("/")[2].split("/")[1].endswith(".example.com")
    assert is_object_id(faker.task_id())
    assert faker.video_filename().rpartition(".")[2] in {"mp4", "mov", "mkv", "webm"}
    assert faker.api_key().startswith("tlk_FAKE")
