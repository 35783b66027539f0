"""Other doubles in the same test: what stands above a library is asked first, and what it lets through is answered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("FAKEEMBED_CLIENTS", Path(__file__).parents[2] / ".cache" / "clients")).with_name("neighbours")
URL = "https://api.twelvelabs.io/v1.3/embed/tasks"
HEAD = f"""
URL = {URL!r}
KEY = {{"x-api-key": "any"}}
"""

RESPX = """
import httpx, respx

def test_a_route_is_honoured_and_what_passes_through_is_answered(fake_embed):
    with respx.mock as router:
        router.get(URL).respond(418)
        router.get(f"{URL}/1/status").pass_through()
        assert httpx.get(URL, headers=KEY).status_code == 418
        assert httpx.get(f"{URL}/1/status", headers=KEY).status_code == 400
    assert httpx.get(URL, headers=KEY).status_code == 200

def test_the_fixture_and_a_router_above_the_transports(fake_embed, respx_mock):
    respx_mock.get(URL).respond(418)
    assert httpx.get(URL, headers=KEY).status_code == 418
    with respx.mock(using="httpx") as router:
        router.get(URL).respond(419)
        assert httpx.get(URL, headers=KEY).status_code == 419

def test_whoever_was_first():
    from fakeembed import FakeEmbed

    with respx.mock(assert_all_called=False) as router:
        router.get(URL).respond(418)
        with FakeEmbed():
            assert httpx.get(URL, headers=KEY).status_code == 418
"""
SAME_NAME = """
import httpx, multipart, sys

def test_forms_are_read_though_another_library_has_the_name(fake_embed):
    form = {"model_name": (None, "marengo3.0"), "text": (None, "a dog")}
    answer = httpx.post("https://api.twelvelabs.io/v1.3/embed", headers=KEY, files=form)
    assert answer.status_code == 200
    assert len(answer.json()["text_embedding"]["segments"][0]["float"]) == 512
"""
NEIGHBOURS = {
    "pytest-httpx==0.36.2": """
import httpx, pytest

def test_an_answer_is_honoured(fake_embed, httpx_mock):
    httpx_mock.add_response(url=URL, status_code=418)
    assert httpx.get(URL, headers=KEY).status_code == 418

@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host != "api.twelvelabs.io")
def test_what_it_does_not_mock_is_answered(httpx_mock, fake_embed):
    assert httpx.get(URL, headers=KEY).status_code == 200
""",
    "responses==0.26.3": """
import requests, responses

def test_an_answer_is_honoured(fake_embed):
    with responses.RequestsMock() as mock:
        mock.get(URL, status=418)
        assert requests.get(URL, headers=KEY).status_code == 418
    assert requests.get(URL, headers=KEY).status_code == 200

def test_what_passes_through_is_answered(fake_embed):
    with responses.RequestsMock() as mock:
        mock.add_passthru("https://api.twelvelabs.io")
        assert requests.get(URL, headers=KEY).status_code == 200
""",
    "requests-mock==1.12.1": """
import requests, requests_mock

def test_an_answer_is_honoured_and_what_passes_through_is_answered(fake_embed):
    with requests_mock.Mocker(real_http=True) as mock:
        mock.get("https://api.twelvelabs.io/v1.3/indexes", status_code=418)
        assert requests.get("https://api.twelvelabs.io/v1.3/indexes", headers=KEY).status_code == 418
        assert requests.get(URL, headers=KEY).status_code == 200
""",
    "aioresponses==0.7.9 aiohttp==3.12.15": """
import asyncio, aiohttp
from aioresponses import aioresponses

def status(url):
    async def asked():
        async with aiohttp.ClientSession(headers=KEY) as session, session.get(url) as answer:
            return answer.status
    return asyncio.run(asked())

def test_an_answer_is_honoured_and_what_passes_through_is_answered(fake_embed):
    with aioresponses(passthrough=[f"{URL}/1"]) as mock:
        mock.get(URL, status=418)
        assert status(URL) == 418
        assert status(f"{URL}/1/status") == 400
    assert status(URL) == 200
""",
    "vcrpy==9.4.2 wrapt==2.0.1": """
import httpx, vcr
from twelvelabs import TwelveLabs

def test_a_cassette_is_recorded_of_the_fake_and_played_without_it(tmp_path):
    from fakeembed import FakeEmbed

    def embed():
        return TwelveLabs(api_key="any").embed.create(model_name="marengo3.0", text="a dog").text_embedding.segments[0].float_

    cassette = str(tmp_path / "cassette.yaml")
    with FakeEmbed() as fake, vcr.use_cassette(cassette):
        recorded = embed()
    with FakeEmbed() as other, vcr.use_cassette(cassette, record_mode="none"):
        assert embed() == recorded
    assert (len(fake.requests), len(other.requests)) == (1, 0)
""",
    "python-multipart==0.0.12": f"""
{SAME_NAME}
    assert hasattr(multipart, "FormParser")
""",
    "python-multipart==0.0.34": SAME_NAME,
    "pyfakefs==6.3.2": """
import httpx

def test_a_file_that_is_in_no_file_system_is_uploaded(fs, fake_embed):
    fs.create_file("/dog.txt", contents="a dog")
    with open("/dog.txt", "rb") as file:
        form = {"model_name": (None, "marengo3.0"), "video_file": file}
        assert httpx.post(URL, headers=KEY, files=form).status_code == 400
    assert fake_embed.requests.one().files["video_file"].content == b"a dog"

def test_imports_go_on_afterwards():
    import this
""",
    "pytest-socket==0.8.1": """
import httpx, requests, pytest

@pytest.mark.disable_socket
def test_no_socket_is_opened(fake_embed):
    assert httpx.get(URL, headers=KEY).status_code == 200
    assert requests.get(URL, headers=KEY).status_code == 200
""",
}


def run(source, tmp_path, *packages):
    """Run a test file in a process of its own, with `packages` beside what is installed."""
    places = [str(Path(__file__).parents[2])]
    if packages:
        folder = CACHE / "-".join(packages)
        if not folder.is_dir():
            subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *packages], check=True)
        places.append(str(folder))
    (tmp_path / "test_neighbour.py").write_text(HEAD + source, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_respx(tmp_path):
    """A route of the user's is honoured, whoever was installed first."""
    done = run(RESPX, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.matrix
@pytest.mark.parametrize("package", NEIGHBOURS)
def test_a_neighbour(package, tmp_path):
    done = run(NEIGHBOURS[package], tmp_path, *package.split())

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
