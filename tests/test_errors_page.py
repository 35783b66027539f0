"""Every error and every finding is explained on a page, under a heading that its failure text names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fakeembed
from fakeembed import FakeEmbed, errors
from fakeembed.fake.conduct.finding import ADVICE, found

ROOT = Path(__file__).parent.parent
HEADINGS = re.findall(r"^#+ (.+)$", (ROOT / errors.PAGE).read_text("utf-8"), re.MULTILINE)
ERRORS = sorted(name for name in fakeembed.__all__ if name in vars(errors))


def anchor_in(text):
    """The heading that a failure text names, as a link spells it."""
    [anchor] = re.findall(rf"{re.escape(errors.PAGE)}#([\w-]+)\.", text)
    return anchor


def test_every_public_error_but_their_base_is_explained():
    assert set(ERRORS) >= {"AlreadyInstalled", "EndlessPolling", "FakeEmbedError", "UnfiredFault", "UnknownEndpoint"}
    assert set(ERRORS) - {"FakeEmbedError"} <= set(HEADINGS)


@pytest.mark.parametrize("name", [name for name in ERRORS if name != "FakeEmbedError"])
def test_the_text_of_an_error_names_its_heading(name):
    text = str(getattr(fakeembed, name)("what happened"))

    assert text.startswith("what happened\n")
    assert anchor_in(text) in {heading.lower() for heading in HEADINGS}


@pytest.mark.parametrize("code", ADVICE)
def test_the_text_of_a_finding_names_its_heading(code):
    assert anchor_in(str(found(code, "what happened", []))) == code
    assert code in HEADINGS


def test_a_failing_test_shows_where_it_is_explained():
    """As its author reads it."""
    fake = FakeEmbed()
    fake.fail_next(503)

    with pytest.raises(fakeembed.UnfiredFault, match=r"optional=True.*\nSee docs/errors.md#unfiredfault"), fake:
        pass


def test_an_error_that_was_swallowed_names_its_heading_once():
    error = errors.UnknownEndpoint.asked("GET /v1.3/analyze", ["GET /v1.3/embed/tasks"])

    assert anchor_in(str(errors.UnknownEndpoint.swallowed([error]))) == "unknownendpoint"


def test_no_heading_is_left_over():
    """A finding that is gone takes its heading with it."""
    assert {heading for heading in HEADINGS if re.fullmatch(r"[a-z-]+", heading)} == set(ADVICE)
