"""What the page is made of: nothing from elsewhere, nothing that a client can add to, nothing secret, and never much."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import Request, Response, Scene
from fakeembed._core.models import MARENGO_3_0
from fakeembed.serving.served import ServedFake

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></script><b>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!-- -->]]>&lt;&#0;\u202e\u2028",
    "\ud800 lone",
]
VIEWS = ["", "view=requests", "view=nearness", "view=steering", "request=1", "request=2", "request=3"]


def shown(fake, query):
    """The text of a view."""
    return fake.app(Request("GET", "/__fakeembed__/", query)).body.decode()


def told(fake, send, words):
    """Say some words wherever a client or a test can: names, fields, texts, headers, scenes, reasons, and the page's own fields."""
    said = words.encode("utf-8", "replace").decode()
    url = "https://example.com/" + urlencode({"n": said})
    fake.media("*", duration=6, scenes=[Scene(0, 6, words)], fails=words, processing_seconds=0)
    answer = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": url})
    send(fake, "POST /v1.3/embed", {"model_name": said, "text": said})
    header = said.encode("ascii", "replace").decode().replace("\x00", "")
    fake.app(Request("GET", f"/v1.3/{said}", headers={"x-api-key": "any", "user-agent": header}))
    typed = urlencode({"text": said, "find": said, "finding": said, "operation": said, "clip": said, "kind": said})
    return [
        *VIEWS,
        f"task={answer.json().get('_id', '')}",
        f"view=nearness&{typed}",
        typed,
        urlencode({"task": said}),
        urlencode({"view": said}),
    ]


def outline(page):
    """The elements of a page and their attributes, without values."""
    return [(element["tag"], sorted(set(element) - {"tag", "text"})) for element in page.elements]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_element_and_no_attribute(send, parsed, words):
    """The page has the same elements as with harmless words, and shows the words as text."""
    hostile, harmless = ServedFake(), ServedFake()
    queries = zip(told(hostile, send, words), told(harmless, send, "words"), strict=True)

    pages = [(parsed(shown(hostile, query)), parsed(shown(harmless, other))) for query, other in queries]

    for page, other in pages:
        assert outline(page) == outline(other)
    assert [
        element
        for page, _ in pages
        for element in page.elements
        if "style" in element or any(name.startswith("on") for name in element)
    ] == []
    assert words.encode("utf-8", "replace").decode() in pages[0][0].one("main")["text"]


@given(st.text(max_size=40))
def test_no_words_at_all_do(send, parsed, words):
    """Whatever they are; a word more or less moves dots and ranks, so only the kinds of elements are compared."""
    fake = ServedFake()
    for query in told(fake, send, words):
        page = parsed(shown(fake, query))
        assert {element["tag"] for element in page.elements} <= KNOWN


KNOWN = {
    *("html", "head", "meta", "title", "link", "style", "script", "noscript", "body", "header", "nav", "main", "section"),
    *("a", "div", "p", "dl", "dt", "dd", "ul", "ol", "li", "h1", "h2", "h3", "span", "b", "time", "pre", "code"),
    *("form", "label", "input", "select", "option", "button", "textarea", "progress"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "line", "path", "circle", "rect", "text"),
}


def test_nothing_comes_from_elsewhere(fake, parsed, look, create):
    """Links lead to the page, and the only resource is a picture in the address of the icon."""
    task = create(fake)
    for query in (*VIEWS[:4], f"task={task}", "request=1"):
        page = look(fake, query)
        led = [element[name] for element in page.elements for name in ("href", "src", "action") if name in element]
        assert [where for where in led if not where.startswith(("?", "#", "data:image/svg+xml,"))] == []
        assert "url(" not in page.one("style")["text"]
        assert "@import" not in page.one("style")["text"]


def test_the_policy_names_this_style_and_this_script_alone(fake, look):
    """By their digests, which the browser computes again."""
    policy = fake.app(Request("GET", "/__fakeembed__/")).headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    page = look(fake)

    def digest(tag):
        return f"'sha256-{b64encode(sha256(page.one(tag)['text'].encode()).digest()).decode()}'"

    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == digest("style")
    assert rules["script-src"] == digest("script")
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"


def test_no_key_and_no_signature_is_shown(fake, send):
    """In no view."""
    key = "tlk_0123456789ABCDEF"
    url = f"https://me:pw-secret@example.com/a.mp4?X-Amz-Signature=s1gn4ture&token={key}"
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": url}, key=key)
    send(fake, f"GET /v1.3/embed/tasks?api_key={key}", key=key)
    fake.clock.advance(20)
    (task,) = fake.tasks

    pages = "".join(shown(fake, query) for query in (*VIEWS, f"task={task}", "view=nearness&text=a"))

    assert "example.com/a.mp4" in pages
    assert [secret for secret in (key, "pw-secret", "s1gn4ture") if secret in pages] == []


@pytest.mark.once
def test_a_large_account_makes_no_large_page():
    """50,000 tasks and 10,000 requests: lists have pages, and a view has less than 300 kB."""
    fake = ServedFake(processing_seconds=0)
    medium = fake._service.media.by_url("https://example.com/a-rather-long-name-of-a-video-of-a-dog-in-the-sea.mp4")
    for _ in range(50_000):
        fake._service.create_task(model=MARENGO_3_0, medium=medium, window=(0, 18), clip_length=2, scopes=("clip", "video"))
    for number in range(10_000):
        fake.requests.add(
            Request("GET", f"/v1.3/embed/tasks/{number}", headers={"x-api-key": "any"}), Response(400, body=b"{}"), number
        )

    sizes = {
        query: len(shown(fake, query))
        for query in (*VIEWS[:4], "page=2000", "view=requests&before=20", "view=nearness&text=dog", "request=5000")
    }

    assert {query: size for query, size in sizes.items() if size >= 300_000} == {}
    assert "50,000 in all" in shown(fake, "")
    assert "10,000 in all" in shown(fake, "view=requests")


def test_nothing_of_it_is_imported_before_it_is_asked_for():
    """Who serves or embeds without looking does not pay for it, and who looks at requests does not pay for vectors."""
    code = """
import sys
from fakeembed import Request
from fakeembed.serving.served import ServedFake
from fakeembed.serving import asgi
fake = ServedFake()
fake.app(Request("GET", "/v1.3/embed/tasks", headers={"x-api-key": "any"}))
fake.app(Request("GET", "/__fakeembed__/requests"))
ours = lambda: sorted(name for name in sys.modules if name.startswith(("jinja2", "fakeembed.page")))
before = ours()
fake.app(Request("GET", "/__fakeembed__/"))
print(before, "jinja2" in ours(), "numpy" in sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert said.strip() == "[] True False"
