"""What PyAV reads from the bytes of a sound or a video: how long it is, what a person sees of it, and whether there is sound.

PyAV brings FFmpeg, which the service's pages name as the measure of what it takes. Here it gets bytes and nothing else: no format
that follows a text to somewhere else (playlists, SDP, concatenations), no device, no protocol, and bounds on what it looks through.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO, RawIOBase
from itertools import chain, repeat
from math import inf
from typing import TYPE_CHECKING, Any

from fakeembed._core.media import iso_media, matroska
from fakeembed._core.media.catalog import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMUXERS = (
    "mov",  # MP4, M4V, QuickTime, 3GP
    "matroska",  # WebM as well
    "avi",
    "asf",  # WMV
    "flv",
    "mpeg",
    "mpegts",
    "mpegvideo",
    "h264",
    "hevc",
    "ogg",
    "wav",
    "mp3",
    "flac",
    "mxf",  # what broadcasters keep
    "gxf",
    "dv",
    "nut",
    "ivf",
    "rm",
    "wtv",
    "yuv4mpegpipe",
)
"""The readers that may be used, by FFmpeg's names; anything else is neither a sound nor a video to this fake (decision D120)."""

MOST_PACKETS = 2_000_000
"""Packets that are counted of a file that does not say how long it is: twelve hours of pictures and sound (decision D121)."""

_BOUNDS = {
    "format_whitelist": ",".join(DEMUXERS),
    "protocol_whitelist": "none",
    "probesize": "5000000",  # bytes that are looked through for streams; FFmpeg's own bound, said aloud
    "max_streams": "40",  # each has a decoder of a megabyte or two; a film in twenty languages with subtitles has fewer
}
_PICTURES_OF = frozenset({"avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "jpeg", "mif1", "msf1"})
"""Brands of ISO media files that are pictures."""

_EXTENSIONS = {"avi": "avi", "asf": "wmv", "flv": "flv", "mpeg": "mpg", "mpegts": "mpg", "mpegvideo": "mpg"}
_EXTENSIONS |= {"yuv4mpegpipe": "y4m"}
_CODECS_OF = {"wav": "pcm_", "mp3": "mp3"}
"""How the codecs are called that the pages mean by "WAV (uncompressed)" and MP3; files have others, too (decisions D370, D420)."""

_BRANDS = {"qt  ": "mov", "M4V ": "m4v", "M4VH": "m4v", "M4VP": "m4v", "M4A ": "m4a"}
_PROJECTION = b"\x76\x70"
"""The element of a Matroska file that turns a picture."""

_FRAMES_LATER = 32
"""Packets until a decoder has shown its first picture."""


class BytesReader(RawIOBase):
    """A file to read from, over bytes that stay where they are."""

    def __init__(self, content: bytes | memoryview) -> None:
        """Nothing is copied but what is read."""
        self._view = memoryview(content)
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position; ValueError before the beginning."""
        position = offset + (0, self._at, len(self._view))[whence]
        if position < 0:
            raise ValueError(f"there is nothing before the beginning: {position}")
        self._at = position
        return position

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there is something to read."""
        found = self._view[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def opened(content: bytes | memoryview) -> BytesIO | BytesReader:
    """A file to read from, over bytes that stay where they are; for `bytes` the faster one of the standard library."""
    return BytesIO(content) if isinstance(content, bytes) else BytesReader(content)


def read(content: bytes | memoryview) -> Facts | None:
    """The facts of a sound or a video; None for bytes that are neither, whatever the library thinks of them."""
    import av

    if not iso_media.has_room_for_its_samples(content):
        return None
    try:
        with av.open(opened(content), container_options=_BOUNDS, **_tags(av.__version__)) as container:
            return _facts(container, content)
    except (av.FFmpegError, ValueError):  # the latter where it goes to a place before the beginning
        return None


def _tags(version: str) -> dict[str, Any]:
    """How tags in other encodings are read: by itself from PyAV 19 on, and up to then as an argument says."""
    return {"metadata_errors": "replace"} if int(version.partition(".")[0]) < 19 else {}


def _facts(container: Any, content: bytes | memoryview) -> Facts | None:
    brand = container.metadata.get("major_brand", "")
    if brand in _PICTURES_OF:
        return None
    names = container.format.name.split(",")
    described = matroska.description_of_tracks(content) if "matroska" in names else b""
    tracks = zip(container.streams.video, chain(matroska.cut_off(described), repeat((0, 0))), strict=False)
    pictures = [(*_shown(stream, *cut), stream) for stream, cut in tracks if _is_moving(stream)]
    sound = bool(container.streams.audio)
    duration = _duration(container) if pictures or sound else None
    if duration is None:
        return None
    extension = _extension(names, brand, bytes(content[:64]))
    if not pictures:
        return Facts(kind="audio", extension=_sound(extension, container.streams.audio[0]), duration=duration, audio=True)
    width, height, stream = max(pictures, key=lambda found: found[0] * found[1])
    turned = iso_media.is_on_its_side(content, stream.id) if "mov" in names else _is_on_its_side(container, stream, described)
    if turned:
        width, height = height, width
    return Facts(kind="video", extension=extension, duration=duration, audio=sound, width=width, height=height)


def _sound(extension: str, stream: Any) -> str:
    """The extension, if what is in the file is what the pages mean by it; else a name that is none of theirs."""
    codec = stream.codec_context.codec.canonical_name if stream.codec_context else "unknown"
    if codec.startswith(_CODECS_OF.get(extension, "")):
        return extension
    return codec if extension == "mp3" else f"{codec} in {extension}"


def _is_moving(stream: Any) -> bool:
    """Whether a stream is a video with a size and a decoder, and no cover, poster or thumbnail."""
    from av.stream import Disposition

    still = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails
    codec = stream.codec_context
    return codec is not None and codec.width > 0 < codec.height and not stream.disposition & still


def _shown(stream: Any, columns: int, rows: int) -> tuple[int, int]:
    """Width and height in square pixels without those that are cut off; what is left is what the aspect ratio is of."""
    codec = stream.codec_context
    if columns >= codec.width or rows >= codec.height:
        columns = rows = 0
    return round((codec.width - columns) * (stream.sample_aspect_ratio or 1)), codec.height - rows


def _is_on_its_side(container: Any, stream: Any, described: bytes) -> bool:
    """Whether a Matroska turns a picture by a right angle. PyAV says so of decoded pictures alone, which take time and memory."""
    return _PROJECTION in described and _first_picture_is_turned(container, stream)


def _first_picture_is_turned(container: Any, stream: Any) -> bool:
    from av import FFmpegError

    stream.codec_context.thread_count = 1
    packets = (packet for packet, _ in zip(container.demux(stream), range(_FRAMES_LATER), strict=False))
    try:
        frame = next(frame for packet in packets for frame in packet.decode())
    except (FFmpegError, StopIteration):  # a picture that cannot be decoded is shown as it is stored
        return False
    return bool(abs(frame.rotation) % 180 == 90)


def _duration(container: Any) -> float | None:
    """Seconds: as the container says, else its longest stream, else as its packets show; None when nothing tells."""
    import av

    says = container.format.name != "ivf"  # where a pipe leaves the largest number of pictures in the head
    if says and container.duration is not None and container.duration > 0:
        return float(container.duration / av.time_base)
    lengths = [float(stream.duration * stream.time_base) for stream in container.streams if says and stream.duration]
    found = max(lengths, default=0.0) or _counted(container)
    return found if 0 < found < inf else None


def _counted(container: Any) -> float:
    """Seconds from the first packet to the end of the last one; streams without timestamps last as long as their packets."""
    first, last = inf, -inf
    unstamped = [0.0] * len(container.streams)
    before = [0.0] * len(container.streams)
    is_flac = container.format.name == "flac"  # has no padding: its last block is as short as it says
    for number, packet in enumerate(_packets(container)):
        if number == MOST_PACKETS:
            return inf
        if not packet.size:
            continue
        length = float((packet.duration or 0) * packet.time_base)
        if packet.pts is None:
            unstamped[packet.stream_index] += length
            continue
        if packet.stream.type == "audio" and not is_flac:  # FFmpeg 8.1 shortens the last packet by its padding, 8.0 does not
            length, before[packet.stream_index] = max(length, before[packet.stream_index]), length
        start = float(packet.pts * packet.time_base)
        first, last = min(first, start), max(last, start + length)
    return max(last - first, *unstamped)


def _packets(container: Any) -> Iterator[Any]:
    """All packets; PyAV stumbles behind the last one over a stream of which the beginning of the file said nothing."""
    with suppress(IndexError):
        yield from container.demux()


def _extension(names: list[str], brand: str, head: bytes) -> str:
    """The usual extension of a file of that format, without a dot."""
    if "matroska" in names:
        return "webm" if b"webm" in head else "mkv"
    if "mov" in names:
        return "3gp" if brand.startswith("3g") else _BRANDS.get(brand, "mp4" if brand else "mov")
    return _EXTENSIONS.get(names[0], names[0])
