"""What the tests of the laws share."""

import pytest
from small_panels import Made, Row, panel_of

from fadu.checks import Finding, audit
from fadu.panel import Decision, Panel, load


@pytest.fixture(scope="session")
def bundled() -> Panel:
    """Return the bundled panel."""
    return load()


@pytest.fixture(scope="session")
def made(bundled: Panel) -> Made:
    """Return the function that makes small panels."""

    def make(*rows: Row, decisions: tuple[Decision, ...] = ()) -> Panel:
        return panel_of(bundled, list(rows), decisions)

    return make


@pytest.fixture(scope="session")
def real(bundled: Panel) -> tuple[Finding, ...]:
    """Return what the bundled panel's audit finds."""
    return audit(bundled)
