"""The version is one: in the package, its metadata, the citation, and at the head of the changelog."""

import re
import tomllib
from pathlib import Path

from fadu.version import VERSION

ROOT = Path(__file__).parents[2]


def test_every_place_names_the_same_version() -> None:
    """Whoever cites, installs or reads what changed meets the version that a PDF prints."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    cited = re.findall(r"(?m)^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"))
    told = re.findall(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert [about["project"]["version"], *cited, told[0]] == [VERSION] * 3
