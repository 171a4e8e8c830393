"""Command lines that nobody should type: a strategy for hypothesis, one for each command.

Every line is wrong, or harmless: what would start a long run or a server stands beside an
output folder that is a file, so that the line is refused at the latest there.
"""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

OCCUPIED = "occupied"
"""Name of a file that the test puts where a folder or another file is asked for."""

TELLING = (
    "", " ", "\t", "\n", "-", "--", "---", "0", "-1", "1e3", "nan", "inf", "None", "True", "[]",
    "{}", "99999999999999999999", "２０２３", "٢٠٢٣", "²", "五", "2023:", ":2023", "2023-2024",
    "2019,,2021", "2019:2021:2023", "2025:2019", "1948", "2101", "通州区", "通 州 区", "火星区",
    "320612 ", "0320612", "32061２", "999999", "../data", "../../etc/passwd", "/dev/null",
    "/dev/full", "/proc/self/mem", "/", ".", "..", "~", "con", "nul.csv", "a/b/c", "a\\b",
    "file:///etc/passwd", "http://127.0.0.1:9/", "tcp://[::1", "$HOME", "`id`", "$(id)", "%s%n",
    "{0}", "{x!r}", "'; drop table --", "<b>", "=1+1", "#set page(fill: red)", "\x1b[31mred\x1b[0m",
    "\x07", "\x7f", "a\u202eb", "\u200f", "\u2066", "\ufeff", "\u0000", "\ud800", "\udcff", "é", "e\u0301",
    "😀", "好" * 300, "a" * 300, "a" * 5000, ("x" * 40 + "/") * 120, "district=", "=", "=1",
    "district==1", "years=soon", "lang=fr", "indicators=nope", "data=nowhere", "district",
    "occupied", "occupied/x", "occupied.csv", "report.ipynb", "zh ", "ZH", "en,zh", "json ",
    "review_received ", "REVIEW_RECEIVED", "review_*", "__class__", "id",
)  # fmt: skip

hostile = st.one_of(
    st.sampled_from(TELLING),
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.builds("{}{}".format, st.sampled_from(TELLING), st.text(max_size=4)),
)

_PANEL = {"--data": ("", OCCUPIED)}
FITTING: Mapping[str, Mapping[str, Sequence[str]]] = {
    "brief": {
        "--district": ("110112", "南通市通州区"),
        "--years": ("2019:2024", "2023", "2019,2021"),
        "--indicator": ("review_received",),
        "--lang": ("zh", "en"),
        "--data": (OCCUPIED,),
        "--jobs": ("1", "2"),
        "--scheduler": ("tcp://127.0.0.1:1",),
        "--set": ("district=110112", "years=2023"),
        "--sets": (OCCUPIED,),
        "--timeout": ("60", "0"),
    },
    "show": _PANEL,
    "check": {**_PANEL, "--format": ("text", "json")},
    "export": _PANEL,
    "extract": {
        "--out": ("figures.csv",),
        "--district": ("110112",),
        "--year": ("2023",),
        **_PANEL,
    },
    "add": {
        "--data": (OCCUPIED,),
        "--source": (OCCUPIED,),
        "--title": ("A report",),
        "--publisher": ("An office",),
        "--published": ("2024-02", "2024"),
        "--tier": ("official", "media"),
        "--url": ("https://example.org/",),
        "--period": ("2023-01/2023-06",),
    },
    "init": {},
    "lab": {"--port": ("8888",)},
}
FIRST: Mapping[str, Sequence[str]] = {
    "brief": ("", "district_profile", "indicator_comparison"),
    "show": ("districts", "notebooks"),
    "check": ("",),
    "export": ("panel.csv", "panel.json"),
    "extract": (OCCUPIED, "nowhere.txt"),
    "add": (OCCUPIED, "nowhere.csv"),
    "init": (OCCUPIED,),
    "lab": (OCCUPIED,),  # a file: no server is started
}
_FLAGS: Mapping[str, Sequence[str]] = {
    "brief": ("--all-districts", "--no-resume", "--dry-run"),
    "check": ("--strict",),
    "lab": ("--no-browser",),
}
COMMANDS = tuple(FITTING)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Draw the words after ``fadu``; at least one of them is hostile."""
    command = draw(st.sampled_from(COMMANDS))
    options = dict(FITTING[command])
    chosen = draw(st.lists(st.sampled_from(sorted(options)), max_size=3)) if options else []
    spoiled = draw(st.sampled_from([*chosen, "the first word"]))
    words = [command]
    for option in chosen:
        value = hostile if option == spoiled else st.sampled_from(options[option])
        words += [option, draw(value)]
    if spoiled == "the first word" and command != "lab":
        words += [draw(hostile)]
    else:
        words += [w for w in [draw(st.sampled_from(FIRST[command]))] if w]
    words += draw(st.lists(st.sampled_from(_FLAGS.get(command, ("--odd",))), max_size=1))
    return [*words, "--out", OCCUPIED] if command == "brief" else words


anything = st.one_of(
    hostile,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=4),
    st.lists(hostile, max_size=3),
    st.lists(st.one_of(st.none(), st.integers(), st.floats()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
"""What a parameter may be given in Python: of the right type at times, seldom of sense."""
