"""What a live run is careful about: money, quotas, keys and what it leaves behind; and of whom we learn."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from fakeembed import FakeEmbed, Response
from fakeembed.drift import suite
from fakeembed.drift.verification import engine, http_target, preflight, session
from fakeembed.drift.verification.answers import CannotLook, CannotStart, OutsideTarget
from fakeembed.drift.verification.target import Budget, FakeTarget
from fakeembed.drift.verification.wording import Question

TASKS = ("POST", "/v1.3/embed/tasks")
MAKE_TASK = Question(
    *TASKS,
    fields=(("model_name", "marengo3.0"),),
    files=(("video_file", "clip.mp4", suite.medium("clip.mp4"), "video/mp4"),),
    operation=TASKS,
)
LIST = Question("GET", "/v1.3/embed/tasks")


def case(name):
    """One case by a part of its name."""
    [found] = [one for one in suite.cases() if one.name == name]
    return found


def test_a_budget_of_requests_is_kept(at, served):
    """Reading is free; what starts something is counted."""
    live = at(served.url, live=True, budget=Budget(posts=1))
    live.ask(MAKE_TASK, day=None)

    with pytest.raises(CannotLook, match="the budget of 1 requests is spent"):
        live.ask(MAKE_TASK, day=None)

    assert live.ask(LIST, day=None).status == 200
    assert (live.spent.requests, live.spent.posts, live.spent.seconds) == (2, 1, 15.0)


def test_a_budget_of_seconds_is_kept(at, served):
    """A clip of fifteen seconds does not fit into the ten that are left."""
    live = at(served.url, live=True, budget=Budget(seconds=25))
    live.ask(MAKE_TASK, day=None)

    with pytest.raises(CannotLook, match="the budget of 25 seconds of video is spent"):
        live.ask(MAKE_TASK, day=None)


def test_a_short_wait_is_waited_for(at, served, monkeypatch):
    """429 with a `retry-after` of seconds: the service asks for patience, not for an end."""
    slept = []
    monkeypatch.setattr(http_target.time, "sleep", slept.append)
    served.change = lambda _request, response: (
        Response(429, {"retry-after": "7"}, b'{"code": "too_many_requests"}') if len(served.asked) == 1 else response
    )

    answer = at(served.url, live=True).ask(MAKE_TASK, day=None)

    assert (answer.status, slept) == (200, [7.0])


def test_a_used_up_quota_ends_all_spending(at, served):
    """Nothing is hammered for the three hours that are left; reading goes on."""
    served.change = lambda request, response: (
        Response(429, {"retry-after": "11382"}, b'{"code": "too_many_requests"}') if request.method == "POST" else response
    )
    live = at(served.url, live=True)
    with pytest.raises(CannotLook, match="used up"):
        live.ask(MAKE_TASK, day=None)
    asked = len(served.asked)

    with pytest.raises(CannotLook, match="used up"):
        live.ask(MAKE_TASK, day=None)

    assert len(served.asked) == asked
    assert live.ask(LIST, day=None).status == 200


def test_the_assets_that_were_made_are_deleted(at, served):
    """A run leaves nothing behind that could be left out."""
    answers = {"POST": (201, b'{"_id": "0123456789abcdef01234567"}'), "DELETE": (204, b"")}
    served.change = lambda request, _response: Response(answers[request.method][0], {}, answers[request.method][1])
    live = at(served.url, live=True)
    live.ask(Question("POST", "/v1.3/assets", fields=(("method", "url"),)), day=None)

    live.close()

    assert [(one.method, one.path) for one in served.asked][1:] == [("DELETE", "/v1.3/assets/0123456789abcdef01234567")]


def test_a_broken_decision_is_learned_from_the_live_service_and_drift_elsewhere(at, served):
    """The live service is right and we were guessing; a fake is never right."""
    guess = case("v1_3/list_tasks: refuses page 0")
    served.change = lambda _request, response: Response(
        response.status, response.headers, response.body.replace(b"or greater", b"+")
    )

    reports = []
    for live in (True, False):
        target = at(served.url, live=live)
        finding = engine.run_contract(guess, target)
        reports.append(engine.report([finding], target, started=datetime(2026, 1, 1, tzinfo=timezone.utc)))

    assert [(len(one.drifts), len(one.learned), one.exit_status) for one in reports] == [(0, 1, 0), (1, 0, 1)]


def test_a_key_goes_to_nobody_but_its_service(at, monkeypatch, served):
    """A URL gets the key that was meant for it."""
    monkeypatch.setenv("TWELVELABS_API_KEY", "for-the-live-service")
    monkeypatch.delenv("FAKEEMBED_TARGET_KEY", raising=False)

    preflight.reach(served.url)
    at(served.url, key="for-this-one").ask(
        Question("PUT", served.url.replace("127.0.0.1", "localhost") + "/elsewhere", content=b"chunk"), day=None
    )

    keys = [request.header("x-api-key") for request in served.asked]
    assert set(keys[:-1]) == {"fakeembed-contracts"}
    assert keys[-1] == ""


def test_a_live_run_needs_a_key_and_a_yes(monkeypatch):
    """In this order, each in one line."""
    monkeypatch.delenv("TWELVELABS_API_KEY", raising=False)
    with pytest.raises(CannotStart, match="needs a key"):
        session.target("live", confirmed=True)
    monkeypatch.setenv("TWELVELABS_API_KEY", "some-key")

    with pytest.raises(CannotStart, match="costs money") as refused:
        session.target("live", confirmed=False)

    assert "some-key" not in str(refused.value)


def test_the_estimate_is_what_the_live_service_would_be_asked():
    """Found by asking a fake that can be told no more than the live service."""
    line = preflight.estimate(600, 1800)

    numbers = [float(word) for word in line.replace(",", "").replace(".", "").split() if word.isdigit()]
    requests, posts, seconds, *budget = numbers
    assert budget == [600, 1800]
    assert requests > posts > 50
    assert 100 < seconds < 1800


def test_the_live_service_is_not_asked_what_only_a_fake_can_be_told():
    """Neither media that are declared nor days that are past."""
    pretended = FakeTarget(like_live=True)

    declared = engine.run_contract(case("v1_3/create_task: refuses a video of more than two hours"), pretended)
    past = engine.run_contract(case("v1_3/retrieve_task: cuts 1448.88 seconds into 242 clips, two options"), pretended)

    assert "only a fake can be told" in declared.outside
    assert past.outside.startswith("held only from 2025-07-15 on")


def test_a_video_at_a_url_has_to_be_named_for_the_live_service(at, monkeypatch, served):
    """example.com has none."""
    monkeypatch.delenv("FAKEEMBED_VIDEO_URL", raising=False)
    by_url = case("v1_3/create_task: takes a video by its URL")

    unnamed = engine.run_contract(by_url, at(served.url, live=True))
    monkeypatch.setenv("FAKEEMBED_VIDEO_URL", "https://example.org/real.mp4")
    named = engine.run_contract(by_url, at(served.url, live=True))

    assert unnamed.outside == "needs a public video; name one in FAKEEMBED_VIDEO_URL"
    assert (named.looked, named.drifts) == (True, ())
    assert json.dumps("https://example.org/real.mp4")[1:-1].encode() in served.asked[-1].body


def test_a_fake_without_a_quota_is_not_asked_for_one():
    """Nor counted as having kept it."""
    found = engine.run_contract(case("v1_3/create_task: answers 429 when the quota is used up"), FakeTarget())

    assert found.drifts == ()
    assert found.outside in {"", "this fake keeps no quota"}


def test_a_quota_is_kept_by_a_fake_of_its_own(monkeypatch):
    """The case that uses it up leaves the fake of that day as it was for all others."""

    def rate_limit(fake, requests, *, per):
        message = f"You have exceeded the rate limit ({requests}req/{per}). Please try again later after 2025-11-18T00:00:00Z."
        told = {"limit": "1", "remaining": "0", "used": "1", "reset": "1763424000"}
        headers = {"content-type": "application/json", "retry-after": "86400"}
        headers |= {f"x-ratelimit-{name}": value for name, value in told.items()}
        answer, left = fake.app, iter(range(requests))

        def limited(request):
            if request.method == "POST" and next(left, None) is None:
                return Response(429, headers, json.dumps({"code": "too_many_requests", "message": message}).encode())
            return answer(request)

        monkeypatch.setattr(fake, "app", limited)

    monkeypatch.setattr(FakeEmbed, "rate_limit", rate_limit, raising=False)
    target = FakeTarget()

    limited = engine.run_contract(case("v1_3/create_task: answers 429 when the quota is used up"), target)
    after = engine.run_contract(case("v1_3/create_embeddings: embeds a text with Marengo-retrieval-2.7"), target)

    assert [(one.looked, one.drifts) for one in (limited, after)] == [(True, ()), (True, ())]


def test_a_served_fake_that_takes_any_key_is_not_asked_about_wrong_ones(at, served):
    """Its owner told it no keys."""
    served.fake._app._api_keys = None
    wrong = case("v1_3/list_tasks: refuses a wrong key")

    found = engine.run_contract(wrong, at(served.url))

    assert found.outside == "this fake has no list of keys, so it accepts every key"


def test_a_family_that_a_fake_does_not_have_cannot_be_looked_at(monkeypatch):
    """Skipped, and never green."""
    pretended = FakeTarget()
    monkeypatch.setattr(pretended, "_offers", lambda _method, _path: False)

    found = engine.run_contract(case("v1_3/list_tasks: refuses page 0"), pretended)

    assert found.unchecked == "this fake does not offer GET /v1.3/embed/tasks"


def test_outside_is_no_failure(at, served):
    """It is listed, and changes nothing."""
    with pytest.raises(OutsideTarget):
        at(served.url, live=True).declare({"match": "a.mp4"}, day=None)
