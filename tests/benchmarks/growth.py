"""How the time of everything that loops over its input grows: the input doubles five times, and the exponent is printed.

1 is linear, 2 would be quadratic. The best of several runs counts; sizes are large enough that what does not grow hardly shows.
"""

from __future__ import annotations

import gc
import time
from math import log2

from fakeembed import FakeEmbed, Request
from fakeembed._core.media import probe
from fakeembed._core.media.catalog import Upload
from fakeembed._wire import forms, json_body
from fakeembed._wire.http import grouped
from fakeembed.fake.request_log import RequestLog
from fakeembed.redaction import redacted

DOUBLINGS, RUNS = 5, 3
HEADERS = {"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}


def form(*pairs):
    """A form in a request."""
    parts = b"".join(b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair for pair in pairs)
    return Request("POST", "/v1.3/embed/tasks", headers=HEADERS, body=parts + b"--b--\r\n")


def scopes(count):
    """A form whose one list has so many values."""
    return form((b"model_name", b"marengo3.0"), (b"video_embedding_scope", b'["clip"' + b',"clip"' * count + b"]"))


def log(count):
    """A log that keeps no body, with so many requests that have one."""
    kept, answer = RequestLog(most_bytes=1000), FakeEmbed().app(Request("GET", "/"))
    for number in range(count):
        kept.add(Request("POST", "/", headers={}, body=b"%d" % number * 40), answer, 0.0)
    return kept


def asked(count):
    """A fake whose client made so many tasks, looked at each, read each and listed them."""
    fake = FakeEmbed()
    for number in range(count):
        made = form((b"model_name", b"marengo3.0"), (b"video_url", b"https://example.com/%d.mp4" % number))
        task = f"/v1.3/embed/tasks/{fake.app(made).json()['_id']}"
        fake.clock.advance(20)
        for path in (f"{task}/status", task, "/v1.3/embed/tasks"):
            fake.app(Request("GET", path, "", HEADERS))
    return fake


def before(pairs):
    """The values by name as they were once put together, tuple by tuple: for comparison."""
    values = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return values


def refused(body):
    """What becomes of bytes that are no form."""
    return FakeEmbed().app(Request("POST", "/v1.3/embed/tasks", headers=HEADERS, body=body))


CASES = {  # what: the smallest size, what makes an input of a size, and what is done with it
    "names and values": (4_000, lambda n: [("a", "b")] * n, grouped),
    "the same, as it was once": (500, lambda n: [("a", "b")] * n, before),
    "a list in one field": (20_000, scopes, FakeEmbed().app),
    "parts of a form": (30, lambda n: form(*[(b"text", b"a")] * n), forms.decode),
    "bytes of a field": (30_000, lambda n: form((b"text", b"\r\n-" * (n // 3))), forms.decode),
    "bytes of a form without a boundary": (1 << 20, lambda n: b"\r\n-" * (n // 3), refused),
    "a query": (10_000, lambda n: Request("GET", "/v1.3/embed/tasks", "a=b&" * n, HEADERS), FakeEmbed().app),
    "objects in JSON": (10_000, lambda n: b"[" + b"{}," * n + b"{}]", json_body.parsed),
    "bytes of JSON that is weighed": (1 << 20, lambda n: b"[" + b"{}," * (n // 2) + b"{}]", json_body.parsed),
    "headers": (500, lambda n: {f"X-{number}": "a" for number in range(n)}, lambda headers: Request("GET", "/", "", headers)),
    "a path": (2_000, lambda n: Request("GET", "/a" * n, "", HEADERS), FakeEmbed().app),
    "requests in the log": (500, lambda n: n, log),
    "findings about a client": (25, asked, FakeEmbed.conduct),
    "a text that is redacted": (20_000, lambda n: "a=b&token=c; cookie: d\n" * (n // 20), redacted),
    "a text with no end of a URL": (20_000, lambda n: "https://" + "a" * n + "?", redacted),
    "the head of a JPEG": (1 << 17, lambda n: Upload("", "", b"\xff\xd8\xff" + b"\xff\xe0\0\2" * (n // 4)), probe.image),
    "frames of an MP3": (1 << 17, lambda n: Upload("", "", b"ID3\4" + b"\0" * 6 + b"\xff\xfb" * (n // 2)), probe.audio),
    "a PDF without an index": (1 << 15, lambda n: Upload("", "", b"%PDF-1.7\n" + b"1 0 obj\n" * (n // 8)), probe.document),
}


def best(made, done):
    """The shortest of several times, in seconds; what is done with a value is done with a new one each time."""
    times = []
    gc.disable()
    for _ in range(RUNS):
        value = made()
        started = time.process_time()
        done(value)
        times.append(time.process_time() - started)
    gc.enable()
    return min(times)


def main():
    """Measure and print."""
    print(f"{'':<38}{'smallest':>12}{'largest':>12}{'exponent':>10}")
    for what, (size, made, done) in CASES.items():
        times = [best(lambda size=size << doubling, made=made: made(size), done) for doubling in range(DOUBLINGS + 1)]
        exponent = log2(times[-1] / times[0]) / DOUBLINGS
        print(f"{what:<38}{times[0] * 1000:>9.2f} ms{times[-1] * 1000:>9.2f} ms{exponent:>10.2f}")
    pairs = [("video_embedding_scope", "clip")] * 35_000  # 250 KB of repeated scopes
    ours = best(lambda: scopes(35_000), FakeEmbed().app)
    started = time.process_time()
    before(pairs)
    once = time.process_time() - started
    print(f"250 KB of repeated scopes: {ours * 1000:.1f} ms, {once / ours:,.0f} times as fast as putting them together as once")


if __name__ == "__main__":
    main()
