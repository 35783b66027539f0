#!/usr/bin/env bash
# wavefile 11.0.0 and audio-decode 3.12.0 (node 20), and scipy 1.17.1, with PyAV 18.1.0, soundfile 0.14.0 and numpy 2.4.6 to write
# the files, seen 2026-11-30. A tone of floats of 32 bits, at most 0.5, is a WAV of 96 kHz as FFmpeg writes it:
# WAVE_FORMAT_EXTENSIBLE, in which a field further on (the subformat) says that they are floats. wavefile has "32" as its bitDepth,
# integers, and 1056964608 as the greatest sample, which is 0.5 bit by bit; toBitDepth("32f") makes 0.4921875 of it, and another
# sound. The subformat stands in its fmt, as 3. What soundfile writes as WAVEX is the same. At 48 kHz FFmpeg writes format 3, and
# wavefile reads 0.5. audio-decode and scipy read 0.5 from each.
#
# One would expect a field that is read to be looked at, as it is for floats of 64 bits. It depends on the sample rate whether a
# sound is a sound, and the integers are within the range that 32 bits have.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check av==18.1.0 soundfile==0.14.0 scipy==1.17.1 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund wavefile@11.0.0 audio-decode@3.12.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import av
import numpy
import scipy.io.wavfile
import soundfile

tone = (numpy.sin(numpy.arange(96000) * 0.05) * 0.5).astype("float32")
for rate in (48000, 96000):
    with av.open(f"ffmpeg-{rate}.wav", "w") as container:
        stream = container.add_stream("pcm_f32le", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone[None], format="flt", layout="mono")
        frame.sample_rate = rate
        for each in (frame, None):
            container.mux(stream.encode(each))
soundfile.write("wavex.wav", tone, 48000, format="WAVEX", subtype="FLOAT")
soundfile.write("wavex-64.wav", tone, 48000, format="WAVEX", subtype="DOUBLE")
seen = [round(float(scipy.io.wavfile.read(name)[1].max()), 4) for name in ("ffmpeg-48000.wav", "ffmpeg-96000.wav", "wavex.wav", "wavex-64.wav")]
if seen != [0.5] * 4:
    raise SystemExit(f"changed: scipy: {seen}")
print(f"still so: scipy, the greatest of each: {seen}")
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import decode from "audio-decode";
import wavefile from "wavefile";

const greatest = (samples) => samples.reduce((most, sample) => Math.max(most, sample), -Infinity);
async function check(name, ...expected) {
  const bytes = readFileSync(name);
  const [wav, floats] = [new wavefile.WaveFile(bytes), new wavefile.WaveFile(bytes)];
  floats.toBitDepth("32f");
  const decoded = await decode(bytes);
  const seen = JSON.stringify([
    wav.fmt.audioFormat, wav.fmt.subformat[0] ?? 0, wav.bitDepth, greatest(wav.getSamples()), greatest(floats.getSamples()),
    Number(greatest(decoded.channelData?.[0] ?? decoded.getChannelData(0)).toFixed(4)),
  ]);
  if (seen !== JSON.stringify(expected)) { console.log(`changed: ${name}: ${seen}`); process.exit(1); }
  console.log(`still so: ${name} (format, subformat, bitDepth, greatest, that as 32f; audio-decode): ${seen}`);
}
await check("ffmpeg-48000.wav", 3, 0, "32f", 0.5, 0.5, 0.5);
await check("ffmpeg-96000.wav", 65534, 3, "32", 1056964608, 0.4921875, 0.5);
await check("wavex.wav", 65534, 3, "32", 1056964608, 0.4921875, 0.5);
await check("wavex-64.wav", 65534, 3, "64", 0.5, 0.5, 0.5);
JS
node find.mjs
