#!/usr/bin/env bash
# One run of fakeembed in a GitHub job: its report as the job's summary, a SARIF file, and the exit status as an output.
set -uo pipefail
read -r -a arguments <<<"$ARGUMENTS"
report="$(mktemp).md"
fakeembed "${arguments[@]}" --report "$SARIF" --report "$report"
status=$?
if [ -f "$report" ]; then cat "$report" >>"$GITHUB_STEP_SUMMARY"; fi
echo "status=$status" >>"$GITHUB_OUTPUT"
exit "$status"
