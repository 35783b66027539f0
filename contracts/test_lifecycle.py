"""How tasks live: the order of states, agreement between the three views of a task, idempotent reads, lists and their pages."""

from __future__ import annotations

from fakeembed.drift.differences import Kind
from fakeembed.drift.verification.behaviours import behaviour

REFERENCE = "https://docs.twelvelabs.io/api-reference/video-embeddings"
LIST = f"{REFERENCE}/list-video-embedding-tasks"
RETRIEVE = f"{REFERENCE}/retrieve-video-embeddings"
CREATE = f"{REFERENCE}/create-video-embedding-task"
PYVESPA = "vespa-engine/pyvespa, video_search_twelvelabs_cloud.ipynb, 2025-07-15"


def new_task(service):
    """The id of a task just made."""
    form = {"model_name": "marengo3.0"}
    return service.ask("POST /embed/tasks", form=form, files={"video_file": "clip.mp4"}).body["_id"]


def status(service, task_id):
    """What the status operation says."""
    return service.ask("GET /embed/tasks/{task_id}/status", path={"task_id": task_id}).body


def retrieved(service, task_id, **query):
    """What the retrieve operation says."""
    return service.ask("GET /embed/tasks/{task_id}", path={"task_id": task_id}, query=query).body


def listed(service, **query):
    """One page of the list."""
    return service.ask("GET /embed/tasks", query=query).body


@behaviour("GET /embed/tasks/{task_id}/status", recorded=PYVESPA)
def test_a_task_is_processing_until_it_is_ready_and_stays_ready(service):
    """Clients wait for exactly these words, in this order."""
    task_id = new_task(service)

    first = status(service, task_id)["status"]
    service.wait("GET /embed/tasks/{task_id}/status", path={"task_id": task_id}, until={"status": "ready"})
    later = [status(service, task_id)["status"] for _ in range(2)]

    service.expects(["processing", "ready", "ready"], [first, *later], where="states of a task, in order")


@behaviour("GET /embed/tasks/{task_id}/status", documented=f"{REFERENCE}/retrieve-video-embedding-task-status")
def test_a_failed_task_stays_failed_and_has_no_segments(service):
    """A client that takes it for done reads vectors that are not there."""
    url = "https://example.com/contracts/undecodable.mp4"
    service.declare(url, fails="the video cannot be decoded")
    task_id = service.ask("POST /embed/tasks", form={"model_name": "marengo3.0", "video_url": url}).body["_id"]

    service.wait("GET /embed/tasks/{task_id}/status", path={"task_id": task_id}, until={"status": "failed"})

    task = retrieved(service, task_id)
    service.expects("failed", task["status"], where="response 200 $.status")
    service.expects([], task.get("video_embedding", {}).get("segments", []), where="response 200 $.video_embedding.segments")


@behaviour("GET /embed/tasks/{task_id}", documented=RETRIEVE)
def test_status_list_and_retrieve_agree_about_a_task(service):
    """Three views of one thing."""
    task = service.ready_task()

    seen = status(service, task["_id"])
    [entry] = [one for one in listed(service, page_limit="50")["data"] if one["_id"] == task["_id"]] or [{}]

    for name in ("_id", "model_name", "status"):
        service.expects([task[name]] * 2, [seen.get(name), entry.get(name)], where=f"$.{name} in status and list")
    metadata = task["video_embedding"]["metadata"]
    others = [view.get("video_embedding", {}).get("metadata") for view in (seen, entry)]
    service.expects([metadata] * 2, others, where="$.video_embedding.metadata in status and list")
    service.expects(task["created_at"], entry.get("created_at"), where="$.created_at in the list")


@behaviour("GET /embed/tasks/{task_id}", documented=RETRIEVE)
def test_reading_a_task_changes_nothing(service):
    """A poll is safe to repeat."""
    first = service.ready_task()

    second = retrieved(service, first["_id"])

    service.expects(sorted(first), sorted(second), where="fields of a task read twice")
    service.expects(True, first == second, where="a task read twice is the same")


@behaviour("GET /embed/tasks/{task_id}", recorded="robertsztygowski/vectorreel, api-captures/03-task-ready.json, 2026-07-20")
def test_an_id_begins_with_the_second_of_its_creation(service):
    """ObjectIds; in the examples of the reference the id is up to ten seconds older than the record."""
    task = service.ready_task()

    created = _epoch(task["created_at"])

    service.expects(True, -2 <= created - int(task["_id"][:8], 16) <= 15, where="response 200 $._id against $.created_at")


@behaviour("GET /embed/tasks", documented=LIST)
def test_the_list_is_newest_first(service):
    """Callers look at the first page for what they have just made."""
    older = new_task(service)
    service.target.pause(2.0)
    newer = new_task(service)

    entries = listed(service, page_limit="50")["data"]

    moments = [_epoch(entry["created_at"]) for entry in entries]
    service.expects(sorted(moments, reverse=True), moments, where="response 200 $.data[*].created_at", kind=Kind.ORDER_CHANGED)
    ids = [entry["_id"] for entry in entries]
    service.expects(
        [newer, older], [one for one in ids if one in {older, newer}], where="response 200 $.data", kind=Kind.ORDER_CHANGED
    )


@behaviour("GET /embed/tasks", documented=LIST)
def test_new_tasks_are_listed_as_they_are(service):
    """A state or a moment that is the same for all of them would say nothing."""
    older = retrieved(service, new_task(service))
    service.target.pause(2.0)
    newer = retrieved(service, new_task(service))

    entries = {entry["_id"]: entry for entry in listed(service, page_limit="50")["data"]}

    for task, name in ((older, "older"), (newer, "newer")):
        entry = entries.get(task["_id"], {})
        later = retrieved(service, task["_id"])  # it may have ended while the list was read
        alike = [entry.get("status") in {task["status"], later["status"]}, entry.get("created_at") == task["created_at"]]
        service.expects([True, True], alike, where=f"$.status and $.created_at of the {name} of two new tasks in the list")


@behaviour("GET /embed/tasks", documented=LIST)
def test_pages_follow_each_other_without_gaps_down_to_an_empty_one(service):
    """Every published pager asks for the next page until one is empty."""
    for _ in range(3):
        new_task(service)
    whole = listed(service, page_limit="50")
    total = whole["page_info"]["total_results"]
    ids = [entry["_id"] for entry in whole["data"]]

    size = 2
    walked = []
    for number in range(1, 4):
        page = listed(service, page=str(number), page_limit=str(size))
        walked += [entry["_id"] for entry in page["data"]]
        told = {"page": number, "limit_per_page": size, "total_page": -(-total // size), "total_results": total}
        said = {name: page["page_info"].get(name) for name in told}
        service.expects(True, told == said, where=f"response 200 $.page_info of page {number} adds up")

    service.expects(ids[: len(walked)], walked, where="ids on the pages, in order", kind=Kind.ORDER_CHANGED)
    beyond = listed(service, page=str(-(-total // size) + 1), page_limit=str(size))
    service.expects([], beyond["data"], where="response 200 $.data of the page behind the last one")


@behaviour("GET /embed/tasks", documented=LIST)
def test_a_window_holds_what_was_made_in_it(service):
    """`started_at` and `ended_at` bound the moment of creation."""
    task = service.ready_task()
    created = _epoch(task["created_at"])

    inside = listed(service, page_limit="50", started_at=_moment(created - 2), ended_at=_moment(created + 2))["data"]
    after = listed(service, page_limit="50", started_at=_moment(created + 2))["data"]
    before = listed(service, page_limit="50", ended_at=_moment(created - 2))["data"]

    found = [task["_id"] in {entry["_id"] for entry in entries} for entries in (inside, after, before)]
    service.expects([True, False, False], found, where="a task in the windows around, after and before its creation")


@behaviour("GET /embed/tasks", documented=LIST)
def test_the_states_of_the_list_add_up(service):
    """Every task has one of three states."""
    service.ready_task()
    new_task(service)

    total = listed(service)["page_info"]["total_results"]
    parts = [listed(service, status=word)["page_info"]["total_results"] for word in ("processing", "ready", "failed")]

    service.expects(total, sum(parts), where="response 200 $.page_info.total_results over the states")


@behaviour("GET /embed/tasks", documented=LIST)
def test_a_page_holds_no_more_than_its_limit(service):
    """Between 1 and 50."""
    for _ in range(2):
        new_task(service)

    for limit in (1, 2):
        page = listed(service, page_limit=str(limit))
        service.expects(limit, len(page["data"]), where="response 200 $.data at its limit", kind=Kind.BOUND_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", documented=RETRIEVE)
def test_segments_are_listed_option_by_option_in_time_order(service):
    """Recorded 2025-07-15: entry 212 of 484 starts at 1272 seconds."""
    task = service.ready_task(video_embedding_scope=["clip", "video"])

    segments = task["video_embedding"]["segments"]

    options = list(dict.fromkeys(segment["embedding_option"] for segment in segments))
    known = [option for option in ("visual", "audio", "transcription") if option in options]
    service.expects(known, options, where="order of the options", kind=Kind.ORDER_CHANGED)
    wanted = [
        (option, start, end, scope)
        for option in known
        for start, end, scope in ((0, 6, "clip"), (6, 12, "clip"), (12, 15, "clip"), (0, 15, "video"))
    ]
    observed = [(s["embedding_option"], s["start_offset_sec"], s["end_offset_sec"], s["embedding_scope"]) for s in segments]
    service.expects(wanted, observed, where="response 200 $.video_embedding.segments", kind=Kind.ORDER_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", documented=RETRIEVE)
def test_an_option_asked_for_gives_the_same_segments_as_all_of_them(service):
    """The filter leaves out; it changes nothing."""
    task = service.ready_task()

    chosen = retrieved(service, task["_id"], embedding_option="audio")["video_embedding"]["segments"]

    wanted = [segment for segment in task["video_embedding"]["segments"] if segment["embedding_option"] == "audio"]
    service.expects(
        len(wanted), len(chosen), where="response 200 $.video_embedding.segments of one option", kind=Kind.BOUND_CHANGED
    )
    service.expects(True, wanted == chosen, where="segments of one option, asked for alone and with all")


@behaviour("POST /embed/tasks", documented=CREATE)
def test_two_tasks_have_two_ids(service):
    """Submitting a video twice makes two tasks."""
    ids = {new_task(service), new_task(service)}

    service.expects(2, len(ids), where="response 200 $._id of two tasks")


@behaviour("GET /embed/tasks/{task_id}", decided="D166")
def test_a_task_of_v1_3_is_shown_by_v1_2_in_its_fields(service):
    """A program that is moved from one version to the next one finds what it has started."""
    task = service.ready_task()

    for operation in ("GET /embed/tasks/{task_id}/status", "GET /embed/tasks/{task_id}"):
        shown = service.ask(operation, version="v1.2", path={"task_id": task["_id"]}).body
        service.expects(task["model_name"], shown.get("engine_name"), where="response 200 $.engine_name")
    clips = shown.get("video_embedding", {}).get("segments", [])
    service.expects(
        len(task["video_embedding"]["segments"]) // 3,  # v1.2 knows no options, and shows one vector of each clip
        len(clips),
        where="response 200 $.video_embedding.segments",
        kind=Kind.BOUND_CHANGED,
    )


@behaviour("GET /embed/tasks/{task_id}", version="v1.2", decided="D166")
def test_a_task_of_v1_2_is_shown_by_v1_3_in_its_fields(service):
    """The model keeps its name, whatever the field is called."""
    task_id = service.prepared("a ready task of v1.2")["ready_v1_2_task_id"]

    for operation in ("GET /embed/tasks/{task_id}/status", "GET /embed/tasks/{task_id}"):
        shown = service.ask(operation, version="v1.3", path={"task_id": task_id}).body
        facts = [shown.get("model_name"), shown["status"]]
        service.expects(["Marengo-retrieval-2.6", "ready"], facts, where="model and status")


def _epoch(text):
    from datetime import datetime

    whole, _, fraction = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{whole}+00:00").timestamp() + float(f"0.{fraction or 0}")


def _moment(seconds):
    from datetime import datetime, timezone

    return datetime.fromtimestamp(seconds, tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
