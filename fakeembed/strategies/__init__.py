"""Property-based testing of code that speaks to the service: valid requests, invalid ones with the error each must get, media.

Every name is a Hypothesis strategy for `@given`, or a type of what one yields.
"""

from __future__ import annotations

from fakeembed.strategies.assets import (
    create_asset_requests,
    create_upload_requests,
    invalid_create_asset_requests,
    invalid_create_upload_requests,
)
from fakeembed.strategies.cases import History, Invalid, ServiceError, Wait
from fakeembed.strategies.embed import embed_requests, invalid_embed_requests
from fakeembed.strategies.files import MediaFile
from fakeembed.strategies.histories import histories, invalid_histories
from fakeembed.strategies.invalid_v2 import invalid_create_v2_task_requests, invalid_v2_requests
from fakeembed.strategies.media import broken_files, media_files
from fakeembed.strategies.operations import invalid_requests, valid_requests
from fakeembed.strategies.reads import invalid_list_requests, list_requests, lost_requests
from fakeembed.strategies.requests import ApiRequest
from fakeembed.strategies.tasks import create_task_requests, invalid_create_task_requests
from fakeembed.strategies.v2 import create_v2_task_requests, v2_requests

__all__ = [
    "ApiRequest",
    "History",
    "Invalid",
    "MediaFile",
    "ServiceError",
    "Wait",
    "broken_files",
    "create_asset_requests",
    "create_task_requests",
    "create_upload_requests",
    "create_v2_task_requests",
    "embed_requests",
    "histories",
    "invalid_create_asset_requests",
    "invalid_create_task_requests",
    "invalid_create_upload_requests",
    "invalid_create_v2_task_requests",
    "invalid_embed_requests",
    "invalid_histories",
    "invalid_list_requests",
    "invalid_requests",
    "invalid_v2_requests",
    "list_requests",
    "lost_requests",
    "media_files",
    "v2_requests",
    "valid_requests",
]
