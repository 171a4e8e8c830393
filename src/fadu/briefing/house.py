"""The looks of the office that prints: fonts, colour, letterhead."""

from functools import lru_cache
from pathlib import Path
from typing import Self

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from fadu.errors import RequestError, one_of, shown
from fadu.files import small_file
from fadu.page import STRONG
from fadu.toml import explained, read_toml

BUNDLED_FONTS = (pylopdf_fonts_zh_cn.sans_path().parent,)
BUNDLED = ("Noto Sans SC", "Noto Serif SC")
LOGO_KINDS = (".svg", ".png", ".jpg")
HOUSE_FILE = "house.toml"


class House(BaseModel):
    """The looks of a briefing; the defaults need nothing installed.

    Parameters
    ----------
    heading_font, text_font
        Font families: Chinese custom is 黑体 for headings and tables, 宋体 for text.  What they
        cannot print, such as Chinese in a Latin face, the bundled ones of that kind do.
    font_paths
        Folders or files in which families other than the bundled two are looked for.
    colour
        Colour of headings, rules, key words and the place in question, as ``#rrggbb``.
    letterhead
        Words at the top of the first page, usually the office's name.
    logo
        Picture at the top of the first page: .svg, .png, .jpg.
    logo_alt
        What the logo shows; asked for wherever there is one.
    author
        Author in the document's metadata.
    style
        File with rules in Typst (``#set``, ``#show``) that follow those of the package.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading_font: str = Field(default="Noto Sans SC", min_length=1)
    text_font: str = Field(default="Noto Serif SC", min_length=1)
    font_paths: tuple[Path, ...] = ()
    colour: str = Field(default=STRONG, pattern=r"^#[0-9a-fA-F]{6}$")
    letterhead: str = ""
    logo: Path | None = None
    logo_alt: str = ""
    author: str = "fadu"
    style: Path | None = None

    @field_validator("heading_font", "text_font", "letterhead", "logo_alt", "author")
    @classmethod
    def _printable(cls, words: str) -> str:
        if not words.isprintable():
            raise ValueError(f"{shown(words)} holds a character that is not printed")
        return words

    @property
    def all_font_paths(self) -> tuple[str, ...]:
        """Where fonts are looked for: the bundled folder, then one's own."""
        return tuple(str(path) for path in (*BUNDLED_FONTS, *self.font_paths))

    def logo_bytes(self) -> bytes:
        """Return the content of the logo.

        Raises
        ------
        RequestError
            It cannot be read, is of another kind, or lacks its words.
        """
        path = self.logo or Path()
        if path.suffix.lower() not in LOGO_KINDS:
            raise RequestError(one_of("ending of logo", path.suffix, LOGO_KINDS))
        if not self.logo_alt:
            raise RequestError(f"logo {path} has no logo_alt; say in words what it shows")
        return small_file(path, "logo")

    def style_bytes(self) -> bytes:
        """Return the rules of one's own; nothing where there are none.

        Raises
        ------
        RequestError
            The file cannot be read.
        """
        return small_file(self.style, "style") if self.style else b""

    def complete(self) -> Self:
        """Return these looks; every file and family that they name is there.

        Raises
        ------
        RequestError
            One is not.
        """
        self.characters()
        self.style_bytes()
        if self.logo:
            self.logo_bytes()
        return self

    def characters(self) -> frozenset[int]:
        """Return the code points that the two families, or the bundled ones, can print.

        Raises
        ------
        RequestError
            A family that is in none of the folders.
        """
        files = _files(self.all_font_paths)
        named = (self.heading_font, self.text_font)
        for family in named:
            if family not in files:
                raise RequestError(
                    f"font {family!r} is not among {', '.join(sorted(files))}; "
                    "name the folder that holds it in font_paths",
                )
        return frozenset.union(*(_drawn(files[family]) for family in (*named, *BUNDLED)))

    def drawing_font(self, words: str) -> str:
        """Return the one face for a drawing: that of headings, where it has all `words`."""
        drawn = _drawn(_files(self.all_font_paths)[self.heading_font])
        return self.heading_font if drawn >= set(map(ord, words)) else BUNDLED[0]


def read_house(path: Path) -> House:
    """Read the looks of a house from a TOML file; paths in it are relative to its folder.

    Raises
    ------
    RequestError
        The file cannot be read, or a field is unknown or of another shape.
    """
    try:
        found = House.model_validate(read_toml(path, RequestError))
    except ValidationError as error:
        said = explained(error, House.model_fields)
        raise RequestError(f"{path} {said}") from error
    folder = path.parent
    return found.model_copy(
        update={
            "font_paths": tuple(folder / p for p in found.font_paths),
            "logo": found.logo and folder / found.logo,
            "style": found.style and folder / found.style,
        },
    )


def house_of(notebook: Path, data: str = "") -> House:
    """Return the looks of the workspace that a briefing is made in; the usual ones elsewhere.

    Parameters
    ----------
    notebook
        The file; ``house.toml`` in its folder or the one above is read.
    data
        The folder of one's own data; ``house.toml`` in it or beside it goes before.

    Raises
    ------
    RequestError
        As in `read_house`.
    """
    own = [Path(data).resolve()] if data else []
    near = [f for start in (*own, notebook.resolve().parent) for f in (start, start.parent)]
    found = next((f / HOUSE_FILE for f in near if (f / HOUSE_FILE).is_file()), None)
    return read_house(found) if found else House()


@lru_cache
def _files(paths: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for font in typst.Fonts(False, False, list(paths)).fonts():
        if font.path is not None:
            found.setdefault(font.family, (font.path, font.index))
    return found


@lru_cache
def _drawn(file: tuple[str, int]) -> frozenset[int]:
    path, index = file
    with TTFont(path, lazy=True, fontNumber=index) as font:
        return frozenset(font.getBestCmap())
