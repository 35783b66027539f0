#!/usr/bin/env bash
# PyAV 13.1.0 and 18.1.0 (their FFmpeg 7.0 and 8.1) and pymediainfo 7.0.1, seen 2026-11-30, on a Matroska of pictures of 160x120
# of which 40 columns are cut off at the left, and the other 120 are to be shown as 80x120. The older PyAV says that a pixel
# is half as wide as it is high, which makes 80x120 of the whole picture. The newer one says two thirds, which is so of what
# is left; but its width is still 160, its pictures still have all 160 columns, and nothing in it says how many are cut off.
# Who multiplies, as one does for a DVD, shows 107x120 now, a picture that is a third too wide. MediaInfo says 120 columns
# ("original 160") and an aspect ratio of 2:3.
#
# One would expect the width, the ratio and the pictures of one library to be of the same part of a picture. An upgrade
# changes the shape of a video, and where its frames are resized for an embedding, the embedding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for version in 13.1.0 18.1.0; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install -q --disable-pip-version-check "av==$version" numpy pymediainfo==7.0.1 2> pip.log || { cat pip.log; exit 1; }
done
cat > make.py <<'PY'
import av

with av.open("whole.mkv", "w") as container:
    track = container.add_stream("mpeg4", rate=5)
    track.width, track.height, track.pix_fmt = 160, 120, "yuv420p"
    for number in range(10):
        frame = av.VideoFrame(160, 120, "yuv420p")
        frame.pts = number
        container.mux(track.encode(frame))
    container.mux(track.encode(None))
with open("whole.mkv", "rb") as file:
    whole = file.read()

# The element Video (e0) has the width (b0) and the height (ba); what is added to it is taken from the room (ec) behind it.
size = bytes.fromhex("b081a0 ba8178")
told = size + bytes.fromhex("54cc8128 54b08150 54ba8178")  # crop left 40, display width 80, display height 120
start = whole.index(size)
end, room = start + whole[start - 1] - 0x80, whole.index(bytes.fromhex("ec01000000000000"), start)
after = room + 9 + whole[room + 8]
left = after - room - len(told) + end - start - 2
video = bytes([0x80 + len(told)]) + told + whole[end:room] + bytes([0xEC, 0x80 + left, *bytes(left)])
with open("cropped.mkv", "wb") as file:
    file.write(whole[: start - 1] + video + whole[after:])
PY
cat > read.py <<'PY'
import av

with av.open("cropped.mkv") as container:
    stream = container.streams.video[0]
    frame = next(container.decode(stream))
    print(stream.width, frame.width, stream.sample_aspect_ratio, round(stream.width * stream.sample_aspect_ratio))
PY
venv-18.1.0/bin/python make.py
found() { [ "$2" = "$3" ] || { echo "changed: $1 says $2"; exit 1; }; echo "$1 says $2"; }
found "PyAV 13 (width, width of a picture, ratio, product)" "$(venv-13.1.0/bin/python read.py)" "160 160 1/2 80"
found "PyAV 18 (width, width of a picture, ratio, product)" "$(venv-18.1.0/bin/python read.py)" "160 160 2/3 107"
found "MediaInfo (width, aspect ratio)" "$(venv-18.1.0/bin/python -c '
from pymediainfo import MediaInfo
track = MediaInfo.parse("cropped.mkv").video_tracks[0]
print(track.width, track.display_aspect_ratio)')" "120 0.667"
