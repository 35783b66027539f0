"""Whatever is generated, the fake answers: no exception, no unscripted 5xx, and every answer fits its contract.

Each example is ten requests to one account: 1,000 in the profile `ci`, 20,000 in `nightly`.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeembed import FakeEmbed, strategies
from fakeembed._core.editions import NEWEST
from fakeembed.drift import suite
from fakeembed.drift.verification.validation import errors
from fakeembed.strategies.cases import Wait, bodies, substituted

REQUESTS = 10
"""In one example."""

# Requests that no rule of ours has thought of: any text anywhere.
ANY = st.builds(
    strategies.ApiRequest,
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.sampled_from(
        ["/v1.3/embed", "/v1.3/embed/tasks", "/v1.3/embed-v2", "/v1.3/embed-v2/tasks", "/v1.3/assets", "/v1.3/assets/a"]
    ),
    params=st.dictionaries(st.sampled_from(["page", "page_limit", "status", "filename", "force"]), st.text(max_size=8), max_size=2),
    content=st.binary(max_size=40)
    | st.text(max_size=40).map(lambda text: f'{{"input_type": "{text}"}}'.encode("utf-8", "replace")),
    content_type=st.sampled_from(["application/json", "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", ""]),
)


def contract(request):
    """The contract of the operation that a request is for, or None; literal paths come before those with names in them."""
    parts = request.path.strip("/").split("/")
    fitting = [
        known
        for known in suite.contracts()
        if known.version == parts[0]
        and len(below := known.path.strip("/").split("/")) == len(parts) - 1
        and all(wanted == part or wanted[0] == "{" for wanted, part in zip(below, parts[1:], strict=True))
    ]
    nearest = min((known.path.count("{") for known in fitting), default=0)
    return next((known for known in fitting if known.method == request.method and known.path.count("{") == nearest), None)


def misfits(request, answer):
    """What is wrong with an answer."""
    known = contract(request)
    if answer.status >= 500:
        return [f"{answer.status} without being scripted"]
    if known is None:
        return []
    if answer.status not in known.answers:
        return [f"{known.name} has no {answer.status}"]
    schema = known.answers[answer.status].schema
    if schema is None:
        return [] if answer.body == b"" else [f"{known.name} {answer.status} has no body"]
    return [
        f"{known.name} {answer.status}: {error.json_path} {error.message[:200]}"
        for error in errors(schema, answer.json(), day=NEWEST)
    ]


@pytest.fixture(scope="module")
def met():
    """What was asked, and how often."""
    found = Counter()
    yield found
    print(f"\n{found.total()} generated requests: {dict(sorted(found.items()))}")


def answered(fake, case, met):
    """The answers that one drawn thing leads to, each with its request, and what is wrong with them."""
    if isinstance(case, strategies.History):
        steps = case.steps
    elif isinstance(case, strategies.Invalid):
        steps = (*case.before.steps, case.request)
    else:
        steps = (case,)
    answers = []
    for step in steps:
        if isinstance(step, Wait):
            fake.clock.advance(step.seconds)
        else:
            request = substituted(step, bodies(answers))
            answers.append(request.answered_by(fake))
            met[answers[-1].status] += 1
            assert misfits(request, answers[-1]) == [], (request, answers[-1].body[:500])


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(
    cases=st.lists(
        st.one_of(
            strategies.valid_requests(),
            strategies.invalid_requests(),
            strategies.valid_requests(),
            strategies.invalid_requests(),
            strategies.histories(most=3),
            strategies.invalid_histories(),
            ANY,
        ),
        min_size=REQUESTS,
        max_size=REQUESTS,
    )
)
def test_every_answer_to_a_generated_request_fits_its_contract(cases, met):
    """The fake and the contracts were written apart from one another; here they meet on requests that nobody wrote."""
    fake = FakeEmbed()

    for case in cases:
        answered(fake, case, met)


def test_an_answer_that_does_not_fit_is_noticed():
    """The check can fail."""
    fake = FakeEmbed()
    request = strategies.ApiRequest("GET", "/v1.3/embed/tasks")
    answer = request.answered_by(fake)

    assert misfits(request, answer) == []
    assert misfits(request, type(answer)(200, {}, b'{"data": []}')) != []
    assert misfits(request, type(answer)(500, {}, b"{}")) == ["500 without being scripted"]
    assert misfits(request, type(answer)(418, {}, b"{}")) == ["v1_3/list_tasks has no 418"]
