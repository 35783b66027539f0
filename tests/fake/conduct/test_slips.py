"""What a client sends by mistake, and what it goes on with: each finding is made and not made."""

from __future__ import annotations

import pytest

URL = "https://example.com/dog.mp4"


@pytest.mark.parametrize("path", ["/videos/dog.mp4", "dog.mp4", r"C:\videos\my dog.MOV", "bark.wav"])
def test_a_path_uploaded_as_a_file(fake_embed, client, path):
    """Clients before 1.0 opened it; those since then send its text, and the service says no more than that it cannot read it."""
    with pytest.raises(Exception, match="video_file_broken"):
        client.embed.tasks.create(model_name="marengo3.0", video_file=path)

    (finding,) = fake_embed.conduct()
    assert finding.code == "path-as-file"
    assert finding.message == f"what was uploaded as video_file is no file but the text {path!r}"


@pytest.mark.parametrize("content", [b"12345", b"RIFF\x00\x00.wav", b"a.mp4\nb.mp4", b"\xff\xd8.jpg", b""])
def test_other_broken_files_are_no_paths(fake_embed, http, content, codes):
    """A file may be broken in a hundred ways."""
    http.post("/embed/tasks", data={"model_name": "marengo3.0"}, files={"video_file": ("dog.mp4", content)})

    assert codes() == []


@pytest.mark.parametrize("nothing", ["None", "undefined", "null", "%5Bobject%20Object%5D"])
@pytest.mark.parametrize("what", ["status", ""])
def test_an_error_that_was_swallowed(fake_embed, http, nothing, what, form):
    """The program goes on with the id that it did not get."""
    http.post("/embed/tasks", files=form(model_name="marengo9"))
    http.get(f"/embed/tasks/{nothing}/{what}".rstrip("/"))

    (finding,) = fake_embed.conduct()
    assert (finding.code, len(finding.requests)) == ("error-swallowed", 2)
    assert finding.message == "POST /v1.3/embed/tasks failed, and the client went on with an id that it did not get"


@pytest.mark.parametrize("source", [{"asset_id": "None"}, {"asset_id": ""}, {"asset_id": None}])
def test_an_upload_that_failed_and_is_used_all_the_same(fake_embed, http, source, codes, v2):
    """The error of the first step was swallowed."""
    fake_embed.fail_next(500, path="/assets", method="POST")
    http.post("/assets", data={"method": "url"}, files={"url": (None, URL)})
    http.post("/embed-v2", json=v2(**source))

    assert codes() == ["error-swallowed"]


def test_an_error_that_was_dealt_with_is_none_that_was_swallowed(fake_embed, http, codes, v2, form):
    """Raised, tried again, skipped, or another way taken: what nobody can see on the wire is nobody accused of."""
    http.post("/embed/tasks", files=form(model_name="marengo9"))
    for name in ("cat", "dog"):
        fake_embed.fail_next(503, method="POST")
        http.post("/embed/tasks", files=form(video_url=f"https://example.com/{name}.mp4"))
    fake_embed.fail_next(500, path="/assets", method="POST")
    http.post("/assets", data={"method": "url"}, files={"url": (None, URL)})
    http.post("/embed-v2", json=v2(asset_id=None, url=URL))

    assert codes() == []


@pytest.mark.parametrize(("pages", "found"), [("12", []), ("1223", []), ("123", ["error-swallowed"]), ("1232", [])])
def test_a_page_that_is_missing(fake_embed, http, pages, found, codes):
    """A list with a hole is taken for the whole."""
    fake_embed.populate(tasks=25)
    fake_embed.fail_next(500, path="/embed/tasks", after=1)
    for page in pages:
        http.get("/embed/tasks", params={"page": page})

    assert codes() == found


def test_a_page_that_does_not_exist_is_not_missing(fake_embed, http, codes):
    """What was refused for its number holds nothing back."""
    for page in ("-1", "x", "1", "2"):
        http.get("/embed/tasks", params={"page": page})

    assert [logged.status for logged in fake_embed.requests] == [400, 400, 200, 200]
    assert codes() == []


def test_an_operation_that_the_fake_does_not_serve(fake_embed, http, codes):
    """The 404 that real code logs and forgets; what is stubbed, or exists in another version, is no finding."""
    fake_embed.stub("GET", "/indexes", json={"data": []})
    http.get("/indexes")
    http.get("https://api.twelvelabs.io/v1.1/embed/tasks")
    assert codes() == []

    for _ in range(2):
        http.post("/analyze", json={})

    (finding,) = [found for found in fake_embed.conduct() if found.code == "unknown-endpoint"]
    assert [str(request) for request in finding.requests] == ["POST /v1.3/analyze -> 404 not_found"] * 2
