#!/usr/bin/env bash
# cattrs 26.2.1 and dataclass-wizard 1.0.0, beside typedload 2.41, adaptix 3.0.0b12 and dacite 1.9.2 of Python (node 20), seen 2026-11-30:
# answers read into a dataclass with vector: list[float]. JSON.stringify of a Float32Array of 0.5 and -0.25 is {"0":0.5,"1":-0.25}, and of it
# cattrs and dataclass-wizard make the vector [0.0, 1.0], the names in place of the numbers, without an error; of the text "12" they make
# [1.0, 2.0]. The other three refuse both. A flag that is the text "false" is True in cattrs and typedload, and False in dataclass-wizard.
#
# One would expect a reader that is told of a list of numbers to take the numbers or to refuse an object: this one passes every check of
# length, and of type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check cattrs==26.2.1 dataclass-wizard==1.0.0 typedload==2.41 adaptix==3.0.0b12 dacite==1.9.2 \
  2> pip.log || { cat pip.log; exit 1; }
node -e 'console.log(JSON.stringify({ vector: Float32Array.of(0.5, -0.25) }))' > answer.json
venv/bin/python - <<'PY'
import json
import pathlib
from dataclasses import dataclass

import adaptix
import cattrs
import dacite
import typedload
from dataclass_wizard import fromdict


@dataclass
class Clip:
    vector: list[float]
    ready: bool = True


READERS = {
    "cattrs": lambda answer: cattrs.structure(answer, Clip),
    "dataclass-wizard": lambda answer: fromdict(Clip, answer),
    "typedload": lambda answer: typedload.load(answer, Clip),
    "adaptix": lambda answer: adaptix.Retort().load(answer, Clip),
    "dacite": lambda answer: dacite.from_dict(Clip, answer),
}
REFUSED = "refused"


def check(what, answer, look, expected):
    for (name, read), told in zip(READERS.items(), expected):
        try:
            seen = look(read(answer))
        except Exception:
            seen = REFUSED
        if seen != told:
            raise SystemExit(f"changed: {what} by {name}: {seen!r}, and not {told!r}")
        print(f"still so: {what} by {name}: {seen!r}")


def vector(clip):
    return [float(number) for number in clip.vector]


javascript = json.loads(pathlib.Path("answer.json").read_text())
check("a list", {"vector": [0.5, -0.25]}, vector, [[0.5, -0.25]] * 5)
check("a Float32Array of JavaScript", javascript, vector, [[0.0, 1.0], [0.0, 1.0], REFUSED, REFUSED, REFUSED])
check("a text", {"vector": "12"}, vector, [[1.0, 2.0], [1.0, 2.0], REFUSED, REFUSED, REFUSED])
check("the text false", {"vector": [], "ready": "false"}, lambda clip: clip.ready, [True, False, True, REFUSED, REFUSED])
PY
