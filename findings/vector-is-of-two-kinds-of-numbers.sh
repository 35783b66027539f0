#!/usr/bin/env bash
# json-bigint 1.0.0 (node 20) and demjson3 3.0.6, seen 2026-11-29: readers of JSON for those who need all digits of a large
# number. Of a vector of doubles json-bigint makes BigNumber objects where the text of a component has more than 15 characters,
# its sign and its point among them, and numbers of the others: the sum of [0.5, 0.1234567890123456] is the text
# "0.50.1234567890123456", as [0.5, 0.25] has the sum 0.75. With useNativeBigInt, such a vector is a SyntaxError ("Cannot convert
# 0.1234567890123456 to a BigInt"). demjson3 has a Decimal for 373 of 1000 components and a float for the rest, whose sum is a
# TypeError.
#
# One would expect a wide integer, an id say, to be read as something else than a number, and a fraction as what it is: the
# documentation of json-bigint speaks of integers alone. With six digits after the point all is well; so it is in most examples.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check demjson3==3.0.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund json-bigint@1.0.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import JsonBigint from "json-bigint";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const sum = (text, options = {}) => JsonBigint(options).parse(text).reduce((a, b) => a + b);
check("json-bigint, sum of [0.5, 0.25]", sum("[0.5, 0.25]"), 0.75);
check("json-bigint, sum with a longer one", sum("[0.5, 0.1234567890123456]"), "0.50.1234567890123456");
const kinds = JsonBigint().parse("[0.5, 0.12345678901234, -0.12345678901234, 0.1234567890123456]").map((n) => n.constructor.name);
check("json-bigint, kinds", kinds.join(), "Number,BigNumber,BigNumber,BigNumber");
check("json-bigint, 15 letters", JsonBigint().parse("0.1234567890123").constructor.name, "Number");
try {
  sum("[0.5, 0.1234567890123456]", { useNativeBigInt: true });
  check("json-bigint, useNativeBigInt", "read", "refused");
} catch (error) {
  check("json-bigint, useNativeBigInt", error.message, "Cannot convert 0.1234567890123456 to a BigInt");
}
JS
node find.mjs
venv/bin/python - <<'PY'
import json
import random
import sys
from collections import Counter

import demjson3


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


random.seed(1)
vector = [random.gauss(0, 0.05) for _ in range(1000)]
read = demjson3.decode(json.dumps(vector))
check("demjson3, kinds", Counter(type(n).__name__ for n in read), {"float": 627, "Decimal": 373})
try:
    sum(read)
    check("demjson3, sum", "a number", "TypeError")
except TypeError as error:
    check("demjson3, sum", "unsupported operand" in str(error), True)
check("demjson3, six digits", {type(n).__name__ for n in demjson3.decode(json.dumps([round(n, 6) for n in vector]))}, {"float"})
PY
