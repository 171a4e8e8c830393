"""Laws of the press: what it leaves behind, and what its client learns when it dies."""

import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fadu.briefing.engine.press import Press
from fadu.briefing.typeset import Typesetting, typeset
from fadu.page import Head, Paragraph, page, text

SECONDS = 30


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def press(temporary: Path) -> Iterator[Press]:
    """A press that works in this folder."""
    del temporary
    with Press() as started:
        yield started


def document(paragraphs: int) -> Typesetting:
    """A document of many different characters: its PDF is longer than a pipe holds."""
    rare = "".join(map(chr, range(0x4E00, 0x4E00 + 1500)))
    words = [Paragraph(words=text(f"{n} {rare}")) for n in range(paragraphs)]
    return typeset(page([Head(title="印", lang="zh"), *words]))


def answered(press: Press) -> bytes | str:
    """The answer of a press, as its client waits for it."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        ready, _, _ = select.select([press], [], [], 1)
        said = press.answer() if ready else None
        if said is not None:
            return said
    raise AssertionError(f"no answer within {SECONDS} seconds")


def children(pid: int) -> list[int]:
    """The processes that a process has forked."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in told.split()]


def test_a_press_sets_a_page_and_leaves_nothing(press: Press, temporary: Path) -> None:
    """A page is set, longer than a pipe holds; closed, the press has left no folder."""
    press.submit(document(1))
    pdf = answered(press)
    assert isinstance(pdf, bytes)
    assert len(pdf) > 1 << 17
    assert len(list(temporary.iterdir())) == 1
    press.close()
    assert not list(temporary.iterdir())


def test_a_press_killed_over_a_page_is_noticed(press: Press, temporary: Path) -> None:
    """The process that sets the page outlives the press; the client must not wait for it."""
    press.submit(document(40))
    pid = press.pid
    end = time.monotonic() + SECONDS
    while not children(pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert children(pid), "no page was begun"
    os.kill(pid, signal.SIGKILL)
    assert isinstance(answered(press), str)
    assert press.died
    press.submit(document(1))
    assert isinstance(answered(press), bytes)
    press.close()
    assert not list(temporary.iterdir())
