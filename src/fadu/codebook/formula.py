"""Formulas of derived indicators: sums of others, and quotients of such sums.

The form is closed on purpose: of ``a + b - c`` the printed digits bound the value, and of
``100 * (a + b) / c`` the counts give an interval.  Nothing else can say how sure it is.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

FORMS = "100 * (a + b) / c for a rate, (a + b) / c for a ratio, a + b - c for anything else"
Terms = Mapping[str, int]


@dataclass(frozen=True)
class Formula:
    """A formula, read.

    Parameters
    ----------
    text
        As it stands in the codebook.
    above
        Indicators of the sum, or of the numerator, with how often each is added.
    below
        Indicators of the denominator; empty for a sum.
    scale
        What a quotient is multiplied by: 1 or 100.
    """

    text: str
    above: Terms
    below: Terms
    scale: int = 1

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a formula, or raise ValueError where it is of another form."""
        try:
            tree = ast.parse(text.strip(), mode="eval").body
            return cls(text, *_parts(tree))
        except (SyntaxError, _OtherFormError, RecursionError, MemoryError):
            raise ValueError(f"formula: {text!r} is not of the form {FORMS}") from None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the indicators that it speaks of, each once."""
        return tuple(dict.fromkeys((*self.above, *self.below)))

    @property
    def is_quotient(self) -> bool:
        """Whether it is one sum over another."""
        return bool(self.below)

    def fits(self, kind: str) -> bool:
        """Whether an indicator of this kind may follow from it."""
        if kind in {"rate", "ratio"}:
            return self.is_quotient and self.scale == (100 if kind == "rate" else 1)
        return not self.is_quotient


class _OtherFormError(Exception):
    """A piece of arithmetic that a formula may not hold."""


def _parts(tree: ast.expr) -> tuple[Terms, Terms, int]:
    scale, tree = _scaled(tree)
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div):
        inner, upper = _scaled(tree.left)
        return _only_added(_sum(upper)), _only_added(_sum(tree.right)), scale * inner
    if scale != 1:
        raise _OtherFormError
    return _sum(tree), {}, 1


def _scaled(tree: ast.expr) -> tuple[int, ast.expr]:
    """Take a leading or trailing 100 away."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult):
        for factor, rest in ((tree.left, tree.right), (tree.right, tree.left)):
            if isinstance(factor, ast.Constant) and factor.value == 100:
                return 100, rest
    return 1, tree


def _sum(tree: ast.expr, sign: int = 1) -> Terms:
    if isinstance(tree, ast.Name):
        return {tree.id: sign}
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub):
        right = sign if isinstance(tree.op, ast.Add) else -sign
        left_terms, right_terms = _sum(tree.left, sign), _sum(tree.right, right)
        if set(left_terms) & set(right_terms):
            raise _OtherFormError
        return {**left_terms, **right_terms}
    raise _OtherFormError


def _only_added(terms: Terms) -> Terms:
    if any(sign < 0 for sign in terms.values()):
        raise _OtherFormError
    return terms
