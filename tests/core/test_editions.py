"""The service as it was on each day: what changed, on both sides of the date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed
from fakeembed._core.editions import EARLIEST, EDITIONS, NEWEST, VERSIONS, edition

VIDEO, IMAGE, AUDIO = ("https://example.com/" + name for name in ("dog.mp4", "dog.png", "bark.wav"))
MODELS = ["Marengo-retrieval-2.6", "Marengo-retrieval-2.7", "marengo3.0"]
MEGABYTE = 1024 * 1024


class Account:
    """One API version on one day, asked things that differ from day to day; each question is a fresh account."""

    def __init__(self, send, version, day, picture=b""):
        self.send, self.version, self.day, self.picture = send, version, day, picture
        self.key = "engine_name" if version == "v1.2" else "model_name"

    def post(self, path, fields, files=None, **options):
        self.fake = FakeEmbed(api_date=self.day, **options)
        return self.send(self.fake, f"POST /{self.version}{path}", {self.key: self.newest_model(), **fields}, files)

    def newest_model(self):
        return "Marengo-retrieval-2.6" if self.version == "v1.2" else MODELS[1 if self.day < "2025-11-17" else 2]

    def task(self, tail="", **fields):
        created = self.post("/embed/tasks", {"video_url": VIDEO, **fields})
        self.fake.clock.advance(10)
        return self.send(self.fake, f"GET /{self.version}/embed/tasks/{created.json()['_id']}{tail}").json()

    # the questions

    def status_of_a_text(self):
        return self.post("/embed", {"text": "a dog"}).status

    def where_a_text_vector_is(self):
        found = self.post("/embed", {"text": "a dog"}).json()["text_embedding"]
        return sorted(found), {
            len(vector) for vector in [found.get("float"), *[s["float"] for s in found.get("segments", ())]] if vector
        }

    def keys_of_a_task(self):
        return sorted(self.task())

    def keys_of_a_status(self):
        return sorted(self.task("/status"))

    def keys_of_the_list(self):
        self.task()
        listed = self.send(self.fake, f"GET /{self.version}/embed/tasks").json()
        return sorted(listed["data"][0])

    def options_of_a_task(self):
        return [segment.get("embedding_option") for segment in self.task()["video_embedding"]["segments"]]

    def options_asked_for(self):
        task = self.task("?embedding_option=audio")
        return [segment.get("embedding_option") for segment in task["video_embedding"]["segments"]]

    def keys_of_its_metadata(self):
        return sorted(self.task()["video_embedding"]["metadata"])

    def image_and_audio(self):
        body = self.post("/embed", {"text": "a dog", "image_url": IMAGE, "audio_url": AUDIO}).json()
        return sorted(body)

    def message_without_text(self):
        return self.post("/embed", {"image_url": IMAGE}).json().get("message")

    def audio_segment(self):
        return sorted(self.post("/embed", {"audio_url": AUDIO}).json()["audio_embedding"]["segments"][-1])

    def models_and_widths(self):
        answers = {name: self.post("/embed", {self.key: name, "text": "a dog"}) for name in MODELS}
        found = {name: answer.json()["text_embedding"] for name, answer in answers.items() if answer.status == 200}
        return {name: len(embedding["segments"][0]["float"]) for name, embedding in found.items()}

    def refusal_of_2_7(self):
        return self.post("/embed", {self.key: MODELS[1], "text": "a dog"}).json().get("message")

    def rate_headers(self):
        return sorted(name for name in self.post("/embed", {"text": "a dog"}).headers if name.startswith("x-ratelimit"))

    def content_type(self):
        return self.post("/embed", {"text": "a dog"}).headers["content-type"]

    def integral_float_clip_length(self):
        return self.post("/embed/tasks", {"video_url": VIDEO, "video_clip_length": "2.0"}).status

    def picture_of_six_megabytes(self):
        file = self.picture + bytes(6 * MEGABYTE)
        return sorted(self.post("/embed", {}, {"image_file": ("dog.png", file)}).json()["image_embedding"])

    def keys_of_an_asset(self):
        created = self.post("/assets", {"method": "url", "url": VIDEO, "user_metadata": '{"a": "b"}'})
        self.fake.clock.advance(10)
        return sorted(self.send(self.fake, f"GET /{self.version}/assets/{created.json()['_id']}").json())

    def status_of_a_new_asset(self):
        return self.post("/assets", {"method": "url", "url": VIDEO}).json()["status"]

    def documented_docs_url(self):
        return self.post("/embed", {}, errors="documented").json().get("docs_url")


SINGLE = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-used"]
DIMENSIONS = [
    "x-ratelimit-dimensions",
    "x-ratelimit-request-limit",
    "x-ratelimit-request-remaining",
    "x-ratelimit-request-reset",
]
TASK = ["_id", "created_at", "model_name", "status", "video_embedding"]
SUNSET = "The model_name parameter is invalid. Marengo-retrieval-2.7 is no longer supported. Please use marengo3.0 instead."
NEVER = "The model_name parameter is invalid. Marengo-retrieval-2.7 is not supported."
DOCS = "https://docs.twelvelabs.io"
ASSET = ["_id", "created_at", "file_type", "filename", "method", "status"]
METADATA = ["duration", "input_url", "video_clip_length", "video_embedding_scope"]

# version and first day of a row: what was asked, and the answers on the day before and on the day
CHANGES = {
    ("v1.2", "2024-11-06"): [
        (Account.where_a_text_vector_is, (["float"], {1024}), (["segments"], {1024})),
        (
            Account.keys_of_a_task,
            ["_id", "created_at", "engine_name", "metadata", "status", "video_embeddings"],
            ["_id", "created_at", "engine_name", "status", "video_embedding"],
        ),
        (
            Account.keys_of_a_status,
            ["_id", "engine_name", "metadata", "status"],
            ["_id", "engine_name", "status", "video_embedding"],
        ),
        (
            Account.image_and_audio,
            ["engine_name", "text_embedding"],
            ["audio_embedding", "engine_name", "image_embedding", "text_embedding"],
        ),
        (Account.message_without_text, "The text parameter is required but was not provided.", None),
    ],
    ("v1.2", "2024-12-02"): [
        (Account.where_a_text_vector_is, (["segments"], {1024}), (["float", "segments"], {1024})),
        (
            Account.keys_of_a_task,
            ["_id", "created_at", "engine_name", "status", "video_embedding"],
            ["_id", "created_at", "engine_name", "metadata", "status", "video_embedding", "video_embeddings"],
        ),
    ],
    ("v1.3", "2024-12-02"): [
        (Account.status_of_a_text, 404, 200),
        (Account.models_and_widths, {}, {MODELS[1]: 1024}),
    ],
    ("v1.3", "2025-04-15"): [
        (Account.options_of_a_task, [None] * 3, ["visual-text"] * 3 + ["audio"] * 3),
        (Account.options_asked_for, [None] * 3, ["audio"] * 3),
        (Account.documented_docs_url, f"{DOCS}/reference/error-codes", f"{DOCS}/v1.3/api-reference/error-codes"),
    ],
    ("v1.3", "2025-04-23"): [
        (Account.documented_docs_url, f"{DOCS}/v1.3/api-reference/error-codes", f"{DOCS}/api-reference/error-codes"),
    ],
    ("v1.3", "2025-11-17"): [
        (Account.models_and_widths, {MODELS[1]: 1024}, {MODELS[1]: 1024, MODELS[2]: 512}),
        (
            Account.options_of_a_task,
            ["visual-text"] * 3 + ["audio"] * 3,
            ["visual"] * 3 + ["audio"] * 3 + ["transcription"] * 3,
        ),
        (
            Account.audio_segment,
            ["float", "start_offset_sec"],
            ["embedding_option", "end_offset_sec", "float", "start_offset_sec"],
        ),
    ],
    ("v1.3", "2026-01-12"): [
        (Account.rate_headers, SINGLE, DIMENSIONS),
        (Account.content_type, "application/json; charset=UTF-8", "application/json"),
    ],
    ("v1.3", "2026-02-17"): [
        (Account.keys_of_a_task, TASK, sorted([*TASK, "updated_at"])),
        (Account.keys_of_the_list, TASK, sorted([*TASK, "updated_at"])),
        (
            Account.keys_of_a_status,
            ["_id", "model_name", "status", "video_embedding"],
            ["_id", "model_name", "status", "video_embedding"],
        ),
    ],
    ("v1.3", "2026-03-30"): [
        (Account.models_and_widths, {MODELS[1]: 1024, MODELS[2]: 512}, {MODELS[2]: 512}),
        (Account.refusal_of_2_7, None, SUNSET),
    ],
    ("v1.3", "2026-04-16"): [(Account.keys_of_an_asset, ASSET, sorted([*ASSET, "duration"]))],
    ("v1.3", "2026-05-22"): [
        (Account.keys_of_an_asset, sorted([*ASSET, "duration"]), sorted([*ASSET, "duration", "user_metadata"]))
    ],
    ("v1.3", "2026-07-07"): [(Account.status_of_a_new_asset, "ready", "processing")],
    ("v1.3", "2026-07-09"): [(Account.integral_float_clip_length, 200, 400)],
    ("v1.3", "2026-07-24"): [(Account.picture_of_six_megabytes, ["error_message"], ["metadata", "segments"])],
    ("v1.3", "2026-07-30"): [(Account.documented_docs_url, f"{DOCS}/api-reference/error-codes", None)],
    ("v1.3", "2026-08-31"): [(Account.keys_of_its_metadata, METADATA, sorted([*METADATA, "video_embedding_option"]))],
}

ELSEWHERE = {("v1.3", day) for day in ("2026-03-27", "2026-04-21", "2026-06-08", "2026-07-23", "2026-10-03")}
"""Changes of embed v2 alone (v2/test_dates.py), and of uploads alone (assets/test_upload_rules.py)."""


@pytest.mark.parametrize(
    ("row", "change"),
    [(row, change) for row, changes in CHANGES.items() for change in changes],
    ids=lambda value: value[0].__name__ if callable(value[0]) else "-".join(value),
)
def test_a_dated_change_shows_on_its_day_and_not_before(send, image_file, row, change):
    """Code that was written for one side of a date can be tested on the other."""
    version, day = row
    question, *expected = change
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()

    answers = [question(Account(send, version, when, image_file(128, 128))) for when in (eve, day)]

    assert answers == expected


def test_every_row_shows_a_change():
    """A row that nobody can tell from the one before it is not needed."""
    changed = {(row.version, row.since) for row in EDITIONS} - {("v1.2", EARLIEST)} - ELSEWHERE

    assert set(CHANGES) == changed


def test_nothing_is_known_before_the_first_row():
    """An `api_date` before that is a mistake in the test."""
    FakeEmbed(api_date=EARLIEST)

    with pytest.raises(ValueError, match="nothing is known about the service before 2024-06-01"):
        FakeEmbed(api_date="2024-05-31")


def test_the_default_is_the_newest_day(send):
    """Who names no day gets everything that is known."""
    newest = Account(send, "v1.3", None)
    newest.day = NEWEST

    named = newest.task()

    newest.day = None
    newest.newest_model = lambda: "marengo3.0"
    assert newest.task() == named


@given(st.dates(date(2024, 6, 1), date(2027, 1, 1)), st.sampled_from(VERSIONS))
def test_on_every_day_the_last_row_that_has_begun_counts(day, version):
    """Rows need no end: the next one ends them."""
    row = edition(version, day.isoformat())

    begun = [other for other in EDITIONS if other.version == version and other.since <= day.isoformat()]
    assert row == (begun[-1] if begun else None)


def test_rows_are_written_in_the_order_of_their_days():
    """So that a reader sees the history."""
    days = [(row.version, row.since) for row in EDITIONS]

    assert days == sorted(days)


@pytest.mark.parametrize(("day", "width"), [("2024-10-24", 1024), ("2025-07-15", 1024), ("2026-09-01", 512)])
def test_a_path_without_a_version_means_the_newest_of_the_day(send, day, width):
    """The clients of today have the version in their base URL, so a base URL without one must work too (decisions D01, D56)."""
    account = Account(send, "v1.2" if day < "2024-12-02" else "v1.3", day)
    model = {account.key: account.newest_model()}

    answer = send(FakeEmbed(api_date=day), "POST /embed", {**model, "text": "a dog"})

    found = answer.json()["text_embedding"]
    assert (answer.status, len(found.get("float") or found["segments"][0]["float"])) == (200, width)


@pytest.mark.parametrize(("day", "needed"), [("2024-10-24", "v1.2"), ("2026-09-01", "v1.2")])
@pytest.mark.parametrize("operation", ["POST /v1.1/embed", "GET /v1.1/embed/tasks", "POST /v1.1/embed/tasks"])
def test_v1_1_is_told_to_upgrade(send, operation, day, needed):
    """The clients of 2024 could be asked for it; nothing of this API was ever there (decision D01)."""
    refused = send(FakeEmbed(api_date=day), operation)

    message = f"This endpoint is supported starting with version {needed}. Your version is v1.1."
    assert (refused.status, refused.json()) == (400, {"code": "api_upgrade_required", "message": message})


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@pytest.mark.parametrize("operation", ["POST /{}/embed-v2", "GET /{}/assets"])
@pytest.mark.parametrize(("day", "code"), [("2026-09-01", "api_upgrade_required"), ("2024-10-24", "not_found")])
def test_what_only_v1_3_has_is_told_to_upgrade(send, operation, version, day, code):
    """On a day on which no version has it, nobody can say where to go."""
    refused = send(FakeEmbed(api_date=day), operation.format(version)).json()

    assert refused["code"] == code
    assert ("starting with version v1.3. Your version is " + version in refused["message"]) == (day > "2024-12")


@pytest.mark.parametrize(
    ("version", "name", "accepted"),
    [
        ("v1.2", "Marengo-retrieval-2.6", True),
        ("v1.2", "Marengo-retrieval-2.7", False),
        ("v1.2", "marengo3.0", False),
        ("v1.3", "Marengo-retrieval-2.6", False),
        ("v1.3", "Marengo-retrieval-2.7", True),
        ("v1.3", "marengo2.7", True),
        ("v1.3", "marengo3.0", True),
        ("v1.3", "MARENGO3.0", False),
        ("v1.3", "Pegasus1.2", False),
    ],
)
@pytest.mark.parametrize("path", ["/embed", "/embed/tasks"])
def test_a_model_is_accepted_where_it_belongs(send, path, version, name, accepted):
    """Names are exact; a later spelling is taken and answered with the model's own (decision D37). The day is 2026-01-20."""
    account = Account(send, version, "2026-01-20")

    answer = account.post(path, {account.key: name, "text": "a dog", "video_url": VIDEO})

    assert answer.status == (200 if accepted else 400)


def test_an_alias_is_answered_with_the_name_of_the_model(send):
    """Else a client that compares names would see two models."""
    account = Account(send, "v1.3", "2026-01-20")

    assert account.post("/embed", {"model_name": "marengo2.7", "text": "a dog"}).json()["model_name"] == MODELS[1]


def test_the_october_shape_has_both_spellings_of_a_vector(send):
    """Clients before 0.2.10 need `embedding.float`, those after it `float` (fact of their parsers)."""
    found = Account(send, "v1.2", "2024-10-24").task()["video_embeddings"]

    assert [set(segment) for segment in found] == [
        {"start_offset_sec", "end_offset_sec", "embedding_scope", "float", "embedding"}
    ] * 3
    assert all(segment["embedding"] == {"float": segment["float"]} for segment in found)


@pytest.mark.parametrize(("version", "accepted"), [("v1.2", 200), ("v1.3", 400)])
def test_an_end_without_a_start_is_taken_on_v1_2(send, version, accepted):
    """The JavaScript clients of 2024 drop a start of 0 (decision D14)."""
    account = Account(send, version, "2026-01-20")

    assert account.post("/embed/tasks", {"video_url": VIDEO, "video_end_offset_sec": "12"}).status == accepted
