"""Live means live: whoever names the service in whatever way has said yes, has a budget, and sends the key to nobody else."""

from __future__ import annotations

import socket

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import __main__ as command_line
from fakeembed.drift import suite
from fakeembed.drift.verification import preflight, session
from fakeembed.drift.verification.answers import CannotLook, CannotStart
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.live import POSTS, is_live, origin
from fakeembed.drift.verification.target import Budget
from fakeembed.drift.verification.wording import Question

SPELLINGS = [
    "live",
    "https://api.twelvelabs.io",
    "https://api.twelvelabs.io/",
    "https://api.twelvelabs.io/v1.3",
    "https://API.TwelveLabs.IO",
    "HTTPS://api.twelvelabs.io",
    "https://api.twelvelabs.io.",
    "https://api.twelvelabs.io:443",
    "https://api.twelvelabs.io:8443",
    "https://me@api.twelvelabs.io",
    "https://me:secret@api.twelvelabs.io/v1.3",
    "https://x@y@api.twelvelabs.io",
    "https://localhost:80@api.twelvelabs.io",
    "https://eu.api.twelvelabs.io",
    "https://twelvelabs.io",
    "https://api\u3002twelvelabs.io",
    "https://api.twelvelabs.io?x=http://localhost",
    "https://api.twelvelabs.io#http://localhost",
    "http://api.twelvelabs.io",
    "http://API.twelvelabs.io.:80/",
]
OTHERS = [
    "fake",
    "http://127.0.0.1:8765",
    "http://localhost:8765/v1.3",
    "https://api.twelvelabs.io.example.com",
    "https://api-twelvelabs.io",
    "https://nottwelvelabs.io",
    "https://example.com/api.twelvelabs.io",
    "https://api.twelvelabs.io@example.com",
    "https://example.com?@api.twelvelabs.io",
    "https://example.com#@api.twelvelabs.io",
]
NONE = [
    "",
    "Live",
    "api.twelvelabs.io",
    "//api.twelvelabs.io",
    "ftp://api.twelvelabs.io",
    "https://",
    "https:\\\\api.twelvelabs.io",
]

TASKS = ("POST", "/v1.3/embed/tasks")
MAKE_TASK = Question(*TASKS, fields=(("model_name", "marengo3.0"),), operation=TASKS)


@pytest.fixture
def key(monkeypatch):
    """A key of the live service."""
    monkeypatch.setenv("TWELVELABS_API_KEY", "tlk_of_the_live_service")
    return "tlk_of_the_live_service"


@pytest.fixture
def world(monkeypatch, stand_in):
    """A network in which every name leads to a stand-in, whatever its port; the stand-in knows who came."""
    with stand_in(lambda *_: None) as server:
        port = httpx.URL(server.url).port
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: real("127.0.0.1", port, type=socket.SOCK_STREAM))
        yield server


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_of_the_live_service_needs_a_yes_before_anything_is_sent(world, key, name, capsys, monkeypatch):
    """Not even whether it answers is tried; the plugin and the command line are alike."""
    monkeypatch.setattr(preflight, "estimate", lambda *_: "It costs something.")
    status = command_line.main(["verify", "--target", name])
    with pytest.raises(CannotStart):
        session.target(name, confirmed=False)

    said = capsys.readouterr()
    assert status == 2
    assert "--fakeembed-yes" in said.err or "over https alone" in said.err
    assert world.connections == 0
    assert key not in said.out + said.err


@pytest.mark.parametrize("name", [name for name in SPELLINGS if name.lower().startswith("http:")])
def test_a_yes_does_not_send_a_key_without_tls(world, key, name, capsys, monkeypatch):
    """Consent is no reason to show the key to everybody on the way."""
    monkeypatch.setattr(preflight, "estimate", lambda *_: "It costs something.")

    assert command_line.main(["verify", "--target", name, "--fakeembed-yes"]) == 2

    assert "over https alone" in capsys.readouterr().err
    assert world.connections == 0


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_has_a_budget_and_no_user(key, name):
    """Also where nobody has named one."""
    assert is_live(name)
    if name.startswith("http:"):
        return
    target = session.target(name, confirmed=True)
    try:
        assert (target.live, target.name, target._budget.posts) == (True, "live", POSTS)
        assert "@" not in target._sender.origin + target.origin
    finally:
        target.close()


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_looks_like_the_live_service_gets_no_key_of_it(key, name):
    """A host is what is behind the user and before the path."""
    assert not is_live(name)
    assert session.key_of(name) != key


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_target_is_said_in_one_line(name, capsys):
    """Neither asked nor guessed at."""
    assert command_line.main(["verify", "--target", name, "--fakeembed-yes"]) == 2
    assert "a target is 'fake', 'live' or a URL" in capsys.readouterr().err


@given(
    case=st.lists(st.booleans(), min_size=len("api.twelvelabs.io"), max_size=len("api.twelvelabs.io")),
    user=st.from_regex(r"[a-z0-9:]{0,8}", fullmatch=True),
    port=st.none() | st.integers(1, 65535),
    dots=st.sampled_from(["", "."]),
    below=st.sampled_from(["", "eu.", "a.b."]),
)
def test_no_way_to_write_a_url_hides_the_service(case, user, port, dots, below):
    """Case, user, port, last dot and names below it change nothing of who is asked."""
    host = "".join(char.upper() if upper else char for char, upper in zip("api.twelvelabs.io", case, strict=True))
    url = f"https://{user + '@' if user else ''}{below}{host}{dots}{f':{port}' if port else ''}/v1.3"

    assert is_live(url)
    assert httpx.URL(origin(url)).host == f"{below}api.twelvelabs.io"
    assert "@" not in origin(url)


# The key.


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(stand_in, answer, status):
    """Neither with a key nor without: another host is another target."""
    with (
        stand_in(lambda *_: answer(200, {})) as other,
        stand_in(lambda *_: answer(status, None, location=f"{other.url}/x")) as asked,
    ):
        target = HttpTarget(asked.url, key="mine", live=True)
        answers = [target.ask(question, day=None).status for question in (Question("GET", "/v1.3/embed/tasks"), MAKE_TASK)]
        target.close()

    assert answers == [status, status]
    assert other.connections == 0


@pytest.mark.parametrize(
    "link", ["http://localhost:{port}/chunk", "http://127.0.0.1.example:{port}/chunk", "http://127.0.0.1:9/chunk"]
)
def test_a_link_to_another_origin_carries_no_key(stand_in, answer, link, monkeypatch):
    """Another name is another origin, and so is another port."""
    real = socket.getaddrinfo
    with stand_in(lambda *_: answer(200, {})) as server:
        port = httpx.URL(server.url).port
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: real("127.0.0.1", port, type=socket.SOCK_STREAM))
        target = HttpTarget(server.url, key="mine", live=True)
        target.ask(Question("PUT", link.format(port=port), content=b"chunk"), day=None)
        target.ask(Question("PUT", f"{server.url}/chunk", content=b"chunk"), day=None)
        target.close()

    assert [headers.get("x-api-key") for _, _, headers in server.asked] == [None, "mine"]


# Money.


def status_of(target, question=MAKE_TASK):
    """The status of the answer to a question, or 0 when there was none."""
    try:
        return target.ask(question, day=None).status
    except CannotLook:
        return 0


def test_a_budget_holds_when_answers_are_cut(stand_in, answer):
    """Two of three answers never come; what was sent is spent all the same."""

    def behave(number, method, path, headers, body):
        return answer(200, {"_id": "0" * 24}) if number % 3 == 0 else None

    with stand_in(behave) as server:
        target = HttpTarget(server.url, live=True, budget=Budget(posts=20))
        answered = [status_of(target) for _ in range(100)]
        target.close()

    assert server.of("POST", "PUT") == target.spent.posts == 20
    assert answered == ([0, 0, 200] * 7)[:20] + [0] * 80


@pytest.mark.parametrize("status", [400, 413, 429, 500, 503])
def test_a_budget_holds_when_requests_are_refused(stand_in, answer, status):
    """A refusal may have cost something, and a 429 is asked again at most as often as there is budget."""
    with stand_in(lambda *_: answer(status, {"code": "x", "message": "y"}, **{"retry-after": "0"})) as server:
        target = HttpTarget(server.url, live=True, budget=Budget(posts=5))
        for _ in range(20):
            status_of(target)
        target.close()

    assert server.of("POST") <= 5


def test_a_budget_of_seconds_counts_what_nobody_heard_of(stand_in, answer):
    """A medium whose answer was lost has been embedded; one that was refused has not."""

    def behave(number, method, path, headers, body):
        return None if number < 3 else answer(400, {"code": "x", "message": "y"})

    clip = suite.medium("clip.mp4")
    question = Question(*TASKS, files=(("video_file", "clip.mp4", clip, "video/mp4"),), operation=TASKS)
    with stand_in(behave) as server:
        target = HttpTarget(server.url, live=True, budget=Budget(seconds=45))
        spent = [target.spent.seconds for _ in range(4) if status_of(target, question) >= 0]
        target.close()

    assert spent == [15, 30, 30, 30]
