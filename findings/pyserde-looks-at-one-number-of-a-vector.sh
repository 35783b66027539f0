#!/usr/bin/env bash
# pyserde 0.34.0 with beartype 0.23.1, seen 2026-11-29. A dataclass has embedding: list[float]. Of 400 calls of from_dict
# with one and the same {"embedding": [0.5, 1]} some are refused with a SerdeError, and the others give [0.5, 1]: the
# check of types, which is on by default, looks at one number of the list, drawn anew each time, and takes no int for a
# float. [1, 0] is refused each time, as is a start of 0; ["a", 0.5] is let through by some. from_json gives [0.5, 1.0]
# for the same text each time, as from_dict does with type_check=coerce, and always refuses the word.
#
# One would expect from_dict(response.json()) to be what from_json(response.text) is, and one answer to be read or refused
# each time. A vector that is normalised may well say 1 or 0 where all others have a point: with one such number among
# 1024 a test meets the error once in 1024 runs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pyserde==0.34.0 beartype==0.23.1 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import json

import serde
from serde.json import from_json


@serde.serde
class Segment:
    embedding: list[float]


@serde.serde(type_check=serde.coerce)
class Coerced:
    embedding: list[float]


@serde.serde
class Clip:
    start: float


def outcomes(read, kind, value):
    """What comes of 400 readings of one value: each kind of outcome once."""
    seen = set()
    for _ in range(400):
        try:
            seen.add(str(next(iter(vars(read(kind, value)).values()))))
        except serde.SerdeError:
            seen.add("refused")
    return sorted(seen)


def check(kind, value, by_dict, by_json):
    seen = outcomes(serde.from_dict, kind, value), outcomes(from_json, kind, json.dumps(value))
    if seen != (by_dict, by_json):
        print(f"changed: {kind.__name__}, {value}: {seen}, and not {(by_dict, by_json)}")
        raise SystemExit(1)
    print(f"still so: {kind.__name__}, {value}: from_dict {seen[0]}, from_json {seen[1]}")


check(Segment, {"embedding": [0.5, 0.25]}, ["[0.5, 0.25]"], ["[0.5, 0.25]"])
check(Segment, {"embedding": [0.5, 1]}, ["[0.5, 1]", "refused"], ["[0.5, 1.0]"])
check(Segment, {"embedding": [1, 0]}, ["refused"], ["[1.0, 0.0]"])
check(Segment, {"embedding": ["a", 0.5]}, ["['a', 0.5]", "refused"], ["refused"])
check(Clip, {"start": 0}, ["refused"], ["0.0"])
check(Coerced, {"embedding": [0.5, 1]}, ["[0.5, 1.0]"], ["[0.5, 1.0]"])
PY
venv/bin/python find.py
