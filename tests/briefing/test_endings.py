"""Every reader finds the end of a stream at the same byte."""

import re

import outloud
import page as page_validation
import pytest
from sample_pages import briefing, printed, reader, words_of

from fadu.briefing import compile as compiling
from fadu.briefing.endings import plain_endings
from fadu.errors import BuildError
from fadu.page import Attachments, page

RULE = "PDFA3A-STREAM-LENGTH-001"


def _ending_with(last, *fields):
    """Return a page whose attachments, compressed, end with the byte `last`.

    The last byte of compressed data is the low byte of its checksum: one more than the sum of
    the bytes, modulo 256 for data as short as these; shorter ones are not compressed.
    """
    data = {}
    for field in fields:
        words = f"a,{field}\n" + "1,2\n" * 100
        short = (last - 1 - sum(words.encode())) % 256
        data[field] = words + "".join(chr(n) for n in (short // 2, short - short // 2) if n)
    whole = briefing()
    rest = [b for b in whole.blocks if not isinstance(b, Attachments)]
    old = whole.blocks[-1]
    assert isinstance(old, Attachments)
    return page([*rest, old.model_copy(update=data)]), data


def _broken_rules(pdf):
    return {f.rule_id for f in page_validation.validate_pdf_bytes(pdf, profile="3a").failures}


def _as_typst_writes(shown, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(compiling, "plain_endings", lambda pdf: pdf)
        return printed(shown)


@pytest.mark.parametrize("fields", [("data",), ("sources",), ("data", "sources", "parameters")])
def test_data_that_end_like_a_line(fields, monkeypatch, tmp_path):
    """Data ending with a carriage return are not taken for a part of the line end."""
    shown, data = _ending_with(ord("\r"), *fields)
    raw = _as_typst_writes(shown, monkeypatch)
    assert RULE in _broken_rules(raw)
    pdf = printed(shown)
    assert RULE not in _broken_rules(pdf)
    assert len(pdf) == len(raw) + raw.count(b"\r\nendstream")
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf)
    assert outloud.check(str(path)).verdict == "pass"
    assert words_of(pdf) == words_of(raw)
    names = {"data": "data.csv", "sources": "sources.csv", "parameters": "parameters.json"}
    carried = reader(pdf).attachments
    assert {f: carried[names[f]] for f in fields} == {f: [data[f].encode()] for f in fields}


def test_every_offset_leads_to_its_object():
    """After the bytes have moved, the table of the file leads to each object."""
    pdf = printed(_ending_with(ord("\r"), "data", "sources")[0])
    start = int(re.findall(rb"startxref\n(\d+)", pdf)[-1])
    assert pdf[start : start + 7] == b"xref\n0 "
    entries = re.findall(rb"(\d{10}) \d{5} ([nf])\r\n", pdf[start:])
    for number, (offset, kind) in enumerate(entries):
        if kind == b"n":
            assert pdf[int(offset) :].startswith(b"%d 0 obj\n" % number)


def test_other_files_stay_as_they_are(monkeypatch):
    """Where no stream ends so, not a byte is changed, and a second time changes nothing."""
    raw = _as_typst_writes(_ending_with(ord("x"), "data")[0], monkeypatch)
    assert b"\r\nendstream" not in raw
    assert plain_endings(raw) == raw
    pdf = printed(_ending_with(ord("\r"), "data")[0])
    assert plain_endings(plain_endings(pdf)) == plain_endings(pdf)


def test_a_file_of_another_shape_is_refused():
    """A PDF without a cross-reference table is not guessed at."""
    with pytest.raises(BuildError, match="the PDF has no cross-reference table"):
        plain_endings(b"%PDF-2.0\n%%EOF")
