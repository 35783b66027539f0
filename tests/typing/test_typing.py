"""Three type checkers agree that users' code is well typed, and that a mistake in it is one."""

from __future__ import annotations

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
