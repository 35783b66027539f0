"""A condition wakes whom Python's own would wake."""

from __future__ import annotations

from threading import Condition, Lock

import pytest

from fakeembed.virtual_time import threads


@pytest.mark.usefixtures("fake_embed")
@pytest.mark.parametrize("n", [-1, 0, 1, 1.5, 3, float("inf")])
@pytest.mark.parametrize("has_lock", [True, False])
def test_a_notification_is_for_as_many_as_python_takes_it_for(n, has_lock):
    """Or is refused by Python, in whatever version."""

    def outcome(notify):
        condition = Condition()
        for _ in range(4):
            condition._waiters.append(waiter := Lock())
            waiter.acquire()
        if has_lock:
            condition.acquire()
        try:
            notify(condition, n)
        except (RuntimeError, TypeError, ValueError) as error:
            return type(error)
        return [waiter.locked() for waiter in condition._waiters]

    assert outcome(Condition.notify) == outcome(threads._really_notify)
