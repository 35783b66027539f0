"""Makes real media files of all sorts with PyAV: what phones, browsers, editors, pipes and old programs leave behind."""

from __future__ import annotations

import os
from fractions import Fraction
from io import BytesIO
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

os.environ.setdefault("SVT_LOG", "0")  # an encoder that talks

RATE = 5
"""Pictures a second; few, because nobody looks at them."""


class Picture(NamedTuple):
    """One stream of moving pictures.

    Attributes:
        codec: The encoder.
        size: Width and height in pixels, as they are stored.
        seconds: How long it lasts.
        start: The second at which it begins.
        aspect: Width to height of one pixel.
        options: Of the encoder.
        format: How a pixel is stored.
        rate: Pictures a second.
    """

    codec: str = "libx264"
    size: tuple[int, int] = (128, 96)
    seconds: float = 10.0
    start: float = 0.0
    aspect: Fraction = Fraction(1)
    options: Mapping[str, str] = {}
    format: str = "yuv420p"
    rate: int = RATE


class Tone(NamedTuple):
    """One stream of silence; the attributes are those of `Picture`."""

    codec: str = "aac"
    seconds: float = 10.0
    start: float = 0.0
    rate: int = 16000
    format: str = "fltp"
    bit_rate: int = 32000


class Pipe(BytesIO):
    """A file as a program sees it that writes to another one: it cannot go back."""

    def seekable(self):
        """Never."""
        return False

    def seek(self, *_):
        """Never."""
        raise OSError("a pipe has no positions")


def made(form, *streams, options=None, tags=None, file=None, **more):
    """The bytes of a file of a container format with these streams, in their order."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "file") if file is None else file  # a muxer that moves an index to the front opens its file again
        _write(place, form, streams, options=options or {}, tags=tags or {}, **more)
        return place.read_bytes() if file is None else file.getvalue()


def copied(form, whole):
    """A video in another container, its pictures as they were."""
    file = BytesIO()
    with av.open(BytesIO(whole)) as source, av.open(file, "w", format=form) as container:
        track = container.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream = track
                container.mux(packet)
    return file.getvalue()


def _write(place, form, streams, *, options, tags, cover=None, attached=None):  # noqa: PLR0913 - what a file is made of
    with av.open(place, "w", format=form, options=options) as container:
        container.metadata.update(tags)
        tracks = [_track(container, stream) for stream in streams]
        if attached is not None:
            container.add_attachment("poster.jpg", "image/jpeg", attached)
        if cover is not None:
            tracks.append(_poster(container))
        packets = [packet for stream, track in zip(streams, tracks, strict=False) for packet in _encoded(stream, track)]
        if cover is not None:
            packets.append(_on_poster(cover, tracks[-1]))
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            container.mux(packet)


def _poster(container):
    track = container.add_stream("mjpeg")
    track.width, track.height, track.pix_fmt = 320, 200, "yuvj420p"
    track.disposition = av.stream.Disposition.attached_pic.value
    return track


def _on_poster(cover, track):
    packet = av.Packet(cover)
    packet.stream, packet.pts, packet.dts, packet.time_base = track, 0, 0, Fraction(1, 1000)
    packet.is_keyframe = True
    return packet


def _track(container, stream):
    if isinstance(stream, Tone):
        track = container.add_stream(stream.codec, rate=stream.rate, options={"strict": "experimental"})
        track.codec_context.format, track.codec_context.layout = stream.format, "mono"
        track.bit_rate = stream.bit_rate
        return track
    track = container.add_stream(stream.codec, rate=stream.rate, options=dict(stream.options))
    track.width, track.height = stream.size
    track.pix_fmt = stream.format
    track.codec_context.sample_aspect_ratio = stream.aspect
    track.codec_context.time_base = Fraction(1, stream.rate)
    return track


def _encoded(stream, track):
    for frame in _tones(stream, track) if isinstance(stream, Tone) else _pictures(stream):
        yield from track.encode(frame)
    yield from track.encode(None)


def _pictures(stream):
    for number in range(round(stream.seconds * stream.rate)):
        frame = av.VideoFrame(*stream.size, stream.format)
        for plane in frame.planes:
            plane.update(bytes([16 + number % 200]) * plane.buffer_size)
        frame.pts, frame.time_base = number + round(stream.start * stream.rate), Fraction(1, stream.rate)
        yield frame


def _tones(stream, track):
    track.codec_context.open(strict=False)
    block = track.codec_context.frame_size or 1024
    kind = {"fltp": np.float32, "flt": np.float32, "s16": np.int16, "s16p": np.int16, "s32": np.int32}[stream.format]
    for number in range(ceil(stream.seconds * stream.rate / block)):
        size = min(block, round(stream.seconds * stream.rate) - number * block)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, size), kind), format=stream.format, layout="mono")
        frame.sample_rate, frame.time_base = stream.rate, Fraction(1, stream.rate)
        frame.pts = number * block + round(stream.start * stream.rate)
        yield frame
