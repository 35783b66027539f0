"""The state machine: what a client may do in any order, and what it may rely on whatever was done before."""

from __future__ import annotations

from math import isclose
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from targets import InProcess, Names

from fakeembed import FakeEmbed
from fakeembed.strategies import ApiRequest, MediaFile

PROCESSING = 1000.0
"""Seconds that a task takes; waits are so long that no poll in between decides whether it is over, here or over a real network."""

WAITS = (400.0, 1200.0)
V1, V2, ASSETS = "/v1.3/embed/tasks", "/v1.3/embed-v2/tasks", "/v1.3/assets"
DOG, CAT, BAD = (f"https://media.example.com/{name}.mp4" for name in ("dog", "cat", "bad"))
FILE = MediaFile("dog.mp4", "video", 12.0, 640, 360, sound=True)
BROKEN = MediaFile("dog.mp4", "broken", raw=b"/home/me/dog.mp4")
FAILS = {BAD: {"fails": "The video has no frames."}}


class Kind(NamedTuple):
    """One kind of thing that is created, works for a while, and is done.

    Attributes:
        path: Where it is created and listed.
        requests: Ways to create one, each with the state in which it ends.
        reads: The paths behind its id under which it can be read.
    """

    path: str
    requests: tuple[tuple[ApiRequest, str], ...]
    reads: tuple[str, ...]

    def __repr__(self) -> str:
        """Short, for failing tests."""
        return self.path


def _v1(ends="ready", files=None, media=None, **form):
    request = ApiRequest("POST", V1, form={"model_name": "marengo3.0", **form}, files=files or {}, media=media or {})
    return request, ends


def _v2(kind, source, ends="ready", media=None, **fields):
    body = {"input_type": kind, "model_name": "marengo3.0", kind: {"media_source": source, **fields}}
    return ApiRequest("POST", V2, json=body, media=media or {}), ends


def _asset(ends="ready", files=None, **form):
    return ApiRequest("POST", ASSETS, form=form, files=files or {}), ends


KINDS = (
    Kind(
        V1,
        (
            _v1(video_url=DOG),
            _v1(video_url=CAT, video_embedding_scope=["clip", "video"]),
            _v1(video_url=DOG, video_start_offset_sec="0", video_end_offset_sec="12"),
            _v1(files={"video_file": FILE}),
            _v1("failed", video_url=BAD, media=FAILS),
        ),
        ("", "/status"),
    ),
    Kind(
        V2,
        (
            _v2("video", {"url": DOG}),
            _v2("video", {"base64_string": FILE}, embedding_option=["visual"], embedding_scope=["asset"]),
            _v2("audio", {"url": "https://media.example.com/dog.wav"}),
            _v2("video", {"url": BAD}, "failed", media=FAILS),
        ),
        ("",),
    ),
    Kind(
        ASSETS,
        (
            _asset(method="url", url=DOG),
            _asset(method="direct", files={"file": FILE}),
            _asset("failed", method="direct", files={"file": BROKEN}),
        ),
        ("",),
    ),
)

SENTENCES = ("a dog catches a frisbee", "a cat sleeps", "")
REFUSED = (  # what costs nothing and changes nothing
    ApiRequest("POST", V1, form={"model_name": "marengo3.0"}),
    ApiRequest("POST", V2, json={"input_type": "text", "model_name": "marengo3.0"}),
    ApiRequest("POST", ASSETS, form={"method": "direct"}),
    ApiRequest("GET", f"{V1}/64f8d2c7e4a1b37f8a9c5d12/status"),
    ApiRequest("DELETE", f"{ASSETS}/64f8d2c7e4a1b37f8a9c5d12"),
    ApiRequest("GET", V2, {"status": "completed"}),
)


class Thing:
    """What the machine knows about one task or asset."""

    def __init__(self, kind, made, ends, identity, now):
        self.kind, self.made, self.ends, self.id, self.created_at = kind, made, ends, identity, now
        self.status = "processing"


class Machine(RuleBasedStateMachine):
    """Everything a client can do with one account."""

    def __init__(self) -> None:
        super().__init__()
        self.target = self.new_target()
        self.other = self.new_other()
        self.mine, self.theirs = Names(), Names()
        self.their_ids: dict[str, str] = {}
        self.things: dict[str, Thing] = {}
        self.now = 0.0
        self.vectors: dict[str, Any] = {}

    steps = 0
    """Of all machines of this class, for measurements."""

    @staticmethod
    def new_target():
        """What the promises are checked of."""
        return InProcess(FakeEmbed(processing_seconds=PROCESSING))

    @staticmethod
    def new_other():
        """A second target to compare with answer by answer, or None."""
        return

    def teardown(self) -> None:
        """Let go of the targets."""
        self.target.close()
        if self.other is not None:
            self.other.close()

    def ask(self, request):
        """The answer to a request, which both targets must give."""
        answer = self.target.ask(request)
        if self.other is not None:
            theirs = self.other.ask(self._translated(request))
            self._pair(answer.body, theirs.body)
            assert (theirs.status, self.theirs.normalised(theirs.body)) == (answer.status, self.mine.normalised(answer.body)), (
                request
            )
        assert answer.status < 500, (request, answer)
        return answer

    def _translated(self, request):
        """The request with the ids of the second target."""
        path = request.path
        for mine, theirs in self.their_ids.items():
            path = path.replace(mine, theirs)
        return ApiRequest(request.method, path, request.params, request.form, request.files, request.json, media=request.media)

    def _pair(self, mine, theirs):
        if isinstance(mine, dict) and isinstance(theirs, dict) and {"_id"} <= mine.keys() & theirs.keys():
            self.their_ids[mine["_id"]] = theirs["_id"]

    def both(self, what, *arguments):
        """Do something to both targets that is no request."""
        for target in (self.target, self.other):
            if target is not None:
                getattr(target, what)(*arguments)

    # what a client does

    @rule(kind=st.sampled_from(KINDS), number=st.integers(0, 4))
    def create(self, kind, number):
        """Start something; it is processing, and its id is new."""
        request, ends = kind.requests[number % len(kind.requests)]
        answer = self.ask(request)

        assert answer.status in {200, 201, 202}
        identity = answer.body["_id"]
        assert identity not in self.things
        assert answer.body.get("status", "processing") == "processing"
        self.things[identity] = Thing(kind, request, ends, identity, self.now)

    @rule(seconds=st.sampled_from(WAITS))
    def wait(self, seconds):
        """Time passes."""
        self.both("advance", seconds)
        self.now += seconds

    @precondition(lambda self: self.things)
    @rule(number=st.integers(0, 99), again=st.booleans())
    def read(self, number, again):
        """Poll or retrieve something, once or twice in a row; the second answer is the first one."""
        thing = self._one(number)
        path = f"{thing.kind.path}/{thing.id}{thing.kind.reads[number % len(thing.kind.reads)]}"
        answer = self.ask(ApiRequest("GET", path))

        assert answer.status == 200
        self._seen(thing, answer.body, whole=not path.endswith("/status"))
        if again:
            assert self.ask(ApiRequest("GET", path)) == answer

    @precondition(lambda self: self.things)
    @rule(number=st.integers(0, 99))
    def agree(self, number):
        """List, status and retrieval say the same of one thing."""
        thing = self._one(number)
        found = [self.ask(ApiRequest("GET", f"{thing.kind.path}/{thing.id}{read}")).body for read in thing.kind.reads]
        pages = self._all(thing.kind)
        found.append(next(entry for entry in pages if entry["_id"] == thing.id))

        for body in found:
            self._seen(thing, body, whole=False)
        assert len({body["status"] for body in found}) == 1
        assert len({body["created_at"] for body in found if "created_at" in body}) == 1

    @rule(kind=st.sampled_from(KINDS), limit=st.integers(1, 50))
    def totals(self, kind, limit):
        """The pages of a list add up, newest first, whatever their size."""
        page = self.ask(ApiRequest("GET", kind.path, {"page_limit": str(limit)})).body
        there = [thing for thing in self.things.values() if thing.kind is kind]

        info = page["page_info"]
        assert info["total_results"] == len(there)
        assert info["total_page"] == max(1, -(-len(there) // limit))
        assert [entry["_id"] for entry in page["data"]] == [thing.id for thing in reversed(there)][:limit]

    @rule(text=st.sampled_from(SENTENCES[:2]), family=st.sampled_from(["v1", "v2"]))
    def embed(self, text, family):
        """The same text has the same vector, now and ever, in both families; v2 rounds its numbers to bfloat16."""
        if family == "v1":
            request = ApiRequest("POST", "/v1.3/embed", form={"model_name": "marengo3.0", "text": text})
            vector = self.ask(request).body["text_embedding"]["segments"][0]["float"]
        else:
            body = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": text}}
            vector = self.ask(ApiRequest("POST", "/v1.3/embed-v2", json=body)).body["data"][0]["embedding"]

        assert self.vectors.setdefault((text, family), vector) == vector
        assert all(isclose(a, b, rel_tol=2**-8) for a, b in zip(self.vectors.setdefault(text, vector), vector, strict=True))

    @precondition(lambda self: any(thing.kind.path == ASSETS for thing in self.things.values()))
    @rule(number=st.integers(0, 99))
    def delete(self, number):
        """A deleted asset is gone for good."""
        assets = [thing for thing in self.things.values() if thing.kind.path == ASSETS]
        path = f"{ASSETS}/{assets[number % len(assets)].id}"

        assert self.ask(ApiRequest("DELETE", path)).status == 204
        assert self.ask(ApiRequest("GET", path)).status == 404
        del self.things[assets[number % len(assets)].id]

    @rule(request=st.sampled_from(REFUSED))
    def refused(self, request):
        """What is refused changes nothing; the totals would tell."""
        assert self.ask(request).status in {400, 404}

    @rule(status=st.sampled_from([429, 500, 503]), kind=st.sampled_from(KINDS), number=st.integers(0, 4))
    def fault(self, status, kind, number):
        """A scripted fault answers one request, which then has done nothing."""
        self.both("fail_next", status)
        request, _ = kind.requests[number % len(kind.requests)]

        assert self.target.ask(request).status == status
        if self.other is not None:
            assert self.other.ask(request).status == status

    @invariant()
    def count(self):
        """One more step; things that are over have been so long enough."""
        type(self).steps += 1

    # what it may rely on

    def _one(self, number):
        return list(self.things.values())[number % len(self.things)]

    def _all(self, kind):
        answer = self.ask(ApiRequest("GET", kind.path, {"page_limit": "50"})).body
        return answer["data"] + (self.ask(ApiRequest("GET", kind.path, {"page_limit": "50", "page": "2"})).body["data"])

    def _seen(self, thing, body, *, whole):
        """What one answer says of one thing must follow from all that was known before."""
        status = body["status"]
        assert body["_id"] == thing.id
        assert status in ({"processing", thing.ends} if thing.status == "processing" else {thing.status}), "status went back"
        over = self.now - thing.created_at >= PROCESSING
        assert status == (thing.ends if over else "processing")
        thing.status = status
        if whole and thing.kind.path != ASSETS:
            vectors = self._vectors(thing, body)
            assert bool(vectors) == (status == "ready"), "vectors when ready, and only then"
            if vectors:
                key = repr(thing.made)
                assert self.vectors.setdefault(key, vectors) == vectors, "the same input, another vector"

    def _vectors(self, thing, body):
        if thing.kind.path == V1:
            return [segment["float"] for segment in body["video_embedding"].get("segments", [])]
        return [entry["embedding"] for entry in body.get("data") or []]
