"""What `fakeembed serve` takes as its options, and what it refuses before it listens."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fakeembed.__main__ import main
from fakeembed.serving.gate import named_host, named_origin


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--api-key-file", "/nowhere"], "No such file"),
        (["--api-date", "yesterday"], "api_date is an ISO date"),
        (["--workers", "0"], "--workers is 1 or more"),
        (["--processing-seconds", "-1"], "processing_seconds is zero or more"),
        (["--host", "192.0.2.1"], "assign requested address"),
        (["--state", "/nowhere/state.db"], "the state cannot be kept in '/nowhere/state.db'"),
        (["--state", "redis://127.0.0.1:1"], "the state cannot be kept in Redis"),
    ],
)
def test_what_cannot_be_served_is_one_line_and_status_2(arguments, said):
    """No traceback for a typing error."""
    done = subprocess.run(
        [sys.executable, "-m", "fakeembed", "serve", "--port", "0", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--api-key-file", os.devnull], f"there is no key in {os.devnull!r}, and without keys every key is accepted"),
        (["--api-key", ""], "there is no key in --api-key, and without keys every key is accepted"),
        (["--api-key", " ", "--api-key-file", os.devnull], f"there is no key in --api-key or {os.devnull!r}, and without keys"),
        (["--control-token", ""], "there is no token in --control-token or FAKEEMBED_CONTROL_TOKEN, and without one"),
        (["--control-token", " ", "--host", "0.0.0.0"], "there is no token in --control-token or FAKEEMBED_CONTROL_TOKEN"),
        (["--cors", "app.example.com"], "--cors takes an origin, such as https://app.example.com, or '*' for any; not"),
        (["--allow-host", "http://fake.internal/"], "--allow-host takes the name of a host, such as fake.internal; not"),
    ],
)
def test_what_would_let_in_everybody_or_nobody_is_refused(capsys, arguments, said):
    """Before it listens, and not by answers that nobody understands."""
    assert main(["serve", "--port", "0", *arguments]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"fakeembed serve: {said}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("variable", "content", "said"),
    [
        (" , ", None, "there is no key in FAKEEMBED_API_KEYS, and without keys every key is accepted"),
        ("", "\ufeff \n", "there is no key in '"),
        ("", None, "api_date is an ISO date"),
    ],
    ids=["blanks and commas", "a file with a mark alone", "an empty variable, as a container gets for one that nobody set"],
)
def test_a_place_for_keys_without_a_key_is_refused(capsys, monkeypatch, tmp_path, variable, content, said):  # noqa: PLR0917 - fixtures
    """Before the date, which is wrong as well, so that nothing is served in any case."""
    monkeypatch.setenv("FAKEEMBED_API_KEYS", variable)
    file = tmp_path / "keys"
    if content:
        file.write_text(content, "utf-8")

    assert main(["serve", "--port", "0", "--api-date", "yesterday", *(["--api-key-file", str(file)] if content else [])]) == 2

    assert capsys.readouterr().err.startswith(f"fakeembed serve: {said}")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://App.example.com/", "https://app.example.com"),
        ("https://app.example.com:443", "https://app.example.com"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://10.0.0.7:80", "https://10.0.0.7:80"),
        ("tauri://localhost", "tauri://localhost"),
        ("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop"),
        ("null", "null"),
        ("*", "*"),
    ],
)
def test_an_origin_is_taken_as_browsers_name_it(text, origin):
    """Without a path and without the usual port."""
    assert named_origin(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        *["", "/", "//a", "https://", "https://a/page", "https://a?", "https://a?b=c", "https://a#", "https://me@a", "https://@a"],
        *["https://a b", " https://a", "https://a ", "https://a\t", "https://a,https://b", "https://a:", "https://a:/"],
        *["https://a:x", "https://a:65536", "https://a:1:2", "https://a:-1", "https://a:٣", "https://*.example.com", "https://*"],
        *["https://a:*", "https://[*]", "https://[::1", "https://[::1]x", "https://x[::1]", "https://::1", "https://[10.0.0.7]"],
    ],
)
def test_an_origin_that_no_browser_sends_is_refused(text):
    """It would let nobody in, and who gave it would look for the reason in a page."""
    with pytest.raises(ValueError, match=r"--cors takes an origin, such as https://app\.example\.com"):
        named_origin(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fake.internal:8765", "fake.internal"),
        ("fake.internal.", "fake.internal"),
        ("fake_embed", "fake_embed"),
        ("10.0.0.7:80", "10.0.0.7"),
        ("[FD00::1]:8765", "fd00::1"),
        ("fd00::1", "fd00::1"),
        ("[fd00::1]", "fd00::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("*", "*"),
    ],
)
def test_a_host_is_taken_without_its_port(text, name):
    """As the header `Host` is looked at."""
    assert named_host(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *["", ".", ":80", "*:8000", "[*]", "[*]:80", "*.", "**", "*.internal", ".internal", "fe80::1%*", "[]", "[a]", "[10.0.0.7]"],
        *["a b", " a", "a ", "a\n", "a,b", "me@a", "@a", "a?", "a#", "a/", "a\\b", "a:1:2", "[::1]:1:2", "a:x", "a:65536", "[::1"],
        *["[::1]x", "x[::1]", "::1]", "fd00::1::2"],
    ],
)
def test_a_host_that_no_request_names_is_refused(text):
    """Above all one that would come out as "*", for which every name is answered."""
    with pytest.raises(ValueError, match=r"--allow-host takes the name of a host, such as fake\.internal; not"):
        named_host(text)
