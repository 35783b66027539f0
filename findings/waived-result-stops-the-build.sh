#!/usr/bin/env bash
# sarif-tools 3.0.5 and @security-alert/sarif-to-markdown 1.11.1 (node 20), seen 2026-11-30, on valid SARIF 2.1.0. "sarif --check error" ends
# with 1 for a result that is suppressed, and for one whose baselineState is "absent", which is in the log because it has gone; what it
# writes for GitLab (codeclimate) has both as issues, and one fingerprint for two rules that say the same of the same line, whatever
# partialFingerprints say. A message that is an id of the rule's messageStrings with arguments, the form that SARIF has for this, is the
# bare id. sarif-to-markdown says "Nothing here" of an error whose rule is not listed in the tool's "rules", which are optional, and of
# one whose rule is given by its index; a level "note" of the result itself is "[ERROR]", where the rule's default is one.
#
# One would expect a gate to let pass what the log says is suppressed or gone, and no error to be "Nothing here". GitLab takes two
# issues with one fingerprint for the same one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check sarif-tools==3.0.5 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @security-alert/sarif-to-markdown@1.11.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > markdown.cjs <<'JS'
const { sarifToMarkdown } = require("@security-alert/sarif-to-markdown");
const log = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
const [made] = sarifToMarkdown({ title: "Drift", owner: "o", repo: "r", branch: "main", sourceRoot: "" })(log);
console.log(made.body.split("## Results")[1].trim().split("\n")[0]);
JS
cat > find.py <<'PY'
import json
import pathlib
import subprocess

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RULE = {"id": "field-removed", "defaultConfiguration": {"level": "error"}, "messageStrings": {"default": {"text": "{0} is gone"}}}


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def result(rule="field-removed", **more):
    place = {"physicalLocation": {"artifactLocation": {"uri": "contract.json"}, "region": {"startLine": 3}}}
    return {"ruleId": rule, "level": "error", "message": {"text": "_id differs"}, "locations": [place], **more}


def write(*results, rules=(RULE,)):
    driver = {"name": "drift", "rules": list(rules)} if rules else {"name": "drift"}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": list(results)}]}
    pathlib.Path("log.sarif").write_text(json.dumps(log))


def sarif(*arguments):
    return subprocess.run(["venv/bin/sarif", *arguments, "log.sarif"], capture_output=True, text=True)


def gate(*results):
    write(*results)
    ended = sarif("--check", "error", "summary").returncode
    pathlib.Path("issues.json").unlink(missing_ok=True)
    sarif("codeclimate", "-o", "issues.json")
    return ended, json.loads(pathlib.Path("issues.json").read_text())


def markdown(*results, rules=(RULE,)):
    write(*results, rules=rules)
    return subprocess.run(["node", "markdown.cjs", "log.sarif"], capture_output=True, text=True, check=True).stdout.strip()


counted = [("nothing", []), ("an error", [result()])]
counted.append(("a suppressed error", [result(suppressions=[{"kind": "external", "justification": "asked"}])]))
counted.append(("an error that is gone", [result(baselineState="absent")]))
for (what, results), expected in zip(counted, [(0, 0), (1, 1), (1, 1), (1, 1)]):
    ended, issues = gate(*results)
    check(f"sarif-tools, {what}: status and issues", (ended, len(issues)), expected)
_, issues = gate(result(partialFingerprints={"id/v1": "1"}), result("field-added", partialFingerprints={"id/v1": "2"}))
check("sarif-tools, two rules", [issue["check_name"] for issue in issues], ["field-removed", "field-added"])
check("sarif-tools, their fingerprints", len({issue["fingerprint"] for issue in issues}), 1)
_, [issue] = gate(result(message={"id": "default", "arguments": ["_id"]}))
check("sarif-tools, a message of the rule", issue["description"], "default")

shown = "- **[ERROR]** **[field-removed]**  `\\_id differs`"
check("sarif-to-markdown, an error", markdown(result()), shown)
check("sarif-to-markdown, its rule is not listed", markdown(result(), rules=()), "Nothing here.")
by_index = {key: value for key, value in result(ruleIndex=0).items() if key != "ruleId"}
check("sarif-to-markdown, its rule by the index", markdown(by_index), "Nothing here.")
check("sarif-to-markdown, a note", markdown(result(level="note")), shown)
PY
venv/bin/python find.py
