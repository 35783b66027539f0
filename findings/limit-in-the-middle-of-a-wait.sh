#!/usr/bin/env bash
# assemblyai 1.8.2 (Python) and 4.41.5 (node 20), beside replicate 1.0.7 and 1.4.0, seen 2026-11-30: a client starts a
# job and asks every few seconds whether it is done, and one of these questions is answered 429 with "retry-after: 0",
# or 503. transcribe() of AssemblyAI, in both languages, raises at once, while the transcript goes on; its id is told in
# the words of the error in Python, and nowhere in JavaScript. replicate asks again, in both. A state that AssemblyAI's
# client does not know ends the wait in Python, as a ValidationError, and is waited for in JavaScript.
#
# One would expect a question that is safe to send again to be sent again, the more so as it is the client that asks
# so often, and the limit is met by what it sends by itself. A wait of an hour is 1200 questions, each of which can end
# it, and the work is paid.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check assemblyai==1.8.2 replicate==1.0.7 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund assemblyai@4.41.5 replicate@1.4.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { AssemblyAI } from "assemblyai";
import Replicate from "replicate";

const [url, who] = process.argv.slice(2);
const by = {
  assemblyai: async () => {
    const client = new AssemblyAI({ apiKey: "any", baseUrl: url });
    return (await client.transcripts.transcribe({ audio_url: "https://host/a.mp3" }, { pollingInterval: 10 })).text;
  },
  replicate: () => new Replicate({ auth: "any", baseUrl: url }).run("owner/model", { input: {}, wait: { mode: "poll", interval: 10 } }),
};
try {
  console.log(await by[who]());
} catch (error) {
  console.log(`error: ${error.message}`);
}
process.exit(0);
JS
cat > find.py <<'PY'
import http.server
import json
import subprocess
import threading

import assemblyai
import replicate


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


script, asked = [], []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.command)
        step = script.pop(0)
        job = {"id": "job", "status": step, "version": "v", "model": "owner/model", "input": {}, "source": "api"}
        job |= {"created_at": "2026-11-30T00:00:00Z", "urls": {"get": "/p", "cancel": "/c"}, "output": "words"}
        job |= {"audio_url": "https://host/a.mp3", "text": "words"}
        body = json.dumps({"error": "slow down", "detail": "slow down"} if isinstance(step, int) else job).encode()
        self.send_response(step if isinstance(step, int) else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.send_header("retry-after", "0")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"


def transcribe():
    assemblyai.settings.api_key, assemblyai.settings.base_url = "any", URL
    assemblyai.settings.polling_interval = 0.01
    return assemblyai.Transcriber().transcribe("https://host/a.mp3").text


def run():
    client = replicate.Client("any", base_url=URL)
    client.poll_interval = 0.01
    return client.run("owner/model", input={})


def by_javascript(who):
    def call():
        done = subprocess.run(["node", "find.mjs", URL, who], capture_output=True, text=True, timeout=60, check=True)
        return done.stdout.strip()

    return call


def outcome(call, *steps):
    script[:] = steps
    asked.clear()
    try:
        return call(), len(asked)
    except Exception as error:
        return type(error).__name__, len(asked)


calls = {"assemblyai, Python": transcribe, "assemblyai, JavaScript": by_javascript("assemblyai")}
others = {"replicate, Python": run, "replicate, JavaScript": by_javascript("replicate")}
check("all is well", [outcome(call, "queued", "processing", "completed") for call in calls.values()], [("words", 3)] * 2)
for status in (429, 503):
    seen = [outcome(call, "queued", status, "completed") for call in calls.values()]
    check(f"{status}, {' and '.join(calls)}", seen, [("TranscriptError", 2), ("error: slow down", 2)])
    seen = [outcome(call, "starting", status, "succeeded") for call in others.values()]
    check(f"{status}, {' and '.join(others)}", seen, [("words", 3)] * 2)
seen = [outcome(call, "queued", "paused", "completed") for call in calls.values()]
check(f"a new state, {' and '.join(calls)}", seen, [("ValidationError", 2), ("words", 3)])
PY
venv/bin/python find.py
