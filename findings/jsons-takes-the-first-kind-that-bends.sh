#!/usr/bin/env bash
# jsons 1.6.3, seen 2026-11-29. jsons.load(1.5, Union[int, float]) is 1, and as Union[float, int] it is 1.5. A list of words
# is the text "['a', 'b']" as Union[str, List[str]], an object the text "{'a': 1}", and a 2 the text "2"; as Union[List[str],
# str] the text "ab" is the list of its two letters. [0.5] as List[int] is [0], and the text "false" as bool is True.
#
# One would expect a value that is of one of the kinds as it stands to stay as it is, as in pydantic 2.14.4 and
# msgspec 0.23.0, and a fraction to be no int: of an answer that has a second or a part of one, a text or a list of texts,
# the first kind that can be made of it is taken, and no error says so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check jsons==1.6.3 pydantic==2.14.4 msgspec==0.23.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
from typing import Dict, List, Union

import jsons
import msgspec
import pydantic


def outcome(read, value, kind):
    try:
        return read(value, kind)
    except (ValueError, msgspec.ValidationError):
        return "refused"


def by_pydantic(value, kind):
    return pydantic.TypeAdapter(kind).validate_python(value)


def check(value, kind, by_jsons, by_others):
    seen = [repr(outcome(read, value, kind)) for read in (jsons.load, by_pydantic, msgspec.convert)]
    expected = [repr(by_jsons), repr(by_others), repr(by_others)]
    if seen != expected:
        print(f"changed: {value!r} as {kind} (jsons, pydantic, msgspec): {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {value!r} as {kind} (jsons, pydantic, msgspec): {seen}")


check(1.5, Union[float, int], 1.5, 1.5)
check(1.5, Union[int, float], 1, 1.5)
check(["a", "b"], Union[str, List[str]], "['a', 'b']", ["a", "b"])
check("ab", Union[List[str], str], ["a", "b"], "ab")
check({"a": 1}, Union[str, Dict[str, int]], "{'a': 1}", {"a": 1})
check(2, Union[str, int], "2", 2)
check([0.5], List[int], [0], "refused")
if jsons.load("false", bool) is not True:
    print("changed: the text false as bool")
    raise SystemExit(1)
print("still so: the text false as bool: True")
PY
