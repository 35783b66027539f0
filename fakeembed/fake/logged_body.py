"""What is known of a logged request and its answer: the form that its body was, facts of a body that is not kept, the refusal."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import Refused
from fakeembed._wire import forms
from fakeembed._wire.forms import MULTIPART, URLENCODED, Form
from fakeembed.redaction import redacted

if TYPE_CHECKING:
    from fakeembed._wire.http import Request, Response

WHOLE_FILE = 4096
"""Bytes of a file that is kept whole among the facts of a body: longer than any path that was sent in the place of a file."""


@dataclass(frozen=True, slots=True)
class LoggedFile(Upload):
    """A file of a body of which only facts are kept: when it is longer than `WHOLE_FILE`, `content` is its beginning.

    Attributes:
        size: Bytes in the file that was sent.
        sha256: Their digest, in hexadecimal digits.
    """

    size: int
    sha256: str

    @classmethod
    def of(cls, file: Upload) -> LoggedFile:
        """What is kept of a file."""
        beginning = bytes(file.content[:WHOLE_FILE])
        return cls(file.filename, file.content_type, beginning, size_of(file), digest_of(file))


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What is kept of a body that is not kept: its size, its digest, and the form that it was."""

    size: int
    sha256: str
    form: Form

    @classmethod
    def of(cls, request: Request) -> BodyFacts:
        """The facts of a request's body."""
        form, body = form_of(request), request.body
        files: dict[str, Upload] = {name: LoggedFile.of(file) for name, file in form.files.items()}
        return cls(len(body), digest(body), Form(form.fields, files))


def form_of(request: Request) -> Form:
    """The form in a body; an empty one when there is none."""
    if request.form is not None:
        form: Form = request.form
        return form
    if request.content_type not in {MULTIPART, URLENCODED}:
        return Form()
    try:
        return forms.decode(request)
    except Refused:
        return Form()


def digest(content: bytes) -> str:
    """The SHA-256 digest of bytes, in hexadecimal digits."""
    return sha256(content).hexdigest()


def digest_of(file: Upload) -> str:
    """The digest of a file that was sent."""
    return file.sha256 if isinstance(file, LoggedFile) else digest(file.content)


def size_of(file: Upload) -> int:
    """The bytes in a file that was sent."""
    return file.size if isinstance(file, LoggedFile) else len(file.content)


def described_files(form: Form) -> dict[str, dict[str, Any]]:
    """The files of a form as plain JSON values, by field: of their content the size and the digest."""
    return {
        name: {"filename": file.filename, "content_type": file.content_type, "size": size_of(file), "sha256": digest_of(file)}
        for name, file in form.files.items()
    }


def described_refusal(answer: Response) -> dict[str, Any]:
    """What an error said, and which rule refused the request, as plain JSON values; a scripted error has no rule."""
    words = {"code": answer.code, "message": answer.message}
    if answer.refusal is None:
        return words
    evidence = answer.refusal.evidence
    return {**words, "refused_by": {"rule": answer.refusal.name, "evidence": evidence.kind, "source": evidence.source}}


def shortened(value: Any) -> Any:
    """A JSON value whose long texts, which are media in base64, are told by their beginning, length and digest."""
    if isinstance(value, dict):
        return {name: shortened(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shortened(item) for item in value]
    if isinstance(value, str) and len(value) > WHOLE_FILE:
        return f"{redacted(value[:300])[:100]}... ({len(value)} characters, sha256 {digest(value.encode(errors='replace'))})"
    return value
