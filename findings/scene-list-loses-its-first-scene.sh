#!/usr/bin/env bash
# scenedetect 0.7.2, opentimelineio 0.18.1 with otio-cmx3600-adapter 1.0.0, and pycmx 1.5.1, seen 2026-11-29. Three
# scenes that scenedetect writes as an EDL are refused by OpenTimelineIO ("Unknown event type", for the comment in the
# first line), and two in pycmx: it loses the first, without a word, and does so wherever a line stands between the
# title and the first event, as "FCM: NON-DROP FRAME" does, and the events have no remarks. Without the comment
# OpenTimelineIO has all three. pycmx has them if the title comes right before them, or a remark after each. What
# scenedetect writes as OTIO is right.
#
# One would expect a list of cuts that one tool exports to be read by the two that read the format: a remark and the
# line "FCM: NON-DROP FRAME" are part of it, and the scene that is lost is the beginning of the video.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check scenedetect==0.7.2 opentimelineio==0.18.1 \
  otio-cmx3600-adapter==1.0.0 pycmx==1.5.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
from fractions import Fraction

import opentimelineio
import pycmx
from scenedetect import FrameTimecode
from scenedetect.output import write_scene_list_edl, write_scene_list_otio


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def by_otio(text):
    try:
        timeline = opentimelineio.adapters.read_from_string(text, adapter_name="cmx_3600", rate=25)
    except opentimelineio.exceptions.OTIOError as error:
        return str(error)
    return [int(clip.source_range.start_time.value) for clip in timeline.find_clips()]


def by_pycmx(text):
    events = pycmx.parse_cmx3600(io.StringIO(text)).events
    return [edit.source_in for event in events for edit in event.edits]


cuts = [FrameTimecode(number, 25.0) for number in (0, 50, 75, 250)]
scenes = list(zip(cuts, cuts[1:]))
write_scene_list_edl("scenes.edl", scenes)
with open("scenes.edl") as file:
    edl = file.read()
check("the header", edl.splitlines()[1:3], ["TITLE: PySceneDetect", "FCM: NON-DROP FRAME"])
check("events", [line[:3] for line in edl.splitlines() if line[:1].isdigit()], ["001", "002", "003"])
check("in OpenTimelineIO", by_otio(edl), "Unknown event type")
check("in pycmx", by_pycmx(edl), ["00:00:02:00", "00:00:03:00"])
bare = edl.partition("\n")[2]
check("without the comment, in OpenTimelineIO", by_otio(bare), [0, 50, 75])
check("without the comment, in pycmx", by_pycmx(bare), ["00:00:02:00", "00:00:03:00"])
titled = [bare.splitlines()[0], *bare.splitlines()[3:]]
check("without both, in pycmx", by_pycmx("\n".join(titled)), ["00:00:00:00", "00:00:02:00", "00:00:03:00"])
remark = "\n* FROM CLIP NAME: video.mp4"
remarked = [line + remark * line[:1].isdigit() for line in bare.splitlines()]
check("with remarks, in pycmx", by_pycmx("\n".join(remarked)), ["00:00:00:00", "00:00:02:00", "00:00:03:00"])
write_scene_list_otio("scenes.otio", scenes, video_path="video.mp4", frame_rate=Fraction(25))
timeline = opentimelineio.adapters.read_from_file("scenes.otio")
check("as OTIO", [int(clip.source_range.start_time.value) for clip in timeline.tracks[0]], [0, 50, 75])
PY
