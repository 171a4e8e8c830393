"""An analysis of one's own: a question to a panel, its table, sentences and chart."""

from matplotlib.axes import Axes

import fadu
from fadu.panel import Panel


def loudest(panel: Panel, most: int = 8) -> object:
    """Ask which places print most figures, and return an answer that shows itself."""
    counts = panel.table.groupby("district").size().nlargest(most)
    table = counts.rename("figures").reset_index()
    table["name_zh"] = [panel.districts.label(code) for code in table["district"]]
    table["name_en"] = [panel.districts.label(code, "en") for code in table["district"]]
    first = table.iloc[0]

    def draw(ax: Axes, lang: str) -> None:
        shown = table.iloc[::-1]
        ax.barh(shown[f"name_{lang}"], shown["figures"], color="#0b3c5d")
        ax.set_xlabel("公布值个数" if lang == "zh" else "printed figures")

    return fadu.Answer(
        panel=panel,
        title={"zh": "谁公布得最多", "en": "Who prints most"},
        table=table,
        said={
            "zh": [f"{first['name_zh']}公布得最多，有{first['figures']}个公布值。"],
            "en": [f"{first['name_en']} prints most: {first['figures']} figures."],
        },
        draw=draw,
    )


ANALYSES = [loudest]
