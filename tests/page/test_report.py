"""The page as one file: what a failing test leaves behind."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed.page import report


@pytest.fixture
def file(tmp_path, parsed):
    """Writes the report of a fake and reads it."""

    def written(fake, **said):
        path = tmp_path / "folder" / "report.html"
        fake.report(path, **said)
        return parsed(path.read_text("utf-8"))

    return written


def test_it_has_requests_rules_tasks_and_a_map(file, send):
    """All that the served page shows, in one place; links lead within the file."""
    fake = FakeEmbed(processing_seconds=0)
    fake.media("*dog.mp4", duration=12, scenes=[Scene(0, 6, "a dog jumps")])
    task = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}).json()[
        "_id"
    ]
    send(fake, "GET /v1.3/embed/tasks/none/status")

    page = file(fake, heading="tests/test_it.py::test_one", failure="assert 1 == 2")

    assert page.all("title")[0]["text"] == "Report: tests/test_it.py::test_one"
    assert page.one("pre", class_="failure")["text"] == "assert 1 == 2"
    assert "Refused by the rule task_id_is_an_object_id" in page.text
    assert "0 to 6 s: a dog jumps" in page.text
    assert len(page.all("svg", class_="map")) == 1
    ids = [element["id"] for element in page.elements if "id" in element]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} <= {f"#{name}" for name in ids}
    assert {f"task-{task}", "request-1", "request-2"} <= set(ids)


def test_it_loads_and_runs_nothing(file, fake, send):
    """Not even a script of its own; the policy in it says so."""
    send(fake, "GET /v1.3/<script>alert(1)</script>")

    page = file(fake)

    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    style = b64encode(sha256(page.one("style")["text"].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert [element["tag"] for element in page.elements if element["tag"] in {"script", "form", "button", "iframe"}] == []
    assert "<script>alert(1)</script>" in page.text


def test_an_empty_fake_has_a_report(file):
    """Nothing was asked, and that may be what is wrong."""
    assert "No such request." in file(FakeEmbed()).text or "Nothing here yet." in file(FakeEmbed()).text


def test_it_has_no_secrets(file, send):
    """CI keeps it where others read."""
    fake = FakeEmbed()
    url = "https://example.com/a.mp4?X-Amz-Signature=s1gn4ture"
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": url}, key="tlk_0123456789ABCDEF")

    page = file(fake, failure=f"cannot read {url} with x-api-key: tlk_0123456789ABCDEF")

    assert [secret for secret in ("s1gn4ture", "tlk_0123456789ABCDEF") if secret in page.source] == []


def test_it_is_bounded(file, send):
    """The newest ones, and how many there are."""
    fake = FakeEmbed()
    fake.populate(tasks=150)
    for _ in range(report.MOST_REQUESTS + 10):
        send(fake, "GET /v1.3/embed/tasks")

    page = file(fake)

    assert "The newest 300 of 310." in page.text
    assert "The newest 100 of 150." in page.text
    assert len(page.source) < 2_000_000


FAILING = """
import httpx, pytest

URL = "https://api.twelvelabs.io/v1.3/embed/tasks/none"

@pytest.fixture
def through(fake_embed):
    return fake_embed

def test_fine(fake_embed): pass
def test_without_a_fake(): assert not "it"
def test_called(fake_embed):
    httpx.get(URL, headers={"x-api-key": "any"})
    assert "what was asked" == "something else"
def test_through_another_fixture(through): assert not through
def test_teardown(fake_embed): fake_embed.fail_next(503)
@pytest.mark.parametrize("name", ["../../<b>/a", "../../<i>/a"])
def test_served(fake_embed_server, name): raise ValueError(name)
"""


def test_each_failing_test_leaves_its_report(pytester, parsed):
    """And no other test does; the name of a file leads nowhere else, and pytest says where it is."""
    pytester.makepyfile(FAILING)

    result = pytester.runpytest("-q", "-p", "no:randomly", "--fakeembed-report", "reports")

    result.assert_outcomes(failed=5, passed=2, errors=1)
    written = {path.name: path for path in (pytester.path / "reports").iterdir()}
    assert sorted(name.partition("test_each")[2].partition(".py-")[2].rpartition("-fake_embed")[0][:-9] for name in written) == [
        "test_called",
        "test_served-..-..-b-a",
        "test_served-..-..-i-a",
        "test_teardown",
        "test_through_another_fixture",
    ]
    result.stdout.fnmatch_lines(["*fakeembed report*", "*test_called-*-fake_embed-call.html"])
    page = parsed(next(path for name, path in written.items() if "test_called" in name).read_text("utf-8"))
    assert "something else" in page.one("pre", class_="failure")["text"]
    assert "task_id_is_an_object_id" in page.text
    assert not (pytester.path.parent / "a").exists()


def test_a_report_that_cannot_be_written_hides_nothing(pytester):
    """The failure of the test is shown as ever."""
    pytester.makepyfile("def test_it(fake_embed): assert 1 == 2")
    (pytester.path / "reports").write_text("a file in the way", "utf-8")

    result = pytester.runpytest("-q", "--fakeembed-report", "reports")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*", "*could not be written*"])
