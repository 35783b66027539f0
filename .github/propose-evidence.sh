#!/usr/bin/env bash
# Proposes evidence that a nightly look has found and that this repository does not have yet; does nothing when there is none.
set -euo pipefail
branch="evidence-$(date -u +%Y-%m-%d)"
git add -A evidence 2>/dev/null || true
if git diff --cached --quiet; then
  echo "nothing new was learned"
  exit 0
fi
git -c user.name=nightly -c user.email=nightly@users.noreply.github.com commit -q -m "Evidence of $(date -u +%Y-%m-%d)"
git push -q origin "HEAD:refs/heads/$branch"
gh pr create --head "$branch" --title "Evidence of $(date -u +%Y-%m-%d)" --body-file evidence/live/summary.md
