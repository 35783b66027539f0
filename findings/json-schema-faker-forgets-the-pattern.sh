#!/usr/bin/env bash
# json-schema-faker 0.6.3 with ajv 8.20.0 and ajv-formats 3.0.1 (node 20), seen 2026-11-29. For a string with a
# pattern of hexadecimal digits and a length of exactly 24 (minLength and maxLength), each of 50 examples has the
# length and breaks the pattern; with the length in the pattern, all are valid. For an email of at most 10
# characters each breaks the format. An array with minContains 2 and maxContains 3 and a number that is a multiple
# of 0.01 are often invalid, and an object whose property names have a pattern always is.
#
# One would expect an example to be valid, or an error where two conditions can not be met at once, which these can.
# The ids of many APIs are written in just this way, and each generated id is then refused by the schema that it was
# made from.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund json-schema-faker@0.6.3 ajv@8.20.0 ajv-formats@3.0.1
cat > find.mjs <<'JS'
import { generate } from 'json-schema-faker';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const check = (what, seen, expected) => {
  const [s, e] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (s !== e) { console.log(`changed: ${what}: ${s}, and not ${e}`); process.exit(1); }
  console.log(`still so: ${what}: ${s}`);
};

const ajv = new Ajv.default({ strict: false });
addFormats.default(ajv);
const invalid = async (schema) => {
  let count = 0;
  for (let seed = 0; seed < 50; seed += 1) {
    if (!ajv.validate(schema, await generate(schema, { seed }))) count += 1;
  }
  return count;
};

const hex = { type: 'string', pattern: '^[0-9a-f]+$', minLength: 24, maxLength: 24 };
check('invalid of 50, pattern and length', await invalid(hex), 50);
check('the length in the pattern', await invalid({ type: 'string', pattern: '^[0-9a-f]{24}$' }), 0);
check('a short email', await invalid({ type: 'string', format: 'email', maxLength: 10 }), 50);
const named = { type: 'object', propertyNames: { pattern: '^x_' }, minProperties: 2 };
check('names with a pattern', await invalid(named), 50);
const mixed = {
  type: 'array', items: { type: ['string', 'integer'] }, minItems: 5, maxItems: 5,
  contains: { type: 'string' }, minContains: 2, maxContains: 3,
};
check('minContains, some', await invalid(mixed) > 5, true);
const cents = { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 10 };
check('multiples of 0.01, some', await invalid(cents) > 2, true);
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
