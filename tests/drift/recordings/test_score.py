"""How much drift recorded traffic shows by itself: the mutations of the drift score, met by a story that nobody wrote for them."""

from __future__ import annotations

import httpx
import pytest
from changing_proxy import BENIGN, HARMFUL, Proxy

from fakeembed.drift import suite
from fakeembed.drift.recordings import routing, verdict
from fakeembed.drift.recordings.exchange import Exchange, folded
from fakeembed.drift.verification.wording import question

pytestmark = pytest.mark.once

WANTED = 0.8
"""The part of the harmful mutations that the traffic touches which must be found."""
VIDEO = "https://example.com/dog.mp4"


class Client:
    """Speaks to a target as a program does, and writes everything down."""

    def __init__(self, target):
        self.target, self.exchanges = target, []

    def ask(self, operation, version="v1.3", **request):
        asked = question(operation, version, request, {})
        answer = self.target.ask(asked, day=None)
        sent = httpx.Request(
            asked.method,
            f"https://{routing.HOST}{asked.route}",
            params=list(asked.params) or None,
            files=[(name, (None, value)) for name, value in asked.fields]
            + [(name, (sent_as, content, kind)) for name, sent_as, content, kind in asked.files]
            or None,
            json=None if asked.json is ... else asked.json,
            headers=dict(asked.headers),
        )
        self.exchanges.append(
            Exchange(
                f"exchange {len(self.exchanges) + 1}",
                asked.method,
                str(sent.url),
                folded(sent.headers.items()),
                sent.read(),
                answer.status,
                folded(answer.headers.items()),
                answer.content,
            )
        )
        return answer.body if isinstance(answer.body, dict) else {}


def story(target, operation="*"):
    """What a program asks that indexes a few media, looks for them, and makes some mistakes: the parts that an operation is in."""
    client = Client(target)
    for family, part in PARTS.items():
        if operation == "*" or operation.split("/")[1] == family:
            part(client)
    return client.exchanges


def v1_story(client):
    """With embed v1, under both of its versions."""
    target = client.target
    for version in ("v1.3", "v1.2"):
        model = {"model_name": "marengo3.0"} if version == "v1.3" else {"engine_name": "Marengo-retrieval-2.7"}
        for _ in range(2):
            client.ask("POST /embed", version, form={**model, "text": "a dog catches a frisbee"})
        client.ask("POST /embed", version, form={**model, "image_url": "https://example.com/a.png"})
        client.ask("POST /embed", version, form={**model, "audio_url": "https://example.com/a.mp3"})
        client.ask("POST /embed", version, form={**model, "text": ""})
        client.ask("POST /embed", version, form=model)
        client.ask("POST /embed", version, form={"text": "a dog"})
        tasks = [
            client.ask("POST /embed/tasks", version, form={**model, "video_url": VIDEO}).get("_id", "0" * 24),
            client.ask("POST /embed/tasks", version, form=model, files={"video_file": "clip.mp4"}).get("_id", "0" * 24),
        ]
        client.ask("POST /embed/tasks", version, form={**model, "video_url": VIDEO, "video_clip_length": "11"})
        client.ask("POST /embed/tasks", version, form={**model, "video_url": "dog.mp4"})
        client.ask("POST /embed/tasks", version, form={"model_name": "marengo", "video_url": VIDEO})
        for pause in (0, 20, 0):
            target.pause(pause)
            for task in tasks:
                client.ask("GET /embed/tasks/{task_id}/status", version, path={"task_id": task})
        for task in (*tasks, *tasks):
            client.ask("GET /embed/tasks/{task_id}", version, path={"task_id": task})
        target.pause(3)
        client.ask("POST /embed/tasks", version, form={**model, "video_url": "https://example.com/cat.mp4"})
        client.ask("GET /embed/tasks", version)
        client.ask("GET /embed/tasks", version, query={"page_limit": "1"})
        client.ask("GET /embed/tasks", version, query={"status": "ready"})
        client.ask("GET /embed/tasks", version, query={"page_limit": "51"})
        client.ask("GET /embed/tasks/{task_id}", version, path={"task_id": "f" * 24})
        client.ask("GET /embed/tasks/{task_id}/status", version, path={"task_id": "abc"})


def v2_story(client):
    """The same with embed v2."""
    text = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}
    video = {"input_type": "video", "model_name": "marengo3.0", "video": {"media_source": {"url": VIDEO}}}
    for body in (text, text, video, {}, {**text, "text": "a dog"}, {**text, "texts": 1}, {**text, "model_name": "marengo"}):
        client.ask("POST /embed-v2", json=body)
    task = client.ask("POST /embed-v2/tasks", json=video).get("_id", "0" * 24)
    client.ask("POST /embed-v2/tasks", json=text)
    client.ask("GET /embed-v2/tasks/{task_id}", path={"task_id": task})
    client.target.pause(20)
    for _ in range(2):
        client.ask("GET /embed-v2/tasks/{task_id}", path={"task_id": task})
    client.ask("GET /embed-v2/tasks")
    client.ask("GET /embed-v2/tasks/{task_id}", path={"task_id": "f" * 24})


def assets_story(client):
    """Files that stay, and one in chunks."""
    asset = client.ask("POST /assets", form={"method": "direct"}, files={"file": "clip.mp4"}).get("_id", "0" * 24)
    client.ask("POST /assets", form={"method": "url", "url": VIDEO})
    client.ask("POST /assets", form={"method": "ftp"})
    client.target.pause(20)
    client.ask("GET /assets/{asset_id}", path={"asset_id": asset})
    client.ask("GET /assets")
    client.ask("GET /assets", query={"page_limit": "51"})
    client.ask("GET /assets/{asset_id}", path={"asset_id": "f" * 24})
    client.ask("DELETE /assets/{asset_id}", path={"asset_id": asset})
    opened = client.ask("POST /assets/multipart-uploads", json={"filename": "dog.mp4", "type": "video", "total_size": 3})
    client.ask("POST /assets/multipart-uploads", json={"filename": "dog.mp4", "type": "video"})
    upload = {"upload_id": opened.get("upload_id", "0" * 24)}
    client.ask("GET /assets/multipart-uploads")
    client.ask("GET /assets/multipart-uploads/{upload_id}", path=upload)
    client.ask("POST /assets/multipart-uploads/{upload_id}/presigned-urls", path=upload, json={"start": 1, "count": 1})
    client.ask("POST /assets/multipart-uploads/{upload_id}", path=upload, json={"completed_chunks": []})


PARTS = {"embed": v1_story, "embed-v2": v2_story, "assets": assets_story}
"""The parts of the story by the first segment of their paths; none needs another one."""


def breaking(mutation):
    """Whether the story meets a mutation, and the operations in which its recording shows a difference that breaks clients."""
    proxy = Proxy(mutation)
    exchanges = story(proxy, mutation["operation"])
    ours = tuple((exchange, contract) for exchange in exchanges if (contract := routing.contract(exchange)) is not None)
    report = verdict.report(verdict.Traffic(ours, (), 0), "the story")
    return proxy.changed, {drift.operation for drift in (*report.drifts, *report.learned) if drift.breaking}


def test_a_healthy_fake_shows_no_drift():
    exchanges = story(Proxy())
    report = verdict.report(
        verdict.Traffic(tuple((exchange, routing.contract(exchange)) for exchange in exchanges), (), 0), "the story"
    )

    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert len(report.operations) == len({contract.operation for contract in suite.contracts()}) - 1  # nobody puts a chunk


def test_harmful_changes_show_in_recorded_traffic(capsys):
    """Nothing is asked for the purpose."""
    touched, missed = 0, []
    for mutation in HARMFUL:
        changed, operations = breaking(mutation)
        touched += bool(changed)
        if changed and not operations & {mutation["operation"], *(operations if mutation["operation"] == "*" else ())}:
            missed.append(mutation["name"])
    with capsys.disabled():
        print(f"\npassive drift score: {touched - len(missed)} of {touched} harmful changes that the traffic met")
        print("".join(f"  missed: {name}\n" for name in missed))

    assert touched - len(missed) >= WANTED * touched


@pytest.mark.parametrize("mutation", BENIGN, ids=lambda mutation: mutation["name"])
def test_a_benign_change_breaks_nobody(mutation):
    assert breaking(mutation)[1] == set()
