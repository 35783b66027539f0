#!/bin/sh
# The story with curl. FAKEEMBED_URL is the fake's address without a version:
#
#   fakeembed serve &
#   FAKEEMBED_URL=http://127.0.0.1:8765 sh story.sh
set -eu
api="${FAKEEMBED_URL:-http://127.0.0.1:8765}/v1.3"
control="${FAKEEMBED_URL:-http://127.0.0.1:8765}/__fakeembed__"

# A medium of this name lasts 12 seconds and shows a dog at first.
curl -sS --fail -H 'content-type: application/json' "$control/media" \
  -d '{"match": "dog.mp4", "duration": 12, "scenes": [{"start": 0, "end": 6, "text": "a dog catches a frisbee"}]}'

task=$(curl -sS --fail -H 'x-api-key: any' "$api/embed/tasks" \
  -F model_name=marengo3.0 -F video_url=https://example.com/dog.mp4 | sed 's/.*"_id":"\([0-9a-f]*\)".*/\1/')

# Ten seconds pass without anybody waiting for them.
curl -sS --fail -H 'content-type: application/json' "$control/clock" -d '{"advance": 10}'
echo

curl -sS --fail -H 'x-api-key: any' "$api/embed/tasks/$task/status"
echo
curl -sS --fail -H 'x-api-key: any' "$api/embed/tasks/$task?embedding_option=visual" | cut -c 1-300
