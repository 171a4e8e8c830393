"""What a built PDF is: accessible, archivable, the same each time, with all that it carries."""

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import outloud
import page as page_validation
import pypdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from sample_pages import ALT, briefing, elements, printed, reader, small, words_of

from fadu.briefing import compile as compiling
from fadu.briefing import settings
from fadu.briefing.settings import Setting
from fadu.briefing.typeset import Typesetting, typeset
from fadu.errors import BuildError
from fadu.page import Chart, Column, Heading, Paragraph, Span, Table, page, text

TESTS = Path(__file__).parent
# page-validation takes the width of a glyph that a subset CFF font gives by its default width
# for zero (width 0.000 in its embedded program but 1000.000 in /W or /DW); what the rule asks
# for is tested by test_glyph_widths, with fontTools.
MISREAD = {"PDFA3A-TRUETYPE-GLYPH-WIDTH-001"}


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def pdf(lang):
    return printed(briefing(lang))


def test_pdf_ua(pdf, tmp_path):
    """Another hand's checker finds nothing in it that PDF/UA-1 or a listener would mind."""
    path = tmp_path / "briefing.pdf"
    path.write_bytes(pdf)
    result = outloud.check(str(path))
    assert (result.error, result.verdict, result.findings) == (None, "pass", [])


def test_pdf_a(pdf):
    """Another hand's checker finds PDF/A-3a kept, but for the one rule that it misreads."""
    report = page_validation.validate_pdf_bytes(pdf, profile="3a")
    assert {failure.rule_id for failure in report.failures} <= MISREAD


def _widths(font):
    """Return the widths that the PDF gives, by glyph: [first [w w …]] and [first last w]."""
    found, given = {}, [w.get_object() for w in font["/W"]]
    while given:
        first, second, *given = given
        if isinstance(second, list):
            found |= {first + n: float(w) for n, w in enumerate(second)}
        else:
            width, *given = given
            found |= dict.fromkeys(range(first, second + 1), float(width))
    return found


def test_glyph_widths(pdf):
    """Each glyph is as wide in the embedded font as the PDF says."""
    fonts = {}
    for shown in reader(pdf).pages:
        for name in shown["/Resources"]["/Font"].values():
            font = name.get_object()["/DescendantFonts"][0].get_object()
            fonts[font["/BaseFont"]] = font
    assert len(fonts) == 2
    for font in fonts.values():
        program = CFFFontSet()
        embedded = font["/FontDescriptor"]["/FontFile3"].get_object().get_data()
        program.decompile(io.BytesIO(embedded), None)
        glyphs, said = program[0].CharStrings, _widths(font)
        for cid, glyph in enumerate(program[0].charset):
            glyphs[glyph].draw(NullPen())
            # a unit is a thousandth of the font's size; fractions are rounded in the file
            assert glyphs[glyph].width == pytest.approx(said.get(cid, font.get("/DW")), abs=1)


def test_same_bytes_twice(pdf, lang):
    """The same page gives the same bytes."""
    assert printed(briefing(lang)) == pdf


def test_same_bytes_in_another_process(pdf, lang, tmp_path):
    """Neither hash seed, time zone, folder nor clock reaches the bytes."""
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from sample_pages import *\n"
        "print(hashlib.sha256(printed(briefing(sys.argv[2]))).hexdigest())"
    )
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    out = subprocess.run(
        [sys.executable, "-c", code, str(TESTS), lang],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=env,
        check=True,
    )
    assert out.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_attachments(pdf):
    """The figures, their sources and the parameters travel with the pages, as they are."""
    opened = reader(pdf)
    related = {
        f.get_object()["/UF"]: f.get_object()["/AFRelationship"]
        for f in opened.trailer["/Root"]["/AF"]
    }
    assert related == {
        "data.csv": "/Data",
        "sources.csv": "/Supplement",
        "parameters.json": "/Supplement",
    }
    assert opened.attachments["data.csv"] == [b"district,value\n110112,236\n"]
    assert opened.attachments["sources.csv"] == ["id,title\ns1,报告\n".encode()]
    assert json.loads(opened.attachments["parameters.json"][0]) == {"district": "110112"}


def _titles(outline):
    return [_titles(o) if isinstance(o, list) else o.title.replace(" ", "") for o in outline]


def test_bookmarks(pdf, lang):
    """Every heading is a bookmark, with its number, at its depth."""
    expected = {
        "zh": ["要点", "一、指标", ["（一）直接纠错率", ["1.说明"]], "二、其他", "三、来源"],
        "en": ["Keypoints", "1Indicators", ["1.1Rate", ["1.1.1Notes"]], "2Others", "3Sources"],
    }
    assert _titles(reader(pdf).outline) == expected[lang]


def test_metadata(pdf, lang):
    """Title, author, language, keywords and the data's date stand in the file."""
    opened = reader(pdf)
    meta = opened.metadata
    assert meta.title == {"zh": "北京市通州区行政复议", "en": "Tongzhou: reconsideration"}[lang]
    assert (meta.author, meta["/Keywords"]) == ("fadu", "行政复议, 法治")
    assert opened.trailer["/Root"]["/Lang"] == {"zh": "zh-CN", "en": "en-GB"}[lang]
    assert meta["/CreationDate"].startswith("D:20260201")


def test_header_cells(pdf):
    """Each table marks its head as header cells of their columns."""
    heads = [e for e in elements(pdf) if e["/S"] == "/TH"]
    scopes = {
        attribute["/Scope"]
        for e in heads
        for attribute in ([e["/A"]] if isinstance(e["/A"], dict) else e["/A"])
        if "/Scope" in attribute
    }
    assert len(heads) == 5
    assert scopes == {"/Column"}


def test_alternative_texts(pdf, lang):
    """A chart carries its description."""
    assert [e["/Alt"] for e in elements(pdf) if e["/S"] == "/Figure"] == [ALT[lang]]


def test_charts_keep_their_text(pdf, lang):
    """The words in a chart are words in the PDF."""
    assert {"zh": "纠错率", "en": "Rate"}[lang] in words_of(pdf)


def test_links(pdf):
    """A mark leads to its source's entry, an entry to the web."""
    annotations = [
        a.get_object() for p in reader(pdf).pages if "/Annots" in p for a in p["/Annots"]
    ]
    inside = [a for a in annotations if "/URI" not in a.get("/A", {})]
    outside = {a["/A"]["/URI"] for a in annotations if "/URI" in a.get("/A", {})}
    assert len(inside) == 5
    assert outside == {"https://www.bjtzh.gov.cn/%E6%8A%A5%E5%91%8A?a=1&b=2"}


def test_only_the_bundled_fonts(pdf):
    """No face of the system and none of the compiler's own is in the file."""
    names = {
        font.get_object()["/BaseFont"].split("+")[1].split("-Regular")[0]
        for p in reader(pdf).pages
        for font in p["/Resources"]["/Font"].values()
    }
    assert names == {"NotoSansSC", "NotoSerifSC"}


def test_numbers_of_figures_and_tables(pdf, lang):
    """Figures and tables are numbered each in their own row."""
    told = words_of(pdf)
    names = {"zh": ("图1直接", "表1直接", "表2其他"), "en": ("Figure1", "Table1", "Table2")}
    assert all(name in told for name in names[lang])


def test_a_long_table_repeats_its_head(pdf, lang):
    """Where a table breaks over pages, its head stands on each of them."""
    head = {"zh": "指标 数值", "en": "Indicator Value"}[lang]
    pages = [" ".join(p.extract_text().split()) for p in reader(pdf).pages]
    assert sum(head in page_words for page_words in pages) == 2


def test_footer_on_each_page(pdf):
    """Date of the data, version, and page of pages stand at the foot of each page."""
    pages = reader(pdf).pages
    for number, shown in enumerate(pages, start=1):
        told = "".join(shown.extract_text().split())
        assert "2026-02-01·fadu0.1.0" in told
        assert f"{number}/{len(pages)}" in told


def _place(pdf: bytes, words: str) -> tuple[int, float]:
    """Return the page and the height of the first line that holds `words`."""
    found: list[tuple[int, float]] = []
    for number, shown in enumerate(reader(pdf).pages):

        def visit(line, page_matrix, matrix, _font, _size, number=number):
            if words in line:
                found.append((number, abs(matrix[5] * page_matrix[3] + page_matrix[5])))

        shown.extract_text(visitor_text=visit)
    return found[0]


@pytest.mark.parametrize("lines", range(40, 56, 3))
def test_no_orphaned_heading(lines):
    """However full a page is, a heading stands on the page of what follows it."""
    table = Table(columns=(Column(name="Head"),), rows=((text("Body"),),) * 30, long=True)
    shown = small(
        *(Paragraph(words=text(f"line {n}")) for n in range(lines)),
        Heading(words="Title"),
        table,
    )
    pdf = printed(shown)
    assert _place(pdf, "Title")[0] == _place(pdf, "Body")[0]


@pytest.mark.parametrize("caption", ["", "Caption"])
def test_a_long_table_stands_below_what_comes_before_it(caption):
    """The room that is kept for a table's first rows is given back, no more and no less."""
    body = Table(
        columns=(Column(name="Top"),), rows=((text("Body"),),), caption=caption, long=True
    )
    short = body.model_copy(update={"long": False})
    pdfs = [printed(small(Paragraph(words=text("Before")), t)) for t in (body, short)]
    gaps = [_place(pdf, "Before")[1] - _place(pdf, "Top")[1] for pdf in pdfs]
    assert gaps[0] == pytest.approx(gaps[1], abs=1)
    assert gaps[0] > 15


def _looked(made, setting):
    return json.loads(compiling._end(made, setting))


def _filled(said):
    return said["page"], float(said["y"].removesuffix("pt")) / settings.PAGE_HEIGHT


def test_a_nearly_empty_last_page_is_taken_in():
    """Where a little less space spares a page of a few lines, a little less is given."""
    lines = [Paragraph(words=text(f"line {n}")) for n in range(90)]
    ends = {n: _filled(_looked(typeset(small(*lines[:n])), Setting())) for n in range(30, 90)}
    full = max(n for n, (pages, _) in ends.items() if pages == 1)
    assert ends[full + 1][1] < settings.LEAST_FILLED
    assert len(reader(printed(small(*lines[: full + 1]))).pages) == 1
    assert len(reader(printed(small(*lines[: full + 25]))).pages) == 2


def test_the_loosest_setting_that_spares_a_page_is_taken():
    """What is tried first changes no answer: of the settings that spare a page, the loosest."""
    lines = [Paragraph(words=text(f"line {n}")) for n in range(60)]
    taken = set()
    for n in range(30, 60, 2):
        made = typeset(small(*lines[:n]))
        pages = {d: _filled(_looked(made, Setting(d))) for d in settings.DENSITIES}
        loose, filled = pages[1.0]
        sparing = [d for d in settings.DENSITIES if pages[d][0] < loose]
        wanted = max(sparing) if sparing and filled <= settings.LEAST_FILLED else 1.0
        found = settings.settled(lambda setting, made=made: compiling._end(made, setting))
        assert found == Setting(wanted), n
        taken.add(wanted)
    assert len(taken) > 1


def test_a_chapter_is_carried_over_to_a_nearly_empty_page():
    """Where no setting spares the last page, the last chapter that fills it by half begins it."""
    body = [Paragraph(words=text(f"line {n}")) for n in range(65)]
    chapters = {20: "first", 32: "second", 38: "third"}
    blocks = [
        block
        for n, line in enumerate(body)
        for block in (*([Heading(words=chapters[n])] if n in chapters else []), line)
    ]
    blocks = blocks[: len(blocks) - 9]
    pdf = printed(small(*blocks))
    words = ["".join(shown.extract_text().split()) for shown in reader(pdf).pages]
    assert len(words) == 2
    assert words[1].startswith("2second"), words


def test_a_chapter_stays_where_the_last_page_is_full_enough():
    """Chapters are carried to a page that would be less than half full, and to no other."""
    said = {"page": 2, "y": "500pt", "chapters": [{"page": 1, "y": "700pt"}]}
    looks = []

    def look(setting):
        looks.append(setting)
        return json.dumps(said)

    assert settings.settled(look) == Setting()
    assert looks == [Setting()]
    said["y"] = "300pt"
    settings.settled(look)
    assert Setting(fresh=1) in looks


def test_headings_never_skip_a_level():
    """A heading stands at most one level below the one before it."""
    shown = small(*(Heading(words=f"h{n}", level=n) for n in (3, 3, 1, 3)))
    assert _titles(reader(printed(shown)).outline) == ["1h3", ["1.1h3"], "2h1", ["2.1h3"]]


def test_pixels_and_charts_without_caption():
    """A chart without a caption is not numbered, and does not count."""
    bare = Chart(svg="<svg xmlns='http://www.w3.org/2000/svg'/>", alt="nothing", caption="")
    named = bare.model_copy(update={"caption": "named"})
    assert "Figure1named" in words_of(printed(small(bare, named)))


def test_a_date_may_be_a_year(monkeypatch):
    """A date as precise as the data is enough; without one SOURCE_DATE_EPOCH is the date."""
    shown = small()
    head = shown.blocks[0].model_copy(update={"date": "2024"})
    assert reader(printed(page([head]))).metadata["/CreationDate"].startswith("D:20240101")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert reader(printed(shown)).metadata["/CreationDate"].startswith("D:20231114")


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        (page([]), "a briefing has one head; this one has 0: none"),
        (
            page([*small().blocks, *small(title="u").blocks]),
            "a briefing has one head; this one has 2: 't', 'u'",
        ),
        (small(title=" "), "the head of the briefing has an empty title; give it one"),
        (
            small(Paragraph(words=text(Span(text="[3]", cite="s3")))),
            "'[3]' cites the source 's3', which is not in the list of sources; show the sources in the notebook too",
        ),
        (
            page([small().blocks[0].model_copy(update={"date": "2024-13"})]),
            "date '2024-13' of the briefing 't' is no ISO date; write 2024, 2024-03 or 2024-03-31",
        ),
    ],
)
def test_refusals(shown, message):
    """A page that cannot be set is refused in one sentence that says why."""
    with pytest.raises(BuildError) as refused:
        typeset(shown)
    assert str(refused.value) == message


def test_an_impossible_epoch_is_refused(monkeypatch):
    """SOURCE_DATE_EPOCH has to be a number of seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(BuildError, match="SOURCE_DATE_EPOCH 'soon' is no number of seconds"):
        typeset(small())


def test_a_drawing_that_is_none_is_refused_in_one_line():
    """What the compiler refuses comes back as one line without a traceback."""
    broken = Chart(svg="<svg", alt="nothing", caption="")
    with pytest.raises(BuildError, match=r"^the page could not be set: [^\n]+$"):
        printed(small(broken))


def test_nothing_is_read_from_outside(tmp_path, monkeypatch):
    """The compiler has the given files only, wherever it runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.json").write_text("{}")
    made = typeset(small())
    assert isinstance(made, Typesetting)
    assert isinstance(reader(compiling.compile_pdf(made)), pypdf.PdfReader)


@pytest.mark.parametrize(("begins", "wanted"), [("500pt", 0), ("550pt", 0), ("560pt", 1)])
def test_no_chapter_leaves_more_than_a_third_of_its_page_empty(begins, wanted):
    """A chapter is carried over where two thirds of the page before stay filled; the last page may be emptier."""

    def look(setting):
        y = "200pt" if setting == Setting() else "450pt"
        return json.dumps({"page": 2, "y": y, "chapters": [{"page": 1, "y": begins}]})

    assert settings.settled(look) == Setting(fresh=wanted)
