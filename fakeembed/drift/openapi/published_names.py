"""What the published document calls operations, so that clients generated from ours have the groups and methods of theirs.

Its operation ids are not unique, as OpenAPI demands: `create` stands there several times. Its schemas are named with the group
before the verb, `embed_v2_tasks_create_Response_202`, and so are our ids (decision D168). `/v1.2` is published no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed.drift.suite import Contract

_EMBED, _V2 = "subpackage_embed", "subpackage_embed.subpackage_embed/v2"
_GROUPS = {
    "/embed": ("embed", _EMBED),
    "/embed/tasks": ("embed_tasks", f"{_EMBED}.subpackage_embed/tasks"),
    "/embed-v2": ("embed_v2", _V2),
    "/embed-v2/tasks": ("embed_v2_tasks", f"{_V2}.subpackage_embed/v2/tasks"),
    "/assets": ("assets", "subpackage_assets"),
    "/assets/multipart-uploads": ("multipart_upload", "subpackage_multipartUpload"),
}
"""By the beginning of a path: the group as ids have it, and its tag."""

_VERBS = {
    "upload_status": "get_status",
    "task_status": "status",
    "list_uploads": "list_incomplete_uploads",
    "report_chunks": "report_chunk_batch",
    "request_urls": "get_additional_presigned_urls",
    "put_chunk": "put_chunk",
}
"""By the name of a contract; of the others it is the first word of that name."""

TAGS = {
    _EMBED: "Embeddings of texts, images and sounds, at once.",
    f"{_EMBED}.subpackage_embed/tasks": "Embeddings of videos, by tasks.",
    _V2: "The second generation: embeddings at once.",
    f"{_V2}.subpackage_embed/v2/tasks": "The second generation: embeddings by tasks.",
    "subpackage_assets": "Files that stay with the service.",
    "subpackage_multipartUpload": "Uploads in chunks.",
    "v1_2": "Embeddings as API version 1.2 had them.",
}
"""Each tag with its description."""


def operation_id(contract: Contract) -> str:
    """A unique id: "embed_tasks_create", "v1_2_embed_tasks_create"."""
    name = contract.name.partition("/")[2]
    verb = _VERBS.get(name, name.partition("_")[0])
    return f"{'v1_2_' if contract.family == 'v1_2' else ''}{_group(contract)[0]}_{verb}"


def tag(contract: Contract) -> str:
    """The tag under which generators group the operation."""
    return "v1_2" if contract.family == "v1_2" else _group(contract)[1]


def _group(contract: Contract) -> tuple[str, str]:
    return _GROUPS[max((path for path in _GROUPS if f"{contract.path}/".startswith(f"{path}/")), key=len)]
