"""Assets and their multipart uploads, under v1.3: one file for each operation."""

from __future__ import annotations

from fakeembed._wire.assets import (
    create_asset,
    create_upload,
    delete_asset,
    list_assets,
    list_uploads,
    put_chunk,
    report_chunks,
    request_urls,
    retrieve_asset,
    upload_status,
)

ENDPOINTS = (
    create_asset.ENDPOINT,
    list_assets.ENDPOINT,
    retrieve_asset.ENDPOINT,
    delete_asset.ENDPOINT,
    create_upload.ENDPOINT,
    list_uploads.ENDPOINT,
    upload_status.ENDPOINT,
    report_chunks.ENDPOINT,
    request_urls.ENDPOINT,
    put_chunk.ENDPOINT,
)
