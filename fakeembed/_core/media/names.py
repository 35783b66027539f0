"""What the names of media say: which kind their extension means, and what a medium at a URL may be called."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

PICTURES = frozenset({"bmp", "gif", "jpeg", "jpg", "png", "webp"})
SOUNDS = frozenset({"aac", "flac", "m4a", "mp3", "ogg", "opus", "wav"})
VIDEOS = frozenset({"avi", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ogv", "webm", "wmv"})


def names_of(url: str) -> tuple[str, ...]:
    """What a medium at a URL may be called: all of it, without its query (a signature is no part of a name), or its last part."""
    return url, url.partition("?")[0], last_segment(url)


def is_medium(text: str) -> bool:
    """Whether a text is the URL or the file name of a medium, by the look of it.

    >>> [is_medium(text) for text in ("https://example.com/watch?v=1", "dog.MP4", "a dog", "Dogs. And cats.")]
    [True, True, False, False]
    """
    return "://" in text or text.rpartition(".")[2].lower() in PICTURES | SOUNDS | VIDEOS


def last_segment(url: str) -> str:
    """The file name at the end of a URL's path, percent-decoded; empty when there is none."""
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""
