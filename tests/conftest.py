"""What many tests share: the bundled panel, and small panels made of rows."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from fadu.panel import Panel, load
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import check_cells

Rows = list[dict[str, object]]


@pytest.fixture(scope="session")
def panel() -> Panel:
    """The bundled panel."""
    return load()


@pytest.fixture
def panel_of(panel: Panel) -> Callable[[Rows, Rows], Panel]:
    """Return a function that makes a panel of figures and sources given as rows."""

    def make(figures: Rows, sources: Rows) -> Panel:
        blank = dict.fromkeys(OBSERVATIONS.columns, "")
        usual = {"measure": "value", "unit": "件", "qualifier": "exact", "source": "a"}
        rows = pd.DataFrame([blank | usual | f for f in figures], columns=OBSERVATIONS.columns)
        known = [
            dict.fromkeys(SOURCES.columns, "") | {"title": "t", "tier": "official"} | s
            for s in sources
        ]
        texts = pd.DataFrame(known, columns=SOURCES.columns).astype("str")
        check_cells(rows.astype("str"), OBSERVATIONS, "observations.csv")
        typed = OBSERVATIONS.typed(rows.astype("str"))
        return replace(panel, observations=typed, sources=texts, decisions=())

    return make
