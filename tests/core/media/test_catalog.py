"""What the fake knows about a medium: declared facts, facts read from real files, documented defaults."""

from __future__ import annotations

import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media import probe
from fakeembed._core.media.catalog import Catalog, Declaration, Upload


@pytest.fixture
def catalog():
    """Nothing declared yet."""
    return Catalog()


def video(content, name="dog.mp4"):
    """An upload as a client sends it."""
    return Upload(name, "video/mp4", content)


@pytest.mark.parametrize(
    "match",
    [
        "https://example.com/a/dog%20one.mp4?sig=1",
        "https://example.com/a/dog%20one.mp4",
        "dog one.mp4",
        "*.mp4",
        "https://example.com/*",
        "*/a/*",
    ],
)
def test_a_url_is_matched_whole_without_its_query_by_its_file_name_and_by_pattern(catalog, match):
    """Whatever a test author has at hand."""
    catalog.declare(Declaration(match, duration=5))

    assert catalog.by_url("https://example.com/a/dog%20one.mp4?sig=1").duration == 5


def test_exact_declarations_come_before_patterns_and_later_ones_before_earlier_ones(catalog):
    """A pattern for the many, a name for the exception."""
    catalog.declare(Declaration("dog.mp4", duration=1))
    catalog.declare(Declaration("dog.mp4", duration=2))
    catalog.declare(Declaration("*", duration=3))
    catalog.declare(Declaration("*.mp4", duration=4))

    assert catalog.by_url("https://example.com/dog.mp4").duration == 2
    assert catalog.by_url("https://example.com/cat.mp4").duration == 4
    assert catalog.by_url("https://example.com/cat.mov").duration == 3


def test_a_url_that_nobody_declared_has_the_documented_defaults(catalog):
    """Eighteen seconds with sound and speech; nothing is fetched."""
    medium = catalog.by_url("https://example.com/dog.mp4")

    assert (medium.duration, medium.audio, medium.speech, medium.width, medium.height) == (18.0, True, True, 1280, 720)


def test_without_sound_nobody_speaks(catalog):
    """One fact implies the other."""
    catalog.declare(Declaration("*", audio=False, speech=True))

    assert not catalog.by_url("https://example.com/dog.mp4").speech


@pytest.mark.parametrize("sound", [True, False])
def test_facts_of_a_file_are_read_from_its_bytes(catalog, video_file, sound):
    """Duration, sound and size of the picture, by a real parser."""
    medium = catalog.by_bytes(video(video_file(7.5, 640, 480, sound=sound)), probe.video)

    assert medium.duration == pytest.approx(7.5, abs=0.1)
    assert (medium.audio, medium.width, medium.height, medium.broken) == (sound, 640, 480, False)


def test_declared_facts_come_before_what_the_bytes_say(catalog, video_file):
    """A test may upload ten small bytes under a name that it has described."""
    catalog.declare(Declaration("dog.mp4", duration=3600, audio=False, width=1920, height=1080, size=10**9))

    for content in (video_file(8.0), b"not a video"):
        medium = catalog.by_bytes(video(content), probe.video)
        assert (medium.duration, medium.audio, medium.width, medium.height, medium.size) == (3600, False, 1920, 1080, 10**9)
        assert not medium.broken


@pytest.mark.parametrize("name", ["my dog.mp4", "my%20dog.mp4", "my d*"])
def test_a_name_that_a_client_has_quoted_is_the_declared_one(catalog, name):
    """As aiohttp quotes the names of files, and no server undoes it; what arrived stays the name in answers."""
    catalog.declare(Declaration(name, duration=31))

    medium = catalog.by_bytes(video(b"", "my%20dog.mp4"), probe.video)

    assert (medium.duration, medium.filename) == (31, "my%20dog.mp4")


@pytest.mark.parametrize(
    "content",
    [b"", b"/home/me/dog.mp4", b"\x00" * 1000, b"\x00\x00\x00\x18ftypmp42", b"%PDF-1.7\n", b"<html></html>"],
    ids=["empty", "path", "zeros", "header only", "pdf", "html"],
)
def test_bytes_that_are_no_video_are_broken(catalog, content):
    """The service would say `video_file_broken`."""
    assert catalog.by_bytes(video(content), probe.video).broken


def test_a_cut_file_is_broken(catalog, video_file):
    """An upload that stopped half way has lost its index."""
    whole = video_file(8.0)

    assert catalog.by_bytes(video(whole[: len(whole) // 2]), probe.video).broken


def test_a_picture_or_a_sound_is_no_video(catalog, image_file, audio_file):
    """Decoders open them all; the service wants moving pictures."""
    assert catalog.by_bytes(video(image_file(640, 480)), probe.video).broken
    assert catalog.by_bytes(video(audio_file(5.0)), probe.video).broken


def test_a_video_is_neither_a_picture_nor_an_accepted_sound(catalog, video_file):
    """Each input has its own formats."""
    assert catalog.by_bytes(video(video_file(5.0)), probe.image).broken
    assert catalog.by_bytes(video(video_file(5.0)), probe.audio).broken


def test_pictures_and_sounds_are_read(catalog, image_file, audio_file):
    """PNG and WAV, as the reference lists them."""
    picture = catalog.by_bytes(Upload("a.png", "image/png", image_file(300, 200)), probe.image)
    sound = catalog.by_bytes(Upload("a.wav", "audio/wav", audio_file(5.0)), probe.audio)

    assert (picture.width, picture.height, picture.broken) == (300, 200, False)
    assert (sound.duration, sound.audio, sound.broken) == (5.0, True, False)


def test_the_same_bytes_are_the_same_medium_under_any_name(catalog, video_file):
    """Vectors depend on content, not on what somebody called it."""
    one, other = (catalog.by_bytes(video(video_file(5.0), name), probe.video) for name in ("a.mp4", "b.mp4"))

    assert one.identity == other.identity
    assert one.filename != other.filename


SIGNED = [
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-Signature={}",
    "AWSAccessKeyId=AKIA&Expires={}&Signature={}",
    "Expires={}&Signature={}&Key-Pair-Id=K2",
    "X-Goog-Credential=a&X-Goog-Signature={}",
    "sv=2024-11-04&se=2026-12-01&sr=b&sp=r&sig={}",
    "token={}",
]


@pytest.mark.parametrize("query", SIGNED)
def test_a_signature_is_no_part_of_what_a_medium_is(catalog, query):
    """A URL is signed anew for every request."""
    one, other = (catalog.by_url("https://example.com/dog.mp4?" + query.replace("{}", value)) for value in ("0f", "1e"))

    assert one.identity == other.identity == catalog.by_url("https://example.com/dog.mp4").identity


@pytest.mark.parametrize(("one", "other"), [("watch?v=1", "watch?v=2"), ("a?st=1", "a?st=2"), ("a/dog.mp4", "b/dog.mp4")])
def test_the_rest_of_a_url_is(catalog, one, other):
    """Which video it is may stand in the query; what Azure calls `st` is a start elsewhere."""
    assert catalog.by_url(f"https://example.com/{one}").identity != catalog.by_url(f"https://example.com/{other}").identity


def test_a_url_can_be_declared_without_its_signature(catalog):
    """With what else its query says."""
    catalog.declare(Declaration("https://example.com/watch?v=1", duration=5))

    assert catalog.by_url("https://example.com/watch?X-Amz-Signature=0f&v=1").duration == 5


def test_one_exact_declaration_is_one_medium(catalog):
    """From any host, signed or not; what a pattern covers is as many media as there are URLs."""
    catalog.declare(Declaration("*.mp4", duration=7))
    apart = {catalog.by_url(f"https://{host}/dog.mp4").identity for host in "ab"}
    catalog.declare(Declaration("dog.mp4", duration=5))

    same = {catalog.by_url(f"https://{host}/dog.mp4?X-Amz-Signature={host}").identity for host in "ab"}

    assert len(apart) == 2
    assert len(same) == 1


@pytest.mark.parametrize("facts", [{"duration": 0}, {"duration": -1}, {"duration": float("nan")}, {"width": 0}, {"size": -5}])
def test_impossible_facts_are_refused(facts):
    """The mistake is in the test, and the message names the medium."""
    with pytest.raises(ValueError, match=r"of 'dog\.mp4' must be a positive number"):
        FakeEmbed().media("dog.mp4", **facts)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (6, 5)])
def test_an_impossible_scene_is_refused(start, end):
    """A stretch has a length."""
    with pytest.raises(ValueError, match="a scene starts at 0 or later and ends after it starts"):
        Scene(start, end, "nothing")


def test_a_file_is_read_once_under_all_its_names(video_file, monkeypatch):
    """Half the time of an upload is the reading of it."""
    upload = Upload("a.mp4", "", video_file(5.0))
    facts = upload.facts
    monkeypatch.setattr(probe, "read", None)

    assert upload.named("b.mp4").facts is facts
    assert upload.named("b.mp4").filename == "b.mp4"
