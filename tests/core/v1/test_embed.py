"""Embed v1 sync on the wire: text, image and audio, alone and together, exactly as recorded."""

from __future__ import annotations

import math

import pytest

from fakeembed import FakeEmbed, Request, Scene


class Account:
    """One account of the service, asked without an HTTP library."""

    def __init__(self, **settings):
        self.fake = FakeEmbed(**settings)

    def embed(self, **fields):
        """The answer to a form; a pair is a file with its name."""
        parts = []
        for name, given in {"model_name": "marengo3.0", **fields}.items():
            filename, content = given if isinstance(given, tuple) else ("", str(given).encode())
            file = f'; filename="{filename}"' if filename else ""
            parts.append(f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n")
        headers = {"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}
        return self.fake.app(Request("POST", "/v1.3/embed", headers=headers, body=b"".join(parts) + b"--b--\r\n"))


@pytest.fixture
def account():
    """The service of today."""
    return Account()


@pytest.fixture
def of_2025():
    """The service when Marengo-retrieval-2.7 was its only model."""
    return Account(api_date="2025-07-15")


def test_a_text_has_one_segment_with_nothing_but_numbers(account):
    """Recorded 2026-07-20: no offsets, no scope, no option, no metadata."""
    answer = account.embed(text="a rabbit in a forest")

    body = answer.json()
    assert answer.status == 200
    assert list(body) == ["model_name", "text_embedding"]
    assert body["model_name"] == "marengo3.0"
    assert list(body["text_embedding"]) == ["segments"]
    assert [list(segment) for segment in body["text_embedding"]["segments"]] == [["float"]]
    assert len(body["text_embedding"]["segments"][0]["float"]) == 512
    assert abs(math.hypot(*body["text_embedding"]["segments"][0]["float"]) - 1) < 1e-6


def test_model_2_7_has_1024_numbers(of_2025):
    """Recorded 2025-03 to 2025-07."""
    body = of_2025.embed(model_name="Marengo-retrieval-2.7", text="Bird eating food").json()

    assert body["model_name"] == "Marengo-retrieval-2.7"
    assert len(body["text_embedding"]["segments"][0]["float"]) == 1024


def test_an_image_has_one_segment_and_says_where_it_came_from(account, image_file):
    """Recorded: the segment has only `float`; documented: metadata names the source."""
    by_url = account.embed(image_url="https://example.com/cat.png").json()["image_embedding"]
    by_file = account.embed(image_file=("cat.png", image_file(300, 200))).json()["image_embedding"]

    assert [list(segment) for segment in by_url["segments"]] == [["float"]]
    assert by_url["metadata"] == {"input_url": "https://example.com/cat.png"}
    assert by_file["metadata"] == {"input_filename": "cat.png"}


def test_audio_of_2025_is_one_segment_with_a_start(of_2025, audio_file):
    """Recorded 2025: no end, no scope, no option."""
    body = of_2025.embed(model_name="Marengo-retrieval-2.7", audio_file=("a.wav", audio_file(5.0))).json()

    assert [list(segment) for segment in body["audio_embedding"]["segments"]] == [["start_offset_sec", "float"]]
    assert body["audio_embedding"]["segments"][0]["start_offset_sec"] == 0


def test_audio_of_today_comes_in_windows_with_two_options(account):
    """The example of the reference (decision D10)."""
    account.fake.media("*.mp3", duration=13)

    body = account.embed(audio_url="https://example.com/a.mp3").json()

    segments = body["audio_embedding"]["segments"]
    assert [(s["embedding_option"], s["start_offset_sec"], s["end_offset_sec"]) for s in segments] == [
        ("audio", 0, 6),
        ("audio", 6, 12),
        ("transcription", 0, 6),
        ("transcription", 6, 12),
    ]


def test_audio_without_speech_has_no_transcription(account):
    """Decision D42."""
    account.fake.media("*.mp3", duration=6, speech=False)

    body = account.embed(audio_url="https://example.com/a.mp3").json()

    assert [segment["embedding_option"] for segment in body["audio_embedding"]["segments"]] == ["audio"]


def test_an_audio_offset_skips_the_beginning(account):
    """`audio_start_offset_sec` counts in seconds of the file."""
    account.fake.media("*.mp3", duration=20, speech=False)

    body = account.embed(audio_url="https://example.com/a.mp3", audio_start_offset_sec=8.5).json()

    assert [(s["start_offset_sec"], s["end_offset_sec"]) for s in body["audio_embedding"]["segments"]] == [(8.5, 14.5), (14.5, 20)]


def test_several_inputs_at_once_each_get_their_key(account):
    """Documented: one call, three embeddings."""
    body = account.embed(text="a cat", image_url="https://example.com/cat.png", audio_url="https://example.com/cat.mp3").json()

    assert list(body) == ["model_name", "text_embedding", "image_embedding", "audio_embedding"]


@pytest.mark.parametrize("words", [500, 501])
def test_a_text_that_is_too_long_says_so_inside_a_200(account, words):
    """Recorded 2026-06: no refusal, no segments, one message; 500 tokens still fit."""
    body = account.embed(text="word " * words).json()

    if words == 500:
        assert list(body["text_embedding"]) == ["segments"]
    else:
        assert body["text_embedding"] == {"error_message": "The text token length should be less than or equal to 500."}


@pytest.mark.parametrize(("truncate", "kept"), [("end", slice(0, 77)), ("start", slice(3, None))])
def test_models_2_x_cut_a_long_text(of_2025, truncate, kept):
    """Documented: from its end unless `text_truncate` says from its start."""
    words = [f"w{number}" for number in range(80)]

    cut = of_2025.embed(model_name="Marengo-retrieval-2.7", text=" ".join(words), text_truncate=truncate).json()
    short = of_2025.embed(model_name="Marengo-retrieval-2.7", text=" ".join(words[kept])).json()

    assert cut == short


@pytest.mark.parametrize("file", [b"not a picture", b""])
def test_a_broken_image_says_so_inside_a_200(account, file):
    """The documented example of `error_message`."""
    body = account.embed(image_file=("cat.png", file)).json()

    assert body["image_embedding"] == {"error_message": "Image file is not valid."}


@pytest.mark.parametrize(("width", "height", "fine"), [(128, 128, True), (127, 128, False), (128, 127, False)])
def test_an_image_has_128_pixels_or_more_on_each_side(account, image_file, width, height, fine):
    """Documented."""
    body = account.embed(image_file=("cat.png", image_file(width, height))).json()

    assert ("segments" in body["image_embedding"]) is fine


def test_a_broken_sound_says_so_inside_a_200(account):
    """The other input of the same call is embedded all the same."""
    body = account.embed(text="a cat", audio_file=("cat.mp3", b"not a sound")).json()

    assert body["audio_embedding"] == {"error_message": "Audio file is not valid."}
    assert "segments" in body["text_embedding"]


def test_a_text_is_the_same_vector_whatever_comes_with_it(account):
    """Inputs of one call do not touch each other."""
    alone = account.embed(text="a cat").json()
    together = account.embed(text="a cat", image_url="https://example.com/cat.png").json()

    assert alone["text_embedding"] == together["text_embedding"]


def test_the_url_wins_over_the_file(account, image_file):
    """Decision D08."""
    body = account.embed(image_url="https://example.com/cat.png", image_file=("dog.png", image_file(300, 200))).json()

    assert body["image_embedding"]["metadata"] == {"input_url": "https://example.com/cat.png"}


@pytest.mark.parametrize("fields", [{}, {"audio_start_offset_sec": 5}])
def test_models_2_x_hear_ten_seconds_and_no_more(fields):
    """Their guide: what is longer is cut; so only what sounds in the ten seconds behind the start is in the vector."""

    def heard(*scenes):
        account = Account(api_date="2025-07-15", dimension=8)
        account.fake.media("*", duration=30.0, scenes=scenes)
        answer = account.embed(model_name="Marengo-retrieval-2.7", audio_url="https://example.com/a.mp3", **fields)
        return answer.json()["audio_embedding"]["segments"]

    end = fields.get("audio_start_offset_sec", 0) + 10
    assert heard(Scene(end, 30, "a violin")) == heard()
    assert heard(Scene(end - 1, 30, "a violin")) != heard()


def test_models_2_x_have_one_segment_as_long_as_there_are_any():
    """The windows of marengo3.0 did not change them; on 2026-01-20 both are offered."""
    both = Account(api_date="2026-01-20", dimension=8)

    def keys(model):
        answer = both.embed(model_name=model, audio_url="https://example.com/a.mp3").json()
        return [list(segment) for segment in answer["audio_embedding"]["segments"]]

    assert keys("Marengo-retrieval-2.7") == [["start_offset_sec", "float"]]
    assert keys("marengo3.0") == [["start_offset_sec", "end_offset_sec", "embedding_option", "float"]] * 6


def test_an_audio_that_nobody_declared_goes_on_behind_the_offset(account):
    """Nothing is refused for what the fake cannot know: it is taken for one with a window of six seconds behind the offset."""
    answer = account.embed(audio_url="https://example.com/a.mp3", audio_start_offset_sec=30.5)

    windows = {(part["start_offset_sec"], part["end_offset_sec"]) for part in answer.json()["audio_embedding"]["segments"]}
    assert windows == {(30.5, 36.5)}
    assert account.fake.assumptions()[0].startswith("https://example.com/a.mp3 was taken for 36.5 s")
