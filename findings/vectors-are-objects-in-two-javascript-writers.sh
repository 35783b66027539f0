#!/usr/bin/env bash
# hyparquet-writer 0.17.0, apache-arrow 21.2.0 and @dsnp/parquetjs 1.8.8 (node 20), read by pyarrow 26.0.1 and duckdb 2.0.1, seen
# 2026-11-29. A column of three vectors, each a Float32Array, as it is: hyparquet-writer writes JSON texts like {"0":1,"1":-2.5}, and
# apache-arrow a struct with the fields 0 and 1, of 64 bits each. Of arrays hyparquet-writer writes the text [1,-2.5], and
# apache-arrow a list of 64-bit numbers. pyarrow and DuckDB read what is there: the type JSON, and a struct. A single Float32Array
# is a column of 32-bit numbers in both. With a schema that says list, hyparquet-writer writes arrays as lists, as does
# @dsnp/parquetjs, and refuses the Float32Array ("must be an array").
#
# One would expect a Float32Array to be a list of numbers of 32 bits, the one thing that it says of itself. Both files open
# without an error, and a vector of 1024 numbers is a struct of 1024 fields, or a text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pyarrow==26.0.1 duckdb==2.0.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 apache-arrow@21.2.0 @dsnp/parquetjs@1.8.8 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > write.mjs <<'JS'
import { writeFileSync } from "node:fs";
import parquetjs from "@dsnp/parquetjs";
import { Table, tableToIPC, vectorFromArray } from "apache-arrow";
import { parquetWriteFile } from "hyparquet-writer";
const arrays = [[0.5, 0.25], [1, -2.5], [3, 4]];
const typed = arrays.map((numbers) => new Float32Array(numbers));
const parquet = (filename, data, rest = {}) => parquetWriteFile({ filename, columnData: [{ name: "vector", data }], ...rest });
parquet("arrays.parquet", arrays);
parquet("typed.parquet", typed);
parquet("single.parquet", typed[1]);
parquet("schema.parquet", arrays, { schema: [
  { name: "root", num_children: 1 },
  { name: "vector", repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  { name: "element", type: "FLOAT", repetition_type: "REQUIRED" },
] });
const arrow = (filename, data) => writeFileSync(filename, tableToIPC(new Table({ vector: vectorFromArray(data) }), "file"));
arrow("arrays.arrow", arrays);
arrow("typed.arrow", typed);
arrow("single.arrow", typed[1]);
const schema = new parquetjs.ParquetSchema({ vector: { type: "FLOAT", repeated: true } });
const writer = await parquetjs.ParquetWriter.openFile(schema, "dsnp.parquet");
for (const numbers of arrays) await writer.appendRow({ vector: numbers });
await writer.close();
JS
node write.mjs
venv/bin/python - <<'PY'
import duckdb
import pyarrow as pa
import pyarrow.parquet


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def second(name):
    table = pa.ipc.open_file(name).read_all() if name.endswith(".arrow") else pyarrow.parquet.read_table(name)
    return table["vector"][1].as_py()


def by_duckdb(name):
    found = duckdb.sql(f"from '{name}'")
    return str(found.types[0]), found.fetchall()[1][0]


def arrow_type(name):
    return str(pa.ipc.open_file(name).schema.field("vector").type)


check("hyparquet-writer, arrays", (second("arrays.parquet"), by_duckdb("arrays.parquet")), ("[1,-2.5]", ("JSON", "[1,-2.5]")))
check("hyparquet-writer, typed arrays", second("typed.parquet"), '{"0":1,"1":-2.5}')
check("hyparquet-writer, typed arrays, DuckDB", by_duckdb("typed.parquet"), ("JSON", '{"0":1,"1":-2.5}'))
check("hyparquet-writer, one typed array", by_duckdb("single.parquet"), ("FLOAT", -2.5))
check("hyparquet-writer, a schema", by_duckdb("schema.parquet"), ("FLOAT[]", [1.0, -2.5]))
check("@dsnp/parquetjs", by_duckdb("dsnp.parquet"), ("FLOAT[]", [1.0, -2.5]))
check("apache-arrow, typed arrays", second("typed.arrow"), {"0": 1.0, "1": -2.5})
check("apache-arrow, typed arrays: type", arrow_type("typed.arrow"), "struct<0: double, 1: double>")
check("apache-arrow, arrays", second("arrays.arrow"), [1.0, -2.5])
check("apache-arrow, arrays: type", "double" in arrow_type("arrays.arrow"), True)
check("apache-arrow, one typed array: type", arrow_type("single.arrow"), "float")
PY
