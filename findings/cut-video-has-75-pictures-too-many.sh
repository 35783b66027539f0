#!/usr/bin/env bash
# decord 0.6.0, opencv-python-headless 5.0.0.93, imageio 2.38.1 and moviepy 2.2.1 (imageio-ffmpeg 0.8.1) with PyAV
# 18.1.0, seen 2026-11-29. A video of 10 seconds (250 pictures, one key picture at the start) is cut at second 3
# without encoding it again, as "ffmpeg -ss 3 -c copy" does: an edit list hides the first 75 pictures. PyAV
# decodes 175, moviepy and imageio's FFMPEG plugin have 175. OpenCV says that there are 250 and gives 175;
# imageio's pyav plugin says that the shape is (250, ...) and gives 175. decord says 250 and gives 250: the first
# 175 are those that are shown, each three seconds too early by get_frame_timestamp (the first is at -3.0), and
# the other 75 are copies of the last one, with a warning on stderr.
#
# One would expect a length to be the number of pictures that can be had, and times to begin at 0, as players show
# it. Who takes ten pictures evenly by decord gets the last one four times and none at its second; who fills an
# array of the announced shape has 75 rows left; and two plugins of one library disagree about one file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  decord==0.6.0 opencv-python-headless==5.0.0.93 'imageio[ffmpeg]==2.38.1' imageio-ffmpeg==0.8.1 moviepy==2.2.1 av==18.1.0 \
  numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import subprocess

import av
import cv2
import decord
import imageio.v3
import imageio_ffmpeg
import moviepy
import numpy

with av.open("whole.mp4", "w") as out:
    stream = out.add_stream("libx264", rate=25, options={"g": "1000", "bf": "0", "sc_threshold": "0"})
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    for number in range(250):
        picture = numpy.full((48, 64, 3), number, "uint8")
        out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    out.mux(stream.encode(None))
ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
subprocess.run([ffmpeg, "-v", "error", "-ss", "3", "-i", "whole.mp4", "-c", "copy", "cut.mp4"], check=True)

with av.open("cut.mp4") as container:
    check("PyAV: seconds", container.duration / 1e6, 7.0)
    pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
check("PyAV: pictures, grey of the first", (len(pictures), abs(int(pictures[0].mean()) - 75) < 4), (175, True))
clip = moviepy.VideoFileClip("cut.mp4")
check("moviepy", (clip.duration, sum(1 for _ in clip.iter_frames())), (7.0, 175))
clip.close()
check("imageio, FFMPEG", sum(1 for _ in imageio.v3.imiter("cut.mp4", plugin="FFMPEG")), 175)
check("imageio, pyav: announced", imageio.v3.improps("cut.mp4", plugin="pyav").shape[0], 250)
check("imageio, pyav: given", sum(1 for _ in imageio.v3.imiter("cut.mp4", plugin="pyav")), 175)
capture = cv2.VideoCapture("cut.mp4")
check("OpenCV: announced", int(capture.get(cv2.CAP_PROP_FRAME_COUNT)), 250)
check("OpenCV: given", sum(1 for _ in iter(lambda: capture.read()[0], False)), 175)
reader = decord.VideoReader("cut.mp4")
check("decord: announced, second of the first", (len(reader), float(reader.get_frame_timestamp(0)[0])), (250, -3.0))
greys = [float(picture.asnumpy().mean()) for picture in reader]
check("decord: given", len(greys), 250)
check("decord: the first is the first that is shown", abs(greys[0] - 75) < 4, True)
check("decord: the last 75 are one picture", (len(set(greys[175:])), abs(greys[-1] - 249) < 4), (1, True))
PY
