"""What users of the clients 1.1.0 to 1.3.6 write with embed v2 and assets, with the blocking client and with the async one.

In the folder of the process lie `dog.mp4` and `dog.wav`, thirteen seconds each, and `dog.png`. What a client does not have is
skipped.
"""

from __future__ import annotations

import asyncio
import time
from base64 import b64encode
from pathlib import Path

import pytest
import twelvelabs
from twelvelabs import (
    AsyncTwelveLabs,
    AudioInputRequest,
    AudioSegmentation,
    AudioSegmentationFixed,
    BadRequestError,
    ImageInputRequest,
    MediaSource,
    NotFoundError,
    TextImageInputRequest,
    TextInputRequest,
    TwelveLabs,
    VideoInputRequest,
    VideoSegmentation_Fixed,
    VideoSegmentationFixedFixed,
)

URLS = {name: f"https://example.com/{name}" for name in ("dog.mp4", "dog.wav", "dog.png")}
VIDEO_OPTIONS, AUDIO_OPTIONS = ["visual", "audio", "transcription"], ["audio", "transcription"]
UNKNOWN = "64f8d2c7e4a1b37f8a9c5d12"
TASK_VIDEO = getattr(twelvelabs, "AsyncVideoInputRequest", VideoInputRequest)
TASK_AUDIO = getattr(twelvelabs, "AsyncAudioInputRequest", AudioInputRequest)


class Blocking:
    """What a user does with the blocking client."""

    def __init__(self, key):
        self._client = TwelveLabs(api_key=key)

    def __call__(self, use):
        return use(self._client)

    def pages(self, use):
        return [list(page.items or []) for page in use(self._client).iter_pages()]

    def until(self, use, done):
        while not done(found := use(self._client)):
            time.sleep(5)
        return found

    def again(self, use, refusals):
        while True:
            try:
                return use(self._client)
            except BadRequestError as error:  # noqa: PERF203 - what users write
                refusals.append(error.body["code"])
                time.sleep(2)


class Async:
    """The same in async code, each call in a loop of its own."""

    def __init__(self, key):
        self._key = key

    def __call__(self, use):
        async def once():
            return await use(AsyncTwelveLabs(api_key=self._key))

        return asyncio.run(once())

    def pages(self, use):
        async def all_of_them():
            pager = await use(AsyncTwelveLabs(api_key=self._key))
            return [list(page.items or []) async for page in pager.iter_pages()]

        return asyncio.run(all_of_them())

    def until(self, use, done):
        async def waiting():
            client = AsyncTwelveLabs(api_key=self._key)
            while not done(found := await use(client)):  # noqa: ASYNC110 - what users write
                await asyncio.sleep(5)
            return found

        return asyncio.run(waiting())

    def again(self, use, refusals):
        async def trying():
            client = AsyncTwelveLabs(api_key=self._key)
            while True:
                try:
                    return await use(client)
                except BadRequestError as error:  # noqa: PERF203 - what users write
                    refusals.append(error.body["code"])
                    await asyncio.sleep(2)

        return asyncio.run(trying())


@pytest.fixture(params=[Blocking, Async], ids=["blocking", "async"])
def call(request, service):
    """A client as the code under test would make it: no base URL, no transport of its own."""
    return request.param(service.key)


@pytest.fixture(params=["url", "base64", "asset"])
def source(request, call):
    """Names a file in one of the three ways."""

    def named(file_name, make=MediaSource, **fields):
        if request.param == "url":
            return make(url=URLS[file_name], **fields)
        if request.param == "base64":
            return make(base_64_string=b64encode(Path(file_name).read_bytes()).decode(), **fields)
        with Path(file_name).open("rb") as file:
            asset = call(lambda client: client.assets.create(method="direct", file=file))
        ready = call.until(lambda client: client.assets.retrieve(asset.id), lambda found: found.status == "ready")
        return make(asset_id=ready.id, **fields)

    return named


def create(call, kind, value, model="marengo3.0", **more):
    """One embedding that is awaited."""
    return call(lambda client: client.embed.v_2.create(input_type=kind, model_name=model, **{kind: value}, **more))


def begin(call, kind, value, model="marengo3.0", **more):
    """A task that has just been created."""
    task = call(lambda client: client.embed.v_2.tasks.create(input_type=kind, model_name=model, **{kind: value}, **more))
    assert task.status == "processing"
    return task


def embed(call, kind, value, model="marengo3.0", **more):
    """A task from its creation to its end."""
    task = begin(call, kind, value, model, **more)
    return call.until(lambda client: client.embed.v_2.tasks.retrieve(task.id), lambda found: found.status != "processing")


def places(data):
    """What each entry is, without its vector."""
    return [(entry.embedding_option, entry.embedding_scope, entry.start_sec, entry.end_sec) for entry in data]


def clips(options, *spans, end=None):
    """Entries in their order: option by option, the whole before its clips."""
    found = []
    for option in sorted(options, key=["visual", "transcription", "audio"].index):
        found.append((option, "asset", 0.0, spans[-1][1] if end is None else end))
        found += [(option, "clip", *span) for span in spans]
    return found


def test_embeds_a_text(call):
    """One vector, and no metadata."""
    found = create(call, "text", TextInputRequest(input_text="a dog"))

    assert places(found.data) == [(None, None, None, None)]
    assert len(found.data[0].embedding) == 512
    assert found.metadata is None


def test_embeds_an_image(call, source):
    """By each kind of source."""
    found = create(call, "image", ImageInputRequest(media_source=source("dog.png")))

    assert places(found.data) == [(None, None, None, None)]
    assert found.metadata.input_type == "image"


def test_embeds_a_text_with_an_image(call, source):
    """One vector for both."""
    found = create(call, "text_image", TextImageInputRequest(media_source=source("dog.png"), input_text="a dog"))

    assert len(found.data) == 1
    assert found.metadata.input_type == "text_image"


def test_embeds_audio(call, source):
    """Six seconds each; a last second is dropped."""
    cut = AudioSegmentation(strategy="fixed", fixed=AudioSegmentationFixed(duration_sec=6))
    asked = AudioInputRequest(media_source=source("dog.wav"), segmentation=cut, start_sec=0, end_sec=13)

    found = create(call, "audio", asked)

    assert places(found.data) == clips(AUDIO_OPTIONS, (0.0, 6.0), (6.0, 12.0), end=13.0)
    assert found.metadata.embedding_options == AUDIO_OPTIONS
    assert found.metadata.end_offset_sec == 13.0


def test_embeds_a_video(call, source):
    """With every parameter that all clients have."""
    cut = VideoSegmentation_Fixed(fixed=VideoSegmentationFixedFixed(duration_sec=4))
    asked = VideoInputRequest(
        media_source=source("dog.mp4"),
        start_sec=0,
        end_sec=12,
        segmentation=cut,
        embedding_option=["visual", "audio"],
        embedding_scope=["clip", "asset"],
    )

    found = create(call, "video", asked)

    assert places(found.data) == clips(["visual", "audio"], (0.0, 4.0), (4.0, 8.0), (8.0, 12.0))
    assert found.metadata.clip_length == 4
    assert {len(entry.embedding) for entry in found.data} == {512}


def test_embeds_several_images(call, source, service):
    """Since the end of March 2026."""
    if not hasattr(twelvelabs, "MultiInputRequest") or service.fake.clock.now().isoformat() < "2026-03-27":
        pytest.skip("neither this client nor this service has multi_input")
    images = [source("dog.png", twelvelabs.MultiInputMediaSource, name="dog", media_type="image")]

    found = create(call, "multi_input", twelvelabs.MultiInputRequest(input_text="like <@dog>", media_sources=images))

    assert places(found.data) == [(None, None, None, None)]
    assert found.metadata.input_type == "multi_input"


@pytest.mark.parametrize(
    "medium",
    [("video", "dog.mp4", TASK_VIDEO, VIDEO_OPTIONS), ("audio", "dog.wav", TASK_AUDIO, AUDIO_OPTIONS)],
    ids=["video", "audio"],
)
def test_creates_polls_and_retrieves_a_task(call, source, service, medium):
    """No real time passes while it polls every five seconds."""
    kind, name, make, options = medium
    slept = service.fake.clock.slept
    done = embed(call, kind, make(media_source=source(name)))

    assert done.status == "ready"
    assert service.fake.clock.slept - slept >= 10.0
    assert {entry.embedding_option for entry in done.data} <= set(options)
    assert {entry.embedding_scope for entry in done.data} == {"clip", "asset"}
    assert done.metadata.embedding_options == options
    assert done.metadata.duration in {13.0, 18.0}
    assert done.created_at < done.updated_at


def test_hears_that_a_task_failed(call, service):
    """The loop ends; why it failed is said since June 2026."""
    service.fake.media("dog.mp4", fails="The embedding request was invalid.")

    done = embed(call, "video", TASK_VIDEO(media_source=MediaSource(url=URLS["dog.mp4"])))

    assert (done.status, done.data) == ("failed", None)
    if hasattr(twelvelabs, "EmbeddingTaskResponseError") and service.fake.clock.now().isoformat() > "2026-06-08":
        assert done.error.message == "The embedding request was invalid."


def test_lists_tasks_to_an_empty_page(call):
    """Pagers go on until a page is empty."""
    media = [("video", TASK_VIDEO, "dog.mp4"), ("audio", TASK_AUDIO, "dog.wav")] * 6
    for number, (kind, make, name) in enumerate(media, start=1):
        (embed if number == len(media) else begin)(call, kind, make(media_source=MediaSource(url=URLS[name])))

    pages = call.pages(lambda client: client.embed.v_2.tasks.list(page_limit=5, status="ready"))

    items = [item for page in pages for item in page]
    assert [len(page) for page in pages if page] == [5, 5, 2]
    assert {item.status for item in items} == {"ready"}
    assert items[0].audio_embedding.metadata.input_url == URLS["dog.wav"]
    assert items[1].video_embedding.metadata.duration == 18.0


def test_waits_for_an_asset(call, service):
    """What clients do that do not poll the asset: try again while it is not ready."""
    with Path("dog.mp4").open("rb") as file:
        asset = call(lambda client: client.assets.create(method="direct", file=file))
    asked = VideoInputRequest(media_source=MediaSource(asset_id=asset.id))
    slept, refusals = service.fake.clock.slept, []

    found = call.again(lambda client: client.embed.v_2.create(input_type="video", model_name="marengo3.0", video=asked), refusals)

    assert refusals == ["asset_not_ready"] * (5 if service.processes_assets else 0)
    assert found.metadata.input_filename == "dog.mp4"
    assert service.fake.clock.slept - slept >= 2.0 * len(refusals)


def test_is_told_of_a_bad_request(call):
    """The body is as it was recorded, or as the specification has it."""
    with pytest.raises(BadRequestError) as caught:
        create(call, "text", TextInputRequest(input_text=""))

    assert caught.value.body["code"] == "parameter_invalid"


def test_is_told_of_an_unknown_task(call):
    """A 404 has a class of its own."""
    with pytest.raises(NotFoundError) as caught:
        call(lambda client: client.embed.v_2.tasks.retrieve(UNKNOWN))

    assert caught.value.body["code"] == "resource_not_exists"


# marengo3.5, known to the clients from 1.3.4 on and to no service before


@pytest.fixture
def newest(service):
    """The newest service only, and clients that know its model."""
    if service.fake.clock.now().isoformat() < "2026-08-31" or not hasattr(twelvelabs, "AsyncDocumentInputRequest"):
        pytest.skip("neither this client nor this service has marengo3.5")
    return service.fake


@pytest.mark.usefixtures("newest")
@pytest.mark.parametrize(("kind", "name"), [("image", "dog.png"), ("video", "dog.mp4"), ("audio", "dog.wav")])
def test_embeds_inputs_of_every_kind(call, source, kind, name):
    """One vector, with usage."""
    inputs = [source(name, twelvelabs.MultiInputMediaSource, media_type=kind)]

    found = create(
        call, "multi_input", twelvelabs.MultiInputRequest(media_sources=inputs), "marengo3.5", embedding_uncertainty=True
    )

    assert len(found.data[0].embedding_uncertainty) == 512
    assert kind in found.usage.input_tokens
    assert not found.usage.truncated


@pytest.mark.usefixtures("newest")
def test_embeds_with_marengo_3_5_in_a_task(call, source):
    """Scenes, in the `temporal` wrapper."""
    cut = twelvelabs.AsyncTemporalSegmentation(
        temporal=twelvelabs.TemporalSegmentation_Dynamic(dynamic=twelvelabs.TemporalSegmentationDynamicDynamic(min_duration_sec=3))
    )
    note = twelvelabs.TimeBasedMetadataEntry(start=0, end=3, text="a goal")
    asked = TASK_VIDEO(
        media_source=source("dog.mp4"),
        segmentation=cut,
        embedding_scope=["local", "asset"],
        embedding_type=["separate_embedding", "fused_embedding"],
        time_based_metadata=[note],
    )

    done = embed(call, "video", asked, "marengo3.5")

    assert {entry.embedding_option for entry in done.data} == {"visual", "audio", "fused"}
    assert {entry.embedding_scope for entry in done.data} == {"clip", "asset"}
    assert done.metadata.embedding_scopes == ["local", "asset"]
    assert done.usage.input_tokens["video"] > 0


@pytest.mark.usefixtures("newest")
def test_embeds_documents_and_images_in_tasks(call):
    """A text is one embedding by default; an image has option and scope."""
    text = MediaSource(base_64_string=b64encode(b"One dog. Two dogs.").decode())
    image = twelvelabs.AsyncImageInputRequest(media_source=MediaSource(url=URLS["dog.png"]))

    document = embed(call, "document", twelvelabs.AsyncDocumentInputRequest(media_source=text), "marengo3.5")
    picture = embed(call, "image", image, "marengo3.5")
    listed = call.pages(lambda client: client.embed.v_2.tasks.list())[0]

    assert places(document.data) == [("text", "asset", None, None)]
    assert places(picture.data) == [("visual", "asset", None, None)]
    assert [document.metadata.input_type, picture.metadata.input_type] == ["document", "image"]
    assert listed[0].image_embedding.metadata.image_embedding_scope == ["asset"]
    assert listed[1].document_embedding.metadata.document_embedding_option == ["text"]


@pytest.mark.skipif(not hasattr(twelvelabs, "DocumentSegmentation"), reason="this client cannot divide documents")
@pytest.mark.usefixtures("newest")
def test_divides_documents(call):
    """Since the client 1.3.5; chunks count from zero."""
    sequential = twelvelabs.DocumentSequentialSegmentation(strategy="sentence", max_sentences=2)
    asked = twelvelabs.AsyncDocumentInputRequest(
        media_source=MediaSource(base_64_string=b64encode(b"One dog. Two dogs. Three dogs.").decode()),
        segmentation=twelvelabs.DocumentSegmentation(sequential=sequential),
        embedding_scope=["local"],
    )

    chunks = embed(call, "document", asked, "marengo3.5").data

    assert [(entry.embedding_scope, entry.chunk_index) for entry in chunks] == [("chunk", 0), ("chunk", 1)]


@pytest.mark.skipif(not hasattr(twelvelabs, "ContentTooLargeError"), reason="this client knows no 413")
def test_shorter_vectors_and_what_is_too_large(call, newest):
    """Since the client 1.3.5."""
    text = twelvelabs.MultiInputRequest(input_text="a dog")
    newest.media("large.png", size=33 * 2**20)
    large = twelvelabs.MultiInputMediaSource(media_type="image", url="https://example.com/large.png")

    whole, short = (create(call, "multi_input", text, "marengo3.5", embedding_dimension=each) for each in (512, 128))
    with pytest.raises(twelvelabs.ContentTooLargeError) as caught:
        create(call, "multi_input", twelvelabs.MultiInputRequest(media_sources=[large]), "marengo3.5")

    assert (short.metadata.embedding_dimension, short.data[0].embedding) == (128, whole.data[0].embedding[:128])
    assert caught.value.body.error.message == "File size (33.0 MB) exceeds maximum limit of 32 MB"
