#!/usr/bin/env bash
# twelvelabs 1.3.6 with mypy 2.4.1, ty 0.0.108, pyrefly 1.5.0 and pyright 1.1.414 (node 20), seen 2026-11-30. client.embed.tasks.wait_for_done
# runs, and so do those of tasks and multipart_upload; "TasksClient has no attribute wait_for_done" say mypy and ty, and pyrefly where there is
# a pyrefly.toml, be it empty. pyright has nothing against it, and finds the text that is given for a number. Without a configuration pyrefly
# says nothing, nor of an int where a model is to be named.
#
# One would expect a package that declares its types (py.typed) to be understood alike. The client that programs make gives the attributes of
# its base class values of other classes in __init__, with the methods that wait; three checkers keep to the class that the base declared.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check twelvelabs==1.3.6 pydantic==2.14.4 httpx==0.28.1 mypy==2.4.1 ty==0.0.108 pyrefly==1.5.0 \
  2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund pyright@1.1.414 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > program.py <<'PY'
from twelvelabs import TwelveLabs

client = TwelveLabs(api_key="key")
client.embed.tasks.wait_for_done("1", sleep_interval=5)
client.tasks.wait_for_done("1", sleep_interval=5)
client.multipart_upload.wait_for_upload_completion(upload_id="1")
client.embed.tasks.wait_for_done("1", sleep_interval="5")
client.embed.tasks.create(model_name=3)
PY
runs=$(venv/bin/python -c 'import twelvelabs
client = twelvelabs.TwelveLabs(api_key="key")
print(all(map(callable, [client.embed.tasks.wait_for_done, client.tasks.wait_for_done, client.multipart_upload.wait_for_upload_completion])))')
check() {
  if [[ "$2" != "$3" ]]; then echo "changed: $1: $2, and not $3"; exit 1; fi
  echo "still so: $1: ${2:-none}"
}
lines() { # the lines of the program that a checker complains of
  { "$@" || true; } 2>&1 | grep -iE 'error' | grep -oE 'program\.py:[0-9]+|^ +[^ ]*program\.py:[0-9]+' | grep -oE '[0-9]+$' | sort -un | tr '\n' ' '
}
pyrefly() { lines venv/bin/pyrefly check --python-interpreter-path venv/bin/python --output-format=min-text program.py; }
check "the methods are there" "$runs" True
check "mypy" "$(lines venv/bin/mypy program.py)" "4 5 6 7 8 "
check "ty" "$(lines venv/bin/ty check --python venv --output-format concise program.py)" "4 5 6 7 8 "
check "pyright" "$(lines npx pyright --pythonpath venv/bin/python program.py)" "7 8 "
check "pyrefly" "$(pyrefly || true)" ""
touch pyrefly.toml
check "pyrefly with an empty pyrefly.toml" "$(pyrefly)" "4 5 6 7 8 "
