#!/usr/bin/env bash
# music-metadata 11.16.1 and mediabunny 1.61.0 (node 20), with PyAV 18.1.0 to write the files, seen 2026-11-29.
# An MP4 or a MOV of four seconds without sound has no duration in music-metadata, though it says that there is
# video (hasVideo); as Matroska the same pictures last 4. With five seconds of AAC beside them the MP4 lasts
# 5.0213, since the encoder's padding is counted, which the edit list of the file takes off. mediabunny says 4,
# 4, 4 and 5.
#
# One would expect the duration that stands in the header of each of these files, or that of the longest track,
# as in Matroska. A rule on the longest video lets a silent one of any length pass, since nothing compares with
# undefined.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund music-metadata@11.16.1 mediabunny@1.61.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import av
import numpy as np


def video(name, sound=0):
    with av.open(name, "w") as container:
        pictures = container.add_stream("libx264", rate=25)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        tone = container.add_stream("aac", rate=48000, layout="mono") if sound else None
        for _ in range(100):
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(np.zeros((72, 64), np.uint8), "yuv420p")))
        container.mux(pictures.encode())
        if tone:
            for start in range(0, sound * 48000, 1000):
                frame = av.AudioFrame.from_ndarray(np.zeros((1, 1000), np.float32), "fltp", "mono")
                frame.sample_rate, frame.pts = 48000, start
                container.mux(tone.encode(frame))
            container.mux(tone.encode())


for name in ("silent.mp4", "silent.mov", "silent.mkv"):
    video(name)
video("sound.mp4", sound=5)
PY
cat > find.mjs <<'JS'
import fs from "node:fs";
import * as mediabunny from "mediabunny";
import { parseBuffer } from "music-metadata";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
for (const [name, seconds, right] of [
  ["silent.mp4", "undefined", 4], ["silent.mov", "undefined", 4], ["silent.mkv", "4.0000", 4], ["sound.mp4", "5.0213", 5],
]) {
  const content = fs.readFileSync(name);
  const { format } = await parseBuffer(content, { path: name }, { duration: true });
  check(`${name}: seconds, video`, [format.duration?.toFixed(4) ?? "undefined", format.hasVideo], [seconds, true]);
  const input = new mediabunny.Input({ formats: mediabunny.ALL_FORMATS, source: new mediabunny.BufferSource(content) });
  check(`${name} in mediabunny`, await input.computeDuration(), right);
}
process.exit(0);
JS
node find.mjs
