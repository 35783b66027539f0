"""The page for newcomers, block by block, typed into an empty folder: what is not Python runs against a served fake."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PAGE = Path(__file__).parent.parent.joinpath("docs", "start.md").read_text("utf-8")
COMMANDS = {
    "bash": ["sh", "curl.sh"],
    "js": ["node", "--test", "first.test.mjs"],
    "go": ["go", "test", "first_test.go"],
}
"""How the block of a language is run; its first line names its file."""


def block(language):
    """The only block of a language, and the name of its file."""
    [text] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    [name] = re.findall(r"^(?:#|//) ([\w.]+)", text.splitlines()[0])
    return name, text


@pytest.mark.parametrize("language", COMMANDS)
def test_its_block_runs(fake_embed_server, tmp_path, record_property, language):
    program, *arguments = COMMANDS[language]
    if shutil.which(program) is None or (language == "bash" and shutil.which("curl") is None):
        pytest.skip(f"{program} is not installed")
    name, text = block(language)
    tmp_path.joinpath(name).write_text(text, "utf-8", newline="\n")  # a shell on Windows reads no other

    done = subprocess.run(
        [program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "FAKEEMBED_URL": fake_embed_server.url, "GOCACHE": str(tmp_path / "cache"), "GOFLAGS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(fake_embed_server.fake.requests) == (2 if language == "bash" else 1)
    assert {logged.status for logged in fake_embed_server.fake.requests} == {200}
    assert language != "bash" or '"status":"ready"' in done.stdout
    record_property("examples", 1)


def test_every_block_that_is_no_command_line_runs():
    """The Python ones with those of all pages, the others here."""
    assert set(re.findall(r"^```(\w+)$", PAGE, re.MULTILINE)) == {"python", "console", *COMMANDS}
