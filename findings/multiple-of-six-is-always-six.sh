#!/usr/bin/env bash
# polyfactory 3.5.0 with pydantic 2.14.4, and Faker 40.63.0, seen 2026-11-30: examples for tests. Of a field that is to be a multiple of 6
# between 0 and 100, each of 300 examples is 6; of a multiple of 0.5, without limits or from 0 to 10, each is 0.5. With a limit from 30 on it
# is always 30. A field without the multiple has many values. pyfloat(right_digits=1, min_value=0, max_value=0.5) has one digit behind the
# point in some six of ten numbers, and 15 and more in the others; up to 100 each has one.
#
# One would expect an example to be any number that is allowed: a test of clips whose lengths are multiples of six seconds has seen one
# length. And a count of digits to hold for each number, or to be refused.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check polyfactory==3.5.0 pydantic==2.14.4 faker==40.63.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
from typing import Annotated

from faker import Faker
from polyfactory.factories.pydantic_factory import ModelFactory
from pydantic import BaseModel, Field


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def examples(kind):
    """The values that 300 examples of a field have."""

    class Clip(BaseModel):
        seconds: kind

    class Clips(ModelFactory):
        __model__ = Clip

    Clips.seed_random(3)
    return {Clips.build().seconds for _ in range(300)}


check("a multiple of 6 from 0 to 100", examples(Annotated[int, Field(multiple_of=6, ge=0, le=100)]), {6})
check("a multiple of 6 from 30 to 100", examples(Annotated[int, Field(multiple_of=6, ge=30, le=100)]), {30})
check("a multiple of 0.5 from 0 to 10", examples(Annotated[float, Field(multiple_of=0.5, ge=0, le=10)]), {0.5})
check("a multiple of 0.5", examples(Annotated[float, Field(multiple_of=0.5)]), {0.5})
check("any number from 0 to 100: many", len(examples(Annotated[int, Field(ge=0, le=100)])) > 50, True)

fake = Faker()
fake.seed_instance(1)


def digits(maximum):
    """How many digits stand behind the point, over 1000 numbers: for one digit, and for more than 14."""
    behind = [len(str(fake.pyfloat(min_value=0, max_value=maximum, right_digits=1)).partition(".")[2]) for _ in range(1000)]
    return behind.count(1), sum(count > 14 for count in behind)


one, many = digits(0.5)
check("one digit up to 0.5: from 500 to 700 of 1000", 500 < one < 700, True)
check("more than 14 digits: from 200 to 500", 200 < many < 500, True)
check("one digit up to 100", digits(100)[0], 1000)
PY
