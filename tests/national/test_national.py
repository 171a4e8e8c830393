"""Laws of panels of national scale: Parquet is the CSV in fewer bytes, and a selection reads less."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import fadu
from fadu.benchmarks import national as benchmark
from fadu.errors import DataError, RequestError
from fadu.files import bundled
from fadu.panel import Panel, columnar, load, store
from fadu.panel.coded import Rows
from fadu.panel.national import Size, write_national
from fadu.schema import OBSERVATIONS
from fadu.tables import write_table

SMALL = Size(districts=40, years=4, indicators=12, seed=3)
SELECTIONS = [
    {},
    {"indicators": "review_concluded"},
    {"years": "2020:2022", "districts": ["110112", "320000"]},
    {"indicators": ["review_concluded", "review_corrected"], "years": 2023},
    {"districts": []},
]


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small simulated panel on disk."""
    folder = tmp_path_factory.mktemp("national")
    write_national(folder, SMALL)
    return folder


def copy(folder: Path, *, parquet: bool) -> Path:
    """The bundled data in a folder of one's own, as CSV or as Parquet."""
    data = Path(shutil.copytree(bundled("data"), folder / f"data{parquet}"))
    if parquet:
        columnar.save_parquet(load(), data)
        (data / OBSERVATIONS.file).unlink()
    return data


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("wanted", SELECTIONS, ids=str)
def test_rows_that_become_a_frame_later_are_the_same_panel(
    simulated: Path, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, object]
) -> None:
    """Above a size, figures stay coded until all are looked at; no answer depends on that."""
    at_once = load(simulated)
    monkeypatch.setattr("fadu.panel.store.SHARED", 0)
    monkeypatch.setattr("fadu.panel.panel.SHARED", 0)
    store._loaded.cache_clear()
    try:
        later = load(simulated)
        part, same = later.select(**wanted), at_once.select(**wanted)
        official = later.select(**wanted, tier="official")
        assert len(later) == len(at_once)
        assert isinstance(vars(later)["observations"], Rows)
        pd.testing.assert_frame_equal(part.table, same.table)
        pd.testing.assert_frame_equal(
            official.observations, at_once.select(**wanted, tier="official").observations
        )
        pd.testing.assert_frame_equal(part.printed(same.table), same.printed(same.table))
        assert later.years_of("900101") == at_once.years_of("900101")
        pd.testing.assert_frame_equal(later.observations, at_once.observations)
        assert later.digest == at_once.digest
    finally:
        store._loaded.cache_clear()


@pytest.mark.parametrize("wanted", SELECTIONS, ids=str)
def test_parquet_and_csv_are_the_same_panel(tmp_path: Path, wanted: dict[str, object]) -> None:
    """The same selection of the same figures is the same panel from CSV and from Parquet."""
    one, other = (load(copy(tmp_path, parquet=p), **wanted) for p in (False, True))
    pd.testing.assert_frame_equal(one.observations, other.observations)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert one.scope == other.scope
    assert [(x.added, x.overridden) for x in one.layers] == [
        (x.added, x.overridden) for x in other.layers
    ]


@pytest.mark.parametrize("wanted", SELECTIONS, ids=str)
def test_load_of_a_selection_is_the_selection_of_a_load(
    simulated: Path, wanted: dict[str, object]
) -> None:
    """What `load` reads of a selection is what `select` keeps of the whole."""
    part, whole = load(simulated, **wanted), load(simulated).select(**wanted)
    kept = whole.observations.reset_index(drop=True)
    pd.testing.assert_frame_equal(part.observations, kept)
    pd.testing.assert_frame_equal(part.table, whole.table.reset_index(drop=True))
    assert part.scope == whole.scope


def test_same_content_same_bytes(tmp_path: Path, panel: Panel) -> None:
    """The order of the rows that are written changes no byte of the file."""
    one = digest(columnar.save_parquet(panel, tmp_path / "a"))
    shuffled = panel.observations.sample(frac=1, random_state=1)
    assert digest(columnar.save_parquet(shuffled, tmp_path / "b")) == one


def test_texts_stay_texts(tmp_path: Path, panel: Panel) -> None:
    """Values and resolutions stand in the file as printed, with their trailing zeros."""
    printed = panel.observations[:3].assign(value=["98.0", "0.50", "10"], resolution="0.10")
    path = columnar.save_parquet(printed, tmp_path)
    found = pq.read_table(path)
    assert found.schema.field("value").type == pa.string()
    assert sorted(found["value"].to_pylist()) == ["0.50", "10", "98.0"]
    assert set(found["resolution"].to_pylist()) == {"0.10"}


def test_a_selection_reads_only_its_row_groups(
    simulated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file with a row group for each indicator, one indicator takes one row group."""
    monkeypatch.setattr(columnar, "GROUP", 200)
    path = columnar.save_parquet(load(simulated).select(years=range(2021, 2025)), tmp_path)
    about = pq.read_metadata(path)
    assert about.num_row_groups > 10
    for name in ("review_concluded", "review_corrected"):
        groups = columnar.needed_groups(about, {"indicator": [name]})
        read = pq.ParquetFile(path).read_row_groups(groups)["indicator"].to_pylist()
        assert len(groups) <= 2
        assert read.count(name) == pq.read_table(path)["indicator"].to_pylist().count(name)


def changed(name: str, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Return a change of the first row."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        cells = frame[name].to_numpy(dtype=object)
        cells[0] = value
        return frame.assign(**{name: cells})

    return change


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (changed("qualifier", "abut"), "column qualifier: 'abut'; allowed: one of exact"),
        (changed("value", "1,5"), "column value: '1,5'; allowed: number"),
        (changed("year", 20), "column year: '20'; allowed: integer"),
        (changed("source", "nobody"), "'nobody' is not in the table of sources"),
        (changed("district", "999999"), "'999999' is not in the register of districts"),
        (changed("unit", "元"), "'元' is no unit of"),
        (lambda f: pd.concat([f, f[:1]]), "repeats the key"),
        (lambda f: f.drop(columns="unit"), "has the columns"),
        (lambda f: f.assign(value=1.5), "column value is of type double; needed: string"),
        (changed("section", None), "column section holds null"),
    ],
)
def test_damaged_parquet(
    simulated: Path,
    tmp_path: Path,
    damage: Callable[[pd.DataFrame], pd.DataFrame],
    message: str,
) -> None:
    """A damaged Parquet file is refused with the file, the column and what is allowed."""
    data = Path(shutil.copytree(simulated, tmp_path / "data"))
    path = data / columnar.FILE
    damage(
        pq.read_table(path).to_pandas().astype({"start": "Int64", "end": "Int64"})
    ).to_parquet(path, index=False)
    with pytest.raises(DataError) as caught:
        load(data)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


def test_not_parquet(simulated: Path, tmp_path: Path) -> None:
    """A file that is no Parquet, and one beside a CSV, are refused by name."""
    data = Path(shutil.copytree(simulated, tmp_path / "data"))
    (data / columnar.FILE).write_bytes(b"district,year\n")
    with pytest.raises(DataError, match=r"observations\.parquet: not readable as Parquet"):
        load(data)
    write_table(OBSERVATIONS.empty(), OBSERVATIONS, data)
    with pytest.raises(DataError, match=r"observations\.csv stands beside it; keep one"):
        load(data)


def test_an_unknown_selection_is_refused(simulated: Path) -> None:
    """A selection that does not exist is refused as `select` refuses it."""
    with pytest.raises(
        RequestError, match="indicator 'review_corected' is not in the codebook"
    ):
        load(simulated, indicators="review_corected")
    with pytest.raises(RequestError, match="years 'soon' is no year"):
        load(simulated, years="soon")


def test_simulated_says_so_everywhere(simulated: Path) -> None:
    """The descriptor, every source, the layer and each sentence say simulated."""
    assert json.loads((simulated / "datapackage.json").read_text("utf-8"))["simulated"] is True
    whole = load(simulated)
    own = whole.sources[whole.sources["id"].str.startswith("simulated")]
    assert own["title"].str.contains("模拟数据.*simulated data").all()
    assert whole.layers[-1].path == "simulated"
    found = fadu.compare(whole, "review_correction_rate", 2023)
    assert all("模拟" in s for s in found.sentences("zh"))
    assert all("simulated" in s.lower() for s in found.sentences("en"))


def test_a_seed_is_a_panel(simulated: Path, tmp_path: Path) -> None:
    """The same seed gives the same bytes of every file, another seed other figures."""
    write_national(tmp_path / "again", SMALL)
    write_national(tmp_path / "other", Size(40, 4, 12, seed=4))
    for path in simulated.iterdir():
        assert digest(path) == digest(tmp_path / "again" / path.name)
    assert digest(simulated / columnar.FILE) != digest(tmp_path / "other" / columnar.FILE)


def test_simulated_imitates_real_panels(simulated: Path) -> None:
    """Simulated figures have holes, silence, rounding, second figures, and a break that lifts them."""
    own = load(simulated).table
    own = own[own["source"].str.startswith("simulated")]
    assert own.groupby("district")["year"].nunique().min() < SMALL.years
    assert set(own["qualifier"]) == {"exact", "about", "over", "nearly"}
    assert (own["status"] == "not_printed").mean() == pytest.approx(0.08, abs=0.03)
    assert {"tier", "no value"} <= set(own["choice"])
    counts = own[(own["unit"] != "%") & own["chosen"]]
    here = counts[counts["district"].str.startswith("90")].groupby("year")["value"].sum()
    assert here[2023] > here[2022] * 1.1


@pytest.mark.long
def test_three_million_figures(tmp_path: Path) -> None:
    """A panel of 2,850 districts, 12 years and 100 indicators is loaded within three Arrow tables."""
    assert write_national(tmp_path) > 3_400_000
    raw = benchmark._apart(tmp_path, "raw all", 1)
    mine = benchmark._apart(tmp_path, "all", 1)
    assert mine["peak"] <= 3 * raw["arrow"]
    part = load(tmp_path, indicators="review_concluded")
    assert part.observations["district"].nunique() > 2_800
    assert np.isfinite(part.table.loc[part.table["chosen"], "value"]).all()
