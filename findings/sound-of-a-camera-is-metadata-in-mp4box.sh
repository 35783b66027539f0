#!/usr/bin/env bash
# mp4box 2.4.1 (GPAC's MP4Box for JavaScript) and mediabunny 1.61.0 (node 20), with PyAV 18.1.0 to write the files, seen 2026-11-30.
# Of a MOV with H.264 and PCM, as cameras write it, onReady says one video track and no audio track: audioTracks is empty, and the
# sound is among otherTracks, with the type "metadata", the codec "sowt" and no sample rate. So it is with 24 bits ("in24"), A-law
# ("alaw") and ALAC ("alac"); with AAC there is an audio track. The box hdlr of each says "soun". mediabunny has an audio track of
# each, at 48000 Hz.
#
# One would expect the kind of a track to be what its handler says, and its codec to be known or not. Whoever embeds what is heard
# and asks audioTracks.length takes the recording of a camera for a silent one, while all of it can be read as samples.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund mp4box@2.4.1 mediabunny@1.61.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import av
import numpy

KINDS = {"pcm_s16le": "s16", "pcm_s24le": "s32", "pcm_alaw": "s16", "alac": "s16p", "aac": "fltp"}
for codec, kind in KINDS.items():
    with av.open(f"{codec}.mov", "w") as container:
        video = container.add_stream("h264", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = container.add_stream(codec, rate=48000, layout="mono", format=kind)
        for number in range(25):
            picture = av.VideoFrame.from_ndarray(numpy.zeros((48, 64, 3), "uint8"))
            picture.pts = number
            container.mux(video.encode(picture))
        container.mux(video.encode())
        samples = numpy.zeros((1, 48000), {"fltp": "float32", "s32": "int32"}.get(kind, "int16"))
        sound = av.AudioFrame.from_ndarray(samples, format=kind, layout="mono")
        sound.sample_rate = 48000
        for frame in (sound, None):
            container.mux(audio.encode(frame))
    with av.open(f"{codec}.mov") as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { ALL_FORMATS, FilePathSource, Input } from "mediabunny";
import { createFile } from "mp4box";

console.warn = () => {};
const byMp4box = (name) => new Promise((resolve, reject) => {
  const file = createFile();
  file.onError = reject;
  file.onReady = ({ audioTracks, otherTracks, tracks }) => {
    const handler = file.moov.traks[1].mdia.hdlr.handler;
    resolve([audioTracks.length, otherTracks.length, tracks[1].type, tracks[1].codec, handler]);
  };
  const buffer = new Uint8Array(readFileSync(name)).buffer;
  buffer.fileStart = 0;
  file.appendBuffer(buffer);
  file.flush();
});
const byMediabunny = async (name) => {
  const track = await new Input({ formats: ALL_FORMATS, source: new FilePathSource(name) }).getPrimaryAudioTrack();
  return track?.sampleRate;
};
const expected = {
  pcm_s16le: [0, 1, "metadata", "sowt", "soun"],
  pcm_s24le: [0, 1, "metadata", "in24", "soun"],
  pcm_alaw: [0, 1, "metadata", "alaw", "soun"],
  alac: [0, 1, "metadata", "alac", "soun"],
  aac: [1, 0, "audio", "mp4a.40.2", "soun"],
};
for (const [codec, wanted] of Object.entries(expected)) {
  const seen = JSON.stringify([await byMp4box(`${codec}.mov`), await byMediabunny(`${codec}.mov`)]);
  if (seen !== JSON.stringify([wanted, 48000])) { console.log(`changed: ${codec}: ${seen}`); process.exit(1); }
  console.log(`still so: ${codec} (mp4box: audio tracks, others, type, codec, handler; mediabunny: Hz): ${seen}`);
}
JS
node find.mjs 2> node.log || { rc=$?; cat node.log; exit "$rc"; }
