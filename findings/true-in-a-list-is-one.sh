#!/usr/bin/env bash
# deepdiff 9.1.0, jsondiff 2.2.1, dictdiffer 0.10.0, json-delta 2.0.2 and jsonpatch 1.48 (Python), seen 2026-11-30: what has changed from one
# answer of JSON to the next. A true that becomes 1 is a change of type in DeepDiff where it is the value of a name, {"ok": true}, also in
# an object in a list; where it is an item of a list, [true], nothing has changed, and so it is with false and 0, and with [[true]]. Once
# ignore_order is set, which is to say less, DeepDiff says it. jsondiff, dictdiffer and json-delta never say it; jsonpatch always does.
#
# One would expect one answer for one value in all places: DeepDiff is the one that is known for telling types, and JSON has a true that is
# no number. A vector of flags that has become numbers passes, and the same in a field does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  deepdiff==9.1.0 jsondiff==2.2.1 dictdiffer==0.10.0 json-delta==2.0.2 jsonpatch==1.48 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import dictdiffer
import json_delta
import jsondiff
import jsonpatch
from deepdiff import DeepDiff


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


READERS = {
    "DeepDiff": lambda one, other: DeepDiff(one, other),
    "DeepDiff, ignore_order": lambda one, other: DeepDiff(one, other, ignore_order=True),
    "jsondiff": jsondiff.diff,
    "dictdiffer": lambda one, other: list(dictdiffer.diff(one, other)),
    "json-delta": lambda one, other: json_delta.diff(one, other, verbose=False),
    "jsonpatch": lambda one, other: jsonpatch.make_patch(one, other).patch,
}
ROWS = [
    ("another number", {"n": 1}, {"n": 2}, "111111"),
    ("true and 1 by name", {"ok": True}, {"ok": 1}, "110001"),
    ("true and 1 by name, in a list", [{"ok": True}], [{"ok": 1}], "110001"),
    ("true and 1 in a list", {"ok": [True]}, {"ok": [1]}, "010001"),
    ("false and 0 in a list", [0.5, False], [0.5, 0], "010001"),
    ("true and 1 in a list of lists", [[True]], [[1]], "010001"),
    ("a text and a number in a list", ["1"], [1], "111111"),
]
for what, one, other, expected in ROWS:
    for (name, differ), told in zip(READERS.items(), expected):
        check(f"{what}, by {name}", bool(differ(one, other)), told == "1")
PY
