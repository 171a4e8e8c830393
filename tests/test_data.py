"""Laws of the bundled data: whole, valid, and made again by the command that made them."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, system

from fadu.files import bundled
from fadu.panel import Panel
from fadu.rebuild import main, romanise
from fadu.schema import PANEL_TABLES, REGISTER_TABLES, package_descriptor

SHARED = Path(__file__).parents[2] / "shared"
RAW = SHARED / "panel"


def test_frictionless(tmp_path: Path) -> None:
    """The tables keep their declared schemas and keys, by Frictionless's own validator."""
    folder = shutil.copytree(bundled("data"), tmp_path / "data")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "note"])[:3]
    assert report.stats["tasks"] == 7


def test_the_descriptor_is_the_declared_one() -> None:
    """``datapackage.json`` says of each table what the package holds it to."""
    told = json.loads((bundled("data") / "datapackage.json").read_text(encoding="utf-8"))
    declared = package_descriptor((*PANEL_TABLES, *REGISTER_TABLES))
    assert {r["name"]: r for r in told["resources"]} == {
        r["name"]: r for r in declared["resources"]
    }


def raw_folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return the raw tables: the real ones where they are, else a small set of the same form."""
    if RAW.is_dir():
        return RAW, SHARED / "seed"
    panel, report = tmp_path / "panel", tmp_path / "report"
    panel.mkdir()
    report.mkdir()
    data = bundled("data")
    keep = {
        "observations": "district year period indicator measure value unit qualifier source",
        "sources": "id title publisher published tier url",
        "population": "district year persons kind",
        "breaks": "id indicators district reach from kind note_en",
        "districts": "code name parent level",
    }
    for name, columns in keep.items():
        frame = pd.read_csv(data / f"{name}.csv", dtype="str", keep_default_na=False)
        if name == "observations":
            frame = frame[frame["source"] != "s001"]
        frame[columns.split()].to_csv(panel / f"{name}.csv", index=False)
    frame = pd.read_csv(data / "districts.csv", dtype="str", keep_default_na=False)
    frame[["code", "name"]].to_csv(panel / "districts_seen.csv", index=False)
    frame = pd.read_csv(data / "district_changes.csv", dtype="str", keep_default_na=False)
    columns = ["year", "kind", "old_code", "old_name", "new_code", "new_name"]
    frame[columns].assign(curated="0").to_csv(panel / "district_changes.csv", index=False)
    (panel / "decisions.csv").write_text("district,year,period,indicator,value,reason\n")
    (report / "figures.csv").write_text(
        "start,end,surface,value,unit,qualifier,indicator,measure,year\n"
    )
    (report / "report.txt").write_text("一、概况\n")
    return panel, report


def test_rebuild_is_complete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rebuilding takes every raw row or names it, and gives the same bytes as the bundled data."""
    panel, report = raw_folders(tmp_path)
    folder = Path(shutil.copytree(bundled("data"), tmp_path / "data"))
    for path in folder.glob("*.csv"):
        path.unlink()
    assert main([str(panel), str(report), "--data", str(folder)]) == 0
    account = capsys.readouterr().out
    rows = len(pd.read_csv(panel / "observations.csv"))
    assert f"observations{rows:>43}"[-7:] in account
    for path in folder.glob("*.csv") if RAW.is_dir() else ():
        assert path.read_bytes() == (bundled("data") / path.name).read_bytes(), path.name


def test_rebuild_names_what_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A raw figure that cannot be taken is printed with its reason, and the others are taken."""
    panel, report = raw_folders(tmp_path)
    mine = Path(shutil.copytree(panel, tmp_path / "raw"))
    for path in mine.iterdir():
        path.chmod(0o644)
    with (mine / "observations.csv").open("a") as table:
        table.write("110112,2019,,review_odd,value,1,件,exact,s046\n")
        table.write("110112,2019,,review_received,value,1,元,exact,s046\n")
        table.write("999999,2019,,review_received,value,1,件,exact,s999\n")
    folder = Path(shutil.copytree(bundled("data"), tmp_path / "data"))
    assert main([str(mine), str(report), "--data", str(folder)]) == 0
    account = capsys.readouterr().out
    assert "indicator 'review_odd' has no codebook entry" in account
    assert "unit '元' is not '件' of review_received" in account
    assert "district '999999' is not known; source 's999' is not known" in account


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("通州区", "Tongzhou"),
        ("西安市", "Xi'an"),
        ("秀山土家族苗族自治县", "Xiushan"),
        ("沧县", "Cangxian"),
    ],
)
def test_english_names(name: str, english: str) -> None:
    """A place name in English is its pinyin without the word for its kind."""
    assert romanise(name) == english


def test_descriptor_matches_the_tables(panel: Panel) -> None:
    """``datapackage.json`` describes the columns that the tables have."""
    descriptor = json.loads((bundled("data") / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        head = (bundled("data") / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert head.split(",") == [f["name"] for f in resource["schema"]["fields"]]


def test_decisions_hold(panel: Panel) -> None:
    """Every decision still finds the printed values on which it was made."""
    assert len(panel.decisions) == 6
    table = panel.table
    for decision in panel.decisions:
        cell = table[
            (table["district"] == decision.district)
            & (table["year"] == decision.year)
            & (table["indicator"] == decision.indicator)
            & (table["period"] == decision.period)
        ]
        assert sorted(map(float, decision.expect)) == sorted(cell["value"])
