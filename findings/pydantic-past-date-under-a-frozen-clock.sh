#!/usr/bin/env bash
# pydantic 2.14.4 with freezegun 1.5.5 and time-machine 3.6.0, seen 2026-11-29. Where the first PastDatetime that
# a process validates is validated under freeze_time, it raises "TypeError: 'NoneType' object cannot be
# interpreted as an integer", whatever the value, and so do those after it. After one validation outside of it
# nothing is raised any more; but then, as under time-machine at once, "now" is the real one: under a clock of
# 2020, a moment of 2021 is past.
#
# One would expect validation not to depend on what was validated before: a test under freeze_time passes in a
# whole run and fails alone, or the other way round. And one would expect a clock at which datetime.now() says
# 2020 to be that of the type that asks whether something is past.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pydantic==2.14.4 freezegun==1.5.5 time-machine==3.6.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import subprocess

PROGRAM = """
import sys
from pydantic import BaseModel, PastDatetime, ValidationError
import freezegun, time_machine


class Seen(BaseModel):
    at: PastDatetime


def said(moment):
    try:
        return Seen(at=moment).at.year
    except ValidationError as error:
        return error.errors()[0]["type"]
    except TypeError as error:
        return str(error)


if "before" in sys.argv:
    said("2019-01-01T00:00:00")
frozen = freezegun.freeze_time("2020-01-01") if "freezegun" in sys.argv else time_machine.travel("2020-01-01", tick=False)
with frozen:
    print([said(moment) for moment in ("2019-01-01T00:00:00", "2021-01-01T00:00:00Z", "2999-01-01T00:00:00")])
"""


def seen(*arguments):
    found = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return eval(found.stdout)


error = "'NoneType' object cannot be interpreted as an integer"
check("freezegun", seen("freezegun"), [error] * 3)
check("freezegun, after a validation before it", seen("freezegun", "before"), [2019, 2021, "datetime_past"])
check("time-machine", seen("time-machine"), [2019, 2021, "datetime_past"])
PY
