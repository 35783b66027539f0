"""Digests of vectors of every kind and of answers with them, for comparison with `vectors.json`.

`python tests/golden/vectors.py` prints them, `--write` writes them into the file.

The same digests must come out on every Python, every numpy, every processor, with and without SIMD: a vector that a user stored in
a test of theirs must be the same for ever. A change that moves one is a breaking change and belongs in the changelog.
"""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fakeembed import FakeEmbed, Request, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import bfloat16, vector
from fakeembed._core.vectors.words import content_words, features
from fakeembed._wire.http import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.vectors.numbers import Embedding

SPACED = (*range(0x3400), *range(0xA000, 0xAC00), *range(0xD7A4, 0x20000))  # all code points but Han, Hangul and what is empty
NUMBERS = re.compile(rb"\[[-0-9][^\[\]]*\]")
FILE = Path(__file__).with_suffix(".json")
VIDEO, PINNED = "https://example.com/holiday.mp4", "https://example.com/pinned.mp4"
TEXTS = (
    "a dog catches a frisbee",
    "Dogs caught the frisbees!",
    "",
    "the and of",
    "犬がフリスビーを捕まえる",
    "naïve café",
    "\ud800",
    "x" * 5000,
)


def digests() -> dict[str, str]:
    """The first 16 digits of the SHA-256 of each vector's little-endian float32 bytes, by what it is of."""
    found = {name: _digest(vector(one).astype("<f4").tobytes()) for name, one in embeddings()}
    found["as JSON text"] = _digest(encoded([vector(one) for _, one in embeddings()]))
    found["as JSON text in bfloat16"] = _digest(encoded([bfloat16(vector(one)) for _, one in embeddings()]))
    found |= {f"answer to {name}": _digest(b"".join(NUMBERS.findall(body))) for name, body in answers()}
    found["every character of scripts with letters, read"] = _digest("".join(map(_read, SPACED)).encode("utf-8", "surrogatepass"))
    return found


def answers() -> Iterator[tuple[str, bytes]]:
    """The bodies of requests whose vectors come as float32 and as bfloat16, synonyms and pinned inputs among them."""
    fake, before, video = _fake(0), _fake(0, "2025-07-15"), {"media_source": {"url": VIDEO}}
    for one in (fake, before):
        one.synonyms("dog", "hound", "\u72ac")
    for text in ("hounds catch a frisbee", "\u72ac", "a pinned text"):
        asked = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": text}}
        yield f"v2, {text!a}", _body(fake, "/v1.3/embed-v2", json.dumps(asked), "application/json")
        for model, asked_of in (("marengo3.0", fake), ("Marengo-retrieval-2.7", before)):
            fields = {"model_name": model, "text": text}.items()
            form = "".join(f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields)
            yield f"v1, {model}, {text!a}", _body(asked_of, "/v1.3/embed", f"{form}--b--", "multipart/form-data; boundary=b")
    for kind in ("image", "audio", "video"):
        asked = {"input_type": kind, "model_name": "marengo3.0", kind: video}
        yield f"v2, {kind}", _body(fake, "/v1.3/embed-v2", json.dumps(asked), "application/json")


def _body(fake: FakeEmbed, path: str, body: str, kind: str) -> bytes:
    answer = fake.app(Request("POST", path, headers={"x-api-key": "any", "content-type": kind}, body=body.encode()))
    if answer.status != 200:
        raise ValueError(answer.body.decode())
    return answer.body


def _read(code: int) -> str:
    return " ".join(feature for word in content_words(chr(code)) for feature in features(word))


def _digest(text: bytes) -> str:
    return sha256(text).hexdigest()[:16]


def embeddings() -> Iterator[tuple[str, Embedding]]:
    """One of every kind."""
    for seed, name in ((0, "marengo3.0"), (0, "Marengo-retrieval-2.7"), (7, "marengo3.0")):
        fake, model = _fake(seed), MODELS[name]
        service, kind = fake._service, f"{name}, seed {seed}"
        for text in TEXTS:
            yield f"{kind}, text {text[:30]!a}", service.text_embedding(model, text)
        for text in ("a pinned text", "another one"):
            yield f"{kind}, {text}", service.text_embedding(model, text)
        for url in (VIDEO, PINNED, "https://example.com/42"):
            medium = service.media.by_url(url)
            yield f"{kind}, image {url}", service.image_embedding(model, medium)
            seen, heard = ([Segment(s, s + 6.0, o, "clip") for s in (0.0, 6.0, 21.087732)] for o in (model.options[0], "audio"))
            for part in (*seen, heard[1], Segment(0.0, 6.0, "transcription", "clip")):
                yield f"{kind}, {url} {part.option} {part.start}", service.segment_embedding(model, medium, part)
            for option, parts in (("whole", seen), ("fused", (seen[0], heard[0]))):
                yield (
                    f"{kind}, {url} {option}",
                    service.segment_embedding(model, medium, Segment(0.0, 27.0, option, "", tuple(parts))),
                )
        for width in (1, 7, 256):
            yield f"{kind}, the first {width}", service.text_embedding(model, TEXTS[0]).first(width)


def _fake(seed: int, api_date: str | None = None) -> FakeEmbed:
    fake = FakeEmbed(seed=seed, processing_seconds=0, api_date=api_date)
    fake.media(VIDEO, duration=27, scenes=[Scene(0, 7.5, "waves roll onto an empty beach"), Scene(7.5, 20, TEXTS[0])])
    fake.relate("a pinned text", PINNED, cosine=0.9)
    fake.relate("another one", PINNED, cosine=0.8)
    fake.relate("another one", "a third", cosine=-0.3)
    return fake


if __name__ == "__main__":
    text = json.dumps(digests(), indent=1, ensure_ascii=True) + "\n"
    FILE.write_text(text, encoding="utf-8") if "--write" in sys.argv else sys.stdout.write(text)
