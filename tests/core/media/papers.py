"""Makes PDFs with pypdf: whole ones, locked ones and damaged ones."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter


def pdf(pages=3, *, change=None, **options):
    """The bytes of a PDF of empty pages."""
    writer = PdfWriter(**options)
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change is not None:
        change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def locked(algorithm, *, reader="secret"):
    """A PDF that asks for a password, or with an empty one only for permissions."""
    return pdf(change=lambda writer: writer.encrypt(reader, "owner", algorithm=algorithm))


PAPERS = {
    "three.pdf": ("document", pdf),
    "fifty.pdf": ("document", lambda: pdf(50)),
    "after-a-line.pdf": ("document", lambda: b"\n\n" + pdf()),
    "no-end.pdf": ("", lambda: pdf()[:-20]),
    "wrong-index.pdf": ("document", lambda: pdf().replace(b"startxref\n", b"startxref\n9")),
    "locked-rc4.pdf": ("", lambda: locked("RC4-128")),
    "locked-aes.pdf": ("", lambda: locked("AES-256")),
    "permissions-rc4.pdf": ("document", lambda: locked("RC4-128", reader="")),
    "permissions-aes.pdf": ("document", lambda: locked("AES-256", reader="")),
    "half.pdf": ("", lambda: pdf()[:150]),
    "pageless.pdf": ("", lambda: pdf(0)),
}
"""As what each is taken, and how it is made."""
