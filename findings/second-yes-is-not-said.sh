#!/usr/bin/env bash
# whisper-vtt2srt 0.1.2 with webvtt-py 0.6.0, seen 2026-11-30, on valid WebVTT with no two captions at a time. Two captions "yes", one after
# the other, are one in the SRT, from 1 to 2 seconds, and nothing is said from 2 to 3: its filter against captions that grow takes the
# second for the first. A caption that is a number ("42") is left out. A NOTE between two captions, a comment, is spoken at the end of
# the first. &amp; and &lt; stay as they are, in a format that has no such escapes. With remove_pixelation=False the second "yes" is
# there, and the number is not.
#
# One would expect that what goes on the same is one caption from 1 to 3, if it is one, and that comments are no words, as in webvtt-py.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  whisper-vtt2srt==0.1.2 webvtt-py==0.6.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import sys

import webvtt
from whisper_vtt2srt import CleaningOptions, Pipeline


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def file(*texts):
    stamps = [f"00:00:0{number}.000 --> 00:00:0{number + 1}.000\n{text}\n" for number, text in enumerate(texts, 1)]
    return "WEBVTT\n\n" + "\n".join(stamps)


def captions(text, **options):
    """Its first second and its text of each caption of the SRT."""
    written = Pipeline(CleaningOptions(**options)).convert(text)
    blocks = [block.split("\n") for block in written.strip().split("\n\n")]
    return [(int(block[1][6:8]), " / ".join(block[2:])) for block in blocks if len(block) > 2]


def by_webvtt(text):
    return [caption.text for caption in webvtt.from_buffer(io.StringIO(text))]


check("yes, yes, no", captions(file("yes", "yes", "no")), [(1, "yes"), (3, "no")])
check("yes, yes, no, as they are", captions(file("yes", "yes", "no"), remove_pixelation=False), [(1, "yes"), (2, "yes"), (3, "no")])
check("a number", captions(file("how many?", "42", "thanks")), [(1, "how many?"), (3, "thanks")])
check("a number, as they are", captions(file("how many?", "42", "thanks"), remove_pixelation=False), [(1, "how many?"), (3, "thanks")])
noted = file("hello", "you").replace("hello\n", "hello\n\nNOTE checked\n")
check("a comment", captions(noted), [(1, "hello NOTE checked"), (2, "you")])
check("a comment, in webvtt-py", by_webvtt(noted), ["hello", "you"])
check("escapes", captions(file("a &lt; b &amp; c")), [(1, "a &lt; b &amp; c")])
PY
