"""One redactor, and what it leaves alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.redaction import _NAMES, HIDDEN, cleaned, redacted

KEY = 'tlk_3QW<8>&"K/+=9'
TEXTS = [
    ("https://b.example.com/a.mp4?X-Amz-Signature=abc&page=2", "https://b.example.com/a.mp4?(redacted)"),
    ("https://b.example.com/a.mp4?page=2&sig=abc", "https://b.example.com/a.mp4?(redacted)"),
    ("https://b.example.com/a.mp4?sv=1&se=2&sp=r", "https://b.example.com/a.mp4?(redacted)"),
    ("https://b.example.com/a.mp4?token=abc", "https://b.example.com/a.mp4?(redacted)"),
    ("GET /v1.3/embed?api_key=abc&page=2", "GET /v1.3/embed?api_key=(redacted)&page=2"),
    ("page=2&api-key=abc", "page=2&api-key=(redacted)"),
    ("https://me:pw@example.com/a", "https://(redacted)@example.com/a"),
    ("redis://:pw@localhost:6379/0", "redis://(redacted)@localhost:6379/0"),
    ("authorization: Bearer abc", "authorization: (redacted)"),
    ("Cookie: a=b; c=d\nhost: x", "Cookie: (redacted)\nhost: x"),
    ('{"x-api-key": "abc", "page": 2}', '{"x-api-key": "(redacted)", "page": 2}'),
    ("{'Authorization': 'Basic abc'}", "{'Authorization': '(redacted)'}"),
]
HARMLESS = [
    "https://example.com/watch?v=1&use=2",
    "https://example.com/dog.mp4?size=9&sequence=3",
    "GET /v1.3/embed/tasks?page=2&page_limit=10 -> 200",
    "The api_key is either invalid or expired.",
    "The video_url parameter is invalid.",
    "a token of my esteem, somebody@example.com",
    "next_page_token is null",
    'curl -H "x-api-key: $TWELVELABS_API_KEY" https://example.com/a',
]


@pytest.mark.parametrize(("text", "shown"), TEXTS, ids=[text for text, _ in TEXTS])
def test_what_proves_who_asks_is_hidden(text, shown):
    """And what stands around it is not."""
    assert redacted(text) == shown


@given(name=st.from_regex(rf"(?i:{_NAMES})", fullmatch=True))
def test_every_name_of_a_secret_is_known_in_a_header(name):
    """However it is written: the short cut for texts that have no such word finds each of them."""
    assert redacted(f"{name}: abc") == f"{name}: {HIDDEN}"


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_is_left_alone(text):
    """A report in which half is hidden helps nobody."""
    assert redacted(text) == text


@pytest.mark.parametrize("quoted", [str, repr, json.dumps, "'{}'".format, "<a b='{}'/>".format, "key is {}, it says".format])
def test_a_key_is_hidden_wherever_it_is_quoted(quoted):
    """Whoever echoes it, and however."""
    from html import escape
    from urllib.parse import quote, quote_plus

    for written in (KEY, escape(KEY), quote(KEY, safe=""), quote_plus(KEY)):
        assert written not in redacted(quoted(written), KEY)


def test_a_key_of_the_environment_need_not_be_named(monkeypatch):
    """It is the one that must not be lost."""
    monkeypatch.setenv("TWELVELABS_API_KEY", "tlk_in_the_environment")

    assert redacted("I was sent tlk_in_the_environment by you") == "I was sent (redacted) by you"


def test_a_word_is_no_key():
    """Tests call their keys "any", which stands in "company"."""
    assert redacted("the company has many", "any") == "the company has many"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "api_key", "token", "Cookie"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_keeps_its_shape(value):
    """Members and entries stay where they are; secrets lose what they say."""

    def shape(value):
        if isinstance(value, dict):
            return {name: shape(item) for name, item in value.items() if name == "a"}
        return [shape(item) for item in value] if isinstance(value, list) else type(value)

    found = cleaned(value)

    assert shape(found) == shape(value)
    assert cleaned(found) == found


@given(st.text(max_size=30), st.text(max_size=30), st.from_regex(r"[\w+/=&<>\"'-]{8,20}", fullmatch=True))
def test_no_text_keeps_a_key(before, after, key):
    """Whatever stands around it, and whatever it is made of."""
    assert key not in redacted(f"{before}{key}{after}", key).replace(HIDDEN, "")
