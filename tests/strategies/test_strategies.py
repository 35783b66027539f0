"""The strategies: what is called valid is accepted, what is called invalid gets the error that is promised with it."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from fakeembed import FakeEmbed, strategies
from fakeembed._core.media import probe
from fakeembed._core.media.catalog import Upload
from fakeembed.strategies import ApiRequest, MediaFile, broken_files, media_files
from fakeembed.transports.httpx import transport

DAYS = {  # strategies of one operation, as far as its service has a past that differs
    "embed": ["2024-12-02", "2025-07-15", "2026-02-01", "2026-07-09", None],
    "create_task": ["2024-12-02", "2025-07-15", "2026-02-01", "2026-07-09", None],
    "v2": ["2025-12-01", "2026-04-01", None],
    "create_v2_task": ["2025-12-01", "2026-04-01", None],
    "create_asset": ["2025-12-01", "2026-06-01", None],
    "create_upload": ["2025-12-01", None],
}
OPERATIONS = [(name, {"api_date": day}) for name, days in DAYS.items() for day in days]
V1_2 = [
    (name, {"api_date": day, "version": "v1.2"}) for name in ("embed", "create_task") for day in ("2024-06-01", "2024-11-06", None)
]


def said(response):
    """Status, code and message of an error in either envelope."""
    body = response.json()
    body = body.get("error", body)
    return response.status, body["code"], body["message"]


@pytest.mark.parametrize(("name", "chosen"), [*OPERATIONS, *V1_2], ids=str)
@given(data=st.data())
def test_a_valid_request_is_accepted_by_the_service_of_its_day(name, chosen, data):
    """A user's property test must not fail because the generated request was wrong."""
    request = data.draw(getattr(strategies, f"{name}_requests")(**chosen))

    response = request.answered_by(FakeEmbed(api_date=chosen["api_date"]))

    assert response.status in {200, 201, 202}, response.json()


@pytest.mark.parametrize(("name", "chosen"), [*OPERATIONS, *V1_2], ids=str)
@given(data=st.data())
def test_an_invalid_request_gets_the_error_that_is_promised_with_it(name, chosen, data):
    """Whoever generates mistakes must know what each should cost, whichever of several comes first."""
    case = data.draw(getattr(strategies, f"invalid_{name}_requests")(**chosen))
    fake = FakeEmbed(api_date=chosen["api_date"])

    case = case.settled(fake)

    assert said(fake.app(case.request.encoded())) == case.error


@pytest.mark.parametrize("name", ["invalid_list_requests", "lost_requests", "invalid_histories", "invalid_requests"])
@given(data=st.data())
def test_what_is_invalid_for_other_reasons_gets_its_error_as_well(name, data):
    """Wrong pages, unknown ids, bad keys, and requests that come too early or too late."""
    fake = FakeEmbed()
    case = data.draw(getattr(strategies, name)()).settled(fake)

    assert said(fake.app(case.request.encoded())) == case.error


@pytest.mark.parametrize(("name", "chosen"), OPERATIONS, ids=str)
def test_mistakes_of_an_operation_are_worked_out_once(name, chosen):
    """Who asks in each example, as `@composite` functions and state machines do, pays for drawing and not for the tables."""
    strategy = getattr(strategies, f"invalid_{name}_requests")

    assert strategy(**chosen) is strategy(**chosen)


@pytest.mark.parametrize("name", ["lost_requests", "invalid_histories", "invalid_v2_requests", "invalid_list_requests"])
def test_whoever_changes_an_example_changes_no_other_one(name):
    """The test's own program may fill in a field of what it was given."""
    marked = "a mark of this test"

    @given(getattr(strategies, name)())
    def spoilt(case):
        for request in [case.request, *(step for step in case.before.steps if isinstance(step, ApiRequest))]:
            request.params[marked] = "1"
            if isinstance(request.json, dict):
                request.json[marked] = {"1": "1"}

    @given(getattr(strategies, name)())
    def clean(case):
        assert marked not in repr((case.request, case.before))

    spoilt()
    clean()


@pytest.mark.parametrize("name", ["list_requests", "valid_requests"])
@given(data=st.data())
def test_valid_requests_of_all_operations_are_accepted(name, data):
    """The strategies that mix operations promise the same as those of one."""
    assert data.draw(getattr(strategies, name)()).answered_by(FakeEmbed()).status < 300


@given(strategies.histories())
def test_nothing_in_a_history_is_refused(history):
    """Ids of earlier answers are filled in, uploads complete, what was deleted is not asked for."""
    answers = history.played(FakeEmbed())

    assert [answer.json() for answer in answers if answer.status >= 300] == []


@given(
    st.one_of(
        strategies.invalid_create_task_requests(), strategies.invalid_v2_requests(), strategies.invalid_create_asset_requests()
    )
)
def test_an_http_client_sends_the_same_request(case):
    """`keywords` and `encoded` are two spellings of one request; the second never saw an HTTP library."""
    fake = FakeEmbed()
    case = case.settled(fake)

    with httpx.Client(transport=transport(fake), headers={"x-api-key": "any"}) as client:
        answer = client.request(**case.request.keywords())

    body = answer.json()
    assert (answer.status_code, *body.get("error", body).values()) == case.error


@given(media_files())
def test_a_media_file_is_what_it_says(file):
    """Parsers agree about duration, size, sound and pages; the files are no mock-ups."""
    facts = probe.READERS[file.kind](Upload(file.filename, "", file.content))

    assert facts is not None
    if file.kind in {"video", "audio"}:
        assert facts.duration == pytest.approx(file.duration, abs=0.01)
    if file.kind in {"video", "image"}:
        assert (facts.width, facts.height) == (file.width, file.height)
    if file.kind == "video":
        assert facts.audio is file.sound
    if file.kind == "document":
        assert (facts.pages, facts.text) == (file.pages, file.text)


@given(broken_files())
def test_a_broken_file_is_no_medium(file):
    """Whoever uploads a path, an empty file or half of one is told so."""
    kind = {"mp4": "video", "wav": "audio", "png": "image"}[file.filename.rpartition(".")[2]]

    assert probe.READERS[kind](Upload(file.filename, "", file.content)) is None


def test_media_files_are_small():
    """Thousands of them are uploaded in a test run."""
    longest = MediaFile("film.mp4", "video", 7200.0, 5184, 2160, sound=True)

    assert len(longest.content) < 1500


def test_failures_shrink_to_what_a_person_would_write():
    """The simplest request of each operation has nothing in it that could be left out."""
    # The phase that explains a failure would try out less simple ones.
    plain = settings(max_examples=2000, database=None, phases=[Phase.generate, Phase.shrink])
    task = find(strategies.create_task_requests(), lambda _: True, settings=plain)
    text = find(strategies.v2_requests(), lambda _: True, settings=plain)
    refused = find(
        strategies.invalid_create_task_requests(), lambda case: case.error.code == "video_duration_too_long", settings=plain
    )

    assert repr(task) == (
        "ApiRequest(method='POST', path='/v1.3/embed/tasks',"
        " form={'model_name': 'marengo3.0', 'video_url': 'https://media.example.com/dog.mp4'})"
    )
    assert {**text.json, "text": None} == {"input_type": "text", "model_name": "marengo3.0", "text": None}
    assert len(text.json["text"]["input_text"]) <= len("dog")
    assert refused.breaks == ("video_is_short_enough",)
    assert refused.request.files == {"video_file": MediaFile("dog.mp4", "video", 7200.5, 640, 360)}
    assert refused.error.message.endswith("Current duration is 7200.5 seconds.")


def test_a_strategy_of_a_day_without_the_operation_says_so():
    """A typing mistake in a date must not become a run of 404s."""
    with pytest.raises(ValueError, match=r"there was no embed-v2 in v1\.3 on 2025-07-15"):
        find(strategies.v2_requests(api_date="2025-07-15"), lambda _: True)


def test_a_silent_sound_among_several_inputs_is_embedded_as_a_silence():
    """Found by these strategies: it was divided by zero."""
    fake = FakeEmbed()
    fake.media("dog.wav", audio=False)
    sources = [{"media_type": "audio", "url": "https://media.example.com/dog.wav"}]
    body = {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"media_sources": sources}}

    vector = strategies.ApiRequest("POST", "/v1.3/embed-v2", json=body).answered_by(fake).json()["data"][0]["embedding"]

    assert sum(number * number for number in vector) == pytest.approx(1, abs=0.004)  # each number is a bfloat16


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"models": ["marengo3.0"], "input_types": ["document"]}, r"nothing to choose from: models=.*; .* text with marengo3\.0"),
        ({"models": ["marengo3.0", "marengo9"]}, r"there is no 'marengo9'; known are .*marengo3\.0.*document"),
        ({"input_types": ["text", "film"]}, r"there is no 'film'; known are .*marengo3\.0.*document"),
    ],
)
@given(data=st.data())
def test_what_cannot_be_chosen_is_refused_with_what_can(chosen, said, data):
    """Beside what can be chosen, too: a slip would make a test smaller without a word."""
    with pytest.raises(ValueError, match=said):
        data.draw(strategies.v2_requests(**chosen))


@pytest.mark.parametrize("strategy", [media_files, broken_files])
@pytest.mark.parametrize("kinds", [["film"], ["video", "film"], []])
def test_a_kind_of_file_that_there_is_not_is_refused(strategy, kinds):
    with pytest.raises(ValueError, match="kinds are some of video, audio, image, document, not"):
        strategy(kinds=kinds)
