"""PDF files, plain text and Markdown: pages, quadrants, chunks of sentences, and how much of it is allowed."""

from __future__ import annotations

from base64 import b64encode
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.documents import DEFAULT_PAGES, QUADRANTS, chunks, sentences

PDF, NOTES = "https://example.com/a.pdf", "https://example.com/a.md"
TEXT = "The dog runs. It barks! Does it sleep? No."


def request(source, top=None, **fields):
    given_source = {"url": source} if isinstance(source, str) else {"base64_string": b64encode(source).decode()}
    return {
        "input_type": "document",
        "model_name": "marengo3.5",
        "document": {"media_source": given_source, **fields},
        **(top or {}),
    }


def several(source, said=None):
    given_source = {"media_type": "document", "base64_string": b64encode(source).decode()}
    said = {} if said is None else {"input_text": said}
    return {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"media_sources": [given_source], **said}}


def chunked(most, overlap=None):
    return {"sequential": {"strategy": "sentence", "max_sentences": most, "overlap_sentences": overlap}}


def keys(data, *names):
    return [tuple(entry[name] for name in names) for entry in data]


def test_a_pdf_has_an_embedding_for_each_page_by_default(embedded, fake, pdf):
    """Pages count from one; there is no time."""
    task = embedded(fake, request(pdf(3)))

    found = keys(task["data"], "embedding_option", "embedding_scope", "start_page_number", "end_page_number", "start_sec")
    assert found == [("visual", "page", page, page, None) for page in (1, 2, 3)]
    assert len({tuple(entry["embedding"]) for entry in task["data"]}) == 3
    assert task["metadata"] == {
        "input_type": "document",
        "embedding_options": ["visual"],
        "embedding_scopes": ["local"],
        "embedding_dimension": 512,
    }
    assert task["usage"]["input_tokens"] == {"document": 3 * 256}


def test_quadrants_come_with_their_page(embedded, fake, pdf):
    """Five entries a page; the whole page has no quadrant. Five times as many tokens (documented)."""
    task = embedded(fake, request(pdf(2), segmentation={"spatial": {"strategy": "quadrants"}}))

    assert keys(task["data"], "start_page_number", "quadrant") == list(product((1, 2), (None, *QUADRANTS)))
    assert len({tuple(entry["embedding"]) for entry in task["data"]}) == 10
    assert task["usage"]["input_tokens"] == {"document": 2 * 256 * 5}


def test_a_pdf_can_be_embedded_as_a_whole(embedded, fake, pdf):
    """What is seen of it and what it says, alone or beside its pages."""
    whole = embedded(fake, request(pdf(2), embedding_option=["visual", "text"], embedding_scope=["asset"]))
    both = embedded(fake, request(pdf(2), embedding_scope=["local", "asset"]))

    assert keys(whole["data"], "embedding_option", "embedding_scope", "start_page_number") == [
        ("visual", "asset", None),
        ("text", "asset", None),
    ]
    assert keys(both["data"], "embedding_scope", "start_page_number") == [("page", 1), ("page", 2), ("asset", None)]


def test_a_text_is_embedded_whole_by_default(ask, embedded, fake):
    """As the same text would be as a query (documented: it is embedded as text)."""
    query = {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"input_text": TEXT}}

    task = embedded(fake, request(TEXT.encode()))

    assert keys(task["data"], "embedding_option", "embedding_scope", "chunk_index") == [("text", "asset", None)]
    assert task["data"][0]["embedding"] == ask(fake, "POST /embed-v2", query).json()["data"][0]["embedding"]


def test_a_text_is_cut_into_chunks_of_sentences(ask, embedded, fake):
    """Each embeds as what it says; they count from zero, and the whole may come with them."""
    task = embedded(fake, request(TEXT.encode(), embedding_scope=["local", "asset"], segmentation=chunked(2, 1)))
    query = {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"input_text": "It barks! Does it sleep?"}}

    assert keys(task["data"], "embedding_scope", "chunk_index") == [("chunk", 0), ("chunk", 1), ("chunk", 2), ("asset", None)]
    assert task["data"][1]["embedding"] == ask(fake, "POST /embed-v2", query).json()["data"][0]["embedding"]


@given(st.integers(0, 40), st.integers(1, 8), st.data())
def test_chunks_have_every_sentence_and_share_their_overlap(count, most, data):
    """Documented: the end of one chunk is repeated at the start of the next."""
    overlap = data.draw(st.integers(0, most - 1))
    text = " ".join(f"Sentence {number}." for number in range(count))

    found = [sentences(chunk) for chunk in chunks(text, most=most, overlap=overlap)]

    first = found[0] if found else []
    assert [*first, *(sentence for chunk in found[1:] for sentence in chunk[overlap:])] == sentences(text)
    assert all(one[len(one) - overlap :] == other[:overlap] for one, other in pairwise(found))
    assert all(len(chunk) <= most for chunk in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  \n ", []),
        ("One", ["One"]),
        ("One. Two!  Three?\nFour", ["One.", "Two!", "Three?", "Four"]),
        ("# Title\n\nOne line\nof text.", ["# Title", "One line\nof text."]),
        ("1.5 litres", ["1.5 litres"]),
    ],
)
def test_a_sentence_ends_with_its_mark_or_an_empty_line(text, found):
    """Good enough for a fake, and said aloud (decision D69)."""
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("fields", "words", "fails"),
    [
        ({}, 2000, False),
        ({}, 2001, True),
        ({"embedding_scope": ["local"], "segmentation": chunked(1)}, 2000, False),
        ({"embedding_scope": ["local"], "segmentation": chunked(1)}, 2001, True),
    ],
)
def test_a_text_beyond_the_context_window_fails_later(ask, fake, fields, words, fails):
    """Documented of chunks: the task fails, nothing is cut."""
    ask(fake, "POST /embed-v2/tasks", request(b"word " * words, **fields))

    (task,) = fake.tasks.values()
    assert task.reason == ("Content exceeds the model's context window." if fails else None)


@pytest.mark.parametrize(
    ("pages", "size", "fields", "reason"),
    [
        (64, 0, {}, None),
        (65, 0, {}, "Document (65 pages) exceeds maximum limit of 64 pages"),
        (65, 2**20, {}, None),
        (12, 0, {"segmentation": {"spatial": {"strategy": "quadrants"}}}, None),
        (
            13,
            0,
            {"segmentation": {"spatial": {"strategy": "quadrants"}}},
            "Document (65 pages) exceeds maximum limit of 64 pages",
        ),
    ],
)
def test_a_pdf_has_64_pages_for_each_megabyte(ask, fake, pdf, pages, size, fields, reason):  # noqa: PLR0917 - three fixtures
    """The task is created and fails; quadrants count each page five times (documented)."""
    created = ask(fake, "POST /embed-v2/tasks", request(pdf(pages, size), **fields))

    (task,) = fake.tasks.values()
    assert (created.status, task.reason) == (202, reason)


@pytest.mark.parametrize(("pages", "size", "status"), [(16, 0, 200), (17, 0, 413), (17, 2**20, 200)])
def test_a_pdf_has_16_pages_for_each_megabyte_at_once(ask, fake, pdf, pages, size, status):  # noqa: PLR0917 - three fixtures
    """A 413 that says both numbers (documented)."""
    answer = ask(fake, "POST /embed-v2", several(pdf(pages, size)))

    assert answer.status == status
    if_refused = {"code": "content_too_large", "message": "Document (17 pages) exceeds maximum limit of 16 pages"}
    assert answer.json().get("error") == (if_refused if status == 413 else None)


def test_two_texts_are_one_too_many(ask, fake):
    """All-text content is a 400 (documented); with a picture it is fine."""
    text = several(b"one")["multi_input"]["media_sources"][0]
    picture = {"media_type": "image", "url": "https://example.com/a.png"}
    bodies = [
        {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"media_sources": sources, "input_text": said}}
        for sources, said in (([text, text], None), ([text, text, picture], "both"))
    ]

    assert [ask(fake, "POST /embed-v2", body).status for body in bodies] == [400, 200]


def test_two_pdfs_are_one_too_many(ask, fake, pdf):
    """A PDF must be the only source (documented)."""
    source = several(pdf(1))["multi_input"]["media_sources"][0]
    body = {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"media_sources": [source, source]}}

    assert ask(fake, "POST /embed-v2", body).status == 400


def test_a_document_of_which_only_the_url_is_known_has_a_default(embedded, fake):
    """The name tells a text from a PDF (decision D69)."""
    by_url = [embedded(fake, request(url))["data"] for url in (PDF, NOTES)]

    assert [len(data) for data in by_url] == [DEFAULT_PAGES, 1]
    assert by_url[1][0]["embedding_option"] == "text"


def test_a_declared_text_says_what_its_scenes_say(ask, embedded):
    """So that a test can search documents that nobody fetches."""
    fake = FakeEmbed()
    fake.media("a.md", scenes=[Scene(0, 1, "a dog catches a frisbee")])
    query = {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": {"input_text": "a dog catches a frisbee"}}

    found = embedded(fake, request(NOTES))["data"][0]["embedding"]

    assert found == ask(fake, "POST /embed-v2", query).json()["data"][0]["embedding"]


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_document_can_be_an_asset(ask, embedded, send, fake, pdf, name):  # noqa: PLR0917 - four fixtures
    """Uploaded once, embedded later, the same as in the request."""
    content = pdf(2) if name == "a.pdf" else TEXT.encode()
    asset_id = send(fake, "POST /v1.3/assets", {"method": "direct"}, {"file": (name, content)}).json()["_id"]
    fake.clock.advance(10)
    body = {"input_type": "document", "model_name": "marengo3.5", "document": {"media_source": {"asset_id": asset_id}}}

    by_asset = embedded(fake, body)

    assert by_asset["data"] == embedded(fake, request(content))["data"]
    assert by_asset["metadata"]["input_filename"] == name


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + bytes(200), b"\x00\x01", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n"])
def test_what_is_neither_a_pdf_nor_text_is_refused(ask, fake, content):
    """Broken files, other formats, and text that is not UTF-8."""
    answer = ask(fake, "POST /embed-v2/tasks", request(content))

    assert answer.json() == {
        "code": "parameter_invalid",
        "message": "The document.media_source parameter is invalid. Document file is not valid.",
    }
