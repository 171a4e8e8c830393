"""Text from data made fit to print: no character steers the page, none vanishes."""

import unicodedata
from collections.abc import Container

_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_SPACES = {"\t", "\v", "\f"}
_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def printable(words: str, drawn: Container[int]) -> str:
    """Return `words` with every character either printed or named.

    Line ends of all kinds become line feeds, tabs and spaces that the fonts lack become spaces.
    A character that steers (control characters, writing direction, zero width) or that no font
    draws is written as its code point: U+202E as ``[U+202E]``.

    Parameters
    ----------
    words
        Text from anywhere.
    drawn
        Code points that the fonts draw.
    """
    for end, feed in _LINE_ENDS.items():
        words = words.replace(end, feed)
    return "".join(_one(character, drawn) for character in words)


def on_one_line(words: str) -> str:
    """Return `words` with runs of white space, line feeds too, as single spaces."""
    return " ".join(words.split())


def _one(character: str, drawn: Container[int]) -> str:
    if character == "\n":
        return character
    kind = unicodedata.category(character)
    if character in _SPACES:
        return " "
    if kind not in _STEERING and ord(character) in drawn:
        return character
    return " " if kind == "Zs" else f"[U+{ord(character):04X}]"
