#!/usr/bin/env bash
# syrupy 7.0.2 (its JSONSnapshotExtension) with numpy 2.4.6 and pytest 9.2.0, seen 2026-11-29. A dictionary whose keys are
# numbers, {1: "sea", 2: "sky"}, is {} in the snapshot, and every other dictionary of numbers then equals it: the test
# passes when a value has changed, and when there is one key more. With keys of both kinds those that are texts are kept.
# A numpy array is one text, "array([0.1, 0.2], dtype=float32)", and NaN is the bare word, which is no JSON.
#
# One would expect numbers as keys to be written as texts, as json.dumps does, or to be refused; the other extension of
# syrupy, amber, writes them. Clips by their number are what an answer is made into before it is compared.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check syrupy==7.0.2 numpy==2.4.6 pytest==9.2.0 2> pip.log || { cat pip.log; exit 1; }
cat > test_clips.py <<'PY'
import json
import os

import numpy
import pytest
from syrupy.extensions.amber import AmberSnapshotExtension
from syrupy.extensions.json import JSONSnapshotExtension

CLIPS = json.loads(os.environ["CLIPS"])
BY_NUMBER = {int(number): text for number, text in CLIPS.items()}


def test_json(snapshot):
    assert snapshot.use_extension(JSONSnapshotExtension) == BY_NUMBER


def test_texts(snapshot):
    assert snapshot.use_extension(JSONSnapshotExtension) == CLIPS


def test_amber(snapshot):
    assert snapshot.use_extension(AmberSnapshotExtension) == BY_NUMBER


@pytest.mark.parametrize("value", [{1: "a", "2": "b"}, numpy.array([0.1, 0.2], dtype="float32"), float("nan")], ids=["both", "array", "nan"])
def test_written(snapshot, value):
    assert snapshot.use_extension(JSONSnapshotExtension) == value
PY
cat > find.py <<'PY'
import json
import os
import pathlib
import re
import subprocess
import sys


def run(clips, *options):
    """Names of the tests that failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "test_clips.py"]
    ended = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "CLIPS": json.dumps(clips)})
    return sorted(set(re.findall(r"^FAILED \S+::(\w+)", ended.stdout, re.MULTILINE)))


def written(name):
    return pathlib.Path(f"__snapshots__/test_clips/{name}.json").read_text().replace("\n", "").replace("  ", "")


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


check("written", run({"1": "sea", "2": "sky"}, "--snapshot-update"), [])
check("by number", written("test_json"), "{}")
check("by texts", written("test_texts"), '{"1": "sea","2": "sky"}')
check("of both kinds", written("test_written[both]"), '{"2": "b"}')
check("an array", written("test_written[array]"), '"array([0.1, 0.2], dtype=float32)"')
check("NaN", written("test_written[nan]"), "NaN")
check("failed, as it was", run({"1": "sea", "2": "sky"}), [])
check("failed, another value", run({"1": "sea", "2": "land"}), ["test_amber", "test_texts"])
check("failed, one clip more", run({"1": "sea", "2": "sky", "3": "land"}), ["test_amber", "test_texts"])
PY
venv/bin/python find.py
