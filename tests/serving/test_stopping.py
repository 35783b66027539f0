"""A served fake leaves nothing open when it stops."""

from __future__ import annotations

import gc
import socket
import warnings

from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake


def test_a_connection_that_was_made_last_is_closed_as_well():
    """One that is accepted while the server stops must not be left to the garbage collector, which warns of it."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        for _ in range(50):
            with serving(ServedFake()) as server:
                host, _, port = server.url.removeprefix("http://").partition(":")
                socket.create_connection((host, int(port))).close()
        gc.collect()

    assert [str(warning.message) for warning in said] == []
