"""Options at the door: closed lists, levels, multipliers; each refusal names what came."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from fadu.errors import StatisticsError, one_of, shown

_Result = TypeVar("_Result")


def option(argument: str, value: object, allowed: Sequence[str]) -> None:
    """Refuse an option outside its closed list.

    Raises
    ------
    StatisticsError
        Naming the argument, the value and all that is allowed.
    """
    if not isinstance(value, str) or value not in allowed:
        raise StatisticsError(one_of(argument, value, allowed))


def flag(argument: str, value: object) -> bool:
    """Return True or False; what only counts as one of them, such as ``"no"``, is refused.

    Raises
    ------
    StatisticsError
        For anything else.
    """
    if not isinstance(value, bool | np.bool_):
        raise StatisticsError(one_of(argument, value, (True, False)))
    return bool(value)


def share(argument: str, value: object) -> float:
    """Return a number strictly between 0 and 1, such as a level.

    Raises
    ------
    StatisticsError
        For anything else.
    """
    number = _number(value)
    if not 0 < number < 1:
        raise StatisticsError(f"{argument} {shown(value)} is not a number between 0 and 1")
    return number


def shares(argument: str, values: object) -> tuple[float, ...]:
    """Return one number strictly between 0 and 1, or several, as a tuple.

    Raises
    ------
    StatisticsError
        For anything else, and for none.
    """
    try:
        several = [values] if isinstance(values, str) else list(values)  # type: ignore[call-overload]
    except TypeError:
        several = [values]
    wanted = tuple(share(argument, value) for value in several)
    if not wanted:
        raise StatisticsError(
            f"{argument} {shown(values)} holds no level; give at least one, such as 0.95"
        )
    return wanted


def positive(argument: str, value: object) -> float:
    """Return a finite number above zero.

    Raises
    ------
    StatisticsError
        For anything else.
    """
    number = _number(value)
    if not 0 < number < math.inf:
        raise StatisticsError(f"{argument} {shown(value)} is not a number above 0")
    return number


def finite(argument: str, value: object) -> float:
    """Return a finite number.

    Raises
    ------
    StatisticsError
        For anything else.
    """
    number = _number(value)
    if not math.isfinite(number):
        raise StatisticsError(f"{argument} {shown(value)} is not a finite number")
    return number


def whole(argument: str, value: object, least: int, most: int = 10**6) -> int:
    """Return a whole number from `least` to `most`.

    Raises
    ------
    StatisticsError
        For anything else.
    """
    number = int(value) if isinstance(value, int | np.integer) else least - 1
    if isinstance(value, bool) or not least <= number <= most:
        raise StatisticsError(
            f"{argument} {shown(value)} is not a whole number from {least} to {most}"
        )
    return number


def result(argument: str, value: object, kind: type[_Result], maker: str) -> _Result:
    """Return a result of another function as it is.

    Raises
    ------
    StatisticsError
        For anything else, naming the function that makes one.
    """
    if not isinstance(value, kind):
        raise StatisticsError(f"{argument} {shown(value)} is not what {maker} returns")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf
