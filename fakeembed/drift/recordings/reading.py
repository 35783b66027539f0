"""Which reader a recording is for, and the bounds within which a file is read at all."""

from __future__ import annotations

import sys
import zipfile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.drift.recordings import (
    betamax,
    cassetter,
    decompression,
    har,
    nock,
    ours,
    responses_recorder,
    undici,
    vcr,
    yaml_documents,
)
from fakeembed.drift.recordings.exchange import Unreadable, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fakeembed.drift.recordings.exchange import Exchange

LARGEST = 1024 * 1024 * 1024
"""Bytes of a file that is read."""

_OTHERWISE = (KeyError, TypeError, AttributeError, ValueError, IndexError)
"""What reading raises where something has another form than its recorder writes."""

_READERS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Path], Iterator[Exchange]]], ...] = (
    (lambda found: isinstance(found, dict) and isinstance(found.get("log"), dict), lambda _, path: har.exchanges(path, path.name)),
    (cassetter.fits, cassetter.exchanges),
    (lambda found: isinstance(found, dict) and "interactions" in found, vcr.exchanges),
    (lambda found: isinstance(found, dict) and "http_interactions" in found, betamax.exchanges),
    (lambda found: isinstance(found, dict) and "responses" in found, responses_recorder.exchanges),
    (lambda found: _each_has(found, "scope"), nock.exchanges),
    (lambda found: _each_has(found, "snapshot"), undici.exchanges),
    (vcr.is_of_vcr_test, lambda found, path: vcr.exchanges({"interactions": found}, path)),
)


def exchanges(path: Path) -> list[Exchange]:
    """Every exchange of a recording, in the order in which the file has them.

    Raises:
        Unreadable: When it is no recording, or not a whole one.
        OSError: When it cannot be opened.
    """
    if path.is_dir():
        return _whole(ours.exchanges(path), path)
    if not path.is_file():
        raise Unreadable(f"{path} is no file")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"{path.name} is larger than {LARGEST // 2**20} MB")
    if path.suffix.lower() == ".zip":
        return _whole(_zipped(path), path)
    document = {"log": {}} if path.suffix.lower() == ".har" else _loaded(path)
    read = next((read for fits, read in _READERS if fits(document)), None)
    if read is not None:
        return _whole(read(document, path), path)
    raise _unknown(path.name)


def _unknown(name: str) -> Unreadable:
    kinds = "HAR, vcrpy, VCR, go-vcr, cassetter, replayx, vcr-test, betamax, nock, undici, responses, or our own"
    return Unreadable(f"{name} is no recording that can be read: {kinds}")


def _zipped(path: Path) -> Iterator[Exchange]:
    """Every HAR with its bodies beside it, as Playwright packs it; of several each has its own name in its places."""
    with path.open("rb") as file:
        try:
            yield from _archived(file, path)
        except (Unreadable, decompression.TooLarge, *_OTHERWISE):
            raise
        except Exception:  # noqa: BLE001 - bytes from anywhere, and each way to pack has an error of its own
            raise Unreadable(f"{path.name} cannot be unpacked: it is damaged, encrypted, or packed in an unknown way") from None


def _archived(file: IO[bytes], path: Path) -> Iterator[Exchange]:
    with zipfile.ZipFile(file) as archive:
        if sum(each.file_size for each in archive.infolist()) > _most(path):
            raise decompression.TooLarge
        recordings = [
            name for name in dict.fromkeys(archive.namelist()) if name.lower().endswith(".har") and not _is_of_macos(name)
        ]
        if not recordings:
            raise Unreadable(f"{path.name} has no HAR file in it")
        for each in recordings:
            name = path.name if len(recordings) == 1 else f"{path.name}/{' '.join(each.split())}"
            yield from har.exchanges(zipfile.Path(archive, each), name)


def _is_of_macos(name: str) -> bool:
    """Whether it is what the Finder packs beside a file of the same name."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _most(path: Path) -> int:
    """Bytes of what a recording unpacks to and of all its bodies, each counted as often as it is named."""
    return path.stat().st_size + decompression.LARGEST


def _whole(found: Iterator[Exchange], path: Path) -> list[Exchange]:
    name, room = path.name, _most(path)
    whole: list[Exchange] = []
    try:
        for exchange in found:
            urlsplit(exchange.url)
            room -= len(exchange.question or b"") + len(exchange.answer or b"")
            if room < 0:
                raise decompression.TooLarge  # noqa: TRY301 - as one body of its own would be
            whole.append(exchange)
    except Unreadable:
        raise
    except decompression.TooLarge:
        raise Unreadable(f"{name} unpacks to more than {decompression.LARGEST // 2**20} MB beyond its own size") from None
    except _OTHERWISE as error:
        place = f"{name}, exchange {len(whole) + 1}"
        raise Unreadable(f"{place}: it has another form than its recorder writes ({type(error).__name__})") from None
    return whole


def _each_has(found: Any, key: str) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(item, dict) and key in item for item in found)


def _loaded(path: Path) -> Any:
    import orjson

    content = path.read_bytes()
    if path.suffix == ".toml":
        return _toml(content, path.name)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        if content.lstrip()[:1] in {b"{", b"["}:
            raise broken(path.name, "JSON", error) from None
        if path.suffix not in {".yaml", ".yml"}:
            raise _unknown(path.name) from None
    return yaml_documents.loaded(content, path.name)


def _toml(content: bytes, name: str) -> Any:
    if sys.version_info < (3, 11):
        raise Unreadable(f"{name} is TOML, which Python reads from 3.11 on")
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except ValueError as error:
        raise broken(name, "TOML", error) from None
