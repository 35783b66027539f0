"""Which settings a fake can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.clock import from_date
from fakeembed._core.editions import EARLIEST, NEWEST
from fakeembed._core.models import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_settings(*, api_keys: Iterable[str] | None, processing_seconds: float, dimension: int | None, errors: str) -> None:
    """ValueError or TypeError for a setting that no fake can have; the text says what it may be."""
    if isinstance(api_keys, str | bytes):
        raise TypeError(f"api_keys is a list of keys, such as [{api_keys!r}], and not one text")
    if not processing_seconds >= 0:  # NaN is none
        raise ValueError(f"processing_seconds is zero or more seconds, not {processing_seconds!r}")
    if dimension is not None and not 1 <= dimension <= max(model.width for model in MODELS.values()):
        raise ValueError(f"dimension is a vector length of 1 or more that no model exceeds, not {dimension!r}")
    if errors not in ("live", "documented"):
        raise ValueError(f"errors is 'live' or 'documented', not {errors!r}")


def checked_day(api_date: str | None) -> str:
    """The day of the service that is meant, the newest by default; ValueError for none, or one before the API was there."""
    if api_date is None:
        return NEWEST
    try:
        from_date(api_date)
    except ValueError:
        raise ValueError(f"api_date is an ISO date such as '2025-07-15', not {api_date!r}") from None
    if api_date < EARLIEST:
        raise ValueError(f"nothing is known about the service before {EARLIEST}; api_date was {api_date!r}")
    return api_date
