"""Ids are ObjectIds: their first eight digits are the second of their creation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.ids import is_object_id, object_id


@given(st.floats(0, 2**32 - 1), st.integers(0, 10), st.integers(0, 2**24 - 1))
def test_an_id_carries_its_creation_second(seconds, seed, serial):
    """Recorded: 0x6a5e85e0 is the second of `created_at`."""
    made = object_id(seconds, seed=seed, serial=serial)

    assert is_object_id(made)
    assert made == made.lower()
    assert int(made[:8], 16) == int(seconds)


def test_ids_of_one_second_differ():
    """By their serial, and by the seed of the fake."""
    made = {object_id(1, seed=seed, serial=serial) for seed in range(10) for serial in range(100)}

    assert len(made) == 1000


@given(st.text())
def test_only_24_hexadecimal_digits_are_an_id(text):
    """Everything else is malformed."""
    hexadecimal = set(text) <= set("0123456789abcdefABCDEF")

    assert is_object_id(text) == (len(text) == 24 and hexadecimal)
