#!/usr/bin/env bash
# dpath 2.2.0, pydash 8.1.0, glom 25.12.0 and jsonpath-ng 1.16.0 of Python, and lodash 4.18.1, dot-prop 10.2.0, ramda 0.32.0, object-path 0.11.8
# and json-pointer 0.6.2 (node 20), seen 2026-11-30: a clip is deleted from a list of three by its path. dpath leaves a None in its place, and
# takes away the last one only; of "data/*" it says that three were deleted, and two Nones are left. lodash's unset and omit and dot-prop
# leave a hole, with a length of three. The other six close the gap, pydash, made after lodash, among them. With "0" for 0, as the parts of a
# path that was split are, ramda's dissocPath makes an object of the list, and so does its assocPath.
#
# One would expect a clip that is deleted to be gone, as for names in an object, or to be refused: what walks over the list next meets a None
# or an undefined among the clips, and counts it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check dpath==2.2.0 pydash==8.1.0 glom==25.12.0 jsonpath-ng==1.16.0 \
  2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund lodash@4.18.1 dot-prop@10.2.0 ramda@0.32.0 object-path@0.11.8 json-pointer@0.6.2 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import dpath
import glom
import jsonpath_ng
import pydash


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def left(delete):
    clips = {"data": ["a", "b", "c"]}
    told = delete(clips)
    return clips["data"], told if isinstance(told, (bool, int)) else None


check("dpath, the first", left(lambda clips: dpath.delete(clips, "data/0")), ([None, "b", "c"], 1))
check("dpath, the last", left(lambda clips: dpath.delete(clips, "data/2")), (["a", "b"], 1))
check("dpath, all", left(lambda clips: dpath.delete(clips, "data/*")), ([None, None], 3))
check("pydash, the first", left(lambda clips: pydash.unset(clips, "data[0]")), (["b", "c"], True))
check("glom, the first", left(lambda clips: glom.delete(clips, "data.0")), (["b", "c"], None))
check("jsonpath-ng, the first", left(lambda clips: jsonpath_ng.parse("$.data[0]").filter(lambda value: True, clips)), (["b", "c"], None))
check("jsonpath-ng, all", left(lambda clips: jsonpath_ng.parse("$.data[*]").filter(lambda value: True, clips)), ([], None))
PY
cat > find.mjs <<'JS'
import { deleteProperty } from "dot-prop";
import pointer from "json-pointer";
import lodash from "lodash";
import objectPath from "object-path";
import * as ramda from "ramda";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const deletes = {
  "lodash unset": clips => { lodash.unset(clips, "data[0]"); return clips; },
  "lodash omit": clips => lodash.omit(clips, "data[0]"),
  "dot-prop": clips => { deleteProperty(clips, "data[0]"); return clips; },
  "object-path": clips => { objectPath.del(clips, "data.0"); return clips; },
  "json-pointer": clips => { pointer.remove(clips, "/data/0"); return clips; },
  "ramda dissocPath": clips => ramda.dissocPath(["data", 0], clips),
  'ramda dissocPath, "0"': clips => ramda.dissocPath("data.0".split("."), clips),
  'ramda assocPath, "0"': clips => ramda.assocPath("data.0".split("."), "A", clips),
};
const HOLE = '[null,"b","c"], of 3, has 0: false';
const CLOSED = '["b","c"], of 2, has 0: true';
const rows = [
  HOLE, HOLE, HOLE, CLOSED, CLOSED, CLOSED,
  '{"1":"b","2":"c"}, of undefined, has 0: false', '{"0":"A","1":"b","2":"c"}, of undefined, has 0: true',
];
Object.entries(deletes).forEach(([name, drop], number) => {
  const { data } = drop({ data: ["a", "b", "c"] });
  check(name, `${JSON.stringify(data)}, of ${data.length}, has 0: ${0 in data}`, rows[number]);
});
JS
node find.mjs
