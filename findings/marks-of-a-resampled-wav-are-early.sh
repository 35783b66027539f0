#!/usr/bin/env bash
# wavefile 11.0.0 (node 20), with wavinfo 4.0.1 and PyAV 18.1.0, seen 2026-11-29. A WAV of four seconds at 8000 Hz has a mark at 0.5
# seconds that reaches to 1.0, and one at 2.0. After toSampleRate(16000) the sound still lasts four seconds, and the marks are from
# 0.25 to 0.5, and at 1.0: wavefile says so itself, and wavinfo and PyAV find them there in the file. Brought down to 4000 Hz they are
# from 1 to 2, and at 4.0, the end of the sound. PyAV, in which marks are chapters, has the first of them end where the second
# begins, at 2.0, in the file that was not resampled as well.
#
# One would expect marks, which the library takes and gives in milliseconds, to stay where they are heard. Clips that are cut at
# the marks of a recording brought to 16 kHz, as most recognisers of speech want it, are other words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check wavinfo==4.0.1 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund wavefile@11.0.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { writeFileSync } from "node:fs";
import wavefile from "wavefile";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const tone = Int16Array.from({ length: 32000 }, (_, at) => 9000 * Math.sin(at / 9));
const marks = (wav) => wav.listCuePoints().map(({ position, end }) => [position, end]);
for (const [rate, expected] of [[8000, [[500, 1000], [2000, null]]], [16000, [[250, 500], [1000, null]]], [4000, [[1000, 2000], [4000, null]]]]) {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(1, 8000, "16", tone);
  wav.setCuePoint({ position: 500, end: 1000, label: "one" });
  wav.setCuePoint({ position: 2000, label: "two" });
  if (rate !== 8000) wav.toSampleRate(rate);
  check(`wavefile, ${rate} Hz: seconds`, wav.getSamples().length / wav.fmt.sampleRate, 4);
  check(`wavefile, ${rate} Hz: marks`, marks(wav), expected);
  writeFileSync(`${rate}.wav`, wav.toBuffer());
}
JS
node find.mjs
venv/bin/python - <<'PY'
import av
import wavinfo


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def by_wavinfo(rate):
    cues = wavinfo.WavInfoReader(f"{rate}.wav").cues
    return [(cue.sample_offset / rate, (cues.range(cue.name) or 0) / rate) for cue in cues.cues]


def by_pyav(rate):
    with av.open(f"{rate}.wav") as container:
        return [tuple(float(chapter[edge] * chapter["time_base"]) for edge in ("start", "end")) for chapter in container.chapters()]


check("wavinfo, 8000 Hz: starts and lengths", by_wavinfo(8000), [(0.5, 0.5), (2.0, 0.0)])
check("wavinfo, 16000 Hz: starts and lengths", by_wavinfo(16000), [(0.25, 0.25), (1.0, 0.0)])
check("PyAV, 8000 Hz: starts and ends", by_pyav(8000), [(0.5, 2.0), (2.0, 4.0)])
check("PyAV, 16000 Hz: starts and ends", by_pyav(16000), [(0.25, 1.0), (1.0, 4.0)])
PY
