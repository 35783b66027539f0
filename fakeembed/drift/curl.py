"""How a request is written as a line of curl that anybody can run: the key is a variable of the shell, never a value."""

from __future__ import annotations

import json as json_text
from shlex import quote
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fakeembed.redaction import is_secret_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEY_VARIABLE = "TWELVELABS_API_KEY"
"""The variable of the shell that holds the key, unless another one is named."""


def curl_line(  # noqa: PLR0913 - the parts of a request
    method: str,
    url: str,
    *,
    params: Mapping[str, str | Iterable[str]] | None = None,
    form: Iterable[tuple[str, str]] = (),
    files: Iterable[tuple[str, str]] = (),
    json: Any = None,
    headers: Mapping[str, str] | None = None,
    key_variable: str = KEY_VARIABLE,
) -> str:
    r"""One line of curl.

    Args:
        method: In capitals.
        url: With the API version, without the query.
        params: The query.
        form: Fields of a multipart form, as name and value.
        files: Files of a multipart form, as field name and file name.
        json: A JSON body.
        headers: Further headers; those that carry a key are left out.
        key_variable: The variable of the shell that holds the key.

    >>> curl_line("GET", "https://api.twelvelabs.io/v1.3/embed/tasks", params={"page": "2"})
    'curl -sS -X GET -H "x-api-key: $TWELVELABS_API_KEY" \'https://api.twelvelabs.io/v1.3/embed/tasks?page=2\''
    """
    words = ["curl", "-sS", "-X", method, "-H", f'"x-api-key: ${key_variable}"']
    for name, value in (headers or {}).items():
        if not is_secret_header(name) and name.lower() not in {"content-type", "content-length", "host"}:
            words += ["-H", quote(f"{name}: {value}")]
    for name, value in form:
        words += ["--form-string", quote(f"{name}={value}")]
    for name, file in files:
        words += ["-F", quote(f"{name}=@{file}")]
    if json is not None:
        words += ["-H", "'content-type: application/json'", "-d", quote(json_text.dumps(json))]
    query = urlencode(params, doseq=True) if params else ""
    return " ".join([*words, quote(f"{url}?{query}" if query else url)])
