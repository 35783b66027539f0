#!/usr/bin/env bash
# @sinonjs/fake-timers 15.5.0, vitest 4.1.12, jest 30.5.2 and mock.timers of node:test (node 20.20.2), seen 2026-11-30, each as it is switched
# on without options; then the clock goes on by 61 seconds. Of seven ways to wait for a minute setTimeout alone ends under all four. The sleep
# that is imported by its name from "node:timers/promises" ends under none, that of the imported module under sinon and node's; scheduler.wait
# under node's alone; AbortSignal.timeout under none; util.promisify(setTimeout) makes node's tick raise TypeError, since its time is called
# as a function. Three polls, each of which starts the next one by setTimeout of ten seconds, are one poll under node's, when the clock goes
# on by 30 seconds, and three under the others. Under node's Date goes on, and performance.now(), process.hrtime() and Intl do not; under
# vitest and jest the performance of node:perf_hooks stands still beside that of the global, which is the same object before.
#
# One would expect a loop that polls to end under each of them, or under none, and not by the form of an import; and "time goes on by 30
# seconds" to mean what happens in 30 seconds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"type": "module"}' > package.json
npm install --silent --no-audit --no-fund @sinonjs/fake-timers@15.5.0 vitest@4.1.12 jest@30.5.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > waits.mjs <<'JS'
import * as perf from "node:perf_hooks";
import timers from "node:timers";
import sleeps, { scheduler, setTimeout as sleep } from "node:timers/promises";
import util from "node:util";

const turns = async () => { for (let turn = 0; turn < 50; turn++) await null; };

/** What ends, and what each clock says, when `advance` moves time. Those that are not switched keep their real minute, unreferenced. */
export async function look(advance) {
  const ended = [];
  const mark = name => () => { ended.push(name); };
  const clocks = () => ({ Date: Date.now(), performance: performance.now(), perf_hooks: perf.performance.now(), hrtime: process.hrtime()[0] * 1000 });
  const minute = () => Intl.DateTimeFormat("en", { minute: "numeric" }).format();
  const before = clocks();
  const minuteBefore = minute();
  setTimeout(mark("setTimeout"), 60_000);
  const kept = timers.setTimeout(mark("node:timers"), 60_000);
  sleeps.setTimeout(60_000, null, { ref: false }).then(mark("promises module"), () => {});
  sleep(60_000, null, { ref: false }).then(mark("promises name"), () => {});
  scheduler.wait(60_000, { ref: false }).then(mark("scheduler"), () => {});
  AbortSignal.timeout(60_000).addEventListener("abort", mark("AbortSignal"));
  await advance(61_000);
  await turns();
  const after = clocks();
  const moved = Object.keys(after).filter(name => after[name] - before[name] > 60_000);
  if (minute() !== minuteBefore) moved.push("Intl");
  clearTimeout(kept);
  timers.clearTimeout(kept);
  let polls = 0;
  const poll = () => { polls++; setTimeout(poll, 10_000); };
  setTimeout(poll, 10_000);
  await advance(30_000);
  await turns();
  const counted = polls;
  let promisified = "never";
  try {
    util.promisify(setTimeout)(60_000).then(() => { promisified = "ends"; }, () => {});
    await advance(61_000);
    await turns();
  } catch (error) { promisified = error.constructor.name; }
  return `waits ${ended.join(", ")}; clocks ${moved.join(", ")}; polls ${counted}; promisify ${promisified}`;
}
JS
cat > sinon.mjs <<'JS'
import fake from "@sinonjs/fake-timers";
import { look } from "./waits.mjs";
const clock = fake.install({ now: Date.now() });
console.log(`seen: ${await look(time => clock.tickAsync(time))}`);
process.exit();
JS
cat > node.mjs <<'JS'
import { mock } from "node:test";
import { look } from "./waits.mjs";
mock.timers.enable({ now: Date.now() });
console.log(`seen: ${await look(async time => mock.timers.tick(time))}`);
process.exit();
JS
cat > vitest.test.mjs <<'JS'
import { test, vi } from "vitest";
import { look } from "./waits.mjs";
test("time", async () => {
  vi.useFakeTimers();
  console.log(`seen: ${await look(time => vi.advanceTimersByTimeAsync(time))}`);
});
JS
cat > jest.spec.js <<'JS'
import { jest, test } from "@jest/globals";
import { look } from "./waits.mjs";
test("time", async () => {
  jest.useFakeTimers();
  console.log(`seen: ${await look(time => jest.advanceTimersByTimeAsync(time))}`);
});
JS
check() {
  local who=$1 expected=$2 seen
  shift 2
  timeout 100 "$@" > out.txt 2>&1 || { echo "changed: $who does not end well"; tail out.txt; exit 1; }
  seen=$(grep -o 'seen: .*' out.txt | head -1)
  if [[ "${seen#seen: }" != "$expected" ]]; then echo "changed: $who: ${seen#seen: }, and not $expected"; exit 1; fi
  echo "still so: $who: $expected"
}
check sinon "waits setTimeout, node:timers, promises module; clocks Date, performance, perf_hooks, hrtime, Intl; polls 3; promisify ends" node sinon.mjs
check node:test "waits setTimeout, node:timers, promises module, scheduler; clocks Date; polls 1; promisify TypeError" node node.mjs
check vitest "waits setTimeout; clocks Date, performance, hrtime, Intl; polls 3; promisify ends" npx vitest run vitest.test.mjs
check jest "waits setTimeout; clocks Date, performance, hrtime, Intl; polls 3; promisify ends" \
  env NODE_OPTIONS=--experimental-vm-modules npx jest --testMatch '**/jest.spec.js' --forceExit
