"""How the query parameters of a task list are read, the same in every family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.clock import from_rfc3339
from fakeembed._core.state.task_store import Query

if TYPE_CHECKING:
    from fakeembed._core.parameters import Parameters


def task_query(params: Parameters) -> Query:
    """Which tasks are asked for; assumes that the rules of lists hold."""
    return Query(
        after=_moment(params, "started_at"),
        before=_moment(params, "ended_at"),
        status=params.text("status") or None,
        number=params.page,
        limit=params.page_limit,
    )


def _moment(params: Parameters, name: str) -> float | None:
    return from_rfc3339(params.text(name)) if params.given(name) else None
