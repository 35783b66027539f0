"""How the query parameters of a task list are read, the same in every family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.clock import from_rfc3339
from fakeembed._core.state.task_store import Query

if TYPE_CHECKING:
    from fakeembed._core.ask import Ask


def task_query(ask: Ask) -> Query:
    """Which tasks are asked for; assumes that the rules of lists hold."""
    return Query(
        after=_moment(ask, "started_at"),
        before=_moment(ask, "ended_at"),
        status=ask.text("status") or None,
        number=ask.whole("page", 1),
        limit=ask.whole("page_limit", 10),
    )


def _moment(ask: Ask, name: str) -> float | None:
    return from_rfc3339(ask.text(name)) if ask.given(name) else None
