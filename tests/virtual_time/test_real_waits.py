"""A long wait between polls that had to be real is told once, at the end of the test, with its place and a way out."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

import pytest

from fakeembed import FakeEmbed
from fakeembed.virtual_time.real_waits import place


@contextmanager
def told():
    """The warnings of a block, as they come where nobody makes errors of them."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")  # what others left behind may be collected in between
        warnings.simplefilter("always", RuntimeWarning)
        yield caught


def line_of(text):
    """The line of this file that begins with a text."""
    lines = Path(__file__).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(text))


def test_further_sleeps_beside_a_child_process_are_told(client_of, monkeypatch):
    monkeypatch.setattr("fakeembed.virtual_time.real_waits.LONGEST_UNSAID", 0.1)
    with told() as caught, FakeEmbed(), client_of() as client:
        client.create()
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
            for _ in range(3):
                time.sleep(0.3)  # the second and the third
            child.communicate(b"\n")

    assert [str(one.message).partition(",")[0] for one in caught] == ["0.3 real seconds were slept between two polls"]
    assert (caught[0].filename, caught[0].lineno) == (__file__, line_of("time.sleep(0.3)  # the second"))


def test_a_fake_leaves_nothing_behind_where_that_warning_is_an_error(client_of, monkeypatch):
    """The next fake, and what is asked of this one afterwards, are as they would be."""
    monkeypatch.setattr("fakeembed.virtual_time.real_waits.LONGEST_UNSAID", 0.1)
    before, fake = {*threading.enumerate()}, FakeEmbed()
    fake.install()
    fake.environment()
    with client_of() as client, subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        client.create()
        for _ in range(3):
            time.sleep(0.3)  # really, but for the first: a child may be what is waited for, and that is what is warned of
        child.communicate(b"\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="real seconds were slept"):
            fake.uninstall()

    assert not {*threading.enumerate()} - before
    assert not fake._polling._is_installed


def test_a_wait_for_a_thread_that_took_its_whole_limit_is_told(client_of, monkeypatch):
    monkeypatch.setattr("fakeembed.virtual_time.real_waits.LONGEST_UNSAID", 0.1)
    with told() as caught, FakeEmbed(), client_of() as client:
        lock = Lock()
        lock.acquire()
        other = Thread(target=lock.acquire)  # whatever it does, it might set an event
        other.start()
        client.create()
        Event().wait(0.2)  # in vain
        lock.release()
        other.join()

    assert "were waited for another thread" in str(caught[0].message)
    assert (caught[0].filename, caught[0].lineno) == (__file__, line_of("Event().wait(0.2)  # in"))


@pytest.mark.parametrize(("waits", "warned"), [(1, 0), (2, 1)])
def test_a_wait_that_nobody_sees_is_told_when_it_is_a_habit(client_of, monkeypatch, waits, warned):
    """Once it may be a machine that stalls."""
    monkeypatch.setattr("fakeembed.virtual_time.real_waits.LONGEST_UNSAID", 0.1)
    monkeypatch.setattr("fakeembed.virtual_time.looks.BUSY_POLL", 0.05)
    lock = Lock()
    lock.acquire()
    with told() as caught, FakeEmbed(processing_seconds=300), client_of() as client:
        task = client.create()
        for _ in range(waits):
            client.status(task)
            lock.acquire(timeout=0.2)
        client.status(task)

    assert ["in a wait that is not seen" in str(one.message) for one in caught] == [True] * warned


def test_free_waits_are_told_to_nobody(client_of):
    with told() as caught, FakeEmbed(), client_of() as client:
        task = client.create()
        while client.status(task) != "ready":
            time.sleep(5)

    assert caught == []


@pytest.mark.parametrize(
    "file",
    [
        "/home/somebody/fakeembed/examples/loop.py",
        "C:\\fakeembed\\loop.py",
        "/usr/src/app/loop.py",
        f"{sys.base_prefix}/src/loop.py",
        "/home/a <b>/loop.py",
    ],
)
def test_the_line_of_a_program_is_found_wherever_it_lies(file):
    """Below a folder of our name as well, and where a Python of the system has its own."""
    found = {}
    exec(compile("def loop(ask):\n    return ask()", file, "exec"), found)

    assert found["loop"](place) == (file, 2, "loop")


@pytest.mark.parametrize(
    "file", ["<string>", "<attrs generated init>", "/app/.venv/lib/site-packages/a.py", "/usr/lib/dist-packages/a.py"]
)
def test_code_of_libraries_is_passed_over(file):
    """Also what they make while they run, which lies in no file."""
    library = {"__name__": "library"}
    exec(compile("def loop(ask):\n    return ask()", file, "exec"), library)

    assert library["loop"](place) == (__file__, line_of('assert library["loop"]'), "test_code_of_libraries_is_passed_over")


def test_the_standard_library_is_passed_over():
    """What a pool calls has no line of the program above it."""
    with ThreadPoolExecutor(1) as pool:
        where = pool.submit(place).result()

    assert str(where) == "code that is no longer on the stack"


def test_a_program_that_is_given_to_the_interpreter_has_lines_too():
    """`python -c`, and what is typed in."""
    code = "from fakeembed.virtual_time.real_waits import place\ndef loop(): return place()\nprint(loop())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout

    assert said == "<string>:2 in loop\n"
