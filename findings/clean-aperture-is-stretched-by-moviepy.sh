#!/usr/bin/env bash
# moviepy 2.2.1, imageio 2.38.1 (both with imageio-ffmpeg 0.8.1), PyAV 18.1.0, opencv-python-headless 5.0.0.93, decord 0.6.0 and
# pymediainfo 7.0.1, seen 2026-11-29. An MP4 of 64 x 48 says that 40 x 32 in its middle are to be shown (a box "clap", the clean
# aperture). PyAV, OpenCV and decord give 64 x 48, imageio's plugin FFMPEG 40 x 32, and its plugin pyav 64 x 48. moviepy says that
# the size is 64 x 48 and gives pictures of that shape, in which are the 40 x 32, drawn out to 64 x 48 in both directions.
# MediaInfo has 64 x 48 and, beside it, the clean aperture.
#
# One would expect the whole picture or the part: a width of 64 with what 40 pixels show is neither. A box around a face that
# was found in one of them is elsewhere in the other, and what moviepy shows is no longer as wide, beside its height, as it was.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check moviepy==2.2.1 'imageio[ffmpeg]==2.38.1' imageio-ffmpeg==0.8.1 av==18.1.0 \
  opencv-python-headless==5.0.0.93 decord==0.6.0 pymediainfo==7.0.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import struct

import av
import cv2
import decord
import imageio.v3
import moviepy
import numpy
import pymediainfo


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def add_to_last(content, path, box):
    low, high, places = 0, len(content), []
    for name, head in path:
        while content[low + 4 : low + 8] != name:
            low += struct.unpack_from(">I", content, low)[0]
        places.append(low)
        low, high = low + head, low + struct.unpack_from(">I", content, low)[0]
    for place in places:
        struct.pack_into(">I", content, place, struct.unpack_from(">I", content, place)[0] + len(box))
    content[high:high] = box


# Red grows by 4 with each column and green by 5 with each row: the first pixel that is shown has about 48 and 40.
picture = numpy.zeros((48, 64, 3), numpy.uint8)
picture[:, :, 0] = numpy.arange(64) * 4
picture[:, :, 1] = numpy.arange(48)[:, None] * 5
with av.open("x.mp4", "w") as out:
    stream = out.add_stream("libx264", rate=25, options={"crf": "1"})
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    for _ in range(10):
        out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    out.mux(stream.encode())
with open("x.mp4", "rb") as file:
    content = bytearray(file.read())
boxes = [(name, 8) for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl")] + [(b"stsd", 16), (b"avc1", 86)]
add_to_last(content, boxes, struct.pack(">I4s8I", 40, b"clap", 40, 1, 32, 1, 0, 1, 0, 1))
with open("x.mp4", "wb") as file:
    file.write(content)


def seen(array):
    red, green = (int(value) for value in array[0, 0, :2])
    return array.shape[1::-1], "whole" if red < 16 and green < 16 else "part" if abs(red - 48) < 12 and abs(green - 40) < 12 else None


WHOLE, PART = ((64, 48), "whole"), ((40, 32), "part")
with av.open("x.mp4") as container:
    check("PyAV", seen(next(container.decode(video=0)).to_ndarray(format="rgb24")), WHOLE)
check("OpenCV", seen(cv2.VideoCapture("x.mp4").read()[1][:, :, ::-1]), WHOLE)
check("decord", seen(decord.VideoReader("x.mp4")[0].asnumpy()), WHOLE)
check("imageio, FFMPEG", seen(imageio.v3.imread("x.mp4", index=0, plugin="FFMPEG")), PART)
check("imageio, pyav", seen(imageio.v3.imread("x.mp4", index=0, plugin="pyav")), WHOLE)
with moviepy.VideoFileClip("x.mp4") as clip:
    check("moviepy", (clip.size, seen(clip.get_frame(0))), ([64, 48], ((64, 48), "part")))
track = pymediainfo.MediaInfo.parse("x.mp4").video_tracks[0]
check("MediaInfo", (track.width, track.height, track.clean_aperture_width, track.clean_aperture_height), (64, 48, 40, 32))
PY
