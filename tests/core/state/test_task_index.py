"""The list of tasks: the same as filtering all of them, however many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.life import LIFETIME, Event, is_kept, status
from fakeembed._core.media.catalog import Catalog
from fakeembed._core.models import MARENGO_3_0
from fakeembed._core.state.store import Memory
from fakeembed._core.state.task_index import TaskBook
from fakeembed._core.v1.task_life import Task

DAY = 86_400
moments = st.integers(0, 9).map(lambda day: float(day * DAY))


def made(number, created_at, outcome=Event.FINISHED, seconds=10.0):
    """A task."""
    return Task(
        id=f"{number:024x}",
        created_at=created_at,
        ends_at=created_at + seconds,
        outcome=outcome,
        model=MARENGO_3_0,
        medium=Catalog().by_url("https://example.com/dog.mp4"),
        start=0.0,
        end=18.0,
        clip_length=6,
        scopes=("clip",),
    )


tasks = st.lists(st.tuples(moments, st.sampled_from(Event), st.sampled_from([0.0, DAY])), max_size=12).map(
    lambda rows: [made(number, *row) for number, row in enumerate(rows)]
)


@given(
    all_tasks=tasks,
    after=st.none() | moments,
    before=st.none() | moments,
    wanted=st.sampled_from([None, "processing", "ready", "failed"]),
    now=moments,
    number=st.integers(1, 3),
    limit=st.integers(1, 4),
)
def test_a_page_is_what_filtering_all_tasks_gives(*, all_tasks, after, before, wanted, now, number, limit):
    """Newest first, of those created last the last one added; the total is that of the whole list."""
    book = TaskBook(Memory(), "tasks")
    for task in all_tasks:
        book.add(task)
    places = range((number - 1) * limit, number * limit)

    found, total = book.newest(after=after, before=before, wanted=wanted, now=now, places=places)

    matching = [
        task
        for task in sorted(all_tasks, key=lambda task: task.created_at)[::-1]
        if is_kept(task, now)
        and (after is None or task.created_at > after)
        and (before is None or task.created_at < before)
        and (wanted is None or status(task, now) == wanted)
    ]
    assert total == len(matching)
    assert found == matching[places.start : places.stop]


def test_tasks_are_found_by_id():
    """And None stands for those that never were."""
    book = TaskBook(Memory(), "tasks")
    book.add(made(7, 0.0))

    assert book.get(f"{7:024x}") == made(7, 0.0)
    assert book.get(f"{8:024x}") is None


def test_a_restored_task_finds_its_place():
    """A snapshot may bring back what is older than what is there."""
    book = TaskBook(Memory(), "tasks")
    for number, created_at in enumerate((50.0, 10.0, 30.0)):
        book.add(made(number, created_at))

    assert [task.created_at for task in book] == [10.0, 30.0, 50.0]
    assert len(book) == 3


@pytest.mark.parametrize(("age", "listed"), [(LIFETIME, 1), (LIFETIME + 1, 0)])
def test_tasks_are_listed_for_seven_days(age, listed):
    """Documented; the last moment counts."""
    book = TaskBook(Memory(), "tasks")
    book.add(made(0, 0.0))

    assert book.newest(after=None, before=None, wanted=None, now=age, places=range(10))[1] == listed


def test_a_page_of_a_hundred_thousand_tasks_looks_at_few_of_them():
    """What a page costs must not grow with what the account holds: counted in looks, not in seconds."""
    looks = 0

    class Watched(Task):
        __slots__ = ()

        def __getattribute__(self, name):
            nonlocal looks
            looks += name == "created_at"
            return super().__getattribute__(name)

    medium = Catalog().by_url("https://example.com/dog.mp4")
    book = TaskBook(Memory(), "tasks")
    for number in range(100_000):
        # Appended directly: adding is bisecting as well, and not what is counted here.
        task = Watched(f"{number}", float(number), number + 10.0, Event.FINISHED, MARENGO_3_0, medium, 0.0, 18.0, 6, ("clip",))
        book._by_age.append(task)

    page, total = book.newest(after=10.0, before=99_990.0, wanted=None, now=100_000.0, places=range(10))

    assert total == 99_979
    assert page[0].id == "99989"
    assert looks < 100
