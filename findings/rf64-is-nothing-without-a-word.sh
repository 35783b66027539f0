#!/usr/bin/env bash
# music-metadata 11.16.1 (node 20), and soundfile 0.14.0, scipy 1.17.1, tinytag 2.3.2 and mutagen 1.48.1 (numpy
# 2.4.6), seen 2026-11-29. One second of 16 bits as RF64, the WAV for more than four gigabytes, is one second in
# soundfile and scipy; tinytag and mutagen raise. music-metadata gives an answer without an error, in which nothing
# is: no duration, no container, no codec, no rate. The same file under the newer name BW64 is the same in all but
# soundfile and scipy, which refuse it.
#
# One would expect an unknown kind of file to be refused, as music-metadata does with AU, W64 and CAF ("Failed to
# determine audio format"): a recording of some hours, which editors save so by themselves, passes a check of what is
# too long as one without a length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check soundfile==0.14.0 scipy==1.17.1 tinytag==2.3.2 mutagen==1.48.1 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund music-metadata@11.16.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import struct

import mutagen
import scipy.io.wavfile
import soundfile
import tinytag


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def outcome(read, *errors):
    try:
        return read()
    except errors:
        return "refused"


def by_scipy(name):
    rate, samples = scipy.io.wavfile.read(name)
    return len(samples) / rate


data = bytes(96000)
form = struct.pack("<HHIIHH", 1, 1, 48000, 96000, 2, 16)
sizes = struct.pack("<QQQI", 4 + 36 + 24 + 8 + len(data), len(data), 48000, 0)
body = b"ds64" + struct.pack("<I", 28) + sizes + b"fmt " + struct.pack("<I", 16) + form + b"data" + b"\xff" * 4 + data
for name in ("RF64", "BW64"):
    with open(name + ".wav", "wb") as file:
        file.write(name.encode() + b"\xff" * 4 + b"WAVE" + body)
    file, expected = name + ".wav", 1.0 if name == "RF64" else "refused"
    check(f"{name} in soundfile", outcome(lambda: soundfile.info(file).duration, soundfile.LibsndfileError), expected)
    check(f"{name} in scipy", outcome(lambda: by_scipy(file), ValueError), expected)
    check(f"{name} in tinytag", outcome(lambda: tinytag.TinyTag.get(file).duration, tinytag.TinyTagException), "refused")
    check(f"{name} in mutagen", outcome(lambda: mutagen.File(file).info.length, mutagen.MutagenError), "refused")
with open("tone.au", "wb") as file:
    file.write(struct.pack(">4s5I", b".snd", 24, len(data), 3, 48000, 1) + data)
PY
cat > find.mjs <<'JS'
import { parseFile } from "music-metadata";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
for (const name of ["RF64.wav", "BW64.wav"]) {
  const { duration, container, codec, sampleRate } = (await parseFile(name, { duration: true })).format;
  check(`${name} in music-metadata`, [duration, container, codec, sampleRate], [null, null, null, null]);
}
const error = await parseFile("tone.au").then(() => null, (reason) => reason.message.slice(0, 32));
check("AU in music-metadata", error, "Failed to determine audio format");
JS
node find.mjs
