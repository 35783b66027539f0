"""Any interleaving of what a client can do keeps the promises of the service, and two targets give the same answers.

    FAKEEMBED_MACHINE_TARGET=http://127.0.0.1:8765 pytest tests/machine -k second

compares the fake with whatever answers there, its control endpoints included: `fakeembed serve --processing-seconds 1000`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from machine import PROCESSING, Machine
from targets import InProcess, Names, OverHttp

from fakeembed import FakeEmbed
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake
from fakeembed.strategies import ApiRequest

TARGET = "FAKEEMBED_MACHINE_TARGET"
"""The environment variable with the base URL of a second target."""

TestPromises = Machine.TestCase


@pytest.fixture
def second():
    """The base URL of a second target: the one that is asked for, or a served fake."""
    if os.environ.get(TARGET):
        yield os.environ[TARGET].rstrip("/")
    else:
        with serving(ServedFake(processing_seconds=PROCESSING)) as server:
            yield server.url


def compared(second, **more):
    """A machine that asks a second target as well."""
    return type("Compared", (Machine,), {"new_other": staticmethod(lambda: OverHttp(second)), **more})


def test_a_second_target_gives_the_same_answers(second):
    """Over a socket, on a clock of its own, with other ids: all the rest is the same, vectors included."""
    run_state_machine_as_test(
        compared(second),
        settings=settings(max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)),
    )


def test_a_second_target_that_differs_is_noticed():
    """The comparison is no comparison when nothing could fail it: other seeds are other vectors."""
    with serving(ServedFake(processing_seconds=PROCESSING, seed=1)) as server, pytest.raises(AssertionError):
        run_state_machine_as_test(
            compared(server.url),
            settings=settings(max_examples=20, database=None, deadline=None, phases=[Phase.generate], print_blob=False),
        )


@pytest.mark.parametrize(
    ("path", "harm"),
    [
        ("/status", lambda body: body | {"status": "processing"}),  # never ends
        ("", lambda body: body | {"_id": "0" * 24}),  # says another id
        ("?", lambda body: body | {"page_info": body["page_info"] | {"total_results": 0}}),  # totals do not add up
    ],
    ids=["never ends", "another id", "wrong total"],
)
def test_a_target_that_breaks_a_promise_is_noticed(path, harm):
    """Each promise can fail."""

    class Harmed(InProcess):
        def ask(self, request):
            answer = super().ask(request)
            listed = request.method == "GET" and request.path.endswith("/embed/tasks")
            hit = listed if path == "?" else request.method == "GET" and request.path.startswith("/v1.3/embed/tasks/")
            hit = hit and (path != "/status" or request.path.endswith(path))
            return answer._replace(body=harm(answer.body)) if hit and answer.status == 200 else answer

    machine = type("Broken", (Machine,), {"new_target": staticmethod(lambda: Harmed(FakeEmbed(processing_seconds=PROCESSING)))})

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            machine, settings=settings(max_examples=100, database=None, deadline=None, phases=[Phase.generate], print_blob=False)
        )


def test_names_hide_only_what_may_differ():
    """Ids by their order, moments and signatures not at all, everything else as it is."""
    names = Names()

    assert names.normalised({"_id": "a" * 24, "n": 1.5}) == {"_id": "id 1", "n": 1.5}
    assert names.normalised(["b" * 24, "a" * 24, "2026-09-01T00:00:10Z"]) == ["id 2", "id 1", "a moment"]


def test_the_machine_reads_without_changing_anything():
    """Lists, polls, retrievals and refusals leave the account as it was, but for time and what was counted."""
    fake = FakeEmbed(processing_seconds=PROCESSING)
    target = InProcess(fake)
    created = target.ask(
        ApiRequest("POST", "/v1.3/embed/tasks", form={"model_name": "marengo3.0", "video_url": "https://e.com/a.mp4"})
    )
    before = fake.snapshot()

    for path in ("", f"/{created.body['_id']}", f"/{created.body['_id']}/status", "/nothing"):
        target.ask(ApiRequest("GET", f"/v1.3/embed/tasks{path}"))

    assert fake.snapshot()["tables"] == before["tables"]
