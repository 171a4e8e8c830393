"""Bytes to text: signed, utf-8, gb18030, as declared, and what else is likely."""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from fadu.errors import DocumentError

_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
_SIGNED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"),
           (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_CHINESE = ("gb18030", "big5hkscs", "hz", "euc-tw")
_FREQUENT = frozenset("的一在不是有和中行政法工作人年件共了为大治区市规府務務與實為會個國數據")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[^\W\d_]")
_LOST = re.compile("\ufffd+")
_SPOILT = re.compile("[0-9０-９.．]\ufffd|\ufffd[0-9０-９.．%％]")
FEW = 30
"""Chinese characters that a text needs before their choice tells one encoding from another."""
DAMAGED = 1000
"""Of so many characters one may be unreadable, and the text still be taken."""


def decode(content: bytes, path: Path, *, markup: bool = False) -> str:
    """Return the text of a file.

    Parameters
    ----------
    content
        Its bytes; a byte order mark is not part of the text.
    path
        For the message.
    markup
        Whether a charset declared within is to be looked for.

    Returns
    -------
    str
        Every character as it is, line ends too; where a few bytes are damaged, each such place
        is a U+FFFD.

    Raises
    ------
    DocumentError
        No encoding gives text, or a damaged place touches a number.
    """
    for name in _candidates(content, markup=markup):
        try:
            text = content.decode(name)
        except (UnicodeError, LookupError):
            continue
        if _plausible(text, name):
            return text
    for name in ("utf-8", "gb18030"):
        text = content.decode(name, errors="replace")
        if len(_LOST.findall(text)) * DAMAGED <= len(text) + DAMAGED and _plausible(text, name):
            return _undamaged(text, name, path)
    best = from_bytes(content[:200_000]).best()
    if best is not None and len(content) > FEW and _plausible(str(best), best.encoding):
        return content.decode(best.encoding, errors="replace")
    raise DocumentError(f"{path}: no text in utf-8, gb18030, big5 or utf-16; save it as utf-8")


def _candidates(content: bytes, *, markup: bool) -> list[str]:
    """Return encodings to try, each surer than the next: a page may declare a wrong one."""
    signed = [name for sign, name in _SIGNED if content.startswith(sign)]
    found = _DECLARED.search(content[:4096]) if markup else None
    said = found[1].decode("ascii").lower() if found else ""
    declared = _WIDER.get(said, said)
    chinese = [declared] if declared in _CHINESE else []
    # Any bytes are text in a Western encoding, so a page that declares one comes last.
    return [*signed, "utf-8", *chinese, "gb18030", "big5hkscs", *([declared] if said else [])]


def _plausible(text: str, name: str) -> bool:
    """Whether decoded text reads like text: few control marks, and common letters if Chinese."""
    sample = text[:20_000]
    marks = len(_CONTROL.findall(sample))
    if marks * 50 > len(sample) or "\x00" in sample:
        return False
    han = _HAN.findall(sample)
    if name.startswith("utf-8"):
        return True
    if len(han) >= FEW:
        return sum(c in _FREQUENT for c in sample) * 50 >= len(han)
    if name.startswith("utf"):
        return True
    simple = len("".join(han).encode("gb2312", errors="ignore")) // 2
    usual = simple * 5 >= len(han) * 4 or not name.startswith("gb")
    return usual and len(han) * 2 >= len(_WORDS.findall(sample))


def _undamaged(text: str, name: str, path: Path) -> str:
    spoilt = _SPOILT.search(text)
    if spoilt:
        around = " ".join(text[max(0, spoilt.start() - 12) : spoilt.end() + 6].split())
        raise DocumentError(
            f"{path}: a number cannot be read as {name}, at {around!r}; save the file as utf-8 "
            "again"
        )
    return text
