"""The import of fadu in a child, where it is loaded already: displays are registered then."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from fadu.lab.displays import register

_NAME = "fadu"


class Greeting(MetaPathFinder, Loader):
    """Lets the notebook's first ``import fadu`` register its displays, as in a fresh kernel.

    A notebook that never imports fadu sees pandas and matplotlib as it would without it.
    """

    def __init__(self) -> None:
        self._loaded = sys.modules[_NAME]
        self._spec = self._loaded.__spec__

    def await_import(self) -> None:
        """From now on, watch for the import."""
        sys.modules.pop(_NAME)
        sys.meta_path.insert(0, self)

    @contextlib.contextmanager
    def unnoticed(self) -> Iterator[None]:
        """Give a time in which imports by the engine itself do not count."""
        waiting = self in sys.meta_path
        if waiting:
            sys.meta_path.remove(self)
            sys.modules[_NAME] = self._loaded
        yield
        if waiting:
            self.await_import()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for fadu alone."""
        del path, target
        return ModuleSpec(_NAME, self, is_package=True) if name == _NAME else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module that is loaded already."""
        del spec
        return self._loaded

    def exec_module(self, module: ModuleType) -> None:
        """Register, once."""
        sys.meta_path.remove(self)
        module.__spec__ = self._spec
        register()
