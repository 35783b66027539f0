"""Bodies without their content encoding, within a bound on what they become."""

from __future__ import annotations

import zlib
from contextlib import suppress
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = 256 * 1024 * 1024
"""Bytes that one body becomes, and that all bodies of a recording may have beyond the size of its file."""

PACKAGES = {"br": ("brotli",), "zstd": ("compression.zstd", "backports.zstd")}
"""Modules that decode what the standard library does not, or only from Python 3.14 on; the last one is what is to be installed."""

ENCODINGS = {"gzip", "deflate", *PACKAGES}
GZIP = b"\x1f\x8b"
_CHUNK = 16 * 1024
_FEW = 16


class TooLarge(Exception):  # noqa: N818 - named after the fact
    """A body, or all of them, would become larger than is read."""


class _Brotli:
    """The decompressor of the package brotli, in the words of those of the standard library."""

    unused_data = b""

    def __init__(self, module: Any) -> None:
        self._one = module.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._one.is_finished())

    def decompress(self, data: bytes, most: int) -> bytes:
        """Some more than `most` bytes may come: before brotli 1.2 what a few bytes become is not bounded further."""
        with suppress(TypeError):
            return bytes(self._one.process(data, output_buffer_limit=most))
        whole = BytesIO()
        for at in range(0, len(data), _FEW):
            whole.write(self._one.process(data[at : at + _FEW]))
            if whole.tell() >= most:
                break
        return whole.getvalue()


def package_for(encoding: str) -> str:
    """What is to be installed to decode this encoding; empty when nothing is."""
    return PACKAGES[encoding][-1] if encoding in PACKAGES and _module(encoding) is None else ""


def decompressed(content: bytes, encoding: str) -> bytes | None:
    """All members of a gzip body, all frames of a Zstandard one; None when they are not whole or the encoding is not known.

    Raises:
        TooLarge: When it becomes larger than `LARGEST`.
    """
    if encoding == "gzip":
        return _members(content, partial(zlib.decompressobj, zlib.MAX_WBITS | 16), (GZIP,))
    if encoding == "deflate":
        return _members(content, partial(zlib.decompressobj, zlib.MAX_WBITS if content[:1] == b"\x78" else -zlib.MAX_WBITS), ())
    module = _module(encoding)
    if module is None:
        return None
    return (
        _members(content, partial(_Brotli, module), ()) if encoding == "br" else _members(content, module.ZstdDecompressor, (b"",))
    )


def _members(content: bytes, decompressor: Callable[[], Any], first: tuple[bytes, ...]) -> bytes | None:
    """One member after the other, as long as what follows begins with one of `first`."""
    whole, at, one = BytesIO(), 0, decompressor()
    while at < len(content):
        if one.eof:
            if not content.startswith(first, at):
                break
            one = decompressor()
        chunk = content[at : at + _CHUNK]
        try:
            whole.write(one.decompress(chunk, LARGEST + 1 - whole.tell()))
        except Exception:  # noqa: BLE001 - bytes from anywhere, and each package has an error of its own
            return None
        if whole.tell() > LARGEST:
            raise TooLarge
        at += len(chunk) - len(one.unused_data)
    return whole.getvalue() if one.eof else None


def _module(encoding: str) -> Any:
    """The first module that is there and decodes this; None when none is."""
    for name in PACKAGES.get(encoding, ()):
        with suppress(ModuleNotFoundError):
            return import_module(name)
    return None
