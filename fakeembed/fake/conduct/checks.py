"""All findings about a client, read from the log of what was asked and answered and from how the tasks ended.

Nothing is watched while the code under test runs, and nothing of it is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.fake.conduct import retries, slips, waits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.logged_request import LoggedRequest

CHECKS = (
    waits.polled_after_end,
    waits.polled_too_fast,
    waits.polled_for_ever,
    waits.failed_taken_for_done,
    waits.end_never_read,
    waits.asset_used_before_ready,
    retries.submitted_twice,
    retries.retried_refusal,
    retries.retried_for_ever,
    retries.ignored_retry_after,
    retries.lost_body,
    slips.path_as_file,
    slips.unknown_endpoint,
    slips.missing_id_used,
    slips.read_past_a_page,
)


def findings(log: Sequence[LoggedRequest], states: Mapping[str, str]) -> list[Finding]:
    """What the requests in `log` say about their client, when the tasks in `states` have that status now, by id."""
    return [finding for check in CHECKS for finding in check(log, states)]
