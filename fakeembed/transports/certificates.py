"""Loading the certificate store once instead of for every client: it is most of what a client costs in a test.

The context is the one httpx would make, loaded from the same files by the same function, so requests to other hosts are verified as
ever. Only the default (`verify=True`, no client certificate) is remembered, and only while a fake is installed.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Application

_contexts: dict[tuple[str | None, ...], ssl.SSLContext] = {}


@contextmanager
def patched(_answering: Callable[[], Application], library: str = "httpx") -> Iterator[None]:
    """Make `library`, httpx or httpx2, load its default certificates once for each setting of the environment."""
    default = import_module(f"{library}._transports.default")
    loading = getattr(default, "create_ssl_context", None)
    if loading is None:  # a later httpx; nothing is saved then, and nothing is lost
        yield
        return

    def create_ssl_context(verify: Any = True, cert: Any = None, trust_env: bool = True, **more: Any) -> ssl.SSLContext:  # noqa: FBT001, FBT002 - the signature of httpx
        if verify is not True or cert is not None or more:
            return loading(verify=verify, cert=cert, trust_env=trust_env, **more)  # type: ignore[no-any-return]
        setting = (library, str(trust_env), os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        if setting not in _contexts:
            _contexts[setting] = loading(verify=True, cert=None, trust_env=trust_env)
        return _contexts[setting]

    with patch.object(default, "create_ssl_context", create_ssl_context):
        yield
