"""Everything the package refuses: what is wrong, where, what to do."""

from collections.abc import Iterable

LONGEST = 120
"""Characters of a value that a refusal shows."""


def one_line(words: str) -> str:
    r"""Return words as one line that steers no terminal.

    White space becomes single spaces; a control character, a mark of writing direction or half
    a surrogate pair is named by its code point, such as ``\u202e``.
    """
    line = " ".join(words.split())
    return "".join(c if c.isprintable() else _code_point(c) for c in line)


def _code_point(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


class FaduError(Exception):
    """A refusal in one line; a traceback of any other kind is a bug.

    Parameters
    ----------
    message
        One sentence that names the value, what is allowed, and what to do.
    """

    exit_code = 2

    def __str__(self) -> str:
        """Return the message as one printable line."""
        return one_line(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """Show one sentence in a notebook cell instead of the package's own frames."""
        return [f"fadu: {self}"]


class RequestError(FaduError):
    """A parameter, option or name that cannot be served."""


class DataError(FaduError):
    """A file of a panel that is missing, damaged or contradicts its schema."""


class CodebookError(DataError):
    """A codebook entry with an unknown field, unit or reference."""


class DocumentError(FaduError):
    """A report file that cannot be read as text."""


class StatisticsError(FaduError, ValueError):
    """An option that a statistical function does not have."""


class BuildError(FaduError):
    """A briefing that was asked for rightly and failed all the same."""

    exit_code = 1


def one_of(argument: str, value: object, allowed: Iterable[object]) -> str:
    """Word the refusal of a value outside a closed list.

    Parameters
    ----------
    argument
        Name of the argument or field as its user writes it.
    value
        What came.
    allowed
        All that would have been accepted.

    Returns
    -------
    str
        For example ``method 'wald' is not one of wilson, exact, jeffreys``.
    """
    return f"{argument} {shown(value)} is not one of {', '.join(str(a) for a in allowed)}"


def shown(value: object) -> str:
    """Write any value for a refusal: as Python writes it, on one line, and not endless.

    Parameters
    ----------
    value
        What came.

    Returns
    -------
    str
        At most `LONGEST` characters.
    """
    words = " ".join(repr(value).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
