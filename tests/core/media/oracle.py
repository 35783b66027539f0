"""What other programs say of the corpus: FFmpeg's ffprobe of sounds and videos, Pillow of pictures, Poppler's pdfinfo of PDFs.

    python tests/core/media/oracle.py [FFPROBE]

writes their word for each file into facts.json, with their versions; the tests compare with that, and with an ffprobe where there
is one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

FACTS = Path(__file__).with_name("facts.json")


def ffprobe(path, *, program="ffprobe", decodable=lambda _stream: True):
    """Duration, sound, width and height of a file; None when ffprobe finds no stream in it."""
    found = _asked(program, path, "-show_format", "-show_streams")
    streams = found.get("streams", [])
    pictures = [_shown(stream) for stream in streams if _is_moving(stream) and decodable(stream)]
    duration = found.get("format", {}).get("duration")
    if not streams:
        return None
    width, height = max(pictures, key=lambda size: size[0] * size[1], default=(None, None))
    return {
        "duration": round(_counted(program, path) if duration is None else float(duration), 6),
        "audio": any(stream["codec_type"] == "audio" for stream in streams),
        "width": width,
        "height": height,
    }


def version(program):
    """The first line of what a program says about itself."""
    said = subprocess.run([program, "-version" if "ffprobe" in program else "-v"], capture_output=True, text=True, check=False)
    return (said.stdout or said.stderr).splitlines()[0]


def _asked(program, path, *what):
    said = subprocess.run([program, "-v", "quiet", "-print_format", "json", *what, str(path)], capture_output=True, check=False)
    return json.loads(said.stdout.decode(errors="replace") or "{}")


def _is_moving(stream):
    return stream["codec_type"] == "video" and not stream["disposition"]["attached_pic"]


def _shown(stream):
    """Pixels as a person sees them: stretched to squares, and turned."""
    aspect = stream.get("sample_aspect_ratio", "1:1").replace(":", "/")
    cuts = [
        data for data in stream.get("side_data_list", []) if "crop_left" in data
    ]  # from FFmpeg 7.1 on, with the ratio of the rest
    columns = sum(cut["crop_left"] + cut["crop_right"] for cut in cuts)
    width = round((stream["width"] - columns) * (1 if aspect.startswith("0") else Fraction(aspect)))
    turns = [data["rotation"] for data in stream.get("side_data_list", []) if "rotation" in data]
    return (stream["height"], width) if turns and turns[0] % 180 else (width, stream["height"])


def _counted(program, path):
    """From the first packet to the end of the last, where no head says how long a file is."""
    packets = _asked(program, path, "-show_packets").get("packets", [])
    timed = [packet for packet in packets if "pts_time" in packet]
    if not timed:
        return sum(float(packet.get("duration_time", 0)) for packet in packets)
    ends = [float(packet["pts_time"]) + float(packet.get("duration_time", 0)) for packet in timed]
    return max(ends) - min(float(packet["pts_time"]) for packet in timed)


def _pillow(content):
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as picture:
        width, height = ImageOps.exif_transpose(picture).size
    return {"width": width, "height": height}


def _pdfinfo(path):
    said = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    return {"pages": int(said.partition("Pages:")[2].split()[0])}


def main(program="ffprobe"):
    """Write facts.json."""
    import PIL
    from corpus import SAMPLES, content

    found = {}
    with TemporaryDirectory() as folder:
        for name, sample in SAMPLES.items():
            path = Path(folder, name)
            path.write_bytes(content(name))
            if sample.kind in {"video", "audio"}:
                found[name] = ffprobe(path, program=program)
            elif sample.kind == "image":
                found[name] = _pillow(content(name))
            elif name.endswith(".pdf") and sample.kind:
                found[name] = _pdfinfo(path)
    said_by = [version(program), f"Pillow {PIL.__version__}", version("pdfinfo")]
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(facts)}" for name, facts in found.items())
    FACTS.write_text(f'{{\n"said by": {json.dumps(said_by, indent=1)},\n"facts": {{\n{lines}\n}}\n}}\n')


if __name__ == "__main__":
    main(*sys.argv[1:])
