"""A client that somebody else's generator makes of our document talks to a served fake, a call for each operation of v1 and v2."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from io import BytesIO

import pytest

from fakeembed.drift import suite
from fakeembed.drift.openapi.printed import printed

NAME = "twelve_labs_embed_api_client"
GROUPS = {
    "subpackage_embed": {"embed_create"},
    "subpackage_embed_subpackage_embedtasks": {f"embed_tasks_{verb}" for verb in ("create", "list", "status", "retrieve")},
    "subpackage_embed_subpackage_embedv2": {"embed_v2_create"},
    "subpackage_embed_subpackage_embedv2_subpackage_embedv2tasks": {
        f"embed_v2_tasks_{verb}" for verb in ("create", "list", "retrieve")
    },
    "subpackage_assets": {f"assets_{verb}" for verb in ("create", "list", "retrieve", "delete")},
}
"""What the generator makes of the published tags, with the ids of its operations."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """The package that openapi-python-client writes; it must not skip anything."""
    pytest.importorskip("openapi_python_client")
    folder = tmp_path_factory.mktemp("generated")
    (folder / "api.json").write_text(json.dumps(printed(suite.contracts())))
    (folder / "settings.yaml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", "api.json", "--meta", "none"]
    made = subprocess.run(
        [*command, "--config", "settings.yaml", "--fail-on-warning"],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield lambda module: importlib.import_module(f"{NAME}.{module}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def client(generated, served):
    """The generated client, at a served fake."""
    made = generated("client").AuthenticatedClient(
        base_url=served.url, token="fakeembed-contracts", prefix="", auth_header_name="x-api-key", raise_on_unexpected_status=True
    )
    with made:
        yield made


@pytest.fixture
def call(generated, client):
    """Calls an operation by its id, and returns what the client made of a success."""

    def called(operation, *arguments, status=200, **body):
        [group] = {tag for tag, ids in GROUPS.items() if operation in ids}
        response = generated(f"api.{group}.{operation}").sync_detailed(*arguments, client=client, **body)
        assert response.status_code == status, response.content
        return response.parsed

    return called


def test_nothing_is_called_by_a_number():
    """A hundred classes of numbers are what a generator makes of objects without names."""
    named = printed(suite.contracts())["components"]["schemas"]

    assert not [name for name in named if name[-1].isdigit() and not name.endswith(("V12", "V2"))]


def test_operations_are_called_as_the_published_document_calls_them():
    """Each id is unique, and its group is the tag."""
    operations = [operation for item in printed(suite.contracts())["paths"].values() for operation in item.values()]
    ids = [operation["operationId"] for operation in operations]

    assert len(ids) == len(set(ids)) == len(list(suite.contracts()))
    assert set().union(*GROUPS.values()) <= set(ids)
    assert {tag.replace(".", "_").replace("/", "") for one in operations for tag in one["tags"]} >= set(GROUPS)


def test_v1_works(generated, call, served):
    """Embed at once, start a task with an upload, look at it, list it, fetch it: vectors are lists of numbers."""
    models, types = generated("models"), generated("types")

    embedded = call(
        "embed_create",
        body=models.CreateEmbeddingsRequest(model_name=models.CreateEmbeddingsRequestModelName.MARENGO3_0, text="a dog"),
    )
    task = call(
        "embed_tasks_create",
        body=models.CreateTaskRequest(
            model_name=models.CreateTaskRequestModelName.MARENGO3_0,
            video_file=types.File(payload=BytesIO(suite.medium("clip.mp4")), file_name="clip.mp4", mime_type="video/mp4"),
            video_end_offset_sec=12.0,
        ),
    )
    before = call("embed_tasks_status", task.field_id)
    served.fake.clock.advance(60)
    listed = call("embed_tasks_list")
    ready = call("embed_tasks_retrieve", task.field_id)

    assert len(embedded.text_embedding.segments[0].float_) == 512
    assert (before.status.value, ready.status.value) == ("processing", "ready")
    assert [one.field_id for one in listed.data] == [task.field_id]
    assert all(isinstance(number, float) for number in ready.video_embedding.segments[0].float_)


def test_assets_work(generated, call, served):
    """Upload one, look at it, delete it."""
    models, types = generated("models"), generated("types")

    made = call(
        "assets_create",
        status=201,
        body=models.CreateAssetRequest(
            method=models.CreateAssetRequestMethod.DIRECT,
            file=types.File(payload=BytesIO(suite.medium("clip.mp4")), file_name="clip.mp4", mime_type="video/mp4"),
        ),
    )
    served.fake.clock.advance(60)
    found = call("assets_retrieve", made.field_id)
    call("assets_delete", made.field_id, status=204)

    assert (found.field_id, found.status.value) == (made.field_id, "ready")
    assert not served.fake.assets


def test_v2_works(generated, call, served):
    """Embed a text at once, start a task for a video, list it, fetch it."""
    models = generated("models")
    source = {"media_source": {"url": "https://example.com/clip.mp4"}}

    embedded = call(
        "embed_v2_create",
        body=models.CreateEmbeddingsV2Request.from_dict(
            {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}
        ),
    )
    task = call(
        "embed_v2_tasks_create",
        status=202,
        body=models.CreateTaskV2Request.from_dict({"input_type": "video", "model_name": "marengo3.0", "video": source}),
    )
    served.fake.clock.advance(60)
    listed = call("embed_v2_tasks_list")
    ready = call("embed_v2_tasks_retrieve", task.field_id)

    assert len(embedded.data[0].embedding) == 512
    assert [one.field_id for one in listed.data] == [task.field_id]
    assert (ready.status.value, len(ready.data[0].embedding)) == ("ready", 512)
