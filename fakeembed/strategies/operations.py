"""Requests of all operations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fakeembed._core.v2.inputs import Mode
from fakeembed.strategies.assets import asset_operation, create_asset_requests, create_upload_requests, upload_operation
from fakeembed.strategies.embed import embed_operation, embed_requests
from fakeembed.strategies.invalid_v2 import v2_operation
from fakeembed.strategies.reads import list_operations, list_requests, lost_operation
from fakeembed.strategies.tasks import create_task_requests, task_operation
from fakeembed.strategies.v2 import create_v2_task_requests, v2_requests

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from fakeembed.strategies.cases import Invalid, Operation
    from fakeembed.strategies.requests import ApiRequest


def valid_requests() -> SearchStrategy[ApiRequest]:
    """Valid requests of every operation that needs nothing to have happened before; `histories` has the others."""
    return st.one_of(
        list_requests(),
        embed_requests(),
        create_task_requests(),
        v2_requests(),
        create_v2_task_requests(),
        create_asset_requests(),
        create_upload_requests(),
    )


def invalid_requests() -> SearchStrategy[Invalid]:
    """Invalid requests of every operation, each with the error it must get; `invalid_histories` has those that need a past."""
    return st.one_of([operation.invalid for operation in catalogue()])


def catalogue() -> list[Operation]:
    """What can be wrong with the requests of every operation of the newest service."""
    return [
        lost_operation(),
        *list_operations(),
        embed_operation(),
        task_operation(),
        v2_operation(Mode.SYNC),
        v2_operation(Mode.ASYNC),
        asset_operation(),
        upload_operation(),
    ]
