"""The clients that know assets live with them, unmodified: from files, from URLs, in chunks, with their own upload helper."""

from __future__ import annotations

from pathlib import Path

import clients
import matrix
import pytest

TOLD = ("1.1.0", "1.2.0", "1.2.8", "1.3.0", clients.VERSIONS[-1])
"""The first one, those with which something about assets changed, and the newest."""

STEPS = 12
"""Tests in the story; each is told on the service of the client's own time and on the newest."""


@pytest.mark.parametrize("client", clients.parameters(TOLD, newest=("1.1.0", clients.VERSIONS[-1])))
def test_a_client_lives_with_assets(client, media, out_of_reach):
    """Every step, and none left out."""
    try:
        folders = clients.installed(client)
    except clients.IndexOutOfReach as reason:
        out_of_reach(reason)

    report = matrix.told(client, where=media, folders=folders, story="assets.py")

    assert report.version == client
    assert Path(report.file).is_relative_to(folders[0])
    assert set(report.outcomes.values()) == {"passed"}, report.output
    assert len(report.outcomes) == STEPS * len(report.days) == STEPS * 2
