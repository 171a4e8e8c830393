"""Laws of the flagship briefing and of the one-year profile, from notebook to PDF."""

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import nbformat
import outloud
import page as page_validation
import pytest
from pypdf import PdfReader

import fadu.version
from fadu import stats
from fadu.briefing.exporter import fingerprint
from fadu.briefing.front import brief
from fadu.files import bundled
from fadu.panel import Panel
from fadu.rounding import number

NUMBER = re.compile(r"(?<![\d.,A-Za-z\[])\d[\d,]*(?:\.\d+)?")
Briefings = dict[tuple[str, str], Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Briefings:
    """Both briefings in both languages, each from a real run of the notebook."""
    out = tmp_path_factory.mktemp("reports")
    asked = {"110112": {}, "320612": {"district": "320612", "years": "2023"}}
    return {
        (code, lang): brief("district_profile", {**given, "lang": lang}, out)
        for code, given in asked.items()
        for lang in ("zh", "en")
    }


def words(path: Path) -> str:
    """Return the text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def attached(path: Path) -> dict[str, str]:
    """Return the attachments of a PDF by name."""
    return {k: v[0].decode() for k, v in PdfReader(path).attachments.items()}


def said(path: Path) -> str:
    """Return the text of a PDF without any white space."""
    return re.sub(r"\s+", "", words(path))


def test_names(built: Briefings) -> None:
    """A PDF is named after notebook, district, years and language."""
    assert {p.name for p in built.values()} == {
        f"district_profile_{stem}.pdf"
        for stem in (
            "110112_2019-2024_zh",
            "110112_2019-2024_en",
            "320612_2023_zh",
            "320612_2023_en",
        )
    }


def test_attachments(built: Briefings, panel: Panel) -> None:
    """A briefing carries the figures used, their sources, and its parameters without paths."""
    for (code, lang), path in built.items():
        files = attached(path)
        assert set(files) == {"data.csv", "sources.csv", "parameters.json"}
        rows = list(csv.DictReader(io.StringIO(files["data.csv"])))
        assert list(rows[0]) == [
            *[
                "district",
                "year",
                "period",
                "indicator",
                "measure",
                "value",
                "unit",
                "qualifier",
                "resolution",
            ],
            *["status", "source", "section", "start", "end"],
        ]
        assert len([r for r in rows if r["district"] == code]) >= 67
        known = {r["id"] for r in csv.DictReader(io.StringIO(files["sources.csv"]))}
        assert {r["source"] for r in rows} == known
        about = json.loads(files["parameters.json"])
        assert about["parameters"]["lang"] == lang
        book = nbformat.read(bundled("notebooks") / "district_profile.ipynb", as_version=4)
        assert about["notebook"] == fingerprint(book)
        assert about["data"] == hashlib.sha256(files["data.csv"].encode()).hexdigest()
        assert about["fadu"] == fadu.version.VERSION
        assert "/" not in json.dumps(about["parameters"]).replace("\\/", "")


def test_known_sentences(built: Briefings) -> None:
    """The flagship says what the figures carry, and what they do not, word for word."""
    text = said(built["110112", "zh"])
    for sentence in (
        "2024年，北京市通州区行政复议直接纠错率为10.4%（161/1,550），95%区间9.0%—12.0%。",
        "2019—2021年、2022年（当年有变更）、2023年、2024年分别列示，互不比较。",
        "2022年行政复议直接纠错数各来源不一致（51件、60件）：采用较晚公布的60件；行政复议直接纠错率的分子与分母取自同一来源，用51/476；各值均列出。",
        "同一口径的年份最多3个，不足5个，不能判断趋势。",
    ):
        assert sentence in text


def test_report_about_itself(built: Briefings) -> None:
    """The one-year profile tells what the report's figures imply: base, sum, year before."""
    text = said(built["320612", "zh"])
    assert "175/199" in text
    assert "48+2+28=78" in text
    assert "26,490" in text
    assert "面板中没有其他同级地区公布2023年同一口径的" in text


def derived(rows: list[dict[str, str]]) -> set[str]:
    """Return every number that follows from the figures by a stated computation, as printed."""
    values = {Decimal(r["value"]) for r in rows if r["value"]}
    found = {number(v, d) for v in values for d in (0, 1, 2)}
    found |= {f"{v:,}" for v in values}
    found |= {number(v / 10**k, d) for v in values for k in (4, 6, 8, 9) for d in range(4)}
    cells: dict[tuple[str, ...], list[Decimal]] = {}
    for r in rows:
        if r["value"] and r["measure"] == "value" and r["unit"] != "%":
            cells.setdefault((r["district"], r["year"], r["period"]), []).append(
                Decimal(r["value"])
            )
            sure = stats.rate(float(r["value"]), 1.0)
            found |= {number(float(sure.low)), number(float(sure.high))}
    for many in cells.values():
        for a in many:
            for b in many:
                if 0 <= a <= b and b:
                    share = stats.proportion(float(a), float(b))
                    parts = (share.value, share.low, share.high)
                    found |= {number(100 * float(x), d) for x in parts for d in (1, 2)}
    return found


def test_every_number_leads_to_a_figure(built: Briefings) -> None:
    """In tables and key points, every rate, count and interval follows from ``data.csv``."""
    for code in ("110112", "320612"):
        path = built[code, "zh"]
        rows = list(csv.DictReader(io.StringIO(attached(path)["data.csv"])))
        follows = derived(rows)
        text = words(path)
        tables = re.findall(r"([\d,.]+)%（([\d,]+)/([\d,]+)）", said(path))
        assert tables, "no rate was found"
        for rate, count, total in tables:
            assert {rate, count, total} <= follows
        units = re.findall(r"([\d,]+(?:\.\d+)?) ?(?:件|%|份|个|条)(?!区间)", text)
        strange = [n for n in units if n not in follows and n not in STATED[code]]
        assert strange == []


STATED = {
    "110112": {
        "95",  # level of the intervals
        "6.0", "1.5", "13.1",  # 56/262 less 27/176, and its Newcombe limits
        "2.5", "11.0", "5.5",  # 51/262 less 32/146, and its Newcombe limits
        "1", "2", "3",  # years on one side of the breaks
    },
    "320612": {"95", "20", "40", "60", "80", "100"},  # and the marks of a percent axis
}  # fmt: skip


def test_same_bytes_twice(built: Briefings, tmp_path: Path) -> None:
    """The same data and parameters give the same bytes."""
    again = brief("district_profile", {"district": 320612, "years": 2023}, tmp_path)
    assert again.read_bytes() == built["320612", "zh"].read_bytes()


def test_checkers(built: Briefings) -> None:
    """Other hands' checkers pass PDF/UA-1, and PDF/A-3a but for one rule.

    page-validation takes the width of a glyph that a subset CFF font gives by its default
    width for zero; fontTools reads the same widths in the font and in the file.
    """
    misread = {"PDFA3A-TRUETYPE-GLYPH-WIDTH-001"}
    for path in built.values():
        heard = outloud.check(str(path))
        assert (heard.error, heard.verdict, heard.findings) == (None, "pass", [])
        report = page_validation.validate_pdf_bytes(path.read_bytes(), profile="3a")
        assert {failure.rule_id for failure in report.failures} <= misread


def test_archive_and_access(built: Briefings) -> None:
    """Title, language, tags and bookmarks are set; the file claims PDF/A-3a and PDF/UA-1."""
    for (_, lang), path in built.items():
        reader = PdfReader(path)
        assert reader.trailer["/Root"]["/Lang"].startswith(lang)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.metadata is not None
        assert reader.metadata.title
        assert len(reader.outline) >= 4
        claims = reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert "<pdfaid:part>3" in claims
        assert "<pdfuaid:part>1" in claims


def test_links(built: Briefings) -> None:
    """Each non-secondary source with an address is a working link; no secondary one is."""
    path = built["110112", "zh"]
    sources = list(csv.DictReader(io.StringIO(attached(path)["sources.csv"])))
    links = {
        str(note["/A"]["/URI"])
        for page in PdfReader(path).pages
        for note in (ref.get_object() for ref in page.get("/Annots", []))
        if "/URI" in note.get("/A", {})
    }
    wanted = {r["url"] for r in sources if r["url"] and r["tier"] != "secondary"}
    assert wanted <= links
    assert not links & {r["url"] for r in sources if r["tier"] == "secondary"}
