#!/usr/bin/env bash
# otio-fcpx-xml-adapter 1.0.0 and otio-fcp-adapter 1.0.0 with opentimelineio 0.18.1, seen 2026-11-29. Clips of 50, 25
# and 2425 pictures at 29.97 a second, in the XML of Final Cut Pro X (frameDuration="1001/30000s"), are read as 48, 24
# and 2346 pictures at 29 a second: the second begins at picture 48 and not at 50. At 23.976 they are read at 23, and
# at 59.94 at 59. What the adapter itself wrote at 29.97 it reads back so, too, and a rate of 30000/1001 it writes as
# nothing, frameDuration="", which it cannot read. At 25 all is right, and so is the XML of Final Cut Pro 7 in the
# other adapter.
#
# One would expect the rate to be the fraction that stands in the file, as it is for Final Cut Pro 7: cuts are counted
# in pictures, and in a video of 29.97 a second the last of these ends 82 pictures too early.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check opentimelineio==0.18.1 otio-fcpx-xml-adapter==1.0.0 \
  otio-fcp-adapter==1.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
from fractions import Fraction

import opentimelineio
from opentimelineio.opentime import RationalTime, TimeRange

CLIPS = [(0, 50), (50, 25), (75, 2425)]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def final_cut(picture):
    def seconds(pictures):
        return f"{pictures * picture.numerator}/{picture.denominator}s"

    clips = "".join(
        f'<asset-clip name="{start}" ref="r2" offset="{seconds(start)}" start="{seconds(start)}" duration="{seconds(length)}"/>'
        for start, length in CLIPS
    )
    return f"""<?xml version="1.0" ?>
<fcpxml version="1.9"><resources>
<format id="r1" frameDuration="{seconds(1)}" width="64" height="32"/>
<asset id="r2" name="video" start="0s" duration="{seconds(2500)}" hasVideo="1" format="r1">
<media-rep kind="original-media" src="file:///video.mp4"/></asset></resources>
<library><event name="event"><project name="project"><sequence format="r1" duration="{seconds(2500)}" tcStart="0s" tcFormat="NDF">
<spine>{clips}</spine></sequence></project></event></library></fcpxml>"""


def read(text, adapter="fcpx_xml"):
    timeline = opentimelineio.adapters.read_from_string(text, adapter_name=adapter)
    timeline = timeline if hasattr(timeline, "find_clips") else timeline[0]
    ranges = [clip.source_range for clip in timeline.find_clips()]
    rates = {round(clip.start_time.rate, 3) for clip in ranges}
    return [(int(clip.start_time.value), int(clip.duration.value)) for clip in ranges], *rates


def write(rate, adapter="fcpx_xml"):
    track = opentimelineio.schema.Track("video", kind="Video")
    for start, length in CLIPS:
        whole = TimeRange(RationalTime(0, rate), RationalTime(2500, rate))
        media = opentimelineio.schema.ExternalReference("file:///video.mp4", available_range=whole)
        part = TimeRange(RationalTime(start, rate), RationalTime(length, rate))
        track.append(opentimelineio.schema.Clip(str(start), media_reference=media, source_range=part))
    timeline = opentimelineio.schema.Timeline("cuts", tracks=[track])
    return opentimelineio.adapters.write_to_string(timeline, adapter_name=adapter)


check("25 a second", read(final_cut(Fraction(1, 25))), (CLIPS, 25.0))
check("29.97", read(final_cut(Fraction(1001, 30000))), ([(0, 48), (48, 24), (72, 2346)], 29.0))
check("23.976: the rate", read(final_cut(Fraction(1001, 24000)))[1], 23.0)
check("59.94: the rate", read(final_cut(Fraction(1001, 60000)))[1], 59.0)
check("written and read at 29.97", read(write(29.97)), ([(0, 48), (48, 24), (72, 2346)], 29.0))
check("written at 30000/1001", 'frameDuration=""' in write(30000 / 1001), True)
check("Final Cut Pro 7", read(write(30000 / 1001, "fcp_xml"), "fcp_xml"), (CLIPS, 29.97))
PY
