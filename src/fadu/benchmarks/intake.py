"""Reports read in a second on one core, against a plain search for numbers in the same text."""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from fadu.benchmarks.tables import markdown, times
from fadu.codebook import Codebook
from fadu.files import example
from fadu.intake import extract
from fadu.intake.matching import wordings_of
from fadu.intake.numbers import read_numbers
from fadu.panel import load

LENGTH = 9000
"""Characters of a report: a district's yearly report has about so many."""
NUMBER = re.compile(r"\d[\d,.]*(?:万|亿)?余?[件起宗份人次个%％]*")
PROSE = (
    (
        "坚持把法治建设放在全局工作中谋划推进，党政主要负责人带头学法用法，定期听取工作汇报，研究解决难点堵点。压实各部门责任，"
        "将法治素养纳入干部考核，完善督促、通报、约谈相衔接的落实机制，推动各项部署落到基层。"
    ),
    (
        "畅通群众反映诉求的渠道，做到件件有着落、事事有回音。引导当事人依法理性表达意见，把矛盾解决在萌芽状态；加强部门协同，"
        "对疑难复杂事项提级研判，办理情况向社会公开。"
    ),
    (
        "规范执法程序，细化裁量基准，做好音像记录和档案归集，重大决定作出前一律进行法制审核。注重说理释法，慎用强制手段，"
        "让执法既有力度又有温度。"
    ),
)
"""What stands between figures in print: about one figure in every eighty characters."""
SEED = 1


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        One report, once.
    """
    texts = [report(n) for n in range(1 if quick else 5)]
    dense = [report(n, prose=()) for n in range(len(texts))]
    book = load().codebook
    units = wordings_of(book).units
    works: dict[str, Callable[[str], object]] = {
        "plain search for digits with their unit": NUMBER.findall,
        "numbers as printed": lambda text: read_numbers(text, units=units),
        "numbers, figures and indicators": lambda text: extract(text, book, year=2023),
    }
    extract(texts[0][:500], book, year=2023)  # wordings are compiled once
    times_over = 1 if quick else 15
    took = {
        name: (_counted(texts, book), median(_timed(work, t, times_over) for t in texts))
        for name, work in works.items()
    }
    whole = works["numbers, figures and indicators"]
    took["the same of reports that are nothing but figures"] = (
        _counted(dense, book),
        median(_timed(whole, t, times_over) for t in dense),
    )
    floor = took["plain search for digits with their unit"][1]
    each = _counted(texts, book)
    yield markdown(
        ("what", "reports a second", "quantities a second", "milliseconds a report", "× plain search"),
        [(name, f"{1 / t:,.0f}" if t < 0.1 else f"{1 / t:.1f}", f"{many / t:,.0f}",
          f"{1000 * t:.1f}", times(t / floor)) for name, (many, t) in took.items()],
        f"{len(texts)} reports of {LENGTH:,} characters, made of the example report with other "
        f"numbers and prose between (simulated): {each:.0f} quantities in each, as in print; in "
        f"the last row {_counted(dense, book):.0f}. One core, processor time, best of {times_over}.",
    )  # fmt: skip


def report(number: int, prose: Sequence[str] = PROSE) -> str:
    """Return a simulated report: the example's paragraphs, again and again, with other digits.

    Parameters
    ----------
    number
        Which; the same number gives the same report.
    prose
        Paragraphs that stand after every paragraph with figures.
    """
    lines = example("report.txt").read_text(encoding="utf-8").splitlines()
    title, *body = [line for line in lines if line]
    chance = random.Random(SEED + number)  # noqa: S311  # an example, not a secret
    found = [title]
    while sum(map(len, found)) < LENGTH:
        varied = [re.sub(r"(?<!\d)[1-9](?=\d)", lambda _: str(chance.randint(1, 9)), line)
                  if "年" not in line[:6] else line for line in body]  # fmt: skip
        for line in varied:
            found += [line, *prose] if line[-1] == "。" else [line]
    return "\n".join(found)[:LENGTH]


def _counted(texts: Sequence[str], book: Codebook) -> float:
    """Return how many quantities a report has on average."""
    return sum(len(extract(text, book, year=2023)) for text in texts) / len(texts)


def _timed(work: Callable[[str], object], text: str, over: int) -> float:
    best = float("inf")
    for _ in range(over):
        begun = time.process_time()
        work(text)
        best = min(best, time.process_time() - begun)
    return best
