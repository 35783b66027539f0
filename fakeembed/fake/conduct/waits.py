"""Findings about how a client waits for its tasks and assets, and what it makes of their end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fakeembed._core.life import Status
from fakeembed.fake.conduct.exchanges import failed, grouped, is_creation, is_list, is_status, status_of
from fakeembed.fake.conduct.finding import found
from fakeembed.fake.conduct.retries import ENDLESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.logged_request import LoggedRequest

FASTEST_POLL = 2.0
"""Seconds between two polls below which a client polls too fast (decision D97); published clients wait 5, hasty programs 2."""

LONGEST_WAIT, MOST_POLLS = 86_400.0, 10_000
"""Seconds for which a loop, and polls with which anybody, waits for one task for ever (decision D134)."""


def polled_after_end(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """Both ends are final."""
    polls = (logged for logged in log if status_of(logged) and "/tasks/" in logged.path)
    for asked in grouped(polls, lambda logged: logged.resource_id):
        over = next((index for index, logged in enumerate(asked) if status_of(logged) != Status.PROCESSING.value), len(asked))
        before = {str(logged) for logged in asked[: over + 1]}
        late = [logged for logged in asked[over + 1 :] if is_status(logged) or str(logged) in before]
        if late:
            message = f"task {late[0].resource_id} was known to be {status_of(asked[over])}, and was asked for again"
            yield found("polled-after-end", message, [asked[over], *late])


def polled_too_fast(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """Twice is a loop; once, a person looked."""
    polls = (logged for logged in log if logged.method == "GET" and logged.resource_id)
    for asked in grouped(polls, lambda logged: logged.resource_id):
        pairs = [(poll, following) for poll, following in pairwise(asked) if status_of(poll) == Status.PROCESSING.value]
        gaps = [(following.at - poll.at).total_seconds() for poll, following in pairs]
        hasty = [pair for pair, gap in zip(pairs, gaps, strict=True) if gap < FASTEST_POLL]
        if len(hasty) > 1:
            message = (
                f"{asked[0].resource_id} was polled {len(hasty)} times after less than {FASTEST_POLL:g} s,"
                f" once after {min(gaps):.3g} s"
            )
            yield found("polled-too-fast", message, [hasty[0][0], *(following for _, following in hasty)])


def polled_for_ever(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """What ends in `EndlessPolling`, also where that was swallowed."""
    polls = (logged for logged in log if logged.method == "GET" and status_of(logged) == Status.PROCESSING.value)
    for asked in grouped(polls, lambda logged: logged.resource_id):
        seconds = (asked[-1].at - asked[0].at).total_seconds()
        if (seconds >= LONGEST_WAIT and len(asked) >= ENDLESS) or len(asked) >= MOST_POLLS:
            message = f"{asked[0].resource_id} was polled {len(asked):,} times in {seconds:,.0f} s, and was processing all the time"
            yield found("polled-for-ever", message, [asked[0], asked[-1]])


def failed_taken_for_done(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """A failed task has no result to fetch."""
    for asked in grouped((logged for logged in log if status_of(logged)), lambda logged: logged.resource_id):
        known = (index for index, logged in enumerate(asked) if is_status(logged) and status_of(logged) == Status.FAILED.value)
        end = next(known, len(asked))
        fetched = [logged for logged in asked[end + 1 :] if not is_status(logged)]
        if fetched:
            message = f"the status of task {fetched[0].resource_id} was `failed`, and its result was fetched all the same"
            yield found("failed-taken-for-done", message, [asked[end], *fetched])


def end_never_read(log: Sequence[LoggedRequest], states: Mapping[str, str]) -> Iterator[Finding]:
    """Tasks whose end nobody looked at; a list of tasks shows a failure, but has no result."""
    listed = max((index for index, logged in enumerate(log) if is_list(logged) and logged.status == 200), default=-1)
    made = {logged.resource_id: index for index, logged in enumerate(log) if is_creation(logged) and not logged.lost}
    for asked in grouped((logged for logged in log if logged.resource_id in made), lambda logged: logged.resource_id):
        task = asked[0].resource_id
        state = states.get(task, "")
        polls = [logged for logged in asked if status_of(logged) == state]
        if state == Status.FAILED.value and not polls and listed < made[task]:
            yield found("failure-unnoticed", f"task {task} failed, and its status was never requested", asked)
        elif state == Status.READY.value and all(is_status(poll) for poll in polls):
            yield found("result-not-fetched", f"task {task} is ready, and its embeddings were never fetched", asked)


def asset_used_before_ready(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """Refused for it, and not repeated until it worked: that would be a way to wait, too."""
    early = [(index, logged) for index, logged in enumerate(log) if logged.code == "asset_not_ready"]
    for asset in dict.fromkeys(asset for _, logged in early for asset in assets_in(logged.json)):
        refused = [(index, logged) for index, logged in early if asset in assets_in(logged.json)]
        later = log[refused[-1][0] + 1 :]
        if not any(not failed(other) and asset in assets_in(other.json) for other in later):
            message = f"asset {asset} was used while it was still processing, and never when it was ready"
            yield found("asset-used-before-ready", message, [logged for _, logged in refused])


def assets_in(value: Any) -> list[str]:
    """The ids of the assets that a JSON value refers to; an empty text for an id of null beside which there is nothing else."""
    if isinstance(value, list):
        return [each for item in value for each in assets_in(item)]
    if not isinstance(value, dict):
        return []
    below = [each for item in value.values() for each in assets_in(item)]
    if isinstance(value.get("asset_id"), str):
        return [value["asset_id"], *below]
    return ["", *below] if value == {"asset_id": None} else below
