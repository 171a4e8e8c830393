"""What a briefing is asked for with, damaged: manifests, lists, looks, notebooks, parameters."""

import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.malformed.trying import Case, Wanted
from tests.malformed.workspaces import NESTED, TOML, sound

from fadu.briefing.grounds import sha256
from fadu.briefing.house import House
from fadu.briefing.index import write_index
from fadu.briefing.manifest import MANIFEST, Entry, Manifest
from fadu.briefing.notebooks import Notebook, read_notebook
from fadu.briefing.plan import Planner, executed_path, pdf_path
from fadu.briefing.requests import request
from fadu.briefing.usage import Ledger
from fadu.cli import main
from fadu.errors import FaduError
from fadu.files import bundled, write_text
from fadu.panel import load
from fadu.panel.seen import Scope

Damage = Callable[[bytes], bytes]
OUT = Path("study", "reports")
NOTED = OUT / MANIFEST
BRIEF = ["brief", "--data", "study", "--out", str(OUT), "--dry-run"]
ONE = [*BRIEF, "--district", "320612", "--years", "2022"]
OTHERS: tuple[object, ...] = (
    None, True, 5, -1.5, 1e308, 10**30, "", "x", "\x00", "\u202e", "好" * 3000, [], {}, [[]], [None], [5, "x"], {"x": 1},
    {"": {"": []}}, [[["x", 1], ["y", 2]]], "2022-13-45", "../../x",
)  # fmt: skip
"""What a field of JSON may hold instead of its own."""


@cache
def _noted() -> Path:
    """Return the sound workspace with a manifest of one briefing that is up to date."""
    home = sound()
    if (home / NOTED).exists():
        return home
    panel, out = load(home / "study"), home / OUT
    given = {"district": "320612", "years": "2022", "data": str(home / "study" / "data")}
    wanted = request(
        read_notebook(bundled("notebooks") / "district_profile.ipynb"), given, panel, out
    )
    item = Planner(panel, House(), out).plan([wanted], {})[0]
    seen = Scope().narrowed(["320612"], [2022], None)
    used = Ledger(panel).usage([seen], {})
    names = {"zh": "南通市通州区", "en": "Tongzhou District"}
    shows = {
        "title": "行政复议", "lang": "zh", "place": names, "indicator": names, "unit": "件",
        "runs": [[[2021, 1.0], [2022, 2.0]], [[2024, 5.5]]],
    }  # fmt: skip
    write_text(pdf_path(out, wanted.stem), "no PDF")
    write_text(executed_path(out, wanted.stem), "{}")
    for stem in (wanted.stem, "another"):
        Manifest(out).append(
            Entry(
                stem, "done", "district_profile", {"district": "320612", "years": "2022"},
                item.inputs, used, sha256(b"no PDF"), "0" * 64, shows, "", 1.5, "2026-01-01T00:00:00+00:00",
                {"python": "3.11"},
            )
        )  # fmt: skip
    return home


def briefings() -> Iterator[Case]:
    """Yield every damaged file and value that a briefing is asked for with."""
    yield from _manifests()
    yield from _lists()
    yield from _houses()
    yield from _notebooks()
    yield from _parameters()


def _case(
    kind: str, name: str, path: Path, damage: Damage, wanted: Wanted, *, refused: bool = False
) -> Case:
    def make(folder: Path) -> Wanted:
        shutil.copytree(_noted(), folder, dirs_exist_ok=True)
        target = folder / path
        target.write_bytes(damage(target.read_bytes() if target.exists() else b""))
        return wanted

    return Case(kind, name, make, refused)


def _bytes(
    kind: str, path: Path, wanted: Wanted, *, refused: bool = False, text: str = ""
) -> Iterator[Case]:
    """Yield a file, or a text in its place, cut, garbled, mixed, and in other encodings."""
    chance = random.Random(str(path))  # noqa: S311  # the same inputs each time

    def case(name: str, damage: Damage, *, sure: bool = refused) -> Case:
        def done(content: bytes) -> bytes:
            return damage(text.encode() or content)

        return _case(kind, name, path, done, wanted, refused=sure)

    for part in range(13):
        yield case(f"cut at {part}/13", lambda b, p=part: b[: len(b) * p // 13])
    for many in (1, 1, 1, 1, 2, 4, 16, 64):
        seed = chance.random()
        yield case(
            f"garbled {many}, {seed}", lambda b, s=seed, n=many: _garbled(b, s, n), sure=False
        )
    for byte in (b"\x00", b"\xff", b"\x1a", b"\r", b"\n", b"\xe2\x80\xa8"):
        at = chance.random()
        yield case(f"inserted {byte!r}", lambda b, x=byte, a=at: _inserted(b, x, a), sure=False)
    yield case("with a byte order mark", lambda b: b"\xef\xbb\xbf" + b, sure=False)
    yield case("with CRLF", lambda b: b.replace(b"\n", b"\r\n"), sure=False)
    yield case("in utf-16", lambda b: b.decode().encode("utf-16"))
    yield case("in gb18030", lambda b: b.decode().encode("gb18030"), sure=False)
    yield case("reversed", lambda b: b[::-1])
    yield case("a line of 9 MB", lambda b: b + b"x" * 9_000_000)
    yield case("noise", lambda _: chance.randbytes(4000))


def _garbled(content: bytes, seed: float, many: int) -> bytes:
    chance, spoiled = random.Random(seed), bytearray(content)  # noqa: S311
    for _ in range(many):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _inserted(content: bytes, byte: bytes, place: float) -> bytes:
    at = int(len(content) * place)
    return content[:at] + byte + content[at:]


def _instead(kind: str, path: Path, wanted: Wanted, *, refused: bool = True) -> Iterator[Case]:
    """Yield places in which something else stands than the file."""

    def make(put: Callable[[Path], object]) -> Callable[[Path], Wanted]:
        def made(folder: Path) -> Wanted:
            shutil.copytree(_noted(), folder, dirs_exist_ok=True)
            (folder / path).unlink(missing_ok=True)
            put(folder / path)
            return wanted

        return made

    for name, put in {
        "a folder": Path.mkdir,
        "a pipe": os.mkfifo,
        "a device": lambda p: p.symlink_to("/dev/zero"),
        "a link to itself": lambda p: p.symlink_to(p.name),
    }.items():
        yield Case(kind, f"{path} is {name}", make(put), refused)


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()  # fmt: skip
    for key, below in inner:
        yield from _leaves(below, (*path, key))


def _replaced(value: object, path: tuple[str | int, ...], other: object) -> object:
    if not path:
        return other
    key, *rest = path
    if isinstance(value, dict):
        return {
            k: _replaced(v, tuple(rest), other) if k == key else v for k, v in value.items()
        }
    return [
        _replaced(v, tuple(rest), other) if n == key else v
        for n, v in enumerate(value)  # type: ignore[var-annotated, arg-type]
    ]


def _mutated(value: object, other_than: int = 1) -> Iterator[tuple[str, object]]:
    """Yield a value of JSON with each of its parts replaced by something else in turn."""
    for number, path in enumerate(_leaves(value)):
        for step in range(0, len(OTHERS), other_than):
            other = OTHERS[(number + step) % len(OTHERS)]
            name = ".".join(map(str, path)) or "all"
            yield f"{name} as {other!r}"[:90], _replaced(value, path, other)


def _planned() -> int:
    """Write the index page of the manifest, and plan what it says is built."""
    write_index(OUT, Manifest(OUT).entries)
    return main(ONE)


def _manifests() -> Iterator[Case]:
    yield _case("manifest", "sound", NOTED, lambda b: b, _planned)
    yield from _bytes("manifest", NOTED, _planned)
    yield from _instead("manifest", NOTED, ONE)
    line = json.loads((_noted() / NOTED).read_bytes().splitlines()[0])
    for name, told in _mutated(line, 3):
        written = json.dumps(told, ensure_ascii=True).encode() + b"\n"
        yield _case("manifest, one field", name, NOTED, lambda b, w=written: b + w, _planned)
    for name, text in {
        "deep": b"[" * 9000, "digits": b'{"stem": ' + b"9" * 9000 + b"}", "no number": b'{"seconds": NaN}', "one key twice": b'{"stem": "a", "stem": "b"}',
    }.items():  # fmt: skip
        yield _case("manifest", name, NOTED, lambda b, t=text: b + t + b"\n", _planned)


LIST = "district,years,lang\n320612,2022,zh\n110112,2023,en\n"
CELLS: tuple[tuple[str, str], ...] = (
    ("320612", "999999"), ("320612", "火星区"), ("320612", "通州区"), ("2022", "20x2"), ("2022", "1900"), ("2022", "2022-01-01"), ("2022", "44562"),
    ("zh", "fr"), ("district,", "distirct,"), ("district,", "district,district"), ("district,", ","), ("lang", "data"), ("320612,", "320612,,"),
    ("320612,", ""), ("320612", '"320612'), ("320612", "=320612"), ("320612", "3.20612E+05"), ("320612", "320612\x00"), ("2022", "9" * 5000),
    (LIST, ""), (LIST, "district\n"), (LIST, "\n\n\n"), (LIST, "district,years,lang\n" + "," * 90_000 + "\n"),
)  # fmt: skip
LISTED = """notebook = "district_profile"
[[briefing]]
district = "320612"
years = "2022"
"""
FIELDS: tuple[tuple[str, str], ...] = (
    ("[[briefing]]", "[[briefings]]"), ("[[briefing]]", "[briefing]"), ("[[briefing]]", "[[briefing.x]]"), ("notebook =", "note ="), ('"district_profile"', "5"),
    ('"district_profile"', '"nothing"'), ('"district_profile"', '"../../etc/passwd"'), ('"320612"', "[]"), ('"320612"', '["320612", "110112"]'), ('"320612"', "{a = 1}"),
    ('"320612"', "1e999"), ('"320612"', "true"), ('"320612"', "2022-01-01"), ('"320612"', '"\\u0000"'), ("district =", "place ="), ('years = "2022"', "years = 2022.5"),
    ('years = "2022"', "years = [[2022]]"), ('years = "2022"', 'data = "/"'), ('years = "2022"', 'years = "2022"\nyears = "2023"'),
)  # fmt: skip
SETS = {"csv": (Path("list.csv"), LIST, CELLS), "toml": (Path("list.toml"), LISTED, FIELDS)}


def _lists() -> Iterator[Case]:
    for kind, (path, text, cells) in SETS.items():
        words = [*BRIEF, "--sets", str(path)]

        def damaged(damage: Damage, text: str = text) -> Damage:
            return lambda _: damage(text.encode())

        yield _case(f"list.{kind}", "sound", path, damaged(lambda b: b), words)
        yield from _bytes(f"list.{kind}", path, words, text=text)
        yield from _instead(f"list.{kind}", path, words)
        for old, new in cells:
            written = text.replace(old, new, 1).encode()
            yield _case(
                f"list.{kind}", f"{old[:30]!r} as {new[:30]!r}", path,
                lambda _, w=written: w, words, refused=True,
            )  # fmt: skip
    for name, written in TOML.items():
        path, words = Path("list.toml"), [*BRIEF, "--sets", "list.toml"]
        yield _case(
            "list.toml", name, path, lambda _, w=written: w.encode(), words, refused=True
        )


HOUSE = 'letterhead = "某某区司法局"\ncolour = "#7a1f1f"\n'
LOOKS: tuple[str, ...] = (
    'color = "#7a1f1f"', 'colour = "red"', "colour = 5", 'colour = "#7a1f1"', 'text_font = "No Such Font"', 'text_font = ""', "text_font = []",
    'font_paths = "fonts"', 'font_paths = ["nowhere"]\ntext_font = "Other"', "font_paths = [5]", 'logo = "none.svg"\nlogo_alt = "x"', 'logo = "a.gif"\nlogo_alt = "x"', 'logo = "house.toml"', "logo = 5",
    'logo = "../.."\nlogo_alt = "x"', 'style = "none.typ"', 'style = "."', 'style = "/dev/zero"', 'style = "pipe"', 'logo = "pipe.svg"\nlogo_alt = "x"', "letterhead = 5", "author = []", "author = 1979-05-27", "[house]\ncolour = 1",
    'letterhead = "\\u0000"', "author = nan",
)  # fmt: skip


def _houses() -> Iterator[Case]:
    path = Path("study", "house.toml")
    for name, written in {**TOML, **{look: look for look in LOOKS}}.items():
        yield _case(
            "house.toml",
            name[:60],
            path,
            lambda _, w=written: w.encode(),
            _with_pipes,
            refused=True,
        )
    yield from _bytes("house.toml", path, ONE, text=HOUSE)
    yield from _instead("house.toml", path, ONE, refused=False)


def _with_pipes() -> int:
    for name in ("pipe", "pipe.svg"):
        os.mkfifo(Path("study", name))
    code = main(ONE)
    for name in ("pipe", "pipe.svg"):
        Path("study", name).unlink()
    return code


PARAMETERS_CELLS: tuple[str, ...] = (
    "x = open('/etc/passwd')", "x = [", "x = {[]: 1}", "x = {{}: 1}", "x: int", "x, y = 1, 2", "import os", "x = 9" + "9" * 9000, f"x = {NESTED}",
    "x = " + "-" * 9000 + "1", "x = 'a' * 10**9", "x = 1e999", "x = '\x00'", "\x00", "x = 1 if True else 2", "def f(): pass", "x = " + "(" * 900 + ")" * 900,
    "x = f'{1}'", "x = b'a'", "x = ...", "lambda: 0", "%matplotlib inline", "!rm -rf x", "x = 1\n  y = 2", "x = '\ud800'", "x.y = 1", "x[0] = 1", "x += 1", "x = " + "1 + " * 5000 + "1",
    "district = 5", "district = None", "years = 2022", "lang = 'fr'", "indicators = 'x'", "data = 5", "district = district = '320612'", "",
)  # fmt: skip


def _notebooks() -> Iterator[Case]:
    path = Path("study", "notebooks", "district_profile.ipynb")
    words = [*ONE[:1], str(path), *ONE[1:]]
    yield _case("notebook", "sound", path, lambda b: b, words)
    yield from _bytes("notebook", path, words)
    yield from _instead("notebook", path, words)
    book = json.loads((_noted() / path).read_bytes())
    book["cells"] = [c for c in book["cells"] if "parameters" in c["metadata"].get("tags", [])]
    for name, told in _mutated(book, 7):
        written = json.dumps(told).encode()
        yield _case("notebook, one field", name, path, lambda _, w=written: w, words)
    for source in PARAMETERS_CELLS:
        book["cells"][0]["source"] = source
        written = json.dumps(book).encode()
        yield _case(
            "notebook, parameters", repr(source)[:60], path, lambda _, w=written: w, words
        )


VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 5, 2022.5, float("nan"), float("inf"), 10**30, "", " ", "x", "0", "２０２３", "٢٠٢٣", "2023:", "2025:2019", "1948", "2023-01-01", "通州区", "火星区", "999999",
    "\x00", "\ud800", "\u202e", "a" * 9000, "../..", "/dev/zero", [], [None], [[]], ["x"], ["320612", 5], {}, {"x": 1}, {1, 2}, (1, 2), b"x", object, range(3), range(10**9), lambda: 0, Ellipsis, 1j,
)  # fmt: skip


def _parameters() -> Iterator[Case]:
    """Yield every parameter of every notebook with values that it seldom is given."""
    number = 0
    for path in sorted(bundled("notebooks").glob("*.ipynb")):
        book = read_notebook(path)
        for name in book.defaults:
            for step in range(0, len(VALUES), 6):
                value = VALUES[(number + step) % len(VALUES)]
                yield Case(
                    "parameter in Python",
                    f"{book.name}: {name} as {value!r}"[:90],
                    lambda _, b=book, n=name, v=value: lambda: _asked(b, n, v),
                )
            number += 1


def _asked(book: Notebook, name: str, value: object) -> int:
    try:
        request(book, {name: value}, load())
    except FaduError as error:
        sys.stderr.write(f"fadu: {error}\n")
        return error.exit_code
    return 0
