"""Requests of all operations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fakeembed.strategies.assets import (
    create_asset_requests,
    create_upload_requests,
    invalid_create_asset_requests,
    invalid_create_upload_requests,
)
from fakeembed.strategies.embed import embed_requests, invalid_embed_requests
from fakeembed.strategies.invalid_v2 import invalid_create_v2_task_requests, invalid_v2_requests
from fakeembed.strategies.reads import invalid_list_requests, list_requests, lost_requests
from fakeembed.strategies.tasks import create_task_requests, invalid_create_task_requests
from fakeembed.strategies.v2 import create_v2_task_requests, v2_requests

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from fakeembed.strategies.cases import Invalid
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
    return st.one_of(
        lost_requests(),
        invalid_list_requests(),
        invalid_embed_requests(),
        invalid_create_task_requests(),
        invalid_v2_requests(),
        invalid_create_v2_task_requests(),
        invalid_create_asset_requests(),
        invalid_create_upload_requests(),
    )
