"""The API version v1.2, embed v1 with the words and shapes of 2024: one file for each operation."""

from __future__ import annotations

from fakeembed._wire.v1_2 import create_embeddings, create_task, list_tasks, retrieve_task, task_status

ENDPOINTS = (
    create_embeddings.ENDPOINT,
    create_task.ENDPOINT,
    list_tasks.ENDPOINT,
    task_status.ENDPOINT,
    retrieve_task.ENDPOINT,
)
