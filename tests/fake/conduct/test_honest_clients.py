"""Nobody is accused wrongly: a program that waits, repeats and gives up as it should has no findings, whatever goes wrong."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request

BOUNDARY = "what-no-field-contains"
FAULT = st.one_of(
    st.builds(dict, status=st.just(503), headers=st.sampled_from([{}, {"retry-after": "7"}])),
    st.builds(dict, status=st.just(429), headers=st.builds(lambda wait: {"retry-after": str(wait)}, st.integers(0, 3600))),
    st.just({"how": "connect"}),
)
JOB = st.fixed_dictionaries(
    {"kind": st.sampled_from(["v1", "v2", "asset", "list"]), "fails": st.booleans(), "faults": st.lists(FAULT, max_size=3)}
)


class Honest:
    """A program that does everything right."""

    def __init__(self, fake):
        self.fake = fake

    def ask(self, method, path, body=b"", content_type=f"multipart/form-data; boundary={BOUNDARY}"):
        """An answer; what may pass is asked again after the pause that was asked for, and no more often than four times."""
        for _ in range(4):
            headers = {"x-api-key": "any", "content-type": content_type}
            path_, _, query = path.partition("?")
            answer = self.fake.app(Request(method, f"/v1.3{path_}", query, headers, body))
            if answer.status not in {0, 429, 503}:
                return answer.json()
            self.fake.clock.advance(float(answer.headers.get("retry-after", 5)))
        raise AssertionError("three faults are the most")

    def form(self, path, **fields):
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"\r\n\r\n{{}}\r\n'
        return self.ask("POST", path, "".join([part.format(*field) for field in fields.items()] + [f"--{BOUNDARY}--\r\n"]).encode())

    def until_it_ends(self, path):
        """What it is when it is no longer processing; a look every five seconds."""
        while (found := self.ask("GET", path))["status"] == "processing":
            self.fake.clock.advance(5)
        return found

    def v1(self, url):
        task = self.form("/embed/tasks", model_name="marengo3.0", video_url=url)["_id"]
        if self.until_it_ends(f"/embed/tasks/{task}/status")["status"] == "ready":
            self.ask("GET", f"/embed/tasks/{task}?embedding_option=visual")

    def v2(self, url, **source):
        body = {"model_name": "marengo3.0", "input_type": "video", "video": {"media_source": source or {"url": url}}}
        task = self.ask("POST", "/embed-v2/tasks", json.dumps(body).encode(), "application/json")["_id"]
        self.until_it_ends(f"/embed-v2/tasks/{task}")

    def asset(self, url):
        asset = self.form("/assets", method="url", url=url)["_id"]
        if self.until_it_ends(f"/assets/{asset}")["status"] == "ready":
            self.v2(url, asset_id=asset)

    def list(self, _url):
        number, last = 1, 1
        while number <= last:
            last = self.ask("GET", f"/embed/tasks?page={number}")["page_info"]["total_page"]
            number += 1


@given(st.lists(JOB, max_size=4), st.integers(0, 25))
def test_a_program_that_does_everything_right_has_no_findings(jobs, before):
    fake = FakeEmbed()
    fake.populate(tasks=before)
    for number, job in enumerate(jobs):
        url = f"https://example.com/{number}.mp4"
        fake.media(url, fails="no frames" if job["fails"] else None)
        for fault in job["faults"]:
            fake.drop(fault["how"]) if "how" in fault else fake.fail_next(fault["status"], headers=fault["headers"])
        getattr(Honest(fake), job["kind"])(url)

    assert [str(finding) for finding in fake.conduct()] == []
