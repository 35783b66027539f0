"""The life of a task: what the table allows, what time alone does, what is forgotten when."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.life import LIFETIME, TRANSITIONS, Event, Status, is_kept, status
from fakeembed._core.media.catalog import Medium
from fakeembed._core.models import MARENGO_2_7, MARENGO_3_0
from fakeembed._core.v1.task_life import Task, options, segments

MEDIUM = Medium("https://example.com/a.mp4", "https://example.com/a.mp4", None, 18.0)
TASK = Task("6a5e85e073d98e8a6ca42725", 1000.0, 1010.0, Event.FINISHED, MARENGO_3_0, MEDIUM, 0.0, 18.0, 6, ("clip",))


def test_only_a_task_in_process_can_change():
    """`ready` and `failed` are final: no cancel, no retry, no way back."""
    impossible = set(product(Status, Event)) - set(TRANSITIONS)

    assert impossible == set(product((Status.READY, Status.FAILED), Event))


def test_every_status_is_reached():
    """A word that no task ever says would be dead."""
    assert {Status.PROCESSING, *TRANSITIONS.values()} == set(Status)


@pytest.mark.parametrize(("outcome", "end"), [(Event.FINISHED, Status.READY), (Event.FAULTED, Status.FAILED)])
def test_time_alone_ends_a_task(outcome, end):
    """Nobody has to poll; the last moment before the end is still before it."""
    task = replace(TASK, outcome=outcome)

    assert status(task, 1009.999) is Status.PROCESSING
    assert status(task, 1010.0) is end


@given(st.lists(st.floats(1000, 1e6), min_size=1))
def test_a_status_never_goes_back(moments):
    """Whenever somebody looks, later looks see the same or a later state."""
    seen = [status(TASK, moment) for moment in sorted(moments)]

    assert seen == sorted(seen, key=[Status.PROCESSING, Status.READY].index)


def test_a_task_is_kept_for_seven_days():
    """Documented; the moment itself still counts."""
    assert is_kept(TASK, 1000.0 + LIFETIME)
    assert not is_kept(TASK, 1000.1 + LIFETIME)


def test_a_silent_video_has_no_audio_and_no_transcription():
    """Recorded 2025-06-19: visual entries only although audio was asked for, and no error."""
    assert options(replace(TASK, medium=replace(MEDIUM, audio=False, speech=False))) == ("visual",)
    assert options(replace(TASK, medium=replace(MEDIUM, speech=False))) == ("visual", "audio")
    assert options(replace(TASK, medium=replace(MEDIUM, audio=False))) == ("visual",)


def test_options_follow_the_model():
    """Recorded: `visual-text` and `audio` for 2.7, `visual`, `audio` and `transcription` for marengo3.0."""
    assert options(TASK) == ("visual", "audio", "transcription")
    assert options(replace(TASK, model=MARENGO_2_7)) == ("visual-text", "audio")


def test_the_wanted_options_keep_the_order_of_the_model():
    """Asking in another order changes nothing."""
    found = segments(TASK, ("transcription", "visual"))

    assert [part.option for part in found] == ["visual"] * 3 + ["transcription"] * 3
