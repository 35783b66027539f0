"""The virtual clock and the moments it writes down."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.clock import Clock, from_date, from_rfc3339, moment, rfc3339


def test_it_moves_only_when_told_to():
    """Looking changes nothing."""
    clock = Clock(1000.0)

    assert clock.now() == clock.now() == datetime(1970, 1, 1, 0, 16, 40, tzinfo=timezone.utc)


def test_advancing_is_no_sleep():
    """`slept` counts what clients waited, not what a test skipped."""
    clock = Clock(0)

    clock.advance(10)
    clock.sleep(5)

    assert (clock.seconds, clock.slept) == (15.0, 5.0)


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_time_never_goes_back(seconds):
    """A task that is ready must not become unready."""
    with pytest.raises(ValueError, match="zero or more seconds"):
        Clock(0).advance(seconds)


def test_a_time_that_there_is_not_is_refused_and_nothing_has_happened():
    """No calendar has it; what is asked afterwards is asked now."""
    clock = Clock(0)
    with pytest.raises(ValueError, match="year"):
        clock.advance(1e12)

    assert clock.seconds == 0


def test_moments_are_written_with_milliseconds():
    """Recorded 2026-07-20."""
    assert rfc3339(1784579552.418) == "2026-07-20T20:32:32.418Z"
    assert rfc3339(1784579552.0) == "2026-07-20T20:32:32.000Z"
    assert rfc3339(1784579551.9996) == "2026-07-20T20:32:32.000Z"


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)), st.integers(-23 * 60, 23 * 60))  # noqa: DTZ001 - made aware below
def test_what_datetime_writes_is_read(when, minutes):
    """Clients send `isoformat()` of whatever zone they live in."""
    aware = when.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    assert from_rfc3339(aware.isoformat()) == pytest.approx(aware.timestamp(), abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-07-20",
        "2026-07-20T20:32:32",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-07-20T25:00:00Z",
        "2026-07-20T20:32:32+0200",
        " 2026-07-20T20:32:32Z",
        "2026-07-20T20:32:32Z\n",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-07-20T20:32:32Z",
    ],
)
def test_what_is_no_moment_is_refused(text):
    """RFC 3339 wants a date, a time and a zone."""
    with pytest.raises(ValueError, match="not a"):
        from_rfc3339(text)


def test_a_day_begins_at_midnight_in_utc():
    """The clock of a fake with an `api_date` starts there."""
    assert moment(from_date("2025-07-15")).isoformat() == "2025-07-15T00:00:00+00:00"
