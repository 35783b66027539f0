#!/usr/bin/env bash
# @remotion/media-parser 4.0.529 and mediabunny 1.61.0 (node 20), with PyAV 18.1.0 to write the files, seen
# 2026-11-29. An MPEG transport stream of 100 pictures in four seconds has 99 in media-parser, and lasts 3.92
# seconds; in MP4 and Matroska the same pictures are 100 and last 4. mediabunny finds 100 in each. Of pictures
# from second 5 on, media-parser takes the first for 0 in the transport stream and leaves it at 5 in MP4 and
# Matroska, where the duration is 9; in mediabunny it is 5 and 9 in all three.
#
# One would expect the same pictures in each container, as a packet of a transport stream ends where the file
# ends. Segments of HLS are such files, and who places their pictures by these times has the later segment begin
# at 0 again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @remotion/media-parser@4.0.529 mediabunny@1.61.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import struct
from fractions import Fraction

import av
import numpy as np


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


for kind in ("ts", "mp4", "mkv"):
    video(f"plain.{kind}", 100)
    video(f"late.{kind}", 100, start=125)
PY
cat > find.mjs <<'JS'
import fs from "node:fs";
import { parseMedia } from "@remotion/media-parser";
import { nodeReader } from "@remotion/media-parser/node";
import * as mediabunny from "mediabunny";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
async function byParser(name) {
  const times = [];
  const found = await parseMedia({
    src: name, reader: nodeReader, acknowledgeRemotionLicense: true, logLevel: "error",
    fields: { slowDurationInSeconds: true, slowNumberOfFrames: true },
    onVideoTrack: () => (sample) => { times.push(sample.timestamp); },
  });
  return [found.slowNumberOfFrames, found.slowDurationInSeconds, Math.min(...times) / 1e6];
}
async function byMediabunny(name) {
  const source = new mediabunny.BufferSource(fs.readFileSync(name));
  const input = new mediabunny.Input({ formats: mediabunny.ALL_FORMATS, source });
  const track = await input.getPrimaryVideoTrack();
  const { packetCount } = await track.computePacketStats();
  return [packetCount, await input.computeDuration(), await track.getFirstTimestamp()];
}
for (const [name, parser, other] of [
  ["plain.ts", [99, 3.92, 0], [100, 4, 0]], ["plain.mp4", [100, 4, 0], [100, 4, 0]], ["plain.mkv", [100, 4, 0], [100, 4, 0]],
  ["late.ts", [99, 3.92, 0], [100, 9, 5]], ["late.mp4", [100, 9, 5], [100, 9, 5]], ["late.mkv", [100, 9, 5], [100, 9, 5]],
]) {
  check(`${name}: pictures, seconds, the first`, await byParser(name), parser);
  check(`${name} in mediabunny`, await byMediabunny(name), other);
}
process.exit(0);
JS
node find.mjs
