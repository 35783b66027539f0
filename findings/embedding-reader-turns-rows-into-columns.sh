#!/usr/bin/env bash
# embedding-reader 1.8.1 (which autofaiss reads with) with numpy 2.4.6 and pandas 2.3.3, seen 2026-11-29. Four vectors of three
# numbers, saved by numpy.save in Fortran order, as what was transposed is, come as four others: the first of [1, 2, 3], [4, 5,
# 6], [7, 8, 9] and [10, 11, 12] is [1, 4, 7]. Of a folder with vectors of three and, in a second file, of four numbers, [1, 2, 3,
# 4] and [5, 6, 7, 8] are [1, 2, 3] and [4, 5, 6]. Of one with 16 bits in the first file and 32 in the second, those of the second
# are halves of their numbers, as 16 bits each. There is no error; 32 bits in the first and 16 in the second raise one, and so do
# big-endian numbers.
#
# One would expect what numpy.load gives: the order, the type and the shape stand in the header of each file, which it reads. The
# right number of vectors of the right length comes out, and an index is built from them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check embedding-reader==1.8.1 numpy==2.4.6 pandas==2.3.3 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - 2> progress.log <<'PY' || { cat progress.log; exit 1; }
import os

import embedding_reader
import numpy as np


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def read(folder, *parts):
    os.mkdir(folder)
    for number, part in enumerate(parts):
        np.save(f"{folder}/{number}.npy", part)
    try:
        reader = embedding_reader.EmbeddingReader(folder, file_format="npy")
        return [vector.tolist() for vectors, _ in reader(batch_size=100, show_progress=False) for vector in vectors]
    except ValueError:
        return "ValueError"


vectors = np.arange(1, 13, dtype=np.float32).reshape(4, 3)
check("as it is", read("plain", vectors) == vectors.tolist(), True)
turned = [[1.0, 4.0, 7.0], [10.0, 2.0, 5.0], [8.0, 11.0, 3.0], [6.0, 9.0, 12.0]]
check("Fortran order", read("fortran", np.asfortranarray(vectors)), turned)
four = np.array([[1, 2, 3, 4], [5, 6, 7, 8]], np.float32)
check("three numbers, and four", read("width", vectors, four)[4:], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
check("16 bits, and 32", read("half", vectors.astype(np.float16), vectors)[4:6], [[0.0, 1.875, 0.0], [2.0, 0.0, 2.125]])
check("32 bits, and 16", read("other", vectors, vectors.astype(np.float16)), "ValueError")
check("big-endian", read("big", vectors.astype(">f4")), "ValueError")
PY
