"""How long figures and matching take: ``python tests/intake/speed.py [megabytes]`` prints it.

A report of 9,000 characters with a figure in every eighty, as in print; then the
same at growing length, as lines and as one line; then texts made to be slow.
"""

import sys
import time

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled
from fadu.intake import extract

PARAGRAPH = (
    "（三）深化行政复议体制改革。加强行政复议规范化建设，规范类案量审，通过加大听证力度、深化调解和解，"
    "提升办案质量，保障当事人合法权益。开通网上复议申请渠道，全面推行“容缺受理机制”，强化行政复议化解"
    "行政争议的主渠道作用。举办行政复议开放日活动，进一步促进行政复议公开透明，提升行政复议公信力。"
    "加强行政机关自我纠正，全年共新增行政复议案件199件，其中受理157件，审结131件，同比增长12.5%。\n"
    "推进行政争议实质化解。研发全区行政诉讼案件管理系统，全面掌握各地各部门行政诉讼案件情况，每月开展"
    "风险案件排查，准确把控潜在风险。针对案件高发领域举办征收搬迁等业务培训，提高各级领导干部依法行政"
    "意识和能力。畅通府院常态化沟通渠道，推动行政审判和行政复议、行政执法有机衔接，落实包案化解机制。\n"
    "优化多元联动解纷机制。深入推进社会治理综合服务中心建设，整合矛调、信访、法律服务、指挥中心等功能，"
    "预计2024年上半年投入使用。践行和发展新时代“枫桥经验”，深化“大调解”工作格局，全区三级调解组织"
    "共受理矛盾纠纷14374起，调处成功14129起，调处成功率98.3%。完善企业内部治理结构，实现矛盾就地化解。\n"
)
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
