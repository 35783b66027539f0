#!/usr/bin/env bash
# botocore 1.44.8, seen 2026-11-30: waiters from a model of one's own, as boto3 has them for the services of AWS and for
# any client that is described to it. A waiter that succeeds when pathAll "tasks[].status" is "ready" does so with three
# tasks of which one is ready and the others have no status, or null; a list without any task goes on waiting. A
# number 1 is what True expects. An answer whose own field is called Error, as the report of a task that failed may have
# it, ends the wait as a fault of the request, and the acceptor that says "failure" for its status is not asked. And
# an acceptor with a misspelled state, "succes", is taken without a word, and the wait goes on to its last attempt.
#
# One would expect "all" to look at each task: JMESPath's tasks[].status leaves out what is null, so that the waiter
# does not know of it. The first answer after tasks were created, when not all have a status, ends the wait.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check botocore==1.44.8 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
from botocore.exceptions import WaiterError
from botocore.waiter import NormalizedOperationMethod, Waiter, WaiterModel


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def wait(answers, *acceptors):
    """How often was asked, and how the wait ended."""
    asked = []

    def operation():
        asked.append(True)
        return answers.pop(0) if len(answers) > 1 else answers[0]

    config = {"operation": "ListTasks", "delay": 0, "maxAttempts": 4, "acceptors": [*acceptors]}
    model = WaiterModel({"version": 2, "waiters": {"TasksReady": config}}).get_waiter("TasksReady")
    try:
        Waiter("TasksReady", model, NormalizedOperationMethod(operation)).wait()
    except WaiterError as error:
        return len(asked), error.kwargs["reason"]
    return len(asked), "success"


def acceptor(matcher, argument, expected, state="success"):
    return {"matcher": matcher, "argument": argument, "expected": expected, "state": state}


ready = acceptor("pathAll", "tasks[].status", "ready")
given_up = (4, "Max attempts exceeded")
check("one of two is ready", wait([{"tasks": [{"status": "ready"}, {"status": "pending"}]}], ready), given_up)
tasks = [{"name": "a", "status": "ready"}, {"name": "b"}, {"name": "c", "status": None}]
check("one of three, the others without a status", wait([{"tasks": tasks}], ready), (1, "success"))
check("no task", wait([{"tasks": []}], ready), given_up)
check("none with a status", wait([{"tasks": [{"name": "a"}]}], ready), given_up)
check("1 for True", wait([{"done": 1}], acceptor("path", "done", True)), (1, "success"))
failed = acceptor("path", "status", "failed", "failure")
reason = "Waiter encountered a terminal failure state: For expression "
check("failed", wait([{"status": "failed"}], failed), (1, reason + '"status" we matched expected path: "failed"'))
report = {"status": "failed", "Error": {"Code": "bad_file", "Message": "no video"}}
check("failed, with a field Error", wait([report], failed), (1, "An error occurred (bad_file): no video"))
asked, reason = wait([{"status": "ready"}], acceptor("path", "status", "ready", "succes"))
check("a misspelled state", (asked, reason.partition(".")[0]), given_up)
PY
