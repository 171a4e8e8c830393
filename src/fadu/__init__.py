"""Figures of local rule-of-law reports, compared with their uncertainty.

The front door: the names below, and nothing else, are what notebooks and users call.  Each is
imported when it is first used, so that a command starts quickly.
"""

import importlib
import sys
from typing import Any

_HOME = {
    "Answer": "fadu.analyses",
    "FaduError": "fadu.errors",
    "Panel": "fadu.panel",
    "audit": "fadu.analyses",
    "brief": "fadu.briefing.front",
    "checks": "fadu.checks",
    "compare": "fadu.analyses",
    "coverage": "fadu.analyses",
    "decompose": "fadu.analyses",
    "example": "fadu.files",
    "explore": "fadu.lab.explorer",
    "load": "fadu.panel",
    "load_extensions": "fadu.extensions",
    "make_workspace": "fadu.workspace",
    "model": "fadu.analyses",
    "pages": "fadu.pages",
    "profile": "fadu.analyses",
    "rank": "fadu.analyses",
    "read_report": "fadu.intake",
    "show": "fadu.lab.results",
    "stats": "fadu.stats",
    "trend": "fadu.analyses",
    "with_report": "fadu.intake",
}

# the module of nouns bears the name of an analysis: once it is loaded, its name at the door is
# freed; `from fadu.model import ...` finds the module as ever
importlib.import_module("fadu.model")
del globals()["model"]

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Return a public name, importing the module that it lives in."""
    if name not in _HOME:
        raise AttributeError(
            f"module 'fadu' has no name {name!r}; public: {', '.join(__all__)}"
        )
    module = importlib.import_module(_HOME[name])
    return module if _HOME[name] == f"fadu.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__


def _show_in_notebooks() -> None:
    """In an IPython shell, let pages, results and frames show themselves."""
    shells = sys.modules.get("IPython.core.getipython")
    if shells is not None and shells.get_ipython() is not None:
        importlib.import_module("fadu.lab.displays").register()


_show_in_notebooks()
