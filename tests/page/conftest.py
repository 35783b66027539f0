"""How the tests look at a page: as a parser sees it, and by what a person would read."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """A page as a list of elements, each with its tag, its attributes and all of the text in it."""

    def __init__(self, text):
        super().__init__()
        self.source = text
        self.elements = []
        self._open = []
        self.feed(text)
        self.close()
        for element in self.elements:
            element["text"] = "".join(element["text"])
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": [], **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        assert self._open[-1]["tag"] == tag
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element["text"].append(data)

    def all(self, tag, **attributes):
        """The elements of a tag with these attributes; `class_` is one of their classes."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if element["tag"] == tag
            and all(element.get(name) == value for name, value in attributes.items())
            and (wanted is None or wanted in element.get("class", "").split())
        ]

    def one(self, tag, **attributes):
        """The only one of them."""
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def text(self):
        """What a person reads, in one line."""
        return " ".join(self.one("main")["text"].split())


@pytest.fixture(scope="session")
def parsed():
    """Reads the text of a page."""
    return Page


@pytest.fixture(scope="session")
def look():
    """Looks at a view of a served fake, below its socket."""

    def looked(fake, query="", status=200):
        from fakeembed import Request

        answer = fake.app(Request("GET", "/__fakeembed__/", query))
        assert answer.status == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return Page(answer.body.decode())

    return looked


@pytest.fixture
def fake():
    """A fake as it is served, without a socket."""
    from fakeembed.serving.served import ServedFake

    return ServedFake()


@pytest.fixture
def create(send):
    """Creates a task for a URL, and gives its id."""

    def created(fake, url="https://example.com/dog.mp4", **fields):
        answer = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": url, **fields})
        assert answer.status == 200, answer.body
        return answer.json()["_id"]

    return created
