"""Three grammars that jsonschema builds as it is imported are built when first used.

nbformat imports jsonschema.  The grammars are those of the format ``iri``, which no notebook
file has; building them takes longer than all the rest of reading one.
"""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_NAME = "rfc3987_syntax"


class Later(ModuleType):
    """Stands for a module, and becomes it when anything of it is used."""

    def __getattr__(self, name: str) -> Any:
        """Return what the module has under a name, importing it first."""
        if name.startswith("__"):  # asked by the import system, not by a user
            raise AttributeError(name)
        return getattr(self._real(), name)

    def is_valid_syntax(self, term: str, value: str) -> bool:
        """Return whether a value keeps a rule of the grammar; this is what jsonschema takes."""
        return bool(self._real().is_valid_syntax(term, value))

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)


def build_later() -> None:
    """Let the grammars be built when they are first used, where they are not built yet."""
    if _NAME not in sys.modules and importlib.util.find_spec(_NAME) is not None:
        sys.modules[_NAME] = Later(_NAME)
