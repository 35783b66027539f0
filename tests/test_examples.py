"""The examples in other languages run against the served fake: published JavaScript clients, curl, and Go if there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

EXAMPLES = Path(__file__).parent / "examples"
CACHE = Path(os.environ.get("FAKEEMBED_CLIENTS", Path(__file__).parent.parent / ".cache")) / "npm"
CLIENTS = {"0.2.8": "twelvelabs-0.2.js", "0.4.9": "twelvelabs-0.4.js", "1.0.2": "twelvelabs-1.js", "latest": "twelvelabs-1.js"}


def needed(program):
    """The path of a program; the test is skipped when there is none."""
    return shutil.which(program) or pytest.skip(f"{program} is not installed")


def installed(version):
    """The folder of modules with one version of the published client, installed once."""
    modules = CACHE / f"twelvelabs-js-{version}" / "node_modules"
    if not (modules / "twelvelabs-js").is_dir():
        command = [needed("npm"), "install", "--no-audit", "--no-fund", "--prefix", modules.parent, f"twelvelabs-js@{version}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0:
            pytest.skip(f"npm cannot install twelvelabs-js {version}: {done.stderr.strip().splitlines()[-1:]}")
    return modules


def told(script, **environment):
    """What a JavaScript program prints, as a value."""
    command, env = [needed("node"), script], {**os.environ, **environment}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


QUICKSTART = [
    pytest.param({"asset": "ready", "task": "processing", "refused": None}, marks=pytest.mark.fake_embed(api_date="2026-03-15")),
    pytest.param(
        {"asset": "processing", "task": None, "refused": "asset_not_ready"}, marks=pytest.mark.fake_embed(api_date="2026-08-01")
    ),
]


@pytest.mark.parametrize("expected", QUICKSTART, ids=["March 2026", "August 2026"])
def test_the_javascript_quickstart_uses_an_asset_at_once(fake_embed_server, expected):
    """As that of Python (tests/test_traps.py): it worked while small assets were ready at once."""
    url = f"{fake_embed_server.url}/v1.3"

    story = told(EXAMPLES / "javascript" / "quickstart.js", NODE_PATH=str(installed("latest")), TWELVELABS_BASE_URL=url)

    assert story == expected


@pytest.mark.fake_embed(processing_seconds=0.5)
@pytest.mark.parametrize("version", CLIENTS)
def test_the_published_javascript_client_lives_through_the_story(fake_embed_server, version):
    """Create, wait, retrieve, a text, and a refusal in the service's words; unmodified."""
    modules = installed(version)
    base_url = fake_embed_server.url if version.startswith("0.") else f"{fake_embed_server.url}/v1.3"

    story = told(EXAMPLES / "javascript" / CLIENTS[version], NODE_PATH=str(modules), TWELVELABS_BASE_URL=base_url)

    width = 1024 if version == "0.2.8" else 512
    clips = {"0.2.8": 2}.get(version, 4)
    assert story["status"] == "ready"
    assert story["clips"] == [width] * clips
    assert story["text"] == width
    assert "no-such-model" in story["refused"] or "parameter is invalid" in story["refused"]
    assert story.get("listed", True)


def test_the_curl_example_runs(fake_embed_server):
    """A shell is enough."""
    needed("curl")

    done = subprocess.run(
        ["sh", EXAMPLES / "curl" / "story.sh"],
        env={**os.environ, "FAKEEMBED_URL": fake_embed_server.url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    clock, status, retrieved = done.stdout.splitlines()
    assert json.loads(clock)["now"]
    assert json.loads(status)["status"] == "ready"
    assert '"duration":12' in retrieved


def test_the_go_example_runs(fake_embed_server, tmp_path):
    """Nothing but the standard library; skipped where there is no Go."""
    go = needed("go")
    shutil.copytree(EXAMPLES / "go", tmp_path / "story")

    done = subprocess.run(
        [go, "test", "./..."],
        cwd=tmp_path / "story",
        env={**os.environ, "FAKEEMBED_URL": fake_embed_server.url, "GOFLAGS": "-mod=mod"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_is_linted():
    """By hadolint; what it says is an error."""
    hadolint = shutil.which("hadolint", path=sysconfig.get_path("scripts")) or needed("hadolint")

    done = subprocess.run([hadolint, EXAMPLES / "docker" / "Dockerfile"], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.returncode) == ("", 0)


def test_the_container_is_started_as_the_command_line_wants_it():
    """The arguments of the image and of the compose file are arguments that exist."""
    from argparse import ArgumentParser

    from fakeembed.commands import serve

    lines = (EXAMPLES / "docker" / "Dockerfile").read_text("utf-8").splitlines()
    entry, command = (json.loads(line.partition(" ")[2]) for line in lines if line.startswith(("ENTRYPOINT", "CMD")))
    composed = next(line for line in (EXAMPLES / "docker" / "compose.yaml").read_text("utf-8").splitlines() if "redis://" in line)
    parser = ArgumentParser()
    serve.configure(parser)

    assert entry[:2] == ["fakeembed", "serve"]
    assert parser.parse_args([*entry[2:], *command]).state == "/state/fakeembed.db"
    assert parser.parse_args([*entry[2:], *json.loads(composed.partition(":")[2])]).state == "redis://redis:6379/0"
