#!/usr/bin/env bash
# vectra 0.12.3 (node 20), seen 2026-11-29. insertItem with an id that is there already raises, and says so. From then on
# each insertItem of that LocalIndex returns the new item, and stores nothing: it is not listed, not found by its id or
# by a query, and not in the folder. upsertItem and deleteItem change nothing either, without a word. beginUpdate, which nobody
# had called, raises "Update already in progress"; an endUpdate then writes all of it at once.
#
# One would expect a refused item to leave the index as it was, since the call that failed opens and closes its update
# itself; or the next call to fail. A program that passes over duplicates, as an import that is run twice does, goes on to the
# end and keeps what it had stored before the first of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund vectra@0.12.3
cat > find.mjs <<'JS'
import { LocalIndex } from 'vectra';

const check = (what, seen, expected) => {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (a !== b) { console.log(`changed: ${what}: ${a}, and not ${b}`); process.exit(1); }
  console.log(`still so: ${what}: ${a}`);
};
const ids = async (index) => (await index.listItems()).map((item) => item.id).sort();
const error = async (run) => { try { await run(); return null; } catch (raised) { return raised.message; } };
const item = (id, vector) => ({ id, vector, metadata: {} });

const index = new LocalIndex('folder');
await index.createIndex({ version: 1 });
await index.insertItem(item('first', [1, 0]));
check('the same id once more', await error(() => index.insertItem(item('first', [0, 1]))), 'Item with id first already exists');

check('another item, as returned', (await index.insertItem(item('second', [0, 1]))).id, 'second');
check('the items', await ids(index), ['first']);
const found = await index.queryItems([0, 1], '', 5);
check('found by its vector', found.map((one) => one.item.id), ['first']);
await index.upsertItem(item('first', [0, 1]));
check('an upsert', (await index.getItem('first')).vector, [1, 0]);
await index.deleteItem('first');
check('a deletion', await ids(index), ['first']);
check('the folder, opened again', await ids(new LocalIndex('folder')), ['first']);
check('beginUpdate', await error(() => index.beginUpdate()), 'Update already in progress');
await index.endUpdate();
check('after endUpdate', await ids(index), ['second']);
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
