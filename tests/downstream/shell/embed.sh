#!/usr/bin/env bash
# Embeds one video by its URL and prints the start of each clip; needs curl, and python3 to read JSON.
set -euo pipefail
ask() { curl --silent --show-error --fail-with-body -H "x-api-key: ${KEY:-any}" "$@"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

task=$(ask "$TWELVELABS_BASE_URL/embed/tasks" -F model_name=marengo3.0 -F video_url="$1" | field _id)
for _ in $(seq 60); do
  status=$(ask "$TWELVELABS_BASE_URL/embed/tasks/$task/status" | field status)
  [ "$status" = processing ] || break
  sleep "${PAUSE:-5}"
done
[ "$status" = ready ] || { echo "$1: $status" >&2; exit 1; }
ask "$TWELVELABS_BASE_URL/embed/tasks/$task?embedding_option=visual" |
  python3 -c 'import json, sys; [print(clip["start_offset_sec"]) for clip in json.load(sys.stdin)["video_embedding"]["segments"]]'
