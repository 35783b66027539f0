"""The pytest plugin: its fixture, its marker, and what it costs a session that never asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


@pytest.fixture
def passing(pytester):
    """Runs one test file and says that all its tests passed."""

    def run(source, *options, passed=1):
        pytester.makepyfile(source)
        pytester.runpytest("-q", "--strict-markers", *options).assert_outcomes(passed=passed)

    return run


def test_the_fixture_is_an_installed_fake(passing):
    """No conftest line is needed."""
    passing(
        """
        def test_it(fake_embed):
            from fakeembed import FakeEmbed
            assert isinstance(fake_embed, FakeEmbed)
        """
    )


def test_the_marker_gives_arguments(passing):
    """`strict-markers` knows it."""
    passing(
        """
        import httpx, pytest

        @pytest.mark.fake_embed(processing_seconds=0, api_date="2025-07-15", api_keys=["right"])
        def test_it(fake_embed):
            answer = httpx.get("https://api.twelvelabs.io/v1.3/embed/tasks", headers={"x-api-key": "wrong"})
            assert answer.status_code == 401
            assert fake_embed.clock.now().date().isoformat() == "2025-07-15"
        """
    )


def test_the_nearest_marker_wins(passing):
    """Module, class, function: what stands nearer to the test says more about it; the rest adds up."""
    passing(
        """
        import pytest
        pytestmark = pytest.mark.fake_embed(api_date="2025-01-01", processing_seconds=3)

        @pytest.mark.fake_embed(api_date="2025-02-02")
        class TestIt:
            @pytest.mark.fake_embed(api_date="2025-03-03")
            def test_it(self, fake_embed):
                assert fake_embed.clock.now().date().isoformat() == "2025-03-03"
                assert fake_embed._service._processing_seconds == 3
        """
    )


@pytest.mark.parametrize(
    ("marker", "complaint"),
    [
        ("fake_embed(10)", "*the marker fake_embed takes keyword arguments only, not (10,)*"),
        ("fake_embed(api_date='July')", "*api_date is an ISO date such as '2025-07-15', not 'July'*"),
        ("fake_embed(processing_seconds=-1)", "*processing_seconds is zero or more seconds, not -1*"),
        ("fake_embed(procesing_seconds=1)", "*unexpected keyword argument 'procesing_seconds'*"),
    ],
)
def test_a_wrong_marker_says_so(pytester, marker, complaint):
    """The message is all that a stranger sees."""
    pytester.makepyfile(f"import pytest\n\n@pytest.mark.{marker}\ndef test_it(fake_embed): pass")

    result = pytester.runpytest("-q")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([complaint])


def test_the_fixture_ends_before_the_next_test(passing):
    """Teardown uninstalls."""
    passing(
        """
        import httpcore
        real = httpcore.ConnectionPool.create_connection

        def test_installed(fake_embed):
            assert httpcore.ConnectionPool.create_connection is not real

        def test_not_installed():
            assert httpcore.ConnectionPool.create_connection is real
        """,
        passed=2,
    )


def test_a_fault_that_never_fired_fails_the_test(pytester):
    """A test that scripts an error and never meets it does not test what it says."""
    pytester.makepyfile("def test_it(fake_embed): fake_embed.fail_next(503)")

    result = pytester.runpytest("-q")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*scripted faults that never fired*", "*503 generic_error on any method any path, 1 time*"])


SESSION = """
import json, sys, pytest

class Count:
    def pytest_sessionfinish(self):
        self.modules = set(sys.modules)

count = Count()
pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[count])
print(json.dumps(sorted(count.modules)))
"""


def modules_of_a_session(directory, *options):
    """The modules that an empty pytest session has imported when it ends."""
    run = subprocess.run([sys.executable, "-c", SESSION, *options], cwd=directory, capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_an_empty_session_imports_the_plugin_and_nothing_else(pytester):
    """A plugin taxes every test run of its environment; the count does not depend on the machine's load."""
    pytester.makepyfile("def test_it(): pass")

    with_it = modules_of_a_session(pytester.path)
    without = modules_of_a_session(pytester.path, "-p", "no:fakeembed")

    # An editable install brings a finder of its own, which is no part of the plugin.
    assert {name for name in with_it - without if "editable" not in name} == {"fakeembed", "fakeembed.pytest_plugin"}


def test_the_fake_is_imported_as_it_was_compiled(pytester):
    """Else pytest compiles it anew to rewrite its assertions, of which there are none, in each run that keeps no byte code."""
    pytester.makeconftest("import pytest; pytest.register_assert_rewrite('fakeembed')")  # what pytest does for an installed wheel
    pytester.makepyfile(
        """
        import importlib.machinery
        import sys

        def test_it(fake_embed):
            ours = [module for name, module in sys.modules.items() if name.startswith("fakeembed.") and "plugin" not in name]
            assert len(ours) > 50
            assert {type(module.__loader__) for module in ours} == {importlib.machinery.SourceFileLoader}
        """
    )

    pytester.runpytest_subprocess("-q").assert_outcomes(passed=1)


def test_the_plugin_leaves_the_import_system_as_it_was(pytester):
    """What it put there goes with the session."""
    pytester.makepyfile("def test_it(fake_embed): pass")
    before = list(sys.meta_path)

    pytester.runpytest("-q").assert_outcomes(passed=1)

    assert sys.meta_path == before
