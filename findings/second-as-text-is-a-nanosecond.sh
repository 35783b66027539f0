#!/usr/bin/env bash
# audformat 1.4.3 with pandas 2.3.3 and numpy 2.4.6, seen 2026-11-29: the segments of recordings. segmented_index(["a.wav"], [1], [2]) is from
# one second to two, and with the texts "1" and "2" from one nanosecond to two; "0.5" is an error. utils.read_csv reads the 1 and 2 of
# a file as seconds, and so it does 1.5. An index of the seconds 1.5 and 2.5 that set_index_dtypes makes times is from one nanosecond
# to two: what is behind the point is cut. to_segmented_index leaves such an index as it is, with floats in it.
#
# One would expect the unit that the same package has for a number, or a refusal, as of "0.5".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  audformat==1.4.3 pandas==2.3.3 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import sys

import audformat
import pandas as pd


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def nanoseconds(index):
    return [each.value for level in ("start", "end") for each in index.get_level_values(level)]


second = 10**9
check("numbers", nanoseconds(audformat.segmented_index(["a.wav"], [1], [2])), [second, 2 * second])
check("texts", nanoseconds(audformat.segmented_index(["a.wav"], ["1"], ["2"])), [1, 2])
try:
    audformat.segmented_index(["a.wav"], ["0.5"], ["2"])
    refused = None
except ValueError as error:
    refused = str(error)
check("a text with a point", refused, "no units specified")
for row, expected in (("1,2", [second, 2 * second]), ("1.5,2.5", [3 * second // 2, 5 * second // 2])):
    check(f"read_csv of {row}", nanoseconds(audformat.utils.read_csv(io.StringIO(f"file,start,end\na.wav,{row}\n"))), expected)
floats = pd.MultiIndex.from_arrays([["a.wav"], [1.5], [2.5]], names=["file", "start", "end"])
times = dict.fromkeys(("start", "end"), "timedelta64[ns]")
check("set_index_dtypes of 1.5 and 2.5", nanoseconds(audformat.utils.set_index_dtypes(floats, times)), [1, 2])
check("to_segmented_index of them", audformat.utils.to_segmented_index(floats).tolist(), [("a.wav", 1.5, 2.5)])
PY
