#!/usr/bin/env bash
# orjson 3.13.0 and 3.11.9, seen 2026-11-30 (Python 3.11). The bytes that orjson.dumps returns keep the buffer in which they were
# written: 25 bytes of JSON take 4 kB for as long as they are kept, 1 kB before 3.12. `sys.getsizeof` and `len` say
# nothing of it; a copy takes its own 60 bytes.
#
# One would expect a result to be shrunk to its length when it is done, as those of json and msgspec are.
# Whoever keeps many short results (a cache, a queue, a log of answers) keeps 160 times what is in them, in memory that
# no counter of bytes shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check orjson==3.13.0 msgspec==0.21.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/pip install -q --disable-pip-version-check --target before orjson==3.11.9 2> pip.log || { cat pip.log; exit 1; }
cat > measure.py <<'PY'
import json
import sys
import tracemalloc

import orjson

VALUE = {"id": "6ae68100", "n": 1.5}


def each(write):
    """The bytes of memory that one kept result takes, to the nearest ten."""
    write()
    tracemalloc.start()
    kept = [write() for _ in range(1000)]
    taken = tracemalloc.get_traced_memory()[0] / 1000 - 8  # less its place in the list
    tracemalloc.stop()
    return round(taken, -1), sys.getsizeof(kept[0])


def check(what, seen, is_so):
    if not is_so(seen):
        sys.exit(f"changed: {what}: {seen!r}")
    print(f"still so: {what}: {seen!r}")


taken, said = each(lambda: orjson.dumps(VALUE))
least = 4000 if orjson.__version__ == "3.13.0" else 1000
check(f"bytes that a result of orjson {orjson.__version__} takes", taken, lambda seen: least <= seen < least + 200)
check("what sys.getsizeof says", said, lambda seen: seen < 100)
check("bytes that a copy takes", each(lambda: bytes(memoryview(orjson.dumps(VALUE))))[0], lambda seen: seen < 100)
check("bytes that a text of json takes", each(lambda: json.dumps(VALUE).encode())[0], lambda seen: seen < 100)
if least == 4000:
    import msgspec

    check("bytes that a result of msgspec takes", each(lambda: msgspec.json.encode(VALUE))[0], lambda seen: seen < 200)
PY
venv/bin/python measure.py
PYTHONPATH=before venv/bin/python measure.py
