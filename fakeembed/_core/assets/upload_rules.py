"""What the operations of a multipart upload refuse, in which words and in which order: one table for each operation.

References: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/create,
https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/report-chunk-batch,
https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/get-additional-presigned-urls
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.assets.asset_rules import (
    filename_is_of_sane_length,
    is_an_id,
    is_given,
    user_metadata_is_an_object,
    user_metadata_values_are_plain,
)
from fakeembed._core.evidence import decided
from fakeembed._core.parameters import json_type
from fakeembed._core.rules import PAGE_RULES, Refusal, Rule, Stage, rule

if TYPE_CHECKING:
    from fakeembed._core.parameters import Parameters

MOST_CHUNKS = 50
"""Chunks in one report, and URLs in one request for more (documented)."""

_CHUNK = {"chunk_index": int, "proof": str, "proof_type": str, "chunk_size": int}


def is_of_type(parameter: str, expected: str) -> Rule:
    """A member of a JSON body is of a JSON type, or an integer."""

    def holds(params: Parameters) -> bool:
        value = params.body.get(parameter)
        if parameter not in params.body:
            return True
        return _is_whole(value) if expected == "integer" else json_type(value) == expected

    return Rule(
        f"{parameter}_is_of_type_{expected}",
        Stage.TYPES,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. received {{params.received[{parameter}]}}, but expected {expected}",
        decided("D06"),
        holds=holds,
    )


@rule(
    Stage.SINGLE,
    "The type parameter is invalid. You should use one of the following values: {params.upload_kinds}.",
    decided("D06"),
)
def type_is_known(params: Parameters) -> bool:
    """The documented values of the day."""
    return params.body["type"] in params.edition.upload_kinds


@rule(
    Stage.CROSS, "The total_size parameter is invalid. total_size should be between 1 and {params.largest_upload}", decided("D06")
)
def total_size_is_within_bounds(params: Parameters) -> bool:
    """The documented bounds: of images their own."""
    return bool(1 <= params.body["total_size"] <= params.largest_upload)


CREATE_UPLOAD_RULES = (
    is_given("filename"),
    is_given("type"),
    is_given("total_size"),
    is_of_type("filename", "string"),
    is_of_type("type", "string"),
    is_of_type("total_size", "integer"),
    is_of_type("enable_hls", "boolean"),
    is_of_type("enable_thumbnail", "boolean"),
    user_metadata_is_an_object,
    filename_is_of_sane_length,
    user_metadata_values_are_plain,
    type_is_known,
    total_size_is_within_bounds,
)

LIST_UPLOADS_RULES = PAGE_RULES
UPLOAD_ID_RULES = (is_an_id("upload_id"),)
UPLOAD_STATUS_RULES = PAGE_RULES

UPLOAD_NOT_FOUND = Refusal(
    "upload_exists",
    Stage.ROUTE,
    "resource_not_exists",
    "Resource with id {resource_id} does not exist in multipart_uploads.",
    decided("D73, D422"),
    status=404,
)
UPLOAD_IS_OVER = Refusal(
    "upload_is_active",
    Stage.ROUTE,
    "parameter_invalid",
    "The upload_id parameter is invalid. The upload session is {status}",
    decided("D74"),
)


@rule(
    Stage.SINGLE, "The completed_chunks parameter is invalid. completed_chunks should have between 1 and 50 items", decided("D06")
)
def chunks_are_1_to_50(params: Parameters) -> bool:
    """The documented bounds."""
    return 1 <= len(params.body["completed_chunks"]) <= MOST_CHUNKS


@rule(
    Stage.SINGLE,
    "The completed_chunks parameter is invalid. Each item should be an object with chunk_index, proof, proof_type and chunk_size",
    decided("D06"),
)
def chunks_are_complete(params: Parameters) -> bool:
    """The documented required members and their types."""
    return all(map(_is_a_chunk, params.body["completed_chunks"]))


@rule(Stage.SINGLE, "The proof_type parameter is invalid. You should use one of the following values: etag.", decided("D06"))
def proof_types_are_known(params: Parameters) -> bool:
    """The documented value."""
    return all(chunk["proof_type"] == "etag" for chunk in params.body["completed_chunks"])


@rule(
    Stage.CROSS,
    "The chunk_index parameter is invalid. chunk_index should be between 1 and {params.upload.total_chunks}",
    decided("D06"),
)
def chunks_are_of_the_file(params: Parameters) -> bool:
    """Chunks are numbered from 1 (documented)."""
    return all(1 <= chunk["chunk_index"] <= params.upload.total_chunks for chunk in params.body["completed_chunks"])


@rule(Stage.CROSS, "The proof parameter is invalid. proof should be the ETag of a chunk that was uploaded", decided("D74"))
def proofs_are_of_uploaded_chunks(params: Parameters) -> bool:
    """The ETag that the upload of the chunk was answered with; one that was reported before needs none any more."""
    came = params.upload.chunks
    return all(
        chunk["chunk_index"] in came and chunk["proof"].strip('"') == came[chunk["chunk_index"]].etag for chunk in _new(params)
    )


@rule(Stage.CROSS, "The chunk_size parameter is invalid. chunk_size should be the number of bytes in the chunk", decided("D74"))
def chunk_sizes_are_right(params: Parameters) -> bool:
    """As many bytes as were uploaded, which are as many as the chunk must have (documented)."""
    upload = params.upload
    return all(
        chunk["chunk_size"] == upload.chunks[chunk["chunk_index"]].size == upload.size_of(chunk["chunk_index"])
        for chunk in _new(params)
    )


REPORT_CHUNKS_RULES = (
    is_given("completed_chunks"),
    is_of_type("completed_chunks", "array"),
    chunks_are_1_to_50,
    chunks_are_complete,
    proof_types_are_known,
    chunks_are_of_the_file,
    proofs_are_of_uploaded_chunks,
    chunk_sizes_are_right,
)


@rule(Stage.SINGLE, "The start parameter is invalid. start should be between 1 and {params.upload.total_chunks}", decided("D06"))
def start_is_a_chunk(params: Parameters) -> bool:
    """The documented lower bound, and the last chunk."""
    return bool(1 <= params.body["start"] <= params.upload.total_chunks)


@rule(Stage.SINGLE, "The count parameter is invalid. count should be between 1 and 50", decided("D06"))
def count_is_1_to_50(params: Parameters) -> bool:
    """The documented bounds."""
    return bool(1 <= params.body["count"] <= MOST_CHUNKS)


@rule(Stage.CROSS, "The count parameter is invalid. There are only {params.upload.total_chunks} chunks", decided("D74"))
def asked_chunks_exist(params: Parameters) -> bool:
    """URLs of chunks that are not there would lead nowhere."""
    return bool(params.body["start"] + params.body["count"] - 1 <= params.upload.total_chunks)


REQUEST_URLS_RULES = (
    is_given("start"),
    is_given("count"),
    is_of_type("start", "integer"),
    is_of_type("count", "integer"),
    start_is_a_chunk,
    count_is_1_to_50,
    asked_chunks_exist,
)

# What the place behind a presigned URL refuses. The codes and messages are those that Amazon S3 documents for its own, in a flat
# JSON body like every other error here (decision D75).

SIGNATURE_IS_WRONG = Refusal(
    "signature_matches",
    Stage.KEY,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    decided("D75"),
    status=403,
)
URL_IS_EXPIRED = Refusal(
    "url_is_fresh",
    Stage.KEY,
    "AccessDenied",
    "Request has expired",
    decided("D75"),
    status=403,
)
URL_IS_USED = Refusal(
    "url_is_unused",
    Stage.KEY,
    "AccessDenied",
    "Access Denied",
    decided("D75"),
    status=403,
)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_a_chunk(item: Any) -> bool:
    return isinstance(item, dict) and all(
        isinstance(item.get(name), kind) and not isinstance(item[name], bool) for name, kind in _CHUNK.items()
    )


def _new(params: Parameters) -> list[dict[str, Any]]:
    return [chunk for chunk in params.body["completed_chunks"] if chunk["chunk_index"] not in params.upload.reported]
