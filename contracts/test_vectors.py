"""What vectors promise: the same input gives the same vector, different inputs different ones, and nearness means something."""

from __future__ import annotations

from itertools import combinations

from fakeembed.drift.differences import Kind
from fakeembed.drift.verification.behaviours import behaviour

AWS = "aws-samples/sample-optimizing-multimodal-search, Sample1 and Sample2 notebooks, 2025-04-02"
DIMENSIONS = "amikos-tech/chroma-go and pixeltable/pixeltable, integration tests, 2026-03"


def embedded(service, kind="text", *, text="", files=None):
    """The vector of one input of POST /embed."""
    form = {"model_name": "marengo3.0", **({"text": text} if text else {})}
    body = service.ask("POST /embed", form=form, **({"files": files} if files else {})).body
    return body[f"{kind}_embedding"]["segments"][0]["float"]


def clips(task, option="visual"):
    """The vectors of one option of a task."""
    return [s["float"] for s in task["video_embedding"]["segments"] if s["embedding_option"] == option]


def cosine(one, other):
    """How near two unit vectors are."""
    return sum(a * b for a, b in zip(one, other, strict=True))


@behaviour("POST /embed", recorded=AWS)
def test_the_same_text_has_the_same_vector(service):
    """Two runs, 26 days apart, gave the same bits."""
    once, again = (embedded(service, text="a rabbit in a forest") for _ in range(2))

    service.expects(True, once == again, where="vectors of one text, asked twice", kind=Kind.VECTOR_CHANGED)


@behaviour("POST /embed", recorded=AWS)
def test_different_texts_have_different_vectors(service):
    """A constant would pass every check of width and norm."""
    texts = ("a rabbit in a forest", "a ship on the sea", "a rabbit in a forest.", "Quarterly figures")

    vectors = [embedded(service, text=text) for text in texts]

    alike = [pair for pair in combinations(range(len(texts)), 2) if vectors[pair[0]] == vectors[pair[1]]]
    service.expects([], alike, where="pairs of different texts with one vector", kind=Kind.VECTOR_CHANGED)


@behaviour("POST /embed", recorded=AWS)
def test_the_same_picture_and_the_same_sound_have_the_same_vectors(service):
    """Whatever the file is called."""
    for kind, file in (("image", "picture.png"), ("audio", "tone.mp3")):
        field = f"{kind}_file"
        once = embedded(service, kind, files={field: file})
        again = embedded(service, kind, files={field: {"file": file, "as": f"renamed-{file}"}})
        service.expects(True, once == again, where=f"vectors of one {kind}, asked twice", kind=Kind.VECTOR_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", recorded=AWS)
def test_the_same_video_has_the_same_vectors_in_two_tasks(service):
    """Recorded for whole videos: all clips the same bits in two runs."""
    first = service.ready_task()
    created = service.ask("POST /embed/tasks", form={"model_name": "marengo3.0"}, files={"video_file": "clip.mp4"}).body
    path = {"task_id": created["_id"]}
    service.wait("GET /embed/tasks/{task_id}/status", path=path, until={"status": "ready"})

    second = service.ask("GET /embed/tasks/{task_id}", path=path).body

    service.expects(True, clips(first) == clips(second), where="vectors of one video in two tasks", kind=Kind.VECTOR_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", recorded=AWS)
def test_every_segment_has_a_vector_of_its_own(service):
    """Options and clips do not share vectors."""
    segments = service.ready_task()["video_embedding"]["segments"]

    distinct = {tuple(segment["float"]) for segment in segments}

    service.expects(len(segments), len(distinct), where="distinct vectors of a task", kind=Kind.VECTOR_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", recorded=DIMENSIONS)
def test_marengo_3_has_512_numbers_everywhere(service):
    """Code that assumed 1024 broke in 2026."""
    widths = {len(vector) for vector in clips(service.ready_task())} | {
        len(embedded(service, text="a dog")),
        len(embedded(service, "image", files={"image_file": "picture.png"})),
        len(embedded(service, "audio", files={"audio_file": "tone.mp3"})),
    }

    service.expects([512], sorted(widths), where="widths of the vectors of marengo3.0", kind=Kind.BOUND_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", recorded=AWS)
def test_clips_of_one_video_are_nearer_to_each_other_than_to_an_unrelated_text(service):
    """Recorded: 0.92 to 0.98 between clips of one video, 0.10 to 0.12 against an unrelated text."""
    service.needs_whole_vectors()
    first, second, *_ = clips(service.ready_task())
    text = embedded(service, text="minutes of a shareholder meeting about pension liabilities")

    near, far = cosine(first, second), cosine(first, text)

    service.expects(
        True,
        near > far,
        where="cosine of two clips of one video against that of a clip and an unrelated text",
        kind=Kind.VECTOR_CHANGED,
    )
    service.expects(True, -1.002 <= far <= 0.5, where="cosine of a clip and an unrelated text", kind=Kind.VECTOR_CHANGED)


@behaviour("GET /embed/tasks/{task_id}", recorded=AWS)
def test_sound_is_not_simply_near_pictures(service):
    """Recorded: cosines between sound and picture are negative, so nobody may assume that similarity is positive."""
    service.needs_whole_vectors()
    task = service.ready_task()
    [sight, *_], [sound, *_] = clips(task), clips(task, "audio")

    service.expects(
        True, cosine(sight, sound) < 0.5, where="cosine of the picture and the sound of a clip", kind=Kind.VECTOR_CHANGED
    )


@behaviour("GET /embed/tasks/{task_id}", decided="D165")
def test_both_generations_see_the_same_in_a_clip(service):
    """One model, one video, the same six seconds: an index that was filled by one is asked with the other."""
    service.needs_whole_vectors()
    task_id = service.prepared("a ready task of embed v2")["ready_v2_task_id"]
    entries = service.ask("GET /embed-v2/tasks/{task_id}", path={"task_id": task_id}).body["data"]
    [newer, *_] = [e["embedding"] for e in entries if (e["embedding_option"], e["embedding_scope"]) == ("visual", "clip")]
    [older, *_] = clips(service.ready_task())

    service.expects(True, cosine(older, newer) > 0.5, where="cosine of the first clip in v1 and in v2", kind=Kind.VECTOR_CHANGED)
