"""What the statistics hand back: small results that nobody can change by accident."""

import numpy as np


class Result:
    """A frozen dataclass whose arrays are read-only too.

    A limit that is overwritten in one table would silently stand in the next sentence and chart
    of the same result; ``result.low.copy()`` is free to change.
    """

    __slots__: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Close the arrays."""
        for name in self.__slots__:
            column = getattr(self, name)
            if isinstance(column, np.ndarray):
                column.flags.writeable = False
