#!/usr/bin/env bash
# google-api-core 2.44.0 with googleapis-common-protos 1.76.0, seen 2026-11-30: the futures that clients of Google Cloud
# return for long-running operations. result(polling=Retry(initial=1, maximum=5, timeout=600)), to ask in another
# rhythm, raises _OperationNotComplete, a private exception without words, after the first question: the default
# predicate of a Retry does not have it among what is tried again. Only a Retry whose predicate names that exception, or
# any, waits; and that one asks again after a 503 as well, which otherwise ends the wait.
#
# One would expect "polling (google.api_core.retry.Retry): how often and for how long to call the polling RPC" to be
# what its documentation says, with the class that it names, and a wait to end by a TimeoutError or by an answer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check google-api-core[grpc]==2.44.0 googleapis-common-protos==1.76.0 2> pip.log \
  || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
from google.api_core import exceptions, operation, retry
from google.longrunning import operations_pb2
from google.protobuf import struct_pb2


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def answer(*, done):
    reply = operations_pb2.Operation(name="operation", done=done)
    if done:
        reply.response.Pack(struct_pb2.Value(string_value="ready"))
    return reply


def wait(script, **options):
    """What the wait ends with, and after how many questions."""
    asked = []

    def refresh(retry=None, timeout=None):
        asked.append(True)
        reply = script[min(len(asked), len(script)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply

    future = operation.Operation(answer(done=False), refresh, lambda **_: None, struct_pb2.Value)
    try:
        return future.result(**options).string_value, len(asked)
    except Exception as error:
        return type(error).__name__, len(asked)


RUNNING, READY = answer(done=False), answer(done=True)
rhythm = {"initial": 0.01, "maximum": 0.02, "timeout": 30}
check("without an argument", wait([RUNNING, READY]), ("ready", 2))
check("polling=Retry(...)", wait([RUNNING, READY], polling=retry.Retry(**rhythm)), ("_OperationNotComplete", 1))
for name, predicate in (("transient errors", retry.if_transient_error), ("any exception", retry.if_exception_type(Exception))):
    expected = ("ready", 2) if name == "any exception" else ("_OperationNotComplete", 1)
    seen = wait([RUNNING, READY], polling=retry.Retry(predicate=predicate, **rhythm))
    check(f"polling=Retry(...), tried again: {name}", seen, expected)
busy = exceptions.ServiceUnavailable("busy")
check("a 503 among the answers", wait([RUNNING, busy, READY]), ("ServiceUnavailable", 2))
anything = retry.Retry(predicate=retry.if_exception_type(Exception), **rhythm)
check("a 503 among the answers, any exception", wait([RUNNING, busy, READY], polling=anything), ("ready", 3))
PY
