"""How contracts run under pytest: one target for the session, one finding for each test, all findings for `fakeembed verify`."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from fakeembed.drift.verification import answers, engine, interruption, session

FINDINGS = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def service(pytestconfig):
    """What the contracts are held against; `--fakeembed-target` chooses it."""
    started = datetime.now(timezone.utc)
    name, confirmed = pytestconfig.getoption("--fakeembed-target"), pytestconfig.getoption("--fakeembed-yes")
    try:
        target = session.target(name, confirmed=confirmed)
    except answers.CannotStart as error:
        pytest.exit(f"fakeembed: {error}", returncode=2)
    pytestconfig.stash[FINDINGS] = []
    with interruption.as_ctrl_c(session.current().parent) as interrupted:
        yield target
    with interruption.ignored():
        is_orphan = session.is_orphan()
        target.close(hastily=interrupted.is_set() and not is_orphan, is_orphan=is_orphan)
    if target.left and not session.current().journal:
        reporter = pytestconfig.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"\nfakeembed: these assets could not be deleted: {', '.join(target.left)}", red=True)
    session.keep(engine.report(pytestconfig.stash[FINDINGS], target, started=started))


def pytest_report_collectionfinish(items):
    """Say how many contracts there are, for whoever shows how far the run is."""
    session.note_progress(f"{len(items)}\n")


@pytest.fixture
def settle(pytestconfig, service):
    """Notes what a contract found and fails the test when clients would break."""

    def settled(finding):
        pytestconfig.stash[FINDINGS].append(finding)
        session.note_progress(".")
        broken = engine.broken(finding, service)
        if broken:
            pytest.fail("\n\n".join(engine.failure_text(drift) for drift in broken), pytrace=False)
        if not finding.looked:
            pytest.skip(finding.unchecked or f"not for this target: {finding.outside}")

    return settled


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a behaviour contract as the engine does, so that both find the same."""
    behaviour = getattr(pyfuncitem.function, "behaviour", None)
    if behaviour is None:
        return None
    target = pyfuncitem.funcargs["service"]
    pyfuncitem._request.getfixturevalue("settle")(engine.run_contract(behaviour, target))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that went wrong by itself has looked at nothing, and says so."""
    report = yield
    if call.excinfo is not None and not isinstance(call.excinfo.value, pytest.fail.Exception | pytest.skip.Exception):
        session.note_crash(item.name, call.excinfo.value)
    return report
