#!/usr/bin/env bash
# webvtt-py 0.6.0, seen 2026-11-29. A cue from 1.5 to 2.9 seconds has a start_in_seconds of 1 and an end_in_seconds
# of 2. Its text keeps the escapes of WebVTT (&amp; and &lt; as they stand in the file), and so does the SRT that it
# writes, where they are ordinary letters. Of the SRT line "3 < 4 and 5 > 2" only the 3 and the 2 are left.
#
# One would expect seconds that name no unit smaller than themselves to be fractions, as the stamps beside them are,
# and a text to be what a viewer reads. Cues joined to segments of a video by these numbers are up to a second off,
# and short ones last nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  webvtt-py==0.6.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import sys

import webvtt


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


with open("cues.vtt", "w") as file:
    file.write("WEBVTT\n\n00:01.500 --> 00:02.900\nsalt &amp; pepper &lt;3\n\n00:03.100 --> 00:03.900\nshort\n")
cues = webvtt.read("cues.vtt")
check("the stamps", [(cue.start, cue.end) for cue in cues][0], ("00:00:01.500", "00:00:02.900"))
check("the seconds", [(cue.start_in_seconds, cue.end_in_seconds) for cue in cues], [(1, 2), (3, 3)])
check("the text", cues[0].text, "salt &amp; pepper &lt;3")
srt = io.StringIO()
cues.write(srt, format="srt")
check("as SRT", srt.getvalue().splitlines()[2], "salt &amp; pepper &lt;3")
with open("cues.srt", "w") as file:
    file.write("1\n00:00:01,500 --> 00:00:02,900\n3 < 4 and 5 > 2\n")
check("from SRT", webvtt.from_srt("cues.srt")[0].text, "3  2")
PY
