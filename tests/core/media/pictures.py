"""Makes pictures with Pillow: still and moving ones, turned ones, and such as nobody takes."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

TURNED = 0x0112
"""The EXIF tag of the orientation."""


def picture(form, size=(320, 200), mode="RGB", *, orientation=None, **options):
    """The bytes of a picture of a format."""
    file = BytesIO()
    exif = Image.Exif()
    if orientation is not None:
        exif[TURNED] = orientation
        options["exif"] = exif
    Image.new(mode, size, 1).save(file, form, **options)
    return file.getvalue()


def moving(form, **options):
    """Three pictures that follow one another."""
    frames = [Image.new("RGB", (320, 200), colour) for colour in ("red", "green", "blue")]
    file = BytesIO()
    frames[0].save(file, form, save_all=True, append_images=frames[1:], duration=1000, **options)
    return file.getvalue()


PICTURES = {
    "picture.png": ("image", lambda: picture("PNG")),
    "palette.png": ("image", lambda: picture("PNG", mode="P")),
    "sixteen-bits.png": ("image", lambda: picture("PNG", mode="I;16")),
    "moving.png": ("image", lambda: moving("PNG")),
    "picture.jpg": ("image", lambda: picture("JPEG")),
    "progressive.jpg": ("image", lambda: picture("JPEG", progressive=True)),
    "grey.jpg": ("image", lambda: picture("JPEG", mode="L")),
    "print.jpg": ("image", lambda: picture("JPEG", mode="CMYK")),
    "colours.jpg": ("image", lambda: picture("JPEG", icc_profile=bytes(200_000))),
    "commented.jpg": ("image", lambda: picture("JPEG", comment=b"\xff\xc0" * 1000)),
    "upright.jpg": ("image", lambda: picture("JPEG", orientation=1)),
    "upside-down.jpg": ("image", lambda: picture("JPEG", orientation=3)),
    "turned-left.jpg": ("image", lambda: picture("JPEG", orientation=8)),
    "turned-right.jpg": ("image", lambda: picture("JPEG", orientation=6)),
    "mirrored.jpg": ("image", lambda: picture("JPEG", orientation=5)),
    "two-views.jpg": ("image", lambda: moving("MPO")),
    "still.gif": ("", lambda: picture("GIF", mode="P")),
    "moving.gif": ("", lambda: moving("GIF")),
    "still.webp": ("", lambda: picture("WEBP")),
    "moving.webp": ("", lambda: moving("WEBP")),
    "still.avif": ("", lambda: picture("AVIF")),
    "moving.avif": ("", lambda: moving("AVIF")),
    "still.heic": ("", lambda: picture("AVIF").replace(b"ftypavif", b"ftypheic")),
    "still.bmp": ("", lambda: picture("BMP")),
    "still.tif": ("", lambda: picture("TIFF")),
    "still.ico": ("", lambda: picture("ICO", (64, 64))),
}
"""As what each is taken, and how it is made."""
