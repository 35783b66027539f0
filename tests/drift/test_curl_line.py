"""A line that shows a difference again must run as it stands, and must never carry a key."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift.curl import curl_line

URL = "https://api.twelvelabs.io/v1.3/embed/tasks"
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def test_the_key_is_a_variable_of_the_shell():
    """Whoever runs the line uses a key of their own."""
    line = curl_line("GET", URL, headers={"X-Api-Key": "open sesame", "Authorization": "open sesame", "x-trace": "1"})

    assert line == f"curl -sS -X GET -H \"x-api-key: $TWELVELABS_API_KEY\" -H 'x-trace: 1' {URL}"


def test_fields_files_and_query_are_written():
    """Everything that the question had."""
    line = curl_line("POST", URL, params={"page": ["1", "2"]}, form=[("text", "it's")], files=[("video_file", "clip.mp4")])

    assert shlex.split(line)[6:] == ["--form-string", "text=it's", "-F", "video_file=@clip.mp4", f"{URL}?page=1&page=2"]


def test_a_json_body_is_written():
    """With its content type."""
    line = curl_line("POST", URL, json={"text": "a dog"})

    assert shlex.split(line)[6:] == ["-H", "content-type: application/json", "-d", '{"text": "a dog"}', URL]


@given(TEXT, TEXT)
def test_no_value_can_leave_its_quotes(name, value):
    """Values come from answers of strangers; the line is for pasting into a shell."""
    words = shlex.split(curl_line("POST", URL, form=[(name, value)]))

    assert words[6:] == ["--form-string", f"{name}={value}", URL]
