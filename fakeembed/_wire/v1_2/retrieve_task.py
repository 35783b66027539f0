"""GET /embed/tasks/{task_id} of v1.2: a task with its embeddings.

Reference: https://docs.twelvelabs.io/v1.2/reference. What differs from v1.3 is in the rows of the editions table.
"""

from __future__ import annotations

from dataclasses import replace

from fakeembed._wire.v1_3 import retrieve_task

ENDPOINT = replace(retrieve_task.ENDPOINT, version="v1.2")
