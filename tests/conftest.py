"""What holds for every test: none is skipped where the gate runs, and drawn examples are repeatable."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

# No deadline per example: two busy cores make time a poor judge; pytest-timeout bounds the whole test.
_COMMON = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("dev", max_examples=25, derandomize=True, print_blob=True, **_COMMON)
# to see whether something works at all: what fails is not made smaller
settings.register_profile("brief", max_examples=5, derandomize=True, phases=[Phase.generate], **_COMMON)
settings.register_profile("soak", max_examples=2000, print_blob=True, **_COMMON)
settings.load_profile(os.environ.get("SIMULATOR_HYPOTHESIS", "dev"))


def _forbid_skip(report):
    """Turn a skip into a failure that names its reason, where SIMULATOR_FORBID_SKIPS=1.

    A gate that skips what it cannot run says "all passed" about things nobody tried. An expected failure
    (xfail) also reports itself as skipped and is left alone.
    """
    if os.environ.get("SIMULATOR_FORBID_SKIPS") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and this run forbids it: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    _forbid_skip(report)
    return report
