"""The published clients that know embed v2 use all of it, unmodified: each input by each kind of source, tasks, and marengo3.5.

A plain run takes the newest client of each series, `pytest -m matrix` takes all of them.
"""

from __future__ import annotations

from pathlib import Path

import clients
import matrix
import pytest

FIRST = clients.VERSIONS.index("1.1.0")
WITHOUT_SEVERAL_INPUTS = ("1.1.", "1.2.0", "1.2.1", "1.2.2")
STORY = {
    "test_embeds_a_text",
    "test_embeds_an_image",
    "test_embeds_a_text_with_an_image",
    "test_embeds_audio",
    "test_embeds_a_video",
    "test_creates_polls_and_retrieves_a_task",
    "test_hears_that_a_task_failed",
    "test_lists_tasks_to_an_empty_page",
    "test_waits_for_an_asset",
    "test_is_told_of_a_bad_request",
    "test_is_told_of_an_unknown_task",
}
"""What every one of these clients does on every day."""


@pytest.mark.parametrize("client", clients.parameters(clients.VERSIONS[FIRST:]))
def test_a_published_client_uses_embed_v2(client, media, out_of_reach, monkeypatch):
    """Every answer parses, on the service of the client's own time and on the newest, in blocking code and in async code."""
    try:
        folders = clients.installed(client)
    except clients.IndexOutOfReach as reason:
        out_of_reach(reason)
    monkeypatch.setattr(matrix, "STORIES", {"1": "v2.py"})

    report = matrix.told(client, where=media, folders=folders)

    passed = {step for (step, _), outcome in report.outcomes.items() if outcome == "passed"}
    never_skipped = {key: outcome for key, outcome in report.outcomes.items() if key[0] in STORY}
    assert report.version == client
    assert Path(report.file).is_relative_to(folders[0])
    assert "failed" not in report.outcomes.values(), report.output
    assert set(never_skipped.values()) == {"passed"}
    assert {step for step, _ in never_skipped} == STORY
    assert ("test_embeds_with_marengo_3_5_in_a_task" in passed) is (client in {"1.3.4", "1.3.5", "1.3.6"})
    assert ("test_shorter_vectors_and_what_is_too_large" in passed) is (client in {"1.3.5", "1.3.6"})
