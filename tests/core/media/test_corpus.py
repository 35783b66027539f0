"""Files of every sort are read as other programs read them: kind, sound, size, and duration within a thousandth of a second."""

from __future__ import annotations

import json
import os
import shutil
import socket
from io import BytesIO

import av
import oracle
import pytest
from corpus import MP3, SAMPLES, content, piped
from making import Picture

from fakeembed._core.media import containers, probe
from fakeembed._core.media.catalog import Upload

FACTS = json.loads(oracle.FACTS.read_text("utf-8"))["facts"]
MEDIA = [name for name, sample in SAMPLES.items() if sample.kind in {"video", "audio"}]
NEWER_THAN_FFMPEG_5 = {"ac3.mp4", "cover.mp3", "lame.mp3", "latin-1.mp3"}
"""What FFmpeg itself reads otherwise since: the end of a LAME MP3 counts no longer."""


def near(name):
    """Within a thousandth of a second; where packets are counted, within one of sound: some versions cut the padding off the last.

    FFmpeg 8.1 does so when it reads, and what PyAV 19 brings when it writes Matroska, where one of AAC lasts 64 ms.
    """
    if SAMPLES[name].seconds is None:
        return 0.001
    return 0.064 if name == "piped.mkv" else 0.025


def facts_of(name):
    """What is read of a sample, under a name that says nothing."""
    return Upload("upload", "", content(name)).facts


def told(facts):
    """What a reader of sounds and videos can tell."""
    return facts.audio, facts.width, facts.height


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_taken_as_what_it_is_and_as_nothing_else(name):
    """Stills and songs with a cover are no videos, and no playlist is followed."""
    upload = Upload("upload", "", content(name))

    taken = [kind for kind, read in probe.READERS.items() if read(upload) is not None]

    assert taken == ([SAMPLES[name].kind] if SAMPLES[name].kind else [])


@pytest.mark.parametrize("name", MEDIA)
def test_facts_are_those_of_ffprobe(name):
    """As they were written down; see `oracle.py` for how and by which version."""
    expected, facts = FACTS[name], facts_of(name)

    assert told(facts) == (expected["audio"], expected["width"], expected["height"])
    assert facts.duration == pytest.approx(expected["duration"], abs=near(name))


@pytest.mark.once
@pytest.mark.parametrize("name", MEDIA)
def test_facts_are_those_of_the_ffprobe_on_this_machine(name, tmp_path):
    """Whichever it is."""
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("ffprobe is not installed; the package ffmpeg of the distribution has it")
    if name in NEWER_THAN_FFMPEG_5 and " version 5." in oracle.version(program):
        pytest.skip("FFmpeg 5 reads this file otherwise than later versions do")
    path = tmp_path / name
    path.write_bytes(content(name))

    expected, facts = oracle.ffprobe(path, program=program), facts_of(name)

    assert told(facts) == (expected["audio"], expected["width"], expected["height"])
    assert facts.duration == pytest.approx(expected["duration"], abs=near(name))


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.seconds is not None])
def test_a_file_that_does_not_say_how_long_it_is_has_its_true_length(name):
    """But for the silence with which an encoder of sound begins and fills its last frame."""
    assert facts_of(name).duration == pytest.approx(SAMPLES[name].seconds, abs=0.12)


def test_a_recording_that_broke_off_may_have_sound_of_which_its_beginning_says_nothing():
    """A recorder writes an FLV as it comes; its sound is switched on late, and nobody writes how long it is."""
    pictures, late = Picture("flv", size=(16, 16), seconds=100.0, rate=1), MP3._replace(start=95.0, seconds=5.0)
    whole = bytearray(piped("flv", pictures, late))
    whole[4] = 1  # of sound and pictures, only pictures

    facts = containers.read(bytes(whole[:-300]))

    assert facts.kind == "video"
    assert facts.duration == pytest.approx(100, abs=2)


def test_an_ivf_out_of_a_pipe_is_counted():
    """Its head has room for the number of pictures, and a pipe leaves the largest one there."""
    whole = content("browser.ivf")

    facts = containers.read(whole[:24] + b"\xff\xff\xff\xff" + whole[28:])

    assert facts.duration == facts_of("browser.ivf").duration


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.kind == "image"])
def test_a_picture_has_the_size_in_which_it_is_shown(name):
    """As Pillow shows it: a camera that was held upright wrote it lying down."""
    facts = facts_of(name)

    assert (facts.width, facts.height) == (FACTS[name]["width"], FACTS[name]["height"])


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.kind and name.endswith(".pdf")])
def test_a_pdf_has_the_pages_that_poppler_counts(name):
    """Damaged ones as well, as far as they can be read."""
    assert facts_of(name).pages == FACTS[name]["pages"]


@pytest.mark.parametrize("name", ["session.sdp", "list.ffconcat"])
def test_a_text_that_would_be_followed_is_stopped_before_it_is_read(name):
    """FFmpeg knows what it is, and may not use the reader that opens what the text names."""
    bounds = containers._BOUNDS | {"format_whitelist": "sdp,hls,concat"}
    with pytest.raises(av.FFmpegError) as followed, av.open(BytesIO(content(name)), container_options=bounds):
        pass

    with pytest.raises(av.FFmpegError, match="Invalid argument") as stopped:
        av.open(BytesIO(content(name)), container_options=containers._BOUNDS)

    assert type(followed.value) is not type(stopped.value)


def test_a_playlist_of_something_near_asks_nobody():
    """Whatever it is uploaded as."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        near = f"#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://127.0.0.1:{server.getsockname()[1]}/a.ts\n#EXT-X-ENDLIST\n"

        taken = [kind for kind, read in probe.READERS.items() if read(Upload("list.m3u8", "", near.encode()))]

        assert taken == ["document"]
        with pytest.raises(BlockingIOError):
            server.accept()


def test_counting_packets_has_an_end(monkeypatch):
    """A file that does not say how long it is, and goes on for ever, cannot be read."""
    monkeypatch.setattr(containers, "MOST_PACKETS", 10)

    assert containers.read(content("live.webm")) is None
    assert containers.read(content("vp8.webm")) is not None


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="it cannot be asked here")
def test_making_the_samples_leaves_this_process_scheduled_as_it_was():
    """A real-time process takes both processors from all other tests; the encoder of AV1 makes one of a process of root."""
    before = os.sched_getscheduler(0)
    SAMPLES["av1.mp4"].make()

    assert os.sched_getscheduler(0) == before


def test_a_mistake_of_our_own_is_not_taken_for_a_broken_file(monkeypatch):
    """Only what the library says about bytes makes a file unreadable."""
    monkeypatch.setattr(containers, "_duration", lambda _container: None + 1)

    with pytest.raises(TypeError):
        containers.read(content("vp8.webm"))
