"""`fakeembed serve`: the fake over HTTP, for programs in any language."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from fakeembed import temporary
from fakeembed.redaction import cleaned, redacted
from fakeembed.serving import stores

if TYPE_CHECKING:
    import socket
    from argparse import ArgumentParser, Namespace
    from multiprocessing.context import SpawnProcess

    from fakeembed.serving.gate import Gate

MOST_FALLEN = 100
"""Workers that may end before the others give up, so that what can never work does not go on for ever."""

MOST_FILES = 65_536
"""Files that a process may have open at most, connections among them."""

LISTED_REQUESTS = 1_000
"""Requests that `GET /__fakeembed__/requests` lists: what fits into a processor's cache costs a tenth less (decision D94)."""

COLLECTED_AFTER = (20_000, 20, 20)
"""Thresholds of the garbage collector: requests leave next to nothing behind that has to be searched for."""

API_KEYS, CONTROL_TOKEN = "FAKEEMBED_API_KEYS", "FAKEEMBED_CONTROL_TOKEN"
"""Variables of the environment: keys that are accepted, separated by commas, and the token of control requests."""

NEEDED = (
    "fakeembed serve needs an HTTP server; install it with: pip install 'fakeembed[server]', "
    "or run: uvx --from 'fakeembed[server]' fakeembed serve"
)


def configure(parser: ArgumentParser) -> None:
    """Where to listen, what to serve, and where to keep it."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s, this machine alone)")
    parser.add_argument("--port", type=int, default=8765, help="the port to listen on, 0 for a free one (default: %(default)s)")
    parser.add_argument(
        "--processing-seconds", type=float, default=10.0, metavar="S", help="seconds that a task takes (default: %(default)s)"
    )
    parser.add_argument("--api-date", metavar="D", help="the service as it was on that day, such as 2025-07-15")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="decides ids and vectors (default: %(default)s)")
    parser.add_argument("--api-key", action="append", metavar="K", help="accept this key; may be repeated (default: any key)")
    parser.add_argument("--api-key-file", metavar="FILE", type=Path, help="accept the keys in a file, one a line")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="answer under this name as well as under localhost"
    )
    parser.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN", help="let pages of this origin call the API, or of any with '*'"
    )
    parser.add_argument(
        "--control-token",
        metavar="T",
        default=os.environ.get(CONTROL_TOKEN) or None,
        help=f"control requests need it in the header x-fakeembed-token (default: {CONTROL_TOKEN}); beyond loopback there is no"
        " control without one",
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that answer (default: %(default)s)")
    parser.add_argument(
        "--state",
        metavar="WHERE",
        help="keep the state in a SQLite file (a path) or in Redis (redis://host:6379/0); the default is this process, or a"
        " temporary SQLite file when there are several workers",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="answer an operation that this fake does not know with a 404 of its own that says so, and print it, instead of the"
        " service's 404",
    )
    parser.add_argument("--log-requests", action="store_true", help="print one line for each request")


@dataclass(frozen=True, slots=True)
class Serving:
    """What a worker needs to know to serve."""

    state: str
    settings: dict[str, Any] = field(repr=False)
    gate: Gate = field(repr=False)
    log_requests: bool

    def run(self, listener: socket.socket) -> None:
        """Serve until a signal comes."""
        from fakeembed.serving.served import ServedFake
        from fakeembed.serving.server import Server

        if self.log_requests:
            log = logging.getLogger("uvicorn.access")
            log.addHandler(logging.StreamHandler(sys.stdout))
            log.addFilter(_without_secrets)
            log.propagate = False
        store = stores.opened(self.state)
        fake = ServedFake(store=store, kept_requests=LISTED_REQUESTS, **self.settings)
        server = Server(fake, self.gate, log_requests=self.log_requests)
        gc.freeze()  # what is imported stays; the collector need not walk through it again and again
        gc.set_threshold(*COLLECTED_AFTER)
        try:
            server.run([listener])
        finally:
            store.close()

    def work(self, listener: socket.socket) -> None:
        """Serve as one of several, and no longer than the process that started this one lives."""
        Thread(target=_die_with_parent, daemon=True).start()
        self.run(listener)


def run(arguments: Namespace) -> int:
    """Serve until SIGINT or SIGTERM; 2 when that cannot be begun."""
    try:
        from fakeembed.serving.served import ServedFake
        from fakeembed.serving.server import listening
    except ModuleNotFoundError as error:
        if error.name not in {"uvicorn", "httptools"}:
            raise
        return _refused(NEEDED)
    with ExitStack() as held:
        settings = {
            "processing_seconds": arguments.processing_seconds,
            "api_date": arguments.api_date,
            "seed": arguments.seed,
            "strict": arguments.strict,
        }
        try:
            if arguments.workers < 1:
                return _refused("--workers is 1 or more")
            settings["api_keys"] = _keys(arguments) or None
            state = arguments.state or stores.MEMORY
            if arguments.workers > 1 and state == stores.MEMORY:
                state = str(held.enter_context(temporary.folder()) / "state.db")
            with closing(stores.opened(state)) as store:
                ServedFake(store=store, **settings)  # begins the state, once, and says now what is wrong with the settings
            listener = held.enter_context(listening(arguments.host, arguments.port))
            gate = _gate(arguments, listener)
        except ModuleNotFoundError as error:
            return _refused(f"--state {arguments.state} needs {error.name}; install it with: pip install 'fakeembed[redis]'")
        except (ValueError, OSError, OverflowError) as error:
            return _refused(str(error))
        _open_more_files()
        for number in (signal.SIGINT, signal.SIGTERM):  # until the server has handlers of its own
            signal.signal(number, lambda *_: sys.exit(0))
        _announce(listener, arguments.host)
        serving = Serving(state, settings, gate, arguments.log_requests)
        if arguments.workers == 1:
            serving.run(listener)
        else:
            _supervise(serving, listener, arguments.workers)
    return 0


def _open_more_files() -> None:
    """Let this process and its workers have as many connections as the system allows, and not only the first thousand."""
    with suppress(ImportError, OSError, ValueError):  # no such limit on Windows; a system may refuse what it has named
        import resource

        soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _keys(arguments: Namespace) -> list[str]:
    """The keys that are accepted, from the command line, a file and the environment; none, for any, where none of them is given."""
    given: dict[str, list[str]] = {}
    if arguments.api_key:
        given["--api-key"] = arguments.api_key
    if arguments.api_key_file:
        given[repr(str(arguments.api_key_file))] = arguments.api_key_file.read_text("utf-8-sig").splitlines()
    if variable := os.environ.get(API_KEYS):
        given[API_KEYS] = variable.split(",")
    keys = [key.strip() for named in given.values() for key in named if key.strip()]
    if given and not keys:
        raise ValueError(f"there is no key in {' or '.join(given)}, and without keys every key is accepted")
    return keys


def _token(arguments: Namespace, *, beyond: bool) -> str | None:
    """What a control request has to bring: an empty text where nothing is enough, None where nothing is needed."""
    if arguments.control_token is None:
        return "" if beyond else None
    token: str = arguments.control_token.strip()  # as a header is
    if not token:
        raise ValueError(f"there is no token in --control-token or {CONTROL_TOKEN}, and without one it would not be asked for")
    return token


def _gate(arguments: Namespace, listener: socket.socket) -> Gate:
    from fakeembed.serving.gate import Gate, named_host, named_origin

    beyond = not ip_address(listener.getsockname()[0]).is_loopback
    return Gate(
        hosts=frozenset(map(named_host, arguments.allow_host)),
        by_address=beyond,
        origins=frozenset(map(named_origin, arguments.cors)),
        token=_token(arguments, beyond=beyond),
    )


def _announce(listener: socket.socket, host: str) -> None:
    from fakeembed.serving.live_page import PAGE

    name, port = listener.getsockname()[:2]
    root = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    lines = [
        f"fakeembed listens on {root}",
        f"  TWELVELABS_BASE_URL={root}/v1.3   for clients from 1.0 on",
        f"  TWELVELABS_BASE_URL={root}        for clients before 1.0",
        f"  {root}{PAGE} shows what it is asked",
    ]
    if not ip_address(name).is_loopback:
        lines.append(
            f"  --host {host}: anyone who can reach this address can use this fake; it has no secrets and no limits."
            f" It is controlled with {CONTROL_TOKEN}, and answers under the names of --allow-host."
        )
    print("\n".join(lines), flush=True)  # at once: whoever reads the first line may stop this process


def _supervise(serving: Serving, listener: socket.socket, workers: int) -> None:
    """Keep that many workers alive until a signal comes."""
    spawn = multiprocessing.get_context("spawn")
    reading, writing = multiprocessing.Pipe(duplex=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: writing.send(None))

    def started() -> SpawnProcess:
        process = spawn.Process(target=serving.work, args=(listener,))
        process.start()
        return process

    fallen = 0
    running = [started() for _ in range(workers)]
    while reading not in (ended := wait([reading, *(process.sentinel for process in running)])):
        for index, process in enumerate(running):
            if process.sentinel in ended:
                process.join()
                fallen += 1
                if fallen > MOST_FALLEN:
                    print("fakeembed: too many workers have ended; giving up", file=sys.stderr)
                    writing.send(None)
                    break
                print(
                    f"fakeembed: worker {process.pid} ended with {process.exitcode}; another one takes its place", file=sys.stderr
                )
                running[index] = started()
    for process in running:
        process.terminate()
    for process in running:
        process.join()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _without_secrets(record: logging.LogRecord) -> bool:
    record.args = cleaned(record.args)
    return True


def _refused(why: str) -> int:
    print(f"fakeembed serve: {redacted(why)}" if why is not NEEDED else why, file=sys.stderr)
    return 2
