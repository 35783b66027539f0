"""Files of every sort that somebody uploads, by name: what each is, as whoever made it knows, and how it is made."""

from __future__ import annotations

import os
import struct
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from making import Picture, Pipe, Tone, copied, made
from papers import PAPERS
from pictures import PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable


class Sample(NamedTuple):
    """One file.

    Attributes:
        kind: `video`, `audio`, `image` or `document`, as which it is taken; empty for what is nothing that is taken.
        make: Makes its bytes.
        seconds: How long it truly lasts, where no tool reads that from its head.
    """

    kind: str
    make: Callable[[], bytes]
    seconds: float | None = None


@cache
def content(name):
    """The bytes of a sample."""
    return SAMPLES[name].make()


QUICK = {"deadline": "realtime", "cpu-used": "8"}
AV1 = Picture("libsvtav1", options={"preset": "13"})
VP8, VP9 = Picture("libvpx", options=QUICK), Picture("libvpx-vp9", options=QUICK)
OPUS = Tone("libopus", rate=48000, format="flt")
PCM = Tone("pcm_s16le", format="s16")
MP3 = Tone("libmp3lame", format="s16p", rate=44100)
FLAC = Tone("flac", format="s16")
MP2 = Tone("mp2", format="s16", bit_rate=64000)
WMA = Tone("wmav2", rate=44100)
MPEG4, MPEG2 = Picture("mpeg4"), Picture("mpeg2video", size=(352, 288))
WIDE = Fraction(64, 45)

IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
TURNED = {
    90: struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000),
    180: struct.pack(">9i", -0x10000, 0, 0, 0, -0x10000, 0, 0, 0, 0x40000000),
    270: struct.pack(">9i", 0, -0x10000, 0, 0x10000, 0, 0, 0, 0, 0x40000000),
}


def turned(degrees, *streams, box=b"tkhd"):
    """An MP4 whose first track is shown turned, as a phone writes it that is held upright, or the whole movie."""
    whole = made("mp4", *streams)
    at = whole.index(IDENTITY, whole.index(box))
    return whole[:at] + TURNED[degrees] + whole[at + len(IDENTITY) :]


def turned_back():
    """A track that is turned one way in a movie that is turned the other."""
    whole = turned(90, Picture())
    at = whole.index(IDENTITY, whole.index(b"mvhd"))
    return whole[:at] + TURNED[270] + whole[at + len(IDENTITY) :]


def turned_second():
    """Two tracks, of which the larger one is turned."""
    whole = made("mp4", Picture(size=(64, 48)), Picture(size=(160, 120)))
    at = whole.index(IDENTITY, whole.rindex(b"tkhd"))
    return whole[:at] + TURNED[90] + whole[at + len(IDENTITY) :]


def renamed(old, new, whole):
    """A file in which four bytes say something else."""
    assert old in whole
    return whole.replace(old, new)


def cropped():
    """A Matroska of pictures of which a quarter is cut off at the left, and what is left is shown narrower.

    The video (e0) is described by its width (b0) and its height (ba) first; what more is said takes of the room (ec) behind it.
    """
    whole = made("matroska", Picture(size=(160, 120)))
    size, told = bytes.fromhex("b081a0ba8178"), bytes.fromhex("b081a0ba8178 54cc8128 54b08150 54ba8178")
    start = whole.index(size)
    end, room = start + whole[start - 1] - 0x80, whole.index(bytes.fromhex("ec01000000000000"), start)
    after = room + 9 + whole[room + 8]
    left = after - room - len(told) + end - start - 2
    return (
        whole[: start - 1]
        + bytes([0x80 + len(told)])
        + told
        + whole[end:room]
        + bytes([0xEC, 0x80 + left, *bytes(left)])
        + whole[after:]
    )


def edited(whole):
    """A Matroska as editors leave it when the description of its tracks has grown: that is behind the pictures then."""
    info, tracks, void = bytes.fromhex("1549a966"), bytes.fromhex("1654ae6b"), bytes.fromhex("ec01")
    segment, told = whole.index(bytes.fromhex("18538067")) + 12, whole.index(bytes.fromhex("114d9b74"))
    start = whole.index(tracks, whole.index(void))
    moved = whole[start : start + 6 + int.from_bytes(whole[start + 4 : start + 6], "big") - 0x4000]

    def room(many):
        return void + (many - 9).to_bytes(7, "big") + bytes(many - 9)

    later = whole[:start] + room(len(moved)) + whole[start + len(moved) :] + room(100_000)
    place = bytes.fromhex("114d9b74954dbb9253ab84") + tracks + bytes.fromhex("53ac88") + (len(later) - segment).to_bytes(8, "big")
    behind = whole.rindex(info, 0, start)
    size = b"\x01" + (len(later) + len(moved) - segment).to_bytes(7, "big")
    return later[: segment - 8] + size + place + room(behind - told - len(place)) + later[behind:] + moved


def latin(form, *streams):
    """A file whose title is written in Latin-1, as old programs do it."""
    return renamed(b"Caf_", b"Caf\xe9", made(form, *streams, tags={"title": "Caf_"}))


def rf64():
    """A WAV in the form for more than 4 GB: the sizes stand in a chunk of their own."""
    whole = made("wav", PCM)
    at = whole.index(b"data")
    size = len(whole) - at - 8
    ds64 = struct.pack("<4sIQQQI", b"ds64", 28, len(whole) + 28, size, size // 2, 0)
    return b"RF64" + b"\xff" * 4 + b"WAVE" + ds64 + whole[12:at] + b"data" + b"\xff" * 4 + whole[at + 8 :]


def piped(form, *streams, **options):
    """A file as it comes out of a pipe: nobody went back to write the sizes down."""
    return made(form, *streams, file=Pipe(), options=options)


def uncounted(stream):
    """A FLAC out of a pipe, which says that it has 0 samples; one this small is written whole before anybody knows of the pipe."""
    whole = made("flac", stream)
    return whole[:21] + bytes([whole[21] & 0xF0, 0, 0, 0, 0]) + whole[26:]


def cover(form, *streams):
    """A song with a picture on it, or a video with a poster."""
    return made(form, *streams, cover=PICTURES["picture.jpg"][1]())


def text(said):
    """A file that is plain text."""
    return said.encode


def video(form, *streams, seconds=None, **options):
    """A video in a container of a format."""
    return Sample("video", lambda: made(form, *streams, options=options), seconds)


def sound(form, *streams, kind="audio", seconds=None, **options):
    """A sound in a container of a format; of a kind that is taken, unless said otherwise."""
    return Sample(kind, lambda: made(form, *streams, options=options), seconds)


def second_undecodable():
    """A video beside one of which nobody knows how it is written."""
    return renamed(b"V_MPEG4/ISO/ASP", b"V_NOBODY/KNOWS!", made("matroska", Picture(), MPEG4))


def av1():
    """An MP4 with AV1; SVT-AV1 makes the thread that it encodes for a real-time one, if it may, and leaves it so."""
    if not hasattr(os, "sched_getscheduler"):  # macOS and Windows
        return made("mp4", AV1)
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        return made("mp4", AV1)
    finally:
        os.sched_setscheduler(0, policy, parameters)


SESSION = "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"

SAMPLES = {
    # The containers and codecs that cameras, browsers and editors write.
    "h264-aac.mp4": video("mp4", Picture(), Tone()),
    "silent.mp4": video("mp4", Picture()),
    "faststart.mp4": video("mp4", Picture(), Tone(), movflags="faststart"),
    "fragmented.mp4": video("mp4", Picture(), Tone(), movflags="frag_keyframe+empty_moov"),
    "fragmented-dash.mp4": video("mp4", Picture(options={"bf": "0", "g": "10"}), Tone(), movflags="dash+frag_keyframe"),
    "fragmented-silent.mp4": video("mp4", Picture(), movflags="frag_every_frame+empty_moov+default_base_moof"),
    "hevc.mp4": video("mp4", Picture("libx265", options={"x265-params": "log-level=none"})),
    "av1.mp4": Sample("video", av1),
    "opus.mp4": video("mp4", Picture(), OPUS),
    "ac3.mp4": video("mp4", Picture(), Tone("ac3", rate=48000, bit_rate=64000)),
    "flac.mp4": video("mp4", Picture(), FLAC),
    "mpeg4.m4v": video("ipod", MPEG4, Tone()),
    "pcm.mov": video("mov", Picture(), PCM),
    "mjpeg.mov": video("mov", Picture("mjpeg", format="yuvj420p"), PCM),
    "prores.mov": video("mov", Picture("prores_ks", format="yuv422p10le")),
    "phone.3gp": video("3gp", Picture("h263", size=(176, 144)), Tone()),
    "h264.mkv": video("matroska", Picture(), Tone()),
    "flac.mkv": video("matroska", MPEG4, FLAC),
    "vp8.webm": video("webm", VP8),
    "vp9-opus.webm": video("webm", VP9, OPUS),
    "mp3.avi": video("avi", MPEG4, MP3),
    "raw.avi": video("avi", Picture("rawvideo", size=(16, 16)), PCM),
    "mp3.flv": video("flv", Picture("flv"), MP3),
    "aac.flv": video("flv", Picture(), Tone()),
    "program.mpg": video("mpeg", MPEG2, MP2),
    "vcd.mpg": video("mpeg", Picture("mpeg1video", size=(352, 240), rate=25), MP2),
    "transport.ts": video("mpegts", Picture(), Tone()),
    "silent.ts": video("mpegts", MPEG2),
    "windows.wmv": video("asf", Picture("wmv2"), WMA),
    "vp8.ogv": video("ogg", VP8, OPUS),
    "broadcast.mxf": video("mxf", Picture("mpeg2video", size=(352, 288), rate=25), Tone("pcm_s16le", rate=48000, format="s16")),
    "tape.dv": video("dv", Picture("dvvideo", size=(720, 576), seconds=0.4, rate=25, aspect=WIDE)),
    "browser.ivf": video("ivf", VP8),
    "cut.nut": video("nut", Picture(), Tone()),
    "old.rm": video("rm", Picture("rv20", size=(176, 144)), Tone("ac3", rate=44100)),
    "studio.gxf": video("gxf", Picture("mpeg2video", size=(720, 576), seconds=2.0, rate=25, format="yuv420p", aspect=WIDE)),
    "recorded.wtv": video("wtv", MPEG2, MP2),
    "uncompressed.y4m": video("yuv4mpegpipe", Picture("wrapped_avframe", size=(32, 32))),
    # Files that do not say how long they are.
    "live.webm": video("webm", VP8, live="1", seconds=10.0),
    "live-sound.webm": video("webm", VP9, OPUS, live="1", seconds=10.0),
    "piped.mkv": Sample("video", lambda: piped("matroska", Picture(), Tone()), 10.0),
    "piped-silent.mkv": Sample("video", lambda: piped("matroska", MPEG4), 10.0),
    "piped.flv": Sample("video", lambda: piped("flv", Picture(), Tone())),
    "stream.h264": Sample("video", lambda: made("h264", Picture()), 10.0),
    "stream.hevc": Sample("video", lambda: made("hevc", Picture("libx265", options={"x265-params": "log-level=none"})), 10.0),
    "stream.m2v": Sample("video", lambda: made("mpeg2video", MPEG2), 10.0),
    "piped.flac": Sample("audio", lambda: uncounted(FLAC), 10.0),
    "piped-long-blocks.flac": Sample("audio", lambda: uncounted(Tone("flac", rate=44100, format="s16")), 10.0),
    "piped.wav": Sample("audio", lambda: piped("wav", PCM)),
    "piped.mp3": Sample("audio", lambda: piped("mp3", MP3)),
    # Tracks that begin late, end later, or are cut.
    "late-picture.mp4": video("mp4", Picture(start=2.0, seconds=8.0), Tone()),
    "late-sound.mp4": video("mp4", Picture(), Tone(start=3.0, seconds=7.0)),
    "late.mkv": video("matroska", Picture(start=5.0), Tone(start=5.0)),
    "late.ts": video("mpegts", Picture(start=5.0), Tone(start=5.0)),
    "long-sound.mp4": video("mp4", Picture(), Tone(seconds=14.5)),
    "long-sound.mkv": video("matroska", Picture(), Tone(seconds=14.5)),
    "b-frames.mp4": video("mp4", Picture(options={"bf": "3", "g": "10"}), Tone()),
    "no-edit-list.mp4": video("mp4", Picture(options={"bf": "3"}), Tone(), use_editlist="0"),
    "one-picture.mp4": video("mp4", Picture(seconds=1 / 5)),
    # What a person sees.
    "turned-90.mp4": Sample("video", lambda: turned(90, Picture(), Tone())),
    "turned-180.mp4": Sample("video", lambda: turned(180, Picture())),
    "turned-270.mp4": Sample("video", lambda: turned(270, MPEG4)),
    "turned-movie.mp4": Sample("video", lambda: turned(90, Picture(), box=b"mvhd")),
    "turned-back.mp4": Sample("video", turned_back),
    "turned-second.mp4": Sample("video", turned_second),
    "turned.mkv": Sample("video", lambda: copied("matroska", turned(90, Picture()))),
    "anamorphic.mp4": video("mp4", Picture(size=(720, 576), aspect=WIDE)),
    "anamorphic.mpg": video("mpeg", Picture("mpeg2video", size=(720, 576), aspect=WIDE), MP2),
    "anamorphic.mkv": video("matroska", Picture(size=(720, 480), aspect=Fraction(8, 9))),
    "anamorphic-turned.mp4": Sample("video", lambda: turned(90, Picture(size=(720, 576), aspect=WIDE))),
    "cropped.mkv": Sample("video", cropped),
    "cropped-edited.mkv": Sample("video", lambda: edited(cropped())),
    "two-pictures.mp4": video("mp4", Picture(size=(64, 64)), Picture(size=(160, 120)), Tone()),
    "two-pictures.mkv": video("matroska", Picture(size=(160, 120)), Picture(size=(64, 64))),
    "poster.mp4": Sample("video", lambda: cover("mp4", Picture(), Tone())),
    "poster.mkv": Sample("video", lambda: made("matroska", Picture(), attached=PICTURES["picture.jpg"][1]())),
    # Old programs, and strange ones.
    "latin-1.mp4": Sample("video", lambda: latin("mp4", Picture(), Tone())),
    "latin-1.mkv": Sample("video", lambda: latin("matroska", Picture())),
    "latin-1.avi": Sample("video", lambda: latin("avi", MPEG4, MP3)),
    "trailing.mp4": Sample("video", lambda: made("mp4", Picture(), Tone()) + bytes(1000)),
    "undecodable.mp4": Sample("", lambda: renamed(b"avc1", b"zzzz", made("mp4", Picture(), Tone()))),
    "undecodable-second.mkv": Sample("video", second_undecodable),
    # Sounds.
    "pcm.wav": sound("wav", PCM),
    "float.wav": sound("wav", Tone("pcm_f32le", format="flt", rate=44100)),
    "tagged.wav": Sample("audio", lambda: latin("wav", PCM)),
    "large.wav": Sample("audio", rf64),
    "lame.mp3": sound("mp3", MP3),
    "bare.mp3": sound("mp3", MP3, id3v2_version="0", write_xing="0"),
    "low-rate.mp3": sound("mp3", Tone("libmp3lame", format="s16p", rate=8000, bit_rate=8000), id3v2_version="0", write_xing="0"),
    "latin-1.mp3": Sample("audio", lambda: latin("mp3", MP3)),
    "cover.mp3": Sample("audio", lambda: cover("mp3", MP3)),
    "flac.flac": sound("flac", FLAC),
    "cover.flac": Sample("audio", lambda: cover("flac", FLAC)),
    "short.wav": sound("wav", Tone("pcm_s16le", format="s16", seconds=0.25)),
    # Sounds of formats that are not taken, and none of them is a video.
    "song.m4a": sound("ipod", Tone(), kind=""),
    "cover.m4a": Sample("", lambda: cover("mp4", Tone())),
    "opus.ogg": sound("ogg", OPUS, kind=""),
    "sound.mka": sound("matroska", FLAC, kind=""),
    "sound.webm": sound("webm", OPUS, kind=""),
    "sound.wma": sound("asf", WMA, kind=""),
    "layer-2.mp2": sound("mp2", MP2, kind=""),
    "telephone.wav": sound("wav", Tone("adpcm_ms", format="s16"), kind=""),
    "mp3.wav": sound("wav", MP3, kind=""),
    "nobody-knows.wav": Sample("", lambda: renamed(b"\x10\0\0\0\1\0", b"\x10\0\0\0\x34\x12", made("wav", PCM))),
    # Texts that other programs would follow to somewhere else.
    "session.sdp": Sample("document", text(SESSION)),
    "list.m3u8": Sample("document", text(PLAYLIST)),
    "list.ffconcat": Sample("document", text("ffconcat version 1.0\nfile /etc/hostname\n")),
    "subtitles.srt": Sample("document", text("1\n00:00:00,000 --> 00:00:10,000\nA dog\n")),
    **{name: Sample(kind, make) for name, (kind, make) in {**PICTURES, **PAPERS}.items()},
}  # fmt: skip
