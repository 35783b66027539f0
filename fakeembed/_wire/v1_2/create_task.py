"""POST /embed/tasks of v1.2: start embedding a video.

Reference: https://docs.twelvelabs.io/v1.2/reference. What differs from v1.3 is in the rows of the editions table.
"""

from __future__ import annotations

from dataclasses import replace

from fakeembed._wire.v1_3 import create_task

ENDPOINT = replace(create_task.ENDPOINT, version="v1.2")
