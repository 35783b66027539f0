#!/usr/bin/env bash
# deltalake 1.6.6 and pylance 14.0.2 with pyarrow 26.0.1, seen 2026-11-30. A table of Delta Lake is made of the vector
# [1, 2], and [0.5, -1.7] is appended: it is stored as [0, -1], without a word, and a score of 0.7 after one of 1 is 0.
# schema_mode="merge", which is there for a schema that has changed, stores the same. A number of 300 in a table of
# bytes (int8) is an error, and so is a word. Lance, with the same two steps, refuses the vectors ("Append with
# different schema"), and a cast of pyarrow refuses what it would truncate.
#
# One would expect either of the two answers that the refused kinds have, an error or a column that has become wider.
# What is appended each night to a table whose first rows happened to be whole is lost for good: the files hold noughts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check deltalake==1.6.6 pylance==14.0.2 pyarrow==26.0.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import deltalake
import lance
import pyarrow


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def appended(name, first, second, **options):
    """What a table has in its second row, or the kind of the error."""
    deltalake.write_deltalake(name, pyarrow.table({"place": [1], "value": first}))
    try:
        deltalake.write_deltalake(name, pyarrow.table({"place": [2], "value": second}), mode="append", **options)
    except Exception as error:
        return "error: " + type(error).__name__
    rows = deltalake.DeltaTable(name).to_pyarrow_table().sort_by("place")["value"].to_pylist()
    return rows[1]


check("a vector", appended("vector", [[1, 2]], [[0.5, -1.7]]), [0, -1])
check("a vector, merged", appended("merged", [[1, 2]], [[0.5, -1.7]], schema_mode="merge"), [0, -1])
check("a number", appended("number", [1], [0.7]), 0)
check("the other way round", appended("other", [[0.5]], [[1]]), [1.0])
check("300 among bytes", appended("bytes", pyarrow.array([1], "int8"), [300]).partition(":")[0], "error")
check("a word", appended("word", [1], ["x"]).partition(":")[0], "error")

lance.write_dataset(pyarrow.table({"value": [[1, 2]]}), "lance")
try:
    lance.write_dataset(pyarrow.table({"value": [[0.5, -1.7]]}), "lance", mode="append")
    seen = lance.dataset("lance").to_table()["value"].to_pylist()[1]
except OSError as error:
    seen = str(error).partition(":")[0]
check("a vector, in Lance", seen, "Append with different schema")
try:
    seen = pyarrow.array([[0.5, -1.7]]).cast(pyarrow.list_(pyarrow.int64())).to_pylist()
except pyarrow.ArrowInvalid as error:
    seen = str(error)
check("a cast of pyarrow", seen, "Float value 0.500000 was truncated converting to int64")
PY
