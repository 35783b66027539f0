#!/usr/bin/env bash
# deepgram-captions 2.0.0 (Python) and @deepgram/captions 1.2.0 (node 20), seen 2026-11-30, on one answer of Deepgram with words and their
# seconds. Words from 0.0005 to 59.9996 are a caption from 00:00:00,001 to 00:01:00,000 in Python, and from 00:00:00,000 to 00:00:59,999 in
# JavaScript. Two words with a pause of 99 seconds between them are one caption of 101 seconds in both, where there are no
# utterances in the answer. A word that is spoken over midnight of a recording of more than a day ends at 00:00:00,500, before it
# begins, and one after 100 hours is at 04:00:00,000.
#
# One would expect the same file from two packages of one name and maker, and stamps that grow: SRT has hours of any number of digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  deepgram-captions==2.0.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @deepgram/captions@1.2.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import json
import sys

from deepgram_captions import DeepgramConverter, srt


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def answer(*words):
    listed = [{"word": word, "punctuated_word": word, "start": start, "end": end, "confidence": 1} for word, start, end in words]
    return {"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": "a b", "words": listed}]}]}}


answers = {
    "rounded": answer(("a", 0.0005, 0.5), ("b", 59, 59.9996)),
    "pause": answer(("a", 0, 1), ("b", 100, 101)),
    "midnight": answer(("a", 86399.5, 86400.5)),
    "100 hours": answer(("a", 360000, 360001)),
}
json.dump(answers, open("answers.json", "w"))
expected = {
    "rounded": "1|00:00:00,001 --> 00:01:00,000|a b",
    "pause": "1|00:00:00,000 --> 00:01:41,000|a b",
    "midnight": "1|23:59:59,500 --> 00:00:00,500|a",
    "100 hours": "1|04:00:00,000 --> 04:00:01,000|a",
}
for name, given in answers.items():
    check(f"Python, {name}", "|".join(srt(DeepgramConverter(given)).split("\n")).strip("|"), expected[name])
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { srt } from "@deepgram/captions";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const expected = {
  rounded: "1|00:00:00,000 --> 00:00:59,999|a b",
  pause: "1|00:00:00,000 --> 00:01:41,000|a b",
  midnight: "1|23:59:59,500 --> 00:00:00,500|a",
  "100 hours": "1|04:00:00,000 --> 04:00:01,000|a",
};
for (const [name, answer] of Object.entries(JSON.parse(readFileSync("answers.json", "utf8")))) {
  check(`JavaScript, ${name}`, srt(answer).trim().replaceAll("\n", "|"), expected[name]);
}
JS
node find.mjs
