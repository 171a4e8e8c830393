"""What a command says beside its result: how far a batch is, what a plan holds, and why not."""

from pathlib import Path
from typing import Any

import pytest

from fadu.briefing.manifest import Entry
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.plan import Planned
from fadu.briefing.requests import request
from fadu.cli import main
from fadu.commands import progress
from fadu.commands.asking import Order, asked, given_for_all, notebook_name, sensible
from fadu.commands.brief import _say_counts
from fadu.errors import RequestError
from fadu.page import plain, text, web_address
from fadu.panel import Panel

USUAL: dict[str, Any] = {
    "notebook": None, "districts": (), "years": None, "indicators": (), "lang": None,
    "settings": (), "sets": None, "data": None, "out": Path("reports"), "all_districts": False,
    "jobs": 1, "resume": True, "scheduler": None, "timeout": 0.0, "dry": True,
}  # fmt: skip


def order(**words: Any) -> Order:
    """Return the words of a command line."""
    return Order(**(USUAL | words))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (99.4, "99 s"), (100, "2 min"), (5399, "90 min"), (5400, "1.5 h"), (36000, "10.0 h"), (3_600_000, "1000.0 h")],
)  # fmt: skip
def test_a_span_of_time_has_two_figures_or_so(seconds: float, said: str) -> None:
    """Seconds up to a hundred, minutes up to ninety, then hours."""
    assert progress._span(seconds) == said


def test_progress_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal a line comes after each pause, from the second briefing on."""
    monkeypatch.setattr(progress, "_PAUSE", -1.0)
    with progress.Progress(4) as going:
        going.take(Entry("a", "done"))
        assert capsys.readouterr().err == ""
        going.take(Entry("b", "failed"))
        going._begun -= 60
        going.take(Entry("c", "done"))
    first, second = capsys.readouterr().err.splitlines()
    assert first == "fadu: 1 done, 1 failed, 2 remaining, about 0 s left"
    assert second == "fadu: 2 done, 1 failed, 1 remaining, about 20 s left"
    assert going.states == {"done": 2, "failed": 1}


def test_a_pause_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """Within the pause nothing is told."""
    with progress.Progress(3) as going:
        for stem in "abc":
            going.take(Entry(stem, "done"))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["new"], "fadu: 1 briefing: 1 new"),
        (["up to date", "new", "new"], "fadu: 3 briefings: 2 new, 1 up to date"),
        (
            ["changed:b", "changed:a", "changed:b", "file missing:x.pdf"],
            "fadu: 4 briefings: 3 changed, 1 file missing (b; a)",
        ),
        (
            [f"changed:{d}" for d in "aabbccde"],
            "fadu: 8 briefings: 8 changed (a; b; c; 2 more)",
        ),
    ],
    ids=["one", "some", "what changed", "much changed"],
)
def test_a_plan_in_one_line(
    panel: Panel, capsys: pytest.CaptureFixture[str], reasons: list[str], said: str
) -> None:
    """A plan counts its briefings by reason, and tells at most three changes, the commonest first."""
    made = request(find_notebook("district_profile"), {"district": "320612"}, panel)
    parts = [reason.partition(":") for reason in reasons]
    _say_counts([Planned(made, {}, reason, detail) for reason, _, detail in parts])
    assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"years": " "}, "--years ' ' is empty; give a value or leave it out"),
        ({"lang": ""}, "--lang '' is empty; give a value or leave it out"),
        ({"scheduler": ""}, "--scheduler '' is empty; give a value or leave it out"),
        ({"districts": ("320612", "")}, "--district '' is empty; give a value or leave it out"),
        ({"indicators": ("",)}, "--indicator '' is empty; give a value or leave it out"),
        ({"jobs": 257}, "--jobs 257 is not between 1 and 256"),
        ({"jobs": 0}, "--jobs 0 is not between 1 and 256"),
        ({"timeout": -0.5}, "--timeout -0.5 is no number of seconds; 0 is no limit"),
        ({"timeout": float("nan")}, "--timeout nan is no number of seconds; 0 is no limit"),
        (
            {"sets": Path("l.csv"), "indicators": ("a",)},
            "--sets l.csv and --district, --indicator or --all-districts exclude each other; give districts and indicators as columns of the list",
        ),
        (
            {"sets": Path("l.csv"), "all_districts": True},
            "--sets l.csv and --district, --indicator or --all-districts exclude each other; give districts and indicators as columns of the list",
        ),
        (
            {"all_districts": True, "districts": ("1",)},
            "--all-districts and --district 1 exclude each other",
        ),
    ],
)
def test_options_at_odds_are_refused(words: dict[str, Any], said: str) -> None:
    """An option that cannot be, alone or beside another, is named."""
    with pytest.raises(RequestError) as refused:
        sensible(order(**words))
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "words", [{"jobs": 1}, {"jobs": 256}, {"timeout": 0.5}, {"lang": "en"}]
)
def test_sensible_options_pass(words: dict[str, Any]) -> None:
    """The ends of each range are allowed."""
    assert sensible(order(**words)) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ({}, [{}]),
        ({"districts": ("320612", "110112")}, [{"district": "320612"}, {"district": "110112"}]),
        (
            {"districts": ("320612",), "indicators": ("review_received", "review_corrected"), "years": "2023"},
            [{"district": "320612", "indicators": ["review_received", "review_corrected"], "years": "2023"}],
        ),
        (
            {"notebook": "multi_year_trend", "districts": ("370000", "320000"), "indicators": ("litigation_lost_rate", "litigation_lost")},
            [
                {"indicator": "litigation_lost_rate", "districts": ["370000", "320000"]},
                {"indicator": "litigation_lost", "districts": ["370000", "320000"]},
            ],
        ),
    ],
    ids=["nothing", "two districts", "two indicators in one", "two indicators over districts"],
)  # fmt: skip
def test_words_become_briefings(
    panel: Panel, words: dict[str, Any], wanted: list[dict[str, object]]
) -> None:
    """Where a notebook takes one of a thing each has its own briefing, where it takes many all share one."""
    given = order(**words)
    book = find_notebook(notebook_name(given, None))
    found = asked(given, None, book, given_for_all(given, book, None), panel).requests
    by_hand = [request(book, dict(one.items()), panel) for one in wanted]
    assert [one.parameters for one in found] == [one.parameters for one in by_hand]
    assert len({one.stem for one in found}) == len(wanted)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"settings": ("lang=zh", "lang=en")}, "lang is given twice: --set lang=zh and --set lang=en; keep one"),
        ({"districts": ("1",), "settings": ("district=2",)}, "district is given twice: --district 1 and --set district=2; keep one"),
        ({"all_districts": True, "settings": ("district=2",)}, "district is given twice: --all-districts and --set district=2; keep one"),
        ({"indicators": ("a",), "settings": ("indicators=b",)}, "indicators is given twice: --indicator a and --set indicators=b; keep one"),
        ({"settings": ("data=x",)}, "--set data=x: give the folder of a panel with --data"),
    ],
)  # fmt: skip
def test_what_is_given_twice_is_refused(words: dict[str, Any], said: str) -> None:
    """A parameter has one value, whichever way it was given first."""
    with pytest.raises(RequestError) as refused:
        given_for_all(order(**words), find_notebook("district_profile"), None)
    assert str(refused.value) == said


def test_all_districts_are_those_with_figures(panel: Panel) -> None:
    """All districts of some years are those with a figure in them; the others are counted."""
    given = order(all_districts=True, years="2018", indicators=("litigation_lost_rate",))
    book = find_notebook("district_profile")
    found = asked(given, None, book, given_for_all(given, book, None), panel)
    names = ["litigation_lost_rate", "litigation_lost", "litigation_first_instance_concluded"]
    here = set(panel.select(years=2018, indicators=names).observations["district"])
    assert {one.parameters["district"] for one in found.requests} == here
    left = panel.observations["district"].nunique() - len(here)
    assert found.notices == (
        f"{len(here)} districts have a figure in the selection; {left} have none and are left out",
    )


def test_a_former_name_is_told(panel: Panel) -> None:
    """A code or name of earlier years is said to be what it is today."""
    given = order(districts=("通州市",), years="2023")
    book = find_notebook("district_profile")
    found = asked(given, None, book, given_for_all(given, book, None), panel)
    assert found.notices == ("通州市 is 320612 江苏省南通市通州区 today",)
    assert [one.parameters["district"] for one in found.requests] == ["320612"]


@pytest.mark.parametrize("what", ["districts", "indicators", "sources", "coverage"])
def test_a_list_counts_every_figure(
    panel: Panel, capsys: pytest.CaptureFixture[str], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Each list has as many cells in a row as in its head; its figures add up to the panel's."""
    monkeypatch.chdir(tmp_path)
    assert main(["show", what]) == 0
    head, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {len(row) for row in rows} == {len(head)}
    if what == "coverage":
        full = panel.observations[panel.observations["period"] == ""]
        assert sum(int(row[3]) for row in rows) == len(
            full.drop_duplicates(["district", "year", "indicator"])
        )
        return
    assert sum(int(row[head.index("figures")]) for row in rows) == len(panel)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://a.cn/报告?x=1&y=a b", "https://a.cn/%E6%8A%A5%E5%91%8A?x=1&y=a%20b"),
        ("HTTP://a.cn", "HTTP://a.cn"),
        (" mailto:a@b.cn ", "mailto:a@b.cn"),
        ("https://a.cn/%E6%8A", "https://a.cn/%E6%8A"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("a.cn", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_links(href: str | None, address: str | None) -> None:
    """An address is written in ASCII as it is; one of another scheme is no link."""
    assert web_address(href) == address


def test_running_text_keeps_its_words() -> None:
    """Plain words and spans side by side read as one text."""
    assert plain(text("甲", *text("乙", ""), "丙")) == "甲乙丙"
