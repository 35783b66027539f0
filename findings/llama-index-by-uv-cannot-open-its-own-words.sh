#!/usr/bin/env bash
# llama-index-core 0.14.25 with nltk 3.10.4, installed by uv 0.13.9, seen 2026-11-29. SentenceSplitter raises
# PermissionError, "refusing multiply-linked file", about a list of stop words that comes with llama-index itself. Where
# uv was told to copy (UV_LINK_MODE=copy) it splits. uv makes the files of an environment hard links to those in its
# cache, where both are on one disk, and nltk opens no file that has two names.
#
# One would expect what one tool installs by default to be readable by what was installed. It depends on where the
# cache is, too: in a container that is built with its cache on another disk, uv copies, and the same lock file works
# there and not on the machine of whoever wrote it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export UV_CACHE_DIR="$work/cache"
python3 -m venv tool
tool/bin/pip install -q --disable-pip-version-check uv==0.13.9 2> pip.log || { cat pip.log; exit 1; }
cat > split.py <<'PY'
try:
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(tokenizer=str.split, chunk_size=8, chunk_overlap=0)
    print(len(splitter.split_text("One sentence is here. " * 4)), "parts")
except Exception as error:
    print(type(error).__name__, "refusing multiply-linked file" in str(error))
PY
PACKAGES="llama-index-core==0.14.25 nltk==3.10.4"
by_uv() { # mode -> what is seen
  tool/bin/uv venv -q --python "$(command -v python3)" "uv-$1" && tool/bin/uv pip install -q --link-mode "$1" --python "uv-$1/bin/python" $PACKAGES
  "uv-$1/bin/python" split.py
}
check() {
  if [ "$2" != "$3" ]; then echo "changed: $1: $2, and not $3"; exit 1; fi
  echo "still so: $1: $2"
}
seen=$(by_uv hardlink 2> uv.log) || { cat uv.log; exit 1; }
check "by uv, as it does by default on Linux" "$seen" "PermissionError True"
seen=$(by_uv copy 2> uv.log) || { cat uv.log; exit 1; }
check "by uv, copied" "$seen" "2 parts"
