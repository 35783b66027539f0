"use strict";
// Follows the fake, keeps bars and clock moving between two looks, and turns the forms into control requests and lines of Python.
const ROOT = "/__fakeembed__/";
const KEPT = "fakeembed token", DONE = "fakeembed done";
const one = (id) => document.getElementById(id);
const headers = (more = {}) => {
  const token = sessionStorage.getItem(KEPT);
  return token ? {...more, "x-fakeembed-token": token} : more;
};

// Looking again.

let loadedAt = performance.now(), waiting = null, lastLook = 0;

async function look() {
  waiting = null;
  lastLook = performance.now();
  const answer = await fetch(location.href, {headers: headers()});
  if (answer.status === 404) return load(location.href, false); // what was looked at is forgotten
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  loadedAt = performance.now();
  for (const old of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(old.id);
    if (next && next.innerHTML !== old.innerHTML && !isSelected(old)) replace(old, next);
  }
  const strip = [...document.querySelectorAll("#strip div")].slice(2).map((part) => part.textContent.trim().replace(/\s+/g, " "));
  if (one("said") && one("said").textContent !== strip.join(", ")) one("said").textContent = strip.join(", ");
}

function isSelected(part) {
  const selection = getSelection();
  return !selection.isCollapsed && part.contains(selection.anchorNode);
}

function replace(old, next) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const places = [...old.querySelectorAll("pre, .scroll")].map((part) => [part.scrollLeft, part.scrollTop]);
  old.replaceChildren(...next.childNodes);
  old.querySelectorAll("pre, .scroll").forEach((part, at) => places[at] && part.scrollTo(...places[at]));
  if (focused && one(focused)) one(focused).focus({preventScroll: true});
}

function soon() {
  if (waiting || document.hidden || !one("live")?.checked) return;
  waiting = setTimeout(() => look().catch(() => {}), Math.max(0, 1000 - (performance.now() - lastLook)));
}

async function follow() {
  for (let again = false; ; again = true) {
    try {
      const answer = await fetch(ROOT + "events", {headers: headers({accept: "text/event-stream"})});
      if (!answer.ok) return;
      if (again) soon(); // who knows what happened meanwhile
      const reader = answer.body.getReader(), text = new TextDecoder();
      for (let part = await reader.read(); !part.done; part = await reader.read())
        if (text.decode(part.value, {stream: true}).includes("data:")) soon();
    } catch { /* the fake has stopped, or the page is left */ }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

function tick() {
  const passed = (performance.now() - loadedAt) / 1000;
  for (const clock of document.querySelectorAll("[data-clock]"))
    clock.textContent = new Date(1000 * (Number(clock.dataset.clock) + passed)).toISOString().slice(0, 19).replace("T", " ");
  for (const bar of document.querySelectorAll("progress[data-done]")) {
    bar.value = Math.min(bar.max, Number(bar.dataset.done) + passed);
    const left = bar.parentElement.querySelector(".left");
    if (left) left.textContent = `${Math.max(0, bar.max - bar.value).toFixed(1)} s left`;
    if (bar.value >= bar.max) soon();
  }
}

// What a form does, as a control request and as Python.

function python(value) {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function call(name, first, named) {
  const given = Object.entries(named).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`);
  return `fake.${name}(${[...first, ...given].join(", ")})`;
}

const number = (text) => (text === "" ? undefined : Number(text));
const said = (value) => (value === undefined ? undefined : python(value));

function scenes(text) {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const found = line.match(/^\s*([\d.]+)\s*(?:-|to|\s)\s*([\d.]+)\s+(\S.*?)\s*$/);
    if (!found) throw new Error(`a scene is a line such as "0 6 a dog catches a frisbee", not ${JSON.stringify(line)}`);
    return {start: Number(found[1]), end: Number(found[2]), text: found[3]};
  });
}

const CONTROLS = {
  clock(form) {
    const seconds = Number(form.get("seconds"));
    return ["clock", {advance: seconds}, call("clock.advance", [python(seconds)], {})];
  },
  media(form) {
    const shown = scenes(form.get("scenes"));
    const body = {
      match: form.get("match"),
      duration: number(form.get("duration")),
      has_audio: form.has("audio") ? undefined : false,
      has_speech: form.has("speech") ? undefined : false,
      scenes: shown.length ? shown : undefined,
      fails: form.get("fails") || undefined,
      processing_seconds: number(form.get("processing")),
    };
    const listed = shown.map((scene) => `Scene(${python(scene.start)}, ${python(scene.end)}, ${python(scene.text)})`);
    return ["media", body, call("media", [python(body.match)], {
      duration: said(body.duration),
      audio: said(body.has_audio),
      speech: said(body.has_speech),
      scenes: shown.length ? `[${listed.join(", ")}]` : undefined,
      fails: said(body.fails),
      processing_seconds: said(body.processing_seconds),
    })];
  },
  faults(form) {
    const what = form.get("what"), amount = number(form.get("amount"));
    const when = {
      times: number(form.get("times")) === 1 ? undefined : number(form.get("times")) ?? null,
      method: form.get("method") || undefined,
      path: form.get("path") || undefined,
      after: number(form.get("after")) || undefined,
      optional: form.has("optional") || undefined,
    };
    const told = Object.fromEntries(Object.entries(when).map(([name, value]) => [name, said(value)]));
    if (what === "status") return ["faults", {status: amount, ...when}, call("fail_next", [python(amount ?? 500)], told)];
    if (what === "slow") return ["faults", {slow: amount, ...when}, call("slow", [python(amount ?? 0)], told)];
    return ["faults", {drop: what, ...when}, call("drop", [python(what)], told)];
  },
  limit(form) {
    const limit = Number(form.get("limit")), per = form.get("per"), path = form.get("path") || undefined;
    return ["faults", {rate_limit: {limit, per}, path}, call("rate_limit", [python(limit)], {per: python(per), path: said(path)})];
  },
  reset() {
    return ["reset", null, "fake.reset()"];
  },
};

function describe(form) {
  const name = form.dataset.control;
  try {
    const [path, body, line] = CONTROLS[name](new FormData(form));
    one(`request-${name}`).textContent = `POST ${ROOT}${path}${body ? " " + JSON.stringify(body) : ""}`;
    one(`python-${name}`).textContent = line;
    outcome(name, "", false);
    return [path, body, line];
  } catch (error) {
    outcome(name, error.message, true);
    return null;
  }
}

function outcome(name, text, wrong) {
  const place = one(`outcome-${name}`);
  place.textContent = text;
  place.classList.toggle("wrong", wrong);
}

async function send(form) {
  const described = describe(form);
  if (!described) return;
  const [path, body, line] = described, name = form.dataset.control;
  const answer = await fetch(ROOT + path, {
    method: "POST",
    headers: headers({"content-type": "application/json"}),
    body: JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  outcome(name, answer.ok ? `${answer.status} ${text || "done"}` : JSON.parse(text).message, !answer.ok);
  if (!answer.ok) return;
  sessionStorage.setItem(DONE, `${sessionStorage.getItem(DONE) ?? ""}    ${line}\n`);
  showDone();
  soon();
}

function showDone() {
  const lines = sessionStorage.getItem(DONE);
  if (!one("done")) return;
  const needed = lines && lines.includes("Scene(") ? "from fakeembed import Scene\n\n\n" : "";
  one("done").textContent = lines ? `${needed}def test_what_was_done(fake_embed_server):\n    fake = fake_embed_server.fake\n${lines}` : "";
}

async function copy(button) {
  const place = one(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(place.textContent);
  } catch {
    getSelection().selectAllChildren(place);
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

// Where a token is needed the script brings it, because a link cannot.

async function load(url, push) {
  const answer = await fetch(url, {headers: headers()});
  if (answer.status === 401) {
    sessionStorage.removeItem(KEPT);
    if (one("said")) one("said").textContent = "That is not the token.";
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (push) history.pushState(null, "", url);
  document.title = fresh.title;
  document.body.replaceWith(fresh.body);
  loadedAt = performance.now();
  begin();
  one("main").focus();
}

function isOwn(link) {
  return sessionStorage.getItem(KEPT) && link && link.pathname === ROOT && link.origin === location.origin && !link.hash;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a"), button = event.target.closest("button");
  if (isOwn(link) && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    load(link.href, true);
  }
  if (button?.dataset.copy) copy(button);
  if (button?.id === "forget") { sessionStorage.removeItem(DONE); showDone(); }
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-control]");
  if (form) describe(form);
  if (event.target.id === "live") soon();
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.control) {
    event.preventDefault();
    send(form).catch((error) => outcome(form.dataset.control, `The fake does not answer: ${error.message}`, true));
  } else if (form.id === "unlock") {
    event.preventDefault();
    sessionStorage.setItem(KEPT, new FormData(form).get("token"));
    load(location.href, false).then(() => sessionStorage.getItem(KEPT) && follow());
  } else if (sessionStorage.getItem(KEPT)) {
    event.preventDefault();
    load(`${ROOT}?${new URLSearchParams(new FormData(form))}`, true);
  }
});
document.addEventListener("visibilitychange", soon);
addEventListener("popstate", () => { if (sessionStorage.getItem(KEPT)) load(location.href, false); });

function begin() {
  document.querySelectorAll("form[data-control]").forEach(describe);
  showDone();
}

begin();
setInterval(tick, 250);
if (one("live")) follow();
if (one("unlock") && sessionStorage.getItem(KEPT)) load(location.href, false).then(() => sessionStorage.getItem(KEPT) && follow());
