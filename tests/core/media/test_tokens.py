"""The length of a text in tokens is a lower bound: never more than any tokenizer in use would count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed
from fakeembed._core.media.tokens import LONGEST_TOKEN, cut_to, tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("dog", 1),
        ("a dog\ncatches\ta frisbee ", 5),
        ("x" * LONGEST_TOKEN, 1),
        ("x" * (LONGEST_TOKEN + 1), 2),
        ("x" * (3 * LONGEST_TOKEN) + " y", 4),
    ],
)
def test_words_are_counted_and_long_ones_more_than_once(text, count):
    """The two facts that hold for every tokenizer: no token spans a space, and none is endless."""
    assert tokens(text) == count


@given(st.text())
def test_the_bound_never_exceeds_the_bytes(text):
    """No tokenizer makes more tokens than a text has bytes, so a lower bound above that would be none."""
    assert 0 <= tokens(text) <= len(text.encode("utf-8", "surrogatepass"))


@given(st.text(), st.text())
def test_more_text_never_has_fewer_tokens(one, other):
    """Whoever cuts a text until it fits gets there."""
    assert max(tokens(one), tokens(other)) <= tokens(f"{one} {other}") == tokens(one) + tokens(other)


@given(st.text(), st.integers(0, 20), st.booleans())
def test_a_cut_text_fits_and_keeps_its_words(text, most, from_start):
    """What is left is the beginning or the end of the text, and no word more would fit."""
    kept = cut_to(text, most, from_start=from_start).split()

    words = text.split()
    assert tokens(" ".join(kept)) <= most
    assert kept == (words[len(words) - len(kept) :] if from_start else words[: len(kept)])
    one_more = words[len(words) - len(kept) - 1 :] if from_start else words[: len(kept) + 1]
    assert kept == words or tokens(" ".join(one_more)) > most


@pytest.mark.parametrize(
    ("model", "limit", "day"), [("Marengo-retrieval-2.7", 77, "2025-07-15"), ("marengo3.0", 500, "2026-09-01")]
)
def test_a_text_at_the_limit_is_embedded_as_it_is(send, model, limit, day):
    """The last word counts: with another one the vector is another."""
    fake = FakeEmbed(api_date=day, dimension=8)
    texts = ["dog " * (limit - 1) + last for last in ("cat", "bird")]

    first, second = (send(fake, "POST /v1.3/embed", {"model_name": model, "text": text}) for text in texts)

    assert first.json()["text_embedding"]["segments"] != second.json()["text_embedding"]["segments"]


def test_marengo_3_reports_the_length_inside_the_answer(send):
    """Recorded 2026-06: status 200, no segments, and a sentence; code that reads `segments[0]` breaks here, as it does live."""
    answer = send(FakeEmbed(), "POST /v1.3/embed", {"model_name": "marengo3.0", "text": "dog " * 501})

    assert answer.status == 200
    assert answer.json() == {
        "model_name": "marengo3.0",
        "text_embedding": {"error_message": "The text token length should be less than or equal to 500."},
    }


@pytest.mark.parametrize(
    ("truncate", "same_as"), [({}, "end"), ({"text_truncate": "end"}, "end"), ({"text_truncate": "start"}, "start")]
)
def test_the_older_models_cut(send, truncate, same_as):
    """Documented: `end` is the default and drops the end, `start` drops the beginning."""
    fake = FakeEmbed(api_date="2025-07-15", dimension=8)
    words = [f"word{number}" for number in range(100)]
    kept = {"end": words[:77], "start": words[-77:]}[same_as]

    def embed(words, **fields):
        text = " ".join(words)
        return send(fake, "POST /v1.3/embed", {"model_name": "Marengo-retrieval-2.7", "text": text, **fields}).json()

    assert embed(words, **truncate) == embed(kept)
