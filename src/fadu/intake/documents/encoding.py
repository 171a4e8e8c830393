"""Bytes to text: declared, utf-8, gb18030, and what else is likely."""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from fadu.errors import DocumentError

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SIGNED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_FREQUENT = frozenset("的一在不是有和中行政法工作人年件共了为大治区市规府務務與實為會個國數據")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


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

    Raises
    ------
    DocumentError
        No encoding gives text.
    """
    for name in _candidates(content, markup=markup):
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausible(text):
            return text
    best = from_bytes(content[:200_000]).best()
    if best is not None and _plausible(str(best)):
        return content.decode(best.encoding, errors="replace")
    raise DocumentError(f"{path}: no text in utf-8, gb18030, big5 or utf-16; save it as utf-8")


def _candidates(content: bytes, *, markup: bool) -> list[str]:
    signed = [name for sign, name in _SIGNED if content.startswith(sign)]
    declared: list[str] = []
    if markup:
        found = _DECLARED.search(content[:4096]) or _XML.search(content[:4096])
        declared = [found[1].decode("ascii").lower()] if found else []
    wider = [_WIDER.get(name, name) for name in declared]
    return [*signed, "utf-8", *wider, "gb18030", "big5hkscs"]


def _plausible(text: str) -> bool:
    """Whether decoded text reads like text: few control marks, and common letters if Chinese."""
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        return False
    han = len(_HAN.findall(sample))
    common = sum(c in _FREQUENT for c in sample)
    return common * 50 >= han
