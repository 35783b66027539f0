"""GET /embed/tasks/{task_id}/status of v1.2: whether a task is done.

Reference: https://docs.twelvelabs.io/v1.2/reference. What differs from v1.3 is in the rows of the editions table.
"""

from __future__ import annotations

from dataclasses import replace

from fakeembed._wire.v1_3 import task_status

ENDPOINT = replace(task_status.ENDPOINT, version="v1.2")
