"""Recordings that are broken or made to harm: they end in one line, within bounds, and nothing of them is quoted."""

from __future__ import annotations

import json
import sys
import zipfile

import pytest

from fakeembed.__main__ import main
from fakeembed.drift.recordings import reading

KEY = "tlk_SECRET"
URL = "https://api.twelvelabs.io/v1.3/embed/tasks"

BROKEN = {
    "key.har": f'{{"log": {{"entries": [{{"request": {{"value": "{KEY}"oops',
    "key.json": f'{{"interactions": [{{"value": "{KEY}"oops',
    "key.yaml": f"interactions: *{KEY}",
    "tag.yaml": f"interactions: !!int {KEY}",
    "bytes.yaml": f"interactions: {{x-api-key: {KEY}, body: !!binary {KEY}\xe4}}",
    "twice.toml": f"[{KEY}]\n[{KEY}]",
    "status.yaml": f"interactions: [{{request: {{method: GET, uri: /}}, response: {{status: {{code: {KEY}}}}}}}]",
    "address.har": json.dumps(
        {"log": {"entries": [{"request": {"method": "GET", "url": f"https://[{KEY}", "headers": []}, "response": {"headers": []}}]}}
    ),
}


def packed(path, **files):
    """An archive with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", [*BROKEN, "key.zip"])
def test_nothing_is_quoted_from_a_file_that_breaks_at_a_key(tmp_path, capsys, name):
    """A log of CI is public."""
    if name == "twice.toml" and sys.version_info < (3, 11):
        pytest.skip("Python 3.10 has no TOML")
    path = tmp_path / name
    if name == "key.zip":
        packed(path, **{"har.har": BROKEN["key.har"]})
    else:
        path.write_text(BROKEN[name], "utf-8")

    assert main(["drift", "--recording", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert name in said
    assert KEY not in said
    assert KEY[4:] not in said


@pytest.mark.parametrize("tag", ["", "!ruby/hash:Faraday::Headers", "!!python/object:multidict.CIMultiDict"])
def test_what_has_a_tag_of_some_library_is_read_like_what_has_none(tmp_path, tag):
    path = tmp_path / "tagged.yaml"
    path.write_text(
        f"""interactions: {tag}
- request: {tag}
    method: {tag} POST
    uri: {URL}
    headers: {tag} {{content-type: [application/json]}}
    body: "{{}}"
  response:
    status: {{code: 400}}
    headers: {tag} {{date: {tag} [today]}}
    body: {tag} {{string: {tag} "{{}}"}}
"""
    )

    (exchange,) = reading.exchanges(path)

    assert (exchange.method, exchange.url, exchange.question) == ("POST", URL, b"{}")
    assert (exchange.sent, exchange.headers, exchange.answer) == ({"content-type": "application/json"}, {"date": "today"}, b"{}")
