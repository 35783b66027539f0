#!/usr/bin/env bash
# pymediainfo 7.0.1 (the MediaInfo in its wheel) with PyAV 18.1.0 to write the files, and mediainfo.js 0.3.8
# (node 20), seen 2026-11-29. 100 pictures that are to be shown from second 5 on are 225 pictures in an MP4:
# MediaInfo multiplies the nine seconds, of which nothing is shown in five, by the rate. In Matroska the same
# pictures are 100, with a delay of five seconds, which it does not find in the MP4.
#
# One would expect the number that stands in the file, and that it has right for a video of uneven times and for
# one that an edit list shortens. Who makes an array for the frames that are announced, or compares two copies
# of one recording by their frames, is 125 off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymediainfo==7.0.1 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund mediainfo.js@0.3.8 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import struct
import sys
from fractions import Fraction

import av
import numpy as np
from pymediainfo import MediaInfo
def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def video(name, pictures, *, width=64, height=48, start=0, times=None, matrix=None, **options):
    with av.open(name, "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"} | options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 25)
        ramp = np.repeat(np.linspace(0, 255, width, dtype=np.uint8)[None, :, None], height, 0).repeat(3, 2)
        for number in times or range(pictures):
            frame = av.VideoFrame.from_ndarray(ramp, "rgb24")
            frame.pts, frame.time_base = number + start, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    if matrix:
        content = bytearray(open(name, "rb").read())
        at = content.find(b"tkhd") + 44
        content[at : at + 36] = struct.pack(">9i", *matrix)
        open(name, "wb").write(content)



def track(name):
    found = MediaInfo.parse(name).video_tracks[0]
    return int(found.frame_count), round(float(found.duration)), found.delay


video("late.mp4", 100, start=125)
video("late.mkv", 100, start=125)
video("uneven.mp4", 35, times=[*range(25), *range(25, 251, 25)], bf="0")
with av.open("late.mp4") as container:
    check("late.mp4: pictures in the file", container.streams.video[0].frames, 100)
check("late.mp4: pictures, milliseconds, delay", track("late.mp4"), (225, 9000, None))
check("late.mkv", track("late.mkv"), (100, 4000, 5000))
check("uneven.mp4", track("uneven.mp4"), (35, 10040, None))
PY
cat > find.cjs <<'JS'
const fs = require("node:fs");
const MediaInfo = require("mediainfo.js");
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
(async () => {
  const reader = await MediaInfo.default({ format: "object" });
  const content = fs.readFileSync("late.mp4");
  const { media } = await reader.analyzeData(content.length, (size, at) => content.subarray(at, at + size));
  const track = media.track.find((found) => found["@type"] === "Video");
  check("late.mp4 in mediainfo.js", [Number(track.FrameCount), Number(track.Duration)], [225, 9]);
})();
JS
node find.cjs
