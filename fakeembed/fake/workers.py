"""Other processes with the account of a fake: forked children by themselves, spawned workers by an initializer.

Whoever joins asks the process in which the fake was made, over a pipe that only its children know: there is one account, one
clock, one log. Most tests have no other process, so the pipe is imported by the first that needs it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed.fake.fake_embed import FakeEmbed
    from fakeembed.fake.worker_pipe import Address


class Joined:
    """Joins the account of a fake in another process: `ProcessPoolExecutor(initializer=fake.joined)`, or call it first of all.

    It can be pickled, for every way to start a process. In a forked child, which has joined by itself, it does nothing.
    """

    def __init__(self, address: Address, settings: dict[str, Any]) -> None:
        """Join the fake at `address`, whose arguments were `settings`."""
        self._address, self._settings = address, settings

    def __call__(self) -> None:
        """Install a fake that has the account of the other one, for as long as this process lives."""
        from fakeembed.fake.fake_embed import FakeEmbed

        if self._address in _joined:
            return
        fake = FakeEmbed(**self._settings)
        join(fake, self._address)
        fake.install()


_joined: set[Address] = set()
_installed: list[FakeEmbed] = []


def join(fake: FakeEmbed, address: Address) -> None:
    """Let `fake`, which is of this process, ask the one at `address`."""
    from fakeembed.fake import worker_pipe

    _joined.add(address)
    clock: Any = fake.clock
    account = worker_pipe.Account(address, clock)
    clock.__class__ = worker_pipe.SharedClock  # whoever has this clock has the other one from now on
    clock.account = account
    fake.ask_elsewhere(account)


def watch(fake: FakeEmbed) -> Callable[[], None]:
    """Let children that are forked from now on join `fake`; what is returned ends that."""
    _installed.append(fake)
    return lambda: _installed.remove(fake)


def _before_fork() -> None:
    for fake in _installed:
        fake.line()


def _after_fork_in_child() -> None:
    for fake in _installed:
        join(fake, fake.line().address)


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing is forked
    os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child)
