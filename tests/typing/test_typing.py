"""Three type checkers agree that users' code is well typed, and that a mistake in it is one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

USER_CODE = Path(__file__).with_name("user_code.py")
CHECKERS = {
    "mypy": ["mypy", "--strict", "--no-error-summary", "--cache-dir=/dev/null"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--python", sys.executable],
}


@pytest.fixture(params=CHECKERS)
def checked(request, tmp_path):
    """Runs a checker on a text; its status and what it printed."""
    command = CHECKERS[request.param]
    binary = Path(sys.executable).parent / command[0]
    if not binary.exists():
        pytest.skip(f"{command[0]} is not installed; the extra lint has it")

    def run(text):
        file = tmp_path / "user_code.py"
        file.write_text(text, "utf-8")
        ran = subprocess.run([binary, *command[1:], file], cwd=tmp_path, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout + ran.stderr

    return run


def test_what_users_write_is_well_typed(checked):
    status, output = checked(USER_CODE.read_text("utf-8"))

    assert status == 0, output


MISTAKES = [  # what is right, and what somebody could write by mistake
    ("slept: float = ", "slept: str = "),
    ("duration=31", 'duration="31"'),
    ("status: int = ", "status: bytes = "),
    ('errors="documented"', 'errors="other"'),
]


def test_each_mistake_is_found(checked):
    text = USER_CODE.read_text("utf-8")
    for right, wrong in MISTAKES:
        assert right in text
        text = text.replace(right, wrong)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if any(wrong in line for _, wrong in MISTAKES)]

    status, output = checked(text)

    assert status != 0
    assert [number for number in lines if f"user_code.py:{number}:" not in output] == []


GUARDED = {  # what is asked for and may be missing, and the exception behind which that is done
    ("fakeembed/temporary.py", "fcntl"): "ImportError",
    ("fakeembed/virtual_time/children.py", "os"): "AttributeError",
}


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_the_package_uses_what_macos_and_windows_have(platform):
    """By typeshed, which knows the names of the standard library on each platform."""
    ty, root = Path(sys.executable).parent / "ty", Path(__file__).parents[2]
    if not ty.exists():
        pytest.skip("ty is not installed; the extra lint has it")

    def missing(where):
        command = [ty, "check", "--python", sys.executable, "--python-platform", where, "--output-format", "concise", "fakeembed"]
        found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout
        return set(re.findall(r"^([^:]+):.*\[missing-attribute\] Module `(\w+)`", found, re.MULTILINE))

    assert missing(platform) - missing("linux") <= GUARDED.keys()
    assert ("fakeembed/virtual_time/children.py", "os") in missing(platform)
    assert [why for (path, _), why in GUARDED.items() if f"except {why}:" not in (root / path).read_text("utf-8")] == []
