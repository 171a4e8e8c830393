"""How long figures and matching take: ``python tests/intake/speed.py [megabytes]`` prints it.

A report of 9,000 characters with a figure in every eighty, as in print; then the
same at growing length, as lines and as one line; then texts made to be slow.
"""

import sys
import time

from fadu.benchmarks.intake import PROSE
from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled
from fadu.intake import extract

FIGURES = (
    "全年共收到行政复议申请318件，受理276件，审结251件，同比增长12.5%，其中直接纠错22件。\n",
    "全区各类调解组织共受理矛盾纠纷9,806起，调解成功9,677起，调解成功率98.7%。\n",
    "一审行政诉讼收案142件，行政机关负责人出庭应诉率99.3%。\n",
)
PARAGRAPH = "".join("\n".join((*PROSE, figures)) for figures in FIGURES)
REPORT = (PARAGRAPH * (9000 // len(PARAGRAPH) + 1))[:9000]
HOSTILE = {
    "digits": "1" * 100_000,
    "digits and blanks": "1 " * 20_000,
    "groups of digits": "1," * 20_000,
    "decimals": "1.1" * 20_000,
    "ratios": "1/" * 10_000,
    "numerals": "一" * 100_000,
    "tens": "十" * 100_000 + "件",
    "opening brackets": "(" * 100_000,
    "closing brackets": "）" * 100_000 + "5件",
    "titles": "《" * 100_000,
    "quotation marks": "“" * 100_000,
    "parts": "其中5件" * 8_000,
    "lists": "分别为5、" * 8_000,
    "lists of years": "2021年5件、" * 6_000,
    "pairs": "由5%降至" * 8_000,
    "changes": "同比增长5%、" * 6_000,
    "years": "2023年" * 8_000,
    "places": "全省" * 50_000 + "5件",
    "districts": "，通州区" * 20_000 + "5件",
    "topics": "复议" * 100_000 + "受理5件",
    "verbs": "受理" * 100_000,
    "asides": "调解（" * 50_000 + "5件",
    "bars": "|" * 50_000,
    "rows of cells": "受理|5|6|7\n" * 4_000,
    "broken lines": "受理\n" * 20_000 + "5件",
    "blank lines": "\n" * 100_000,
    "headings": "一、复议\n受理5件\n" * 4_000,
    "cases": "审结的案件中，5件" * 6_000,
    "mixed counts": "文件、合同等5件" * 6_000,
}


def seconds(text: str, codebook: Codebook, times: int = 1) -> float:
    """Return the processor time of reading a text once, the best of some times."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        extract(text, codebook, year=2023)
        best = min(best, time.process_time() - start)
    return best


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main(megabytes: float) -> None:
    """Print the tables."""
    codebook = read_codebook(bundled("data") / "codebook")
    seconds(REPORT, codebook)
    one = sum(seconds(REPORT, codebook) for _ in range(40)) / 40
    say(f"report of {len(REPORT):,} characters: {1 / one:.0f} a second and core")
    for name, unit in (("lines", PARAGRAPH), ("one line", PARAGRAPH.replace("\n", ""))):
        for size in (0.1, 1, megabytes):
            text = unit * max(1, round(size * 2**20 / len(unit.encode())))
            taken = seconds(text, codebook)
            say(f"{name:>10} {size:>5} MB {taken:8.2f} s {size / taken:8.2f} MB/s")
    for name, text in HOSTILE.items():
        say(f"{name:>18} {len(text):>8,} characters {seconds(text, codebook):8.3f} s")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3)
