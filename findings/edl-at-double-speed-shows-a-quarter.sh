#!/usr/bin/env bash
# otio-cmx3600-adapter 1.0.0 with opentimelineio 0.18.1, seen 2026-11-29, on EDLs (CMX 3600) at 25 pictures a second. A clip shows four
# seconds of its tape, from 10 to 14, in two, at double speed (M2 ... 050.0). Read and written again it shows one second, from 10 to 11,
# in two, still at 50.0; half speed, two seconds shown in four, becomes eight seconds in four. Backwards at double speed, from 14 to 10,
# it ends at 9 and is shown in two. The M2 names the clip where the format has the tape. And a clip that runs backwards at its own speed
# (M2 ... -025.0) is read as one that runs forwards: there is no effect in the timeline, no warning, and no M2 in what is written.
#
# One would expect what was read. The timeline itself is right: a LinearTimeWarp of 2 over two seconds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  otio-cmx3600-adapter==1.0.0 opentimelineio==0.18.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import opentimelineio as otio


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def edl(speed, source, record):
    return (
        "TITLE: A\nFCM: NON-DROP FRAME\n\n"
        f"001  TAPE1    V     C        00:00:10:00 00:00:{10 + source}:00 01:00:00:00 01:00:0{record}:00\n"
        f"M2   TAPE1    {speed}                00:00:10:00\n* FROM CLIP NAME: sea.mov\n"
    )


def seen(speed, source, record):
    """The effect of the clip, and of what is written again the two times of the source, those of the record, and the M2."""
    timeline = otio.adapters.read_from_string(edl(speed, source, record), "cmx_3600", rate=25)
    clip = timeline.tracks[0][0]
    lines = otio.adapters.write_to_string(timeline, "cmx_3600", rate=25).splitlines()
    event = next(line.split() for line in lines if line.startswith("001"))
    return [effect.time_scalar for effect in clip.effects], event[4:6], event[6:8], [line.split()[:3] for line in lines if line.startswith("M2")]


whole = ["01:00:00:00", "01:00:02:00"]
check("double", seen("050.0", 4, 2), ([2.0], ["00:00:10:00", "00:00:11:00"], whole, [["M2", "sea.mov", "50.0"]]))
slow = ["01:00:00:00", "01:00:04:00"]
check("half", seen("012.5", 2, 4), ([0.5], ["00:00:10:00", "00:00:18:00"], slow, [["M2", "sea.mov", "12.5"]]))
check("double, backwards", seen("-050.0", 4, 2), ([-2.0], ["00:00:10:00", "00:00:09:00"], whole, [["M2", "sea.mov", "-50.0"]]))
check("its own speed, backwards", seen("-025.0", 2, 2), ([], ["00:00:10:00", "00:00:12:00"], whole, []))
PY
