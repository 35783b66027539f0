"""Embed v2, under the path version v1.3: one file for each operation."""

from __future__ import annotations

from fakeembed._wire.v2 import create_embeddings, create_task, list_tasks, retrieve_task

ENDPOINTS = (
    create_embeddings.ENDPOINT,
    create_task.ENDPOINT,
    list_tasks.ENDPOINT,
    retrieve_task.ENDPOINT,
)
