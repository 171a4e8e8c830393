"""The looks of a house."""

import os
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pydantic import ValidationError
from sample_pages import SVG, briefing, elements, printed, reader, small, words_of

from fadu.briefing.house import House, read_house
from fadu.errors import RequestError
from fadu.page import Heading, Paragraph, text


def test_defaults_need_nothing_installed():
    """The default faces come with the package and print both scripts."""
    assert {ord(c) for c in "一aé—“”±×≥†‡"} <= House().characters()


def test_a_house_of_ones_own(tmp_path):
    """Fonts, colour, letterhead and logo come from a TOML file, paths relative to it."""
    (tmp_path / "logo.svg").write_text(SVG.format(label="L"), encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    path = tmp_path / "house.toml"
    path.write_text(
        'heading_font = "Noto Serif SC"\nfont_paths = ["fonts"]\ncolour = "#7a0000"\n'
        'letterhead = "某某市司法局"\nlogo = "logo.svg"\nlogo_alt = "徽章"\nauthor = "某局"\n',
        encoding="utf-8",
    )
    house = read_house(path)
    pdf = printed(briefing(), house)
    assert house.font_paths == (tmp_path / "fonts",)
    assert words_of(pdf).startswith("L某某市司法局")
    assert reader(pdf).metadata.author == "某局"
    assert "徽章" in [e["/Alt"] for e in elements(pdf) if e["/S"] == "/Figure"]
    assert all("Serif" in f for f in _fonts(pdf))


@pytest.fixture
def latin(tmp_path):
    """A folder with a face that has Latin letters alone."""
    font = TTFont(pylopdf_fonts_zh_cn.serif_path())
    only = subset.Subsetter()
    only.populate(unicodes=range(0x20, 0x7F))
    only.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = "Latin"
    font["CFF "].cff.fontNames = ["Latin"]
    font.save(tmp_path / "latin.otf")
    return tmp_path


def test_chinese_stays_in_its_face_where_a_house_has_latin_alone(latin):
    """What a Latin face of headings cannot print is set in the bundled face of headings."""
    house = House(heading_font="Latin", font_paths=(latin,))
    pdf = printed(
        small(Heading(words="Title 标题"), Paragraph(words=text("words 正文"))), house
    )
    faces = {"Title": set(), "标题": set(), "words": set(), "正文": set()}

    def visit(said, _, __, font, ___):
        for words, found in faces.items():
            if words in said:
                found.add(font["/BaseFont"].partition("+")[2].partition("-")[0])

    for shown in reader(pdf).pages:
        shown.extract_text(visitor_text=visit)
    assert faces == {
        "Title": {"Latin"}, "标题": {"NotoSansSC"}, "words": {"NotoSerifSC"}, "正文": {"NotoSerifSC"},
    }  # fmt: skip
    assert house.drawing_font("Title") == "Latin"
    assert house.drawing_font("Title 标题") == "Noto Sans SC"


def _fonts(pdf):
    return [
        font.get_object()["/BaseFont"]
        for shown in reader(pdf).pages
        for font in shown["/Resources"]["/Font"].values()
    ]


def test_colour_reaches_the_page():
    """The house's colour is the colour of headings and rules."""
    assert printed(small(), House(colour="#7a0000")) != printed(small())


def test_an_unknown_font_is_refused():
    """A family that is nowhere is named with those that are there."""
    with pytest.raises(RequestError) as refused:
        printed(small(), House(text_font="FangSong"))
    assert str(refused.value) == (
        "font 'FangSong' is not among Noto Sans SC, Noto Serif SC; "
        "name the folder that holds it in font_paths"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"logo": "a.gif"}, "ending of logo '.gif' is not one of .svg, .png, .jpg"),
        ({"logo": "a.svg"}, "logo a.svg has no logo_alt; say in words what it shows"),
        (
            {"logo": "a.svg", "logo_alt": "x"},
            "logo a.svg cannot be read: No such file or directory",
        ),
    ],
)
def test_a_logo_that_cannot_be_printed_is_refused(fields, message, tmp_path, monkeypatch):
    """A logo has to be there, of a known kind, and described."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError) as refused:
        printed(small(), House.model_validate(fields))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            'color = "#000000"',
            "house.toml has the unknown field 'color'; near it: colour; allowed: heading_font",
        ),
        ('colour = "red"', "colour = 'red': String should match pattern"),
        ("colour", "not readable as TOML"),
        ('letterhead = "a\\u0000"', "'a\\x00' holds a character that is not printed"),
    ],
)
def test_a_wrong_file_is_refused(toml, message, tmp_path):
    """A field that is unknown or of another shape is named with the file."""
    path = tmp_path / "house.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(RequestError) as refused:
        read_house(path)
    assert str(path) in str(refused.value)
    assert message in str(refused.value)


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo])
def test_a_style_that_is_no_file_is_refused(put, tmp_path):
    """Rules and logos are plain files; a pipe is not waited for."""
    put(tmp_path / "style.typ")
    with pytest.raises(RequestError, match=r"style .*style\.typ is no file"):
        House(style=tmp_path / "style.typ").complete()


def test_a_house_is_frozen():
    """The looks do not change while pages are set."""
    with pytest.raises(ValidationError, match="frozen"):
        House().colour = "#000000"


def test_the_bundled_folder_is_the_packages():
    """The fonts' folder is the one that the font package names."""
    assert House().all_font_paths == (str(pylopdf_fonts_zh_cn.serif_path().parent),)
