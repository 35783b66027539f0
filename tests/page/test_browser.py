"""The page in a real browser: Chromium, driven by Playwright, judged by axe-core. Skipped where any of the three is missing.

`FAKEEMBED_BROWSER` names the browser, such as chromium or google-chrome, and `FAKEEMBED_AXE` the file `axe.min.js` of the npm
package axe-core.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Thread

import httpx
import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed.serving.gate import TOKEN, Gate
from fakeembed.serving.served import ServedFake
from fakeembed.serving.server import Server, listening

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore::ResourceWarning")]

KEY = {"x-api-key": "any"}
PAGE = "/__fakeembed__/"
HOSTILE = "<img/src=x/onerror=document.title='taken'><script>document.title='taken'</script>\"'.mp4"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module")
def browser():
    """A browser that is open as long as these tests run."""
    program = shutil.which(os.environ.get("FAKEEMBED_BROWSER", ""))
    if program is None:
        pytest.skip("no browser is named in FAKEEMBED_BROWSER, such as chromium or google-chrome")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def axe():
    """The script of axe-core."""
    file = os.environ.get("FAKEEMBED_AXE")
    if file is None:
        pytest.skip("FAKEEMBED_AXE does not name the axe.min.js of the npm package axe-core")
    return Path(file).read_text("utf-8")


@pytest.fixture
def served(fake_embed_server):
    """A served fake with a client of it."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        yield fake_embed_server, client


@pytest.fixture
def view(browser, served):
    """Opens views in a window of a size and a scheme; at the end nothing was said on the console and nobody else was asked."""
    server, _ = served
    said, asked, contexts = [], [], []

    def opened(query="", width=1280, scheme="light", allow=()):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, permissions=["clipboard-read", "clipboard-write"]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: said.append(message.text) if not any(part in message.text for part in allow) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.url}{PAGE}{query}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((f"{server.url}{PAGE}", "data:"))] == []


def create(client, url="https://example.com/dog.mp4", **fields):
    """The answer to a new task."""
    pairs = {"model_name": "marengo3.0", "video_url": url, **fields}
    return client.post("/v1.3/embed/tasks", files=[(name, (None, value)) for name, value in pairs.items()])


@pytest.fixture
def story(served):
    """An account with something of everything, and the id of a task."""
    server, client = served
    server.fake.media("*dog*", duration=12, scenes=[Scene(0, 6, "a dog swims in the sea"), Scene(6, 12, HOSTILE)])
    server.fake.media("*goal*", fails="The codec is not supported.")
    task = create(client).json()["_id"]
    create(client, "https://example.com/goal.mp4")
    create(client, f"https://example.com/{HOSTILE}")
    create(client, video_clip_length="11")
    create(client, video_clip_length="11")
    server.fake.clock.advance(20)
    create(client, "https://example.com/cat.mp4")
    client.get(f"/v1.3/embed/tasks/{task}")
    return task


def test_a_task_becomes_ready_while_one_looks(served, view):
    """It appears, its bar moves, and its state changes, without a reload."""
    server, client = served
    page = view()
    page.evaluate("window.stays = true")

    create(client)
    page.get_by_role("link", name="https://example.com/dog.mp4").wait_for()
    first = page.locator("progress").evaluate("bar => bar.value")
    page.wait_for_function("value => document.querySelector('progress').value > value", arg=first)
    server.fake.clock.advance(20)
    page.locator("td .state.ready").wait_for()

    assert page.evaluate("window.stays") is True
    assert page.locator("#strip .ready dd").inner_text() == "1"


def test_looking_again_can_be_turned_off(served, view):
    """What moves can be stopped (WCAG 2.2.2), and then goes on from where it is."""
    _, client = served
    page = view()
    page.get_by_label("live").uncheck()
    with page.expect_response("**/__fakeembed__/events"):
        page.reload()
    page.get_by_label("live").uncheck()
    create(client)
    assert page.locator("tbody .state").count() == 0

    page.get_by_label("live").check()

    page.locator("tbody .state").first.wait_for()


def test_a_refused_request_leads_to_its_rule_with_the_keyboard_alone(story, view):
    """Tab to the list, Enter on the request; the rule has its evidence."""
    page = view("?view=requests")
    page.locator("#request-link-5").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Refused by the rule clip_length_is_within_2_to_10").wait_for()

    assert "documented" in page.locator(".rule").inner_text()
    assert page.evaluate("document.title").startswith("Request ")


def test_focus_stays_where_it_is_when_the_page_looks_again(story, served, view):
    """Else nobody could read it with a keyboard."""
    _, client = served
    page = view()
    page.locator("#records a").nth(1).focus()
    focused = page.evaluate("document.activeElement.id")
    page.evaluate("document.activeElement.old = true")

    create(client, "https://example.com/new.mp4")
    page.get_by_role("link", name="https://example.com/new.mp4").wait_for()

    assert page.evaluate("document.activeElement.old") is None
    assert page.evaluate("document.activeElement.id") == focused != ""


def test_a_query_ranks_clips(story, view):
    """Type, Enter, read; then go on from a clip."""
    page = view("?view=nearness")
    page.get_by_role("searchbox", name="text").fill("a dog in the sea")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nearest to “a dog in the sea”").wait_for()
    assert "a dog swims in the sea" in page.locator(".ranked tbody tr").first.inner_text()
    assert page.locator(".ranked tbody tr").first.locator(".word").all_inner_texts() == ["dog", "sea"]

    page.get_by_role("link", name="near it").first.click()

    page.get_by_role("heading", name="Nearest to https://example.com/dog.mp4, 0 to 6 s").wait_for()


MEDIUM = {"URL, file name or pattern": "a \"dog\" \\ in 'é'.mp4", "fails, for this reason": "a reason", "scenes, a line each": ""}
STEPS = {
    "clock": (lambda page: page.get_by_label("seconds", exact=True).first.fill("2.5"), "Advance", "fake.clock.advance(2.5)"),
    "media": (
        lambda page: [page.get_by_label(name).fill(text) for name, text in MEDIUM.items()],
        "Declare",
        r"""fake.media("a \"dog\" \\ in 'é'.mp4", duration=12, fails="a reason")""",
    ),
    "faults": (lambda page: page.get_by_label("times").fill("2"), "Script", "fake.fail_next(503, times=2)"),
    "limit": (lambda page: page.get_by_label("per", exact=True).fill("1hour"), "Limit", 'fake.rate_limit(100, per="1hour")'),
}


@pytest.mark.parametrize("name", STEPS)
def test_what_is_clicked_is_a_line_of_python_that_does_the_same(served, view, name):
    """The state after the control request is the state after the copied line."""
    fill, button, line = STEPS[name]
    server, _ = served
    page = view("?view=steering")
    fill(page)
    form = page.locator(f"form[data-control={name}]")

    assert form.locator(f"#python-{name}").inner_text() == line
    form.get_by_role("button", name=button).click()
    form.locator(".outcome:not(:empty)").wait_for()
    form.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")

    other = ServedFake()
    exec(copied, {"fake": other, "Scene": Scene})
    assert copied == line
    assert declared(server.fake) == declared(other)
    assert line in page.locator("#done").inner_text()
    server.fake.reset()


def declared(fake):
    """What a test said so far, and how far the clock was advanced."""
    tables = {name: list(fake._store.table(name).values()) for name in fake._store.tables() if name != "account"}
    return tables, fake._store.count("advanced", 0)


def test_a_scripted_fault_and_a_reset_are_seen_by_clients(served, view):
    """Once, and then no more; and a reset forgets the task."""
    _, client = served
    create(client)
    page = view("?view=steering")
    page.get_by_role("button", name="Script").click()
    page.locator("#outcome-faults:not(:empty)").wait_for()
    statuses = [client.get("/v1.3/embed/tasks").status_code for _ in range(2)]
    page.get_by_label("forget all of it").check()
    page.get_by_role("button", name="Reset").click()
    page.locator("#outcome-reset:not(:empty)").wait_for()

    assert statuses == [503, 200]
    assert client.get("/v1.3/embed/tasks").json()["page_info"]["total_results"] == 0


def test_what_was_forgotten_while_one_looks_at_it_says_so(story, served, view):
    """The page of a task, and then a reset."""
    server, _ = served
    page = view(f"?task={story}", allow=("404 (Not Found)",))

    server.fake.reset()

    page.get_by_role("heading", name="Not here").wait_for()
    page.get_by_role("link", name="Back to the account").click()
    page.get_by_text("Create a task, and it will be listed here.").wait_for()


def test_what_was_done_is_a_test_that_runs(served, view, pytester):
    """All of the lines, with what they need."""
    server, _ = served
    page = view("?view=steering")
    for button in ("Advance", "Declare"):
        page.get_by_role("button", name=button).click()
    page.wait_for_function("document.getElementById('done').textContent.includes('Scene(')")
    pytester.makepyfile(page.locator("#done").inner_text())

    pytester.runpytest("-q").assert_outcomes(passed=1)

    assert server.fake._store.count("advanced", 0) == 10


def test_a_mistake_in_a_form_is_said_beside_it(served, view):
    """What the script sees, and what the fake refuses."""
    page = view("?view=steering", allow=("400 (Bad Request)",))
    page.get_by_label("scenes, a line each").fill("a dog")
    assert 'a scene is a line such as "0 6 a dog catches a frisbee"' in page.locator("#outcome-media").inner_text()
    page.get_by_label("per", exact=True).fill("1 fortnight")
    page.get_by_role("button", name="Limit").click()

    page.locator("#outcome-limit.wrong:not(:empty)").wait_for()
    assert "a window is a number and a unit" in page.locator("#outcome-limit").inner_text()


@pytest.mark.parametrize("query", ["", "?view=requests", "?view=nearness&text=dog", "?request=3", "task"])
def test_hostile_words_are_text(story, view, query):
    """They are read, and nothing of them runs."""
    page = view(f"?task={story}" if query == "task" else query)
    page.wait_for_timeout(100)

    assert page.evaluate("document.title") != "taken"
    assert page.locator("img, script:not(:last-child)").count() == 0
    assert HOSTILE[:30] in page.locator("main").inner_text()


WIDE = [("1280", "light"), ("1280", "dark"), ("400", "light"), ("400", "dark")]


@pytest.mark.parametrize(("width", "scheme"), WIDE)
def test_axe_finds_nothing_and_nothing_overflows(story, view, axe, width, scheme):
    """Every view, at both widths, in light and dark."""
    found = []
    page = view(width=int(width), scheme=scheme)
    base = page.url
    for query in (
        "",
        "?view=requests",
        "?view=nearness&text=dog",
        "?view=nearness",
        "?view=steering",
        f"?task={story}",
        "?request=4",
        "?request=1",
    ):
        page.goto(base + query)
        page.evaluate(axe)
        found += [(query, each["id"], each["nodes"][0]["html"]) for each in page.evaluate("axe.run()")["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > int(width):
            found.append((query, "overflows"))

    assert found == []


def test_where_a_token_is_needed_one_signs_in_and_stays_so(browser, axe):
    """Links, forms, live updates and steering bring the token; no address has it."""
    with listening("127.0.0.1", 0) as listener:
        fake, base = ServedFake(), f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = Server(fake, Gate(token="a-long-token"))
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        page = browser.new_page()
        page.set_default_timeout(20_000)
        try:
            page.goto(base + PAGE)
            page.evaluate(axe)
            assert page.evaluate("axe.run()")["violations"] == []
            page.get_by_label("token").fill("wrong")
            page.get_by_role("button", name="Open").click()
            page.get_by_text("That is not the token.").wait_for()
            page.get_by_label("token").fill("a-long-token")
            page.get_by_role("button", name="Open").click()
            page.get_by_role("heading", name="Account").wait_for()
            create(httpx.Client(base_url=base, headers=KEY, timeout=60))
            page.get_by_role("link", name="https://example.com/dog.mp4").click()
            page.get_by_role("heading", name="Segments").wait_for()
            page.get_by_role("link", name="Steering").click()
            page.get_by_role("button", name="Advance").click()
            page.locator("#outcome-clock:not(:empty)").wait_for()
            page.reload()
            page.get_by_role("heading", name="Steering").wait_for()

            assert "token" not in page.url
            assert fake._store.count("advanced", 0) == 10
            assert httpx.get(base + PAGE, headers={TOKEN: "a-long-token"}).status_code == 200
        finally:
            page.close()
            server.stop()
            thread.join()


def test_the_report_opens_from_a_disk_and_asks_nobody(browser, axe, tmp_path, send):
    """With its style, under its own policy."""
    fake = FakeEmbed(processing_seconds=0)
    fake.media("*dog*", duration=12, scenes=[Scene(0, 6, HOSTILE)])
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"})
    send(fake, "GET /v1.3/embed/tasks/none")
    fake.report(tmp_path / "report.html", heading=HOSTILE, failure=HOSTILE)
    asked, said = [], []
    with browser.new_context(bypass_csp=True) as context:  # for axe alone; the policy is looked at with the text of the file
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto((tmp_path / "report.html").as_uri())
        page.evaluate(axe)
        violations = page.evaluate("axe.run()")["violations"]
        title = page.title()

    assert [each["id"] for each in violations] == []
    assert title == f"Report: {HOSTILE}"
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert said == []
