"""Which reader a recording is for, and the bounds within which a file is read at all."""

from __future__ import annotations

import re
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.drift.recordings import betamax, cassetter, decompression, har, nock, ours, responses_recorder, undici, vcr
from fakeembed.drift.recordings.exchange import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fakeembed.drift.recordings.exchange import Exchange

LARGEST = 1024 * 1024 * 1024
"""Bytes of a file that is read."""

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What is raised for an archive that is damaged, encrypted, or packed in a way that the standard library does not know."""

_POSITION = re.compile(r"line \d+,? column \d+")

_DECIMAL = {
    "tag:yaml.org,2002:int": re.compile(r"[-+]?\d+\Z"),
    "tag:yaml.org,2002:float": re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?\Z|[-+]?\.(?:inf|nan)\Z"),
}

_READERS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Path], Iterator[Exchange]]], ...] = (
    (lambda found: isinstance(found, dict) and isinstance(found.get("log"), dict), lambda _, path: har.exchanges(path, path.name)),
    (cassetter.fits, cassetter.exchanges),
    (lambda found: isinstance(found, dict) and "interactions" in found, vcr.exchanges),
    (lambda found: isinstance(found, dict) and "http_interactions" in found, betamax.exchanges),
    (lambda found: isinstance(found, dict) and "responses" in found, responses_recorder.exchanges),
    (lambda found: _each_has(found, "scope"), nock.exchanges),
    (lambda found: _each_has(found, "snapshot"), undici.exchanges),
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
    kinds = "HAR, vcrpy, VCR, cassetter, betamax, nock, undici, responses, or our own"
    return Unreadable(f"{name} is no recording that can be read: {kinds}")


def _zipped(path: Path) -> Iterator[Exchange]:
    """Every HAR with its bodies beside it, as Playwright packs it; of several each has its own name in its places."""
    with zipfile.ZipFile(path) as archive:
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
    except _ZIP_ERRORS:
        raise Unreadable(f"{name} cannot be unpacked: it is damaged, encrypted, or packed in an unknown way") from None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise Unreadable(f"{name} is no whole recording: {type(error).__name__} after {len(whole)} exchanges") from None
    return whole


def _broken(name: str, kind: str, error: Exception) -> Unreadable:
    """That a file is no JSON and the like, and where it breaks; what a parser quotes from there may be a key."""
    places = _POSITION.findall(str(error))
    return Unreadable(f"{name} is no {kind}{': it breaks at ' if places else ''}{''.join(places[-1:])}")


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
            raise _broken(path.name, "JSON", error) from None
        if path.suffix not in {".yaml", ".yml"}:
            raise _unknown(path.name) from None
    return _yaml(content, path.name)


def _toml(content: bytes, name: str) -> Any:
    if sys.version_info < (3, 11):
        raise Unreadable(f"{name} is TOML, which Python reads from 3.11 on")
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except ValueError as error:
        raise _broken(name, "TOML", error) from None


def _without_times(resolvers: dict[str, Any]) -> dict[str, list[Any]]:
    """What a plain word may stand for, but for dates and for numbers to the base of 60, which YAML 1.2 reads as text."""
    return {
        first: [(tag, _DECIMAL.get(tag, pattern)) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in resolvers.items()
    }


def _yaml(content: bytes, name: str) -> Any:
    try:
        import yaml
    except ModuleNotFoundError:
        raise Unreadable(f"{name} is YAML; pip install 'fakeembed[openapi]'") from None

    class Tolerant(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A safe loader for which an object of some library is what it consists of, and None where a function makes it."""

    Tolerant.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", lambda *_: None)  # vcrpy 7 has them as keys
    plain = {"mapping": Tolerant.construct_yaml_map, "sequence": Tolerant.construct_yaml_seq, "scalar": Tolerant.construct_yaml_str}
    Tolerant.add_multi_constructor("", lambda loader, _, node: plain[node.id](loader, node))
    Tolerant.add_constructor("!binary", Tolerant.construct_yaml_binary)  # as Ruby writes it
    Tolerant.yaml_implicit_resolvers = _without_times(Tolerant.yaml_implicit_resolvers)
    try:
        return yaml.load(content, Loader=Tolerant)  # noqa: S506 - it is a safe loader
    except (yaml.YAMLError, RecursionError, LookupError, AttributeError, ValueError) as error:  # the last are of explicit tags
        raise _broken(name, "YAML", error) from None
