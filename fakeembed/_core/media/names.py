"""What the names of media say: which kind their extension means, and what a medium at a URL may be called."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

PICTURES = frozenset({"bmp", "gif", "jpeg", "jpg", "png", "webp"})
SOUNDS = frozenset({"aac", "flac", "m4a", "mp3", "ogg", "opus", "wav"})
VIDEOS = frozenset({"avi", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ogv", "webm", "wmv"})
PAGES = frozenset({"youtube.com", "youtu.be", "vimeo.com", "drive.google.com", "dropbox.com"})
"""Hosts of video platforms and shared drives, whose links lead to a page (documented as not supported; decision D109)."""

_DOWNLOADS = ("dl=1", "raw=1", "export=download")
"""What in a query makes a link to a shared drive one to the file itself."""


# Query parameters of signed URLs as their vendors document them: Amazon S3 and CloudFront, Google Cloud Storage, Azure Storage (the
# short names of which count only beside its signature), Akamai, Alibaba OSS; and the names that others give to a token.
_CREDENTIALS_BEGIN = ("x-amz-", "x-goog-", "x-oss-", "response-content-")
_CREDENTIALS = frozenset(
    """
    access_token auth awsaccesskeyid expires expiry googleaccessid hdnea hdnts hmac key-pair-id ossaccesskeyid policy signature
    token
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
_SHARED_ACCESS = frozenset("se sig sip ske skoid sks skt sktid skv sp spr sr st sv".split())  # noqa: SIM905


def names_of(url: str) -> tuple[str, ...]:
    """What a medium at a URL may be called: all of it, without what only lets a client in, without its query, or its last part."""
    return url, without_credentials(url), url.partition("?")[0], last_segment(url)


def names_of_upload(filename: str, also: str = "") -> tuple[str, ...]:
    """What a file may be called: as it arrived, as it was before its client quoted it (aiohttp does; decision D222), or `also`.

    >>> names_of_upload("my%20dog.mp4")
    ('my%20dog.mp4', 'my dog.mp4')
    """
    return filename, unquote(filename), *([also] if also else ())


def without_credentials(url: str) -> str:
    """A URL without the signatures, tokens and times of expiry in its query: they change, the medium does not (decision D170).

    >>> without_credentials("https://example.com/watch?v=1&X-Amz-Signature=0f&Expires=9")
    'https://example.com/watch?v=1'
    """
    address, mark, query = url.partition("?")
    if not mark:
        return url
    fields = [(field.partition("=")[0].lower(), field) for field in query.split("&")]
    credentials = _CREDENTIALS | (_SHARED_ACCESS if any(name == "sig" for name, _ in fields) else frozenset())
    kept = [field for name, field in fields if name not in credentials and not name.startswith(_CREDENTIALS_BEGIN)]
    return f"{address}?{'&'.join(kept)}" if kept else address


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


def is_direct_url(text: str) -> bool:
    """Whether a text is an absolute http or https URL that may lead to a file."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in PAGES and not any(download in parts.query for download in _DOWNLOADS):
        return False
    return parts.scheme in {"http", "https"} and host != "" and text.isprintable() and " " not in text
