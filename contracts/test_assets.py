"""How assets and the tasks of embed v2 live: they start processing, a `Location` resolves, what is deleted is gone."""

from __future__ import annotations

from fakeembed.drift.differences import Kind
from fakeembed.drift.verification.behaviours import behaviour

ASSETS = "https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads"
UPLOADS = "https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads"
EMBED = "https://docs.twelvelabs.io/api-reference/create-embeddings-v2"
CLIP = {"form": {"method": "direct"}, "files": {"file": "clip.mp4"}}
PICTURE = {"form": {"method": "direct"}, "files": {"file": "picture.png"}}


def ready_asset(service):
    """The id of an asset for `clip.mp4` that is ready, made once on a target."""
    return service.prepared("a ready asset")["ready_asset_id"]


def task_for(service, asset_id):
    """The answer that makes a task of embed v2 for an asset."""
    video = {"media_source": {"asset_id": asset_id}, "segmentation": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
    return service.ask("POST /embed-v2/tasks", json={"input_type": "video", "model_name": "marengo3.0", "video": video})


@behaviour("GET /assets/{asset_id}", documented=f"{ASSETS}/retrieve")
def test_an_asset_is_processing_until_it_is_ready_and_stays_ready(service):
    """Since 2026-07-07 every upload starts so, small files included."""
    made = service.ask("POST /assets", **CLIP).body
    path = {"asset_id": made["_id"]}

    service.wait("GET /assets/{asset_id}", path=path, until={"status": "ready"})
    later = [service.ask("GET /assets/{asset_id}", path=path).body["status"] for _ in range(2)]

    service.expects(["processing", "ready", "ready"], [made["status"], *later], where="states of an asset, in order")


@behaviour("DELETE /assets/{asset_id}", documented=f"{ASSETS}/delete")
def test_a_deleted_asset_is_gone_from_its_path_and_from_the_list(service):
    """Whoever cleans up wants to know."""
    asset_id = service.ask("POST /assets", **PICTURE).body["_id"]

    service.ask("DELETE /assets/{asset_id}", path={"asset_id": asset_id})

    service.ask("GET /assets/{asset_id}", path={"asset_id": asset_id}, status=404)
    listed = service.ask("GET /assets", query={"page_limit": "50"}).body["data"]
    service.expects(False, asset_id in {asset["_id"] for asset in listed}, where="a deleted asset in the list")


@behaviour("GET /assets", documented=f"{ASSETS}/list")
def test_assets_are_listed_newest_first_down_to_an_empty_page(service):
    """Every published pager asks for the next page until one is empty."""
    for _ in range(3):
        service.ask("POST /assets", **PICTURE)
        service.target.pause(2.0)
    whole = service.ask("GET /assets", query={"page_limit": "50"}).body
    ids = [asset["_id"] for asset in whole["data"]]
    moments = [asset["created_at"] for asset in whole["data"]]

    service.expects(sorted(moments, reverse=True), moments, where="response 200 $.data[*].created_at", kind=Kind.ORDER_CHANGED)
    walked = []
    for number in (1, 2):
        page = service.ask("GET /assets", query={"page": str(number), "page_limit": "2"}).body
        walked += [asset["_id"] for asset in page["data"]]
    service.expects(ids[: len(walked)], walked, where="ids on the pages, in order", kind=Kind.ORDER_CHANGED)
    beyond = service.ask("GET /assets", query={"page": str(whole["page_info"]["total_results"] + 1), "page_limit": "1"}).body
    service.expects([], beyond["data"], where="response 200 $.data of the page behind the last one")


@behaviour("GET /assets", documented=f"{ASSETS}/list")
def test_the_filter_by_name_leaves_out_other_names(service):
    """Since 2026-04-16; a part of the name in any case of letters."""
    ready_asset(service)
    picture = service.ask("POST /assets", **PICTURE).body["_id"]

    found = service.ask("GET /assets", query={"filename": "CLIP", "page_limit": "50"}).body["data"]

    service.expects(False, picture in {asset["_id"] for asset in found}, where="picture.png among the assets whose name has clip")


@behaviour("POST /assets/multipart-uploads", documented=f"{UPLOADS}/create")
def test_the_chunks_of_an_upload_cover_the_file(service):
    """A client cuts its file by these two numbers."""
    size = 12_582_912

    made = service.ask("POST /assets/multipart-uploads", json={"filename": "clip.mp4", "type": "video", "total_size": size}).body

    before, whole = (count * made["chunk_size"] for count in (made["total_chunks"] - 1, made["total_chunks"]))
    service.expects(True, before < size <= whole, where="response 201 $.total_chunks of $.chunk_size against the size of the file")


@behaviour("POST /embed-v2/tasks", documented=f"{EMBED}/create-async-embedding-task")
def test_the_location_of_a_new_task_resolves(service):
    """A client may follow it instead of building a path."""
    answer = task_for(service, ready_asset(service))

    location = service.link(answer.headers.get("location", ""), where="response 202 header location")
    found = service.ask("GET /embed-v2/tasks/{task_id}", path={"task_id": answer.body["_id"]}, route=location)

    service.expects(answer.body["_id"], found.body["_id"], where="response 202 header location")


@behaviour("GET /embed-v2/tasks/{task_id}", documented=f"{EMBED}/retrieve-embeddings")
def test_a_task_of_embed_v2_has_data_once_it_is_ready_and_not_before(service):
    """`data` is null until then."""
    task_id = task_for(service, ready_asset(service)).body["_id"]
    path = {"task_id": task_id}

    first = service.ask("GET /embed-v2/tasks/{task_id}", path=path).body
    service.wait("GET /embed-v2/tasks/{task_id}", path=path, until={"status": "ready"})
    done = service.ask("GET /embed-v2/tasks/{task_id}", path=path).body

    service.expects(["processing", "ready"], [first["status"], done["status"]], where="states of a task, in order")
    service.expects(None, first.get("data"), where="response 200 $.data of a task that is processing")
    listed = service.ask("GET /embed-v2/tasks", query={"page_limit": "50"}).body["data"]
    entry = next((one for one in listed if one["_id"] == task_id), {})
    service.expects("ready", entry.get("status"), where="response 200 $.data[*].status in the list")


@behaviour("GET /embed-v2/tasks", documented=f"{EMBED}/list-async-embedding-tasks")
def test_tasks_of_embed_v2_are_listed_newest_first(service):
    """Callers look at the first page for what they have just made."""
    made = []
    for _ in range(2):
        made.append(task_for(service, ready_asset(service)).body["_id"])
        service.target.pause(2.0)

    ids = [entry["_id"] for entry in service.ask("GET /embed-v2/tasks", query={"page_limit": "50"}).body["data"]]

    found = [made.index(one) for one in ids if one in made]
    service.expects([1, 0], found, where="positions of two new tasks in the list", kind=Kind.ORDER_CHANGED)


@behaviour("GET /embed-v2/tasks/{task_id}", documented=f"{EMBED}/retrieve-embeddings")
def test_every_entry_of_a_video_says_what_it_is_of(service):
    """A client that asked for several options and scopes tells the vectors apart by nothing else."""
    path = {"task_id": task_for(service, ready_asset(service)).body["_id"]}
    service.wait("GET /embed-v2/tasks/{task_id}", path=path, until={"status": "ready"})

    entries = service.ask("GET /embed-v2/tasks/{task_id}", path=path).body["data"] or []

    for name in ("embedding_option", "embedding_scope", "start_sec", "end_sec"):
        service.expects(
            True, all(entry.get(name) is not None for entry in entries), where=f"response 200 $.data[*].{name} of a video"
        )


@behaviour("POST /embed-v2", documented=f"{EMBED}/create-embeddings")
def test_the_same_text_has_the_same_vector_in_embed_v1_and_in_embed_v2(service):
    """One latent space, one model."""
    text = "a dog catches a frisbee"

    old = service.ask("POST /embed", form={"model_name": "marengo3.0", "text": text}).body
    asked = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": text}}
    once, again = (service.ask("POST /embed-v2", json=asked).body["data"][0]["embedding"] for _ in range(2))

    service.expects(True, once == again, where="vectors of one text, asked twice", kind=Kind.VECTOR_CHANGED)
    first = old["text_embedding"]["segments"][0]["float"]
    service.needs_whole_vectors()
    nearness = round(sum(a * b for a, b in zip(first, once, strict=True)), 2)
    service.expects(1.0, nearness, where="cosine of the vectors of one text in v1 and v2", kind=Kind.VECTOR_CHANGED)


@behaviour("POST /embed-v2", documented=f"{EMBED}/create-embeddings")
def test_the_same_picture_has_the_same_vector_as_an_asset_and_as_base64(service):
    """What embeds is the bytes, not the way they came."""
    asset_id = service.ask("POST /assets", **PICTURE).body["_id"]
    service.wait("GET /assets/{asset_id}", path={"asset_id": asset_id}, until={"status": "ready"})

    vectors = []
    for source in ({"asset_id": asset_id}, {"base64_string": "${base64:picture.png}"}):
        asked = {"input_type": "image", "model_name": "marengo3.0", "image": {"media_source": source}}
        vectors.append(service.ask("POST /embed-v2", json=asked).body["data"][0]["embedding"])

    service.expects(
        True, vectors[0] == vectors[1], where="vectors of one picture, as asset and as base64", kind=Kind.VECTOR_CHANGED
    )
