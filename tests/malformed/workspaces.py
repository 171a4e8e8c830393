"""Workspaces of which one file is damaged, and reviewed tables that a person or a spreadsheet spoiled."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

from tests.malformed.trying import Case, Wanted

from fadu.cli import main
from fadu.panel import own_figures
from fadu.panel.columnar import save_parquet
from fadu.workspace import make_workspace

REPORT = """南通市通州区2022年法治政府建设情况报告
一、主要做法
全年共收到行政复议申请180件，受理150件，审结140件，直接纠错20件，法律援助案件352件。
"""
SHOW, CHECK = (["show", "coverage", "--data", "study"], ["check", "--data", "study"])
ABOUT = ("--publisher", "区司法局", "--tier", "official", "--published", "2023-02")
ADD = ["add", "figures.csv", "--data", "study", *ABOUT]
Damage = Callable[[bytes], bytes]


@cache
def sound() -> Path:
    """Return a folder with a workspace, the table that was added to it, and nothing wrong."""
    folder = Path(tempfile.mkdtemp(prefix="sound-"))
    here = Path.cwd()
    os.chdir(folder)
    try:
        Path("report.txt").write_text(REPORT, encoding="utf-8")
        make_workspace(Path("study"))
        with (
            Path(os.devnull).open("w") as quiet,
            redirect_stdout(quiet),
            redirect_stderr(quiet),
        ):
            for words in (["extract", "report.txt", "--out", "figures.csv"], ADD):
                if main(words):
                    raise RuntimeError(words)
    finally:
        os.chdir(here)
    data = folder / "study" / "data"
    (data / "decisions.toml").write_text(DECISION, encoding="utf-8")
    (data / "codebook" / "own.toml").write_text(ENTRY, encoding="utf-8")
    _put(data / "population.csv", "320612,2022,1250000,population_resident\n")
    for name, rows in REGISTER.items():
        (data / f"{name}.csv").write_text(rows, encoding="utf-8")
    _put(
        data / "breaks.csv",
        "mine,review_*,320612,here,2019-07-01,law,新法,a law,换了法。,A law.\n",
    )
    return folder


REGISTER = {
    "districts": "code,name,en,parent,level,listed\n990101,新城区,Xincheng,320600,county,no\n",
    "district_changes": "year,old_code,old_name,new_code,new_name,today,kind,curated\n"
    "2021,990199,旧城区,990101,新城区,990101,更名,no\n",
}
DECISION = """[[decision]]
district = "320612"
year = 2022
indicator = "review_received"
value = "180"
expect = ["180"]
reason_zh = "只印了这一个。"
reason_en = "the only one printed"
"""
ENTRY = """[adviser_visits]
zh = "法律顾问走访次数"
en = "visits of legal advisers"
unit = "次"
kind = "count"
polarity = "neither"
domain = "capacity"
definition_zh = "当年走访的次数。"
definition_en = "Visits paid in the year."
"""


def _put(path: Path, row: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")


def workspaces() -> Iterator[Case]:
    """Yield every damaged workspace and table."""
    yield _case("workspace", "sound", "study/data/observations.csv", lambda b: b, CHECK)
    for name in ("observations", "sources", "population", "breaks", *REGISTER):
        yield from _tables(f"study/data/{name}.csv", f"{name}.csv", CHECK)
    yield from _tables("figures.csv", "reviewed table", ADD)
    yield from _cells()
    yield from _reviewed()
    yield from _settings()
    yield from _parquet()
    yield from _places()


def _case(
    kind: str, name: str, path: str, damage: Damage, words: list[str], *, refused: bool = False
) -> Case:
    def make(folder: Path) -> Wanted:
        shutil.copytree(sound(), folder, dirs_exist_ok=True)
        target = folder / path
        target.write_bytes(damage(target.read_bytes() if target.exists() else b""))
        return looked_at if words is CHECK else words

    return Case(kind, name, make, refused)


def looked_at() -> int:
    """List the figures of the workspace, then hold them to the laws."""
    return main(SHOW) or main(CHECK)


def _tables(path: str, kind: str, words: list[str]) -> Iterator[Case]:
    """Yield damage that any table of ours can suffer."""
    chance = random.Random(path)  # noqa: S311  # the same inputs each time

    def case(name: str, damage: Damage, *, refused: bool = False) -> Case:
        return _case(kind, name, path, damage, words, refused=refused)

    def head(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
        def damage(content: bytes) -> bytes:
            first, rest = content.split(b"\n", 1)
            return b",".join(change(first.split(b","))) + b"\n" + rest

        return damage

    def rows(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
        return lambda content: b"\n".join(change(content.split(b"\n")))

    yield case("with a byte order mark", lambda b: b"\xef\xbb\xbf" + b)
    yield case("with CRLF", lambda b: b.replace(b"\n", b"\r\n"))
    yield case("with CR alone", lambda b: b.replace(b"\n", b"\r"))
    yield case("without the last line end", lambda b: b[:-1])
    yield case("in utf-16", lambda b: b.decode().encode("utf-16"))
    yield case("in gb18030", lambda b: b.decode().encode("gb18030"))
    yield case(
        "in quotes", lambda b: b'"' + b.replace(b",", b'","').replace(b"\n", b'"\n"')[:-1]
    )
    yield case("empty", lambda _: b"", refused=True)
    yield case("blank", lambda _: b"\n\n", refused=True)
    yield case("without its header", rows(lambda r: r[1:]), refused=True)
    yield case("with its header twice", rows(lambda r: [r[0], *r]), refused=True)
    yield case("columns in another order", head(lambda c: c[::-1]), refused=True)
    yield case("a column renamed", head(lambda c: [c[0], b"other", *c[2:]]), refused=True)
    yield case("a column twice", head(lambda c: [c[0], *c]), refused=True)
    yield case("a column missing", head(lambda c: c[:-1]), refused=True)
    yield case("a column more", head(lambda c: [*c, b"more"]), refused=True)
    yield case("a row twice", rows(lambda r: [*r[:2], *r[1:]]), refused=True)
    yield case(
        "a row with a cell more", rows(lambda r: [r[0], r[1] + b",x", *r[2:]]), refused=True
    )
    yield case(
        "a row with a cell less",
        rows(lambda r: [r[0], r[1].rpartition(b",")[0], *r[2:]]),
        refused=True,
    )
    yield case("a blank row in the middle", rows(lambda r: [*r[:2], b"", *r[2:]]))
    yield case("an open quote", lambda b: b.replace(b",", b',"', 9), refused=True)
    yield case("a null", rows(lambda r: [r[0], r[1] + b"\x00", *r[2:]]), refused=True)
    yield case("bytes that are no utf-8", lambda b: b + b"\xff\xfe\xfd\n", refused=True)
    yield case(
        "a cell of 2 MB", rows(lambda r: [r[0], b"x" * 2_000_000 + r[1], *r[2:]]), refused=True
    )
    yield case(
        "a line of 20 MB", rows(lambda r: [r[0], r[1] + b",x" * 10_000_000]), refused=True
    )
    yield case("100,000 columns", head(lambda c: [*c, *[b"c"] * 100_000]), refused=True)
    yield case("a formula", rows(lambda r: [r[0], b"=cmd|'/C calc'!A0" + r[1], *r[2:]]))
    for part in range(1, 7):
        yield case(f"cut at {part}/7", lambda b, p=part: b[: len(b) * p // 7])
    for number in range(12):
        seed = chance.random()
        yield case(f"garbled {number}", lambda b, s=seed, n=number: _garbled(b, s, 1 + n * n))


def _garbled(content: bytes, seed: float, many: int) -> bytes:
    chance, spoiled = random.Random(seed), bytearray(content)  # noqa: S311
    for _ in range(many):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


CELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "observations.csv": (
        ("320612,", "999999,"), ("320612,", "32061,"), ("320612,", "３２０６１２,"), ("320612,", ","), (",2022,", ",2022.0,"),
        (",2022,", ",22,"), (",2022,", ",2022-01-01,"), (",2022,", ",99999999999999999999,"), (",2022,", ",0,"), (",2022,,", ",2022,June,"),
        (",2022,,", ",2022,2022-02-30,"), (",2022,,", ",2022,2021-01/2021-06,"), (",2022,,", ",2022,2022-06/2022-01,"), (",2022,,", ",2022,44562,"),
        ("review_received", "review_recieved"), ("review_received", ""), ("review_received", "REVIEW"), (",value,180,", ",values,180,"),
        (",180,", ',"1,180",'), (",180,", ",1.8E+02,"), (",180,", ",NaN,"), (",180,", ",inf,"), (",180,", ",-,"), (",180,", ",,"), (",180,", ",180 ,"),
        (",180,", ",一百八十,"), (",180,", ",１８０,"), (",180,", f",{'9' * 30},"), (",180,", ",0x1F,"), (",180,", ",1_000,"), (",180,", ",=180,"),
        (",件,", ",元,"), (",件,", ",,"), (",exact,", ",sure,"), (",exact,1,,", ",exact,1,lost,"), (",exact,1,", ",exact,x,"), (",exact,", ",Exact,"),
        ("1,,r", "1,,nowhere"), (",73,76", ",73.5,76"), (",73,76", ",start,76"), (",73,76", ",-3,76"),
    ),
    "sources.csv": (
        (",official,", ",best,"), (",official,", ",,"), (",2023-02,", ",2023-13,"), (",2023-02,", ",2023-02-30,"), (",2023-02,", ",Feb-23,"),
        (",2023-02,", ",2023/2/1,"), (",official,,", ",official,javascript:alert(1),"), (",official,,", ",official,ftp://x,"),
        ("rb236", "other"), (",南通", ",\x07南通"), ("法治政府建设情况报告,", ",,,"),
    ),
    "population.csv": (
        ("320612,", "999999,"), ("320612,", "x,"), (",1250000,", ",125万,"), (",1250000,", ",1.25e6,"), (",1250000,", ",,"), (",1250000,", ",-5,"), (",1250000,", ",0,"),
        ("population_resident", "people"), (",2022,", ",2022年,"),
    ),
    "breaks.csv": (
        ("2019-07-01", "2019-02-30"), ("2019-07-01", "2019/7/1"), ("2019-07-01", ""), ("2019-07-01", "0000-00-00"), (",here,", ",there,"), (",law,", ",fate,"),
        ("review_*", "[a-z"), ("review_*", "*" * 200), ("review_*", ""), ("320612", "999999"), ("mine,", "Mine,"),
        ("2019-07-01", "２０１９-07-01"), ("2019-07-01", "2019-W01-1"), ("review_*", "reveiw_*"), ("review_*", "review_*|"), ("review_*", "review_*||x"),
    ),
    "districts.csv": (
        (",320600,", ",329999,"), (",320600,", ",990101,"), (",320600,", ",x,"), ("990101", "９９０１０１"), ("990101", "99010"), (",county,", ",town,"), (",no", ",maybe"), ("新城区", ""),
    ),
    "district_changes.csv": (
        ("新城区,990101", "新城区,999998"), ("2021,", "21,"), ("990199", ""), (",no", ",sometimes"), ("旧城区", ""),
    ),
}  # fmt: skip


def _cells() -> Iterator[Case]:
    """Yield tables of which one cell holds what it may not."""
    for table, pairs in CELLS.items():
        for old, new in pairs:

            def damage(content: bytes, old: str = old, new: str = new) -> bytes:
                text = content.decode()
                if old not in text:
                    raise RuntimeError((old, text))
                return text.replace(old, new, 1).encode()

            yield _case(
                f"{table}, one cell",
                f"{old} as {new[:40]}",
                f"study/data/{table}",
                damage,
                CHECK,
                refused=True,
            )


REVIEWED = (
    ("320612", "通州区"), ("320612", "火星区"), ("320612", ""), (",2022,", ",,"), ("review_received", "review_recieved"), (",180,180,", ',180,"1,180",'),
    (",180,180,", ",180,,"), (",180,180,", ",180,Jan-80,"), (",件,exact,review_received", ",元,exact,review_received"), (",exact,review_received", ",sure,review_received"),
    (",value,2022", ",worth,2022"), (",value,2022", ",change_percent,2022"), ("\n", ",extra\n"), (",,\n", ",,June\n"), (",,\n", ",,2022/1/1\n"), (",,\n", ",,2030-01\n"),
)  # fmt: skip


def _reviewed() -> Iterator[Case]:
    """Yield reviewed tables and sources that a person filled in wrongly."""
    for old, new in REVIEWED:

        def damage(content: bytes, old: str = old, new: str = new) -> bytes:
            return content.decode().replace(old, new, 1).encode()

        yield _case(
            "reviewed table, one cell",
            f"{old!r} as {new!r}",
            "figures.csv",
            damage,
            ADD,
            refused=True,
        )
    beside = "figures.source.toml"
    for name, written in {
        "empty": "", "cut": 'title = "', "a list": 'title = ["a"]', "a table": "[title]\na = 1", "another field": 'author = "x"',
        "a number": "title = 5", "a date": "published = 2023-02-01", "twice": 'title = "a"\ntitle = "b"', "a null": 'title = "a\x00b"',
        "deep": "title = " + "[" * 5000, "digits": "title = " + "9" * 9000, "2 MB": f'title = "{"x" * 2_000_000}"', "hash": 'hash = "zz"',
    }.items():  # fmt: skip
        yield _case(
            ".source.toml",
            name,
            beside,
            lambda _, w=written: w.encode(),
            ADD,
            refused=name != "empty",
        )
    yield _case(
        ".source.toml",
        "in gb18030",
        beside,
        lambda b: b.decode().encode("gb18030"),
        ADD,
        refused=True,
    )
    for option, value in (
        ("--published", "2023-13"), ("--published", "Feb 2023"), ("--tier", "best"), ("--url", "ftp://x"), ("--period", "June"),
        ("--period", "2021-01/2021-06"), ("--title", " "), ("--publisher", "\x00"), ("--data", "nowhere"), ("--source", "nowhere.toml"),
    ):  # fmt: skip
        sure = option != "--title"
        yield _case(
            "fadu add, one option",
            f"{option} {value!r}",
            "figures.csv",
            lambda b: b,
            [*ADD, option, value],
            refused=sure,
        )


NESTED = "[" * 3000 + "]" * 3000
TOML: dict[str, str] = {
    "cut": '[a]\nzh = "', "no TOML": "\x00\x01", "a value outside": "x = 1", "a list": "a = [1, 2]", "deep": f"a = {NESTED}",
    "digits": f"[a]\ndigits = {'9' * 9000}", "a huge exponent": "[a]\ndigits = 1e999999", "twice": "[a]\n[a]", "odd name": "['A b']\nzh = 'x'",
    "dates": "[a]\nzh = 1979-05-27T07:32:00Z", "deep tables": "[" + "a." * 3000 + "a]\nx = 1", "a null": "[a]\nzh = 'x\x00'",
}  # fmt: skip
ENTRIES: tuple[tuple[str, str], ...] = (
    ('unit = "次"', 'unit = "斤"'), ('unit = "次"', "unit = 5"), ('kind = "count"', 'kind = "sum"'), ('polarity = "neither"', 'polarity = "up"'),
    ('domain = "capacity"', 'domain = "x"'), ('zh = "法律', 'zzz = 1\nzh = "法律'), ('en = "visits of legal advisers"\n', ""), ('zh = "法律顾问走访次数"', 'zh = ""'),
    ("[adviser_visits]", "[Adviser-Visits]"), ("[adviser_visits]", "[units]\n[adviser_visits]"),
    ('unit = "次"', 'unit = "次"\nformula = "100 * a / b"'), ('unit = "次"', 'unit = "次"\nformula = "__import__(\'os\')"'), ('unit = "次"', 'unit = "次"\nformula = "adviser_visits + adviser_visits"'),
    ('unit = "次"', 'unit = "次"\nidentities = ["a = b"]'), ('unit = "次"', 'unit = "次"\nidentities = "x"'), ('unit = "次"', 'unit = "次"\nnumerator = "review_received"'),
    ('unit = "次"', 'unit = "次"\ndigits = 99'), ('unit = "次"', 'unit = "次"\ncautions = ["x"]'), ('unit = "次"', 'unit = "次"\nid = "x"'),
    ('unit = "次"', 'unit = "次"\nnot_to_confuse_with = ["adviser_visits"]'), ('unit = "次"', 'unit = "次"\n[[adviser_visits.match]]\nword = ["x"]'),
    ('unit = "次"', 'unit = "次"\nmatch = 5'), ('unit = "次"', 'unit = "次"\nheadline = "maybe"'),
)  # fmt: skip
DECISIONS: tuple[tuple[str, str], ...] = (
    ('value = "180"', 'value = "x"'), ('value = "180"', 'value = "NaN"'), ('value = "180"', 'value = "Infinity"'), ('expect = ["180"]', "expect = 5"), ('expect = ["180"]', 'expect = ["NaN"]'),
    ("year = 2022", 'year = "soon"'), ('district = "320612"', "district = 320612"), ('district = "320612"', 'district = "999999"'), ('indicator = "review_received"', 'indicator = "x"'),
    ('reason_en = "the only one printed"\n', ""), ("[[decision]]", "[decision]"), ("[[decision]]", "[[decisions]]"), ('value = "180"', 'value = "180"\nwho = "x"'),
    ('indicator = "review_received"', 'indicator = "review_received"\nmeasure = "worth"'), ('indicator = "review_received"', 'indicator = "review_received"\nperiod = "June"'),
)  # fmt: skip
DESCRIPTORS: dict[str, bytes] = {
    "empty": b"", "cut": b'{"resources": [', "a list": b"[]", "a number": b"5", "null": b"null", "deep": b"[" * 5000 + b"]" * 5000,
    "binary": b"\x00\xff" * 50, "digits": b'{"a": ' + b"9" * 9000 + b"}", "in gb18030": '{"title": "面板"}'.encode("gb18030"),
}  # fmt: skip


def _settings() -> Iterator[Case]:
    """Yield damaged TOML and JSON of a workspace."""
    for file, broken in (("codebook/own.toml", TOML), ("decisions.toml", TOML)):
        for name, written in broken.items():
            path = f"study/data/{file}"
            yield _case(file, name, path, lambda _, w=written: w.encode(), CHECK, refused=True)
        yield _case(
            file,
            "in gb18030",
            f"study/data/{file}",
            lambda b: b.decode().encode("gb18030"),
            CHECK,
            refused=True,
        )
        yield _case(
            file,
            "with a byte order mark",
            f"study/data/{file}",
            lambda b: b"\xef\xbb\xbf" + b,
            CHECK,
        )
    for file, pairs in (("codebook/own.toml", ENTRIES), ("decisions.toml", DECISIONS)):
        for old, new in pairs:

            def damage(content: bytes, old: str = old, new: str = new) -> bytes:
                return content.decode().replace(old, new, 1).encode()

            yield _case(
                f"{file}, one field",
                f"{old} as {new[-40:]}",
                f"study/data/{file}",
                damage,
                CHECK,
                refused=True,
            )
    for name, content in DESCRIPTORS.items():
        yield _case(
            "datapackage.json",
            name,
            "study/data/datapackage.json",
            lambda _, c=content: c,
            CHECK,
            refused=True,
        )


def _parquet() -> Iterator[Case]:
    """Yield damaged figures in Parquet."""

    def case(name: str, damage: Damage, *, refused: bool = True) -> Case:
        def make(folder: Path) -> Wanted:
            shutil.copytree(sound(), folder, dirs_exist_ok=True)
            data = folder / "study" / "data"
            path = save_parquet(own_figures(data), data)
            (data / "observations.csv").unlink()
            path.write_bytes(damage(path.read_bytes()))
            return looked_at

        return Case("observations.parquet", name, make, refused)

    yield case("sound", lambda b: b, refused=False)
    yield case("empty", lambda _: b"")
    yield case("text", lambda _: b"district,year\n")
    yield case("head alone", lambda b: b[:4])
    yield case("head and end alone", lambda b: b[:4] + b[-8:])
    yield case("a long footer claimed", lambda b: b[:-8] + b"\xff\xff\xff\x7f" + b[-4:])
    yield case("doubled", lambda b: b + b, refused=False)
    for part in range(1, 13):
        yield case(f"cut at {part}/13", lambda b, p=part: b[: len(b) * p // 13])
    for number in range(24):
        yield case(
            f"garbled {number}", lambda b, n=number: _garbled(b, n, 1 + n), refused=False
        )


def _places() -> Iterator[Case]:
    """Yield workspaces in which another thing stands where a file should be."""

    def instead(
        name: str, path: str, put: Callable[[Path], object], words: list[str], *, refused: bool
    ) -> Case:
        def make(folder: Path) -> Wanted:
            shutil.copytree(sound(), folder, dirs_exist_ok=True)
            target = folder / path
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
            put(target)
            return looked_at if words is CHECK else words

        return Case("another thing in place of a file", f"{path} is {name}", make, refused)

    files = [
        f"study/data/{n}"
        for n in (
            "observations.csv",
            "sources.csv",
            "population.csv",
            "breaks.csv",
            "decisions.toml",
            "codebook/own.toml",
            "datapackage.json",
        )
    ]
    for path in files:
        yield instead("a folder", path, Path.mkdir, CHECK, refused=True)
        yield instead("a pipe", path, os.mkfifo, CHECK, refused=True)
        yield instead(
            "a device", path, lambda p: p.symlink_to("/dev/zero"), CHECK, refused=True
        )
        yield instead(
            "a link to itself", path, lambda p: p.symlink_to(p.name), CHECK, refused=True
        )
    for path, put in (
        ("figures.csv", os.mkfifo),
        ("figures.csv", Path.mkdir),
        ("figures.source.toml", os.mkfifo),
        ("figures.source.toml", Path.mkdir),
    ):
        yield instead(
            "a pipe" if put is os.mkfifo else "a folder", path, put, ADD, refused=True
        )
    yield instead("a file", "study/data", Path.touch, CHECK, refused=True)
    yield instead("a file", "study/data/codebook", Path.touch, CHECK, refused=True)
    yield instead("missing", "study/data/sources.csv", lambda _: None, CHECK, refused=True)
