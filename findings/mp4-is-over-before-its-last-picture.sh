#!/usr/bin/env bash
# PyAV 18.1.0 with pymediainfo 7.0.1 and opencv-python-headless 5.0.0.93, seen 2026-11-29. A video of 25 pictures in
# the first second and one in each second after that, the last of them at second 10, is 8.12 seconds long by
# container.duration, where it is an MP4 with B-frames; without B-frames, or in Matroska, it is 10.04. Decoding
# gives the picture at second 10 in each case. MediaInfo reads 10.04 from the header of the same MP4; OpenCV's
# frames over its rate are 8.12.
#
# One would expect a duration to reach to the last picture: recordings of a screen and of a telephone have such a
# varying rate, with pauses at the end. The sum of the steps between decoding times is shorter than the time that is
# shown, since B-frames decode the late pictures early, and FFmpeg takes the sum where it is less than the header.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 pymediainfo==7.0.1 opencv-python-headless==5.0.0.93 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import fractions
import sys

import av
import cv2
import numpy
import pymediainfo


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


MILLISECOND = fractions.Fraction(1, 1000)


def video(path, b_frames):
    times = [*range(0, 1000, 40), *range(1000, 10_001, 1000)]
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.time_base = MILLISECOND
        stream.options = {"bf": str(b_frames), "b-adapt": "0"}
        for number, time in enumerate(times):
            picture = numpy.full((48, 64, 3), number * 7 % 255, "uint8")
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = time, MILLISECOND
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open(path) as container:
        return container.duration / 1e6, [frame.time for frame in container.decode(video=0)][-1]


check("MP4 with B-frames: duration, last picture", video("with.mp4", 3), (8.12, 10.0))
check("MP4 without", video("without.mp4", 0), (10.04, 10.0))
check("Matroska with B-frames", video("with.mkv", 3), (10.04, 10.0))
tracks = pymediainfo.MediaInfo.parse("with.mp4").tracks
check("MediaInfo, milliseconds", [track.duration for track in tracks], [10040, 10040])
capture = cv2.VideoCapture("with.mp4")
seconds = capture.get(cv2.CAP_PROP_FRAME_COUNT) / capture.get(cv2.CAP_PROP_FPS)
check("OpenCV", round(seconds, 2), 8.12)
PY
