"""The explorer: choose an indicator, places, years and a tier; see at once what there is."""

import importlib
import threading
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from fadu.codebook import LANGUAGES, Language
from fadu.errors import RequestError, one_of
from fadu.lab.choices import MOST_PLACES, Choice, Choices
from fadu.lab.orders import NOTEBOOKS, Builder, Order, order
from fadu.model import TIERS
from fadu.panel import Panel
from fadu.workspace import workspace_of

_WORDS = {
    "zh": {
        "indicator": "指标", "places": "地区", "find": "按名称查找", "years": "年份",
        "tier": "来源", "every": "全部来源", "series": "历年", "comparison": "同级地区",
        "coverage": "各级公布的地方数", "figures": "所用公布值与来源", "notebook": "简报",
        "write": "写出参数", "build": "生成简报", "none": "没有符合的选项",
        "done": "完成", "few": "最多同时画6地；按住Ctrl可选多个，首个为主。",
    },
    "en": {
        "indicator": "Indicator", "places": "Places", "find": "find by name", "years": "Years",
        "tier": "Sources", "every": "all sources", "series": "Years",
        "comparison": "Places of the level", "coverage": "Places that report, by level",
        "figures": "The figures behind, and their sources", "notebook": "Briefing",
        "write": "write parameters", "build": "build", "none": "nothing fits", "done": "done",
        "few": "Up to 6 are drawn; hold Ctrl for several, the first is in focus.",
    },
}  # fmt: skip
_TIER_WORDS = {
    "zh": dict(zip(TIERS, ("官方", "学术以上", "媒体以上", "含转载"), strict=True)),
    "en": dict(
        zip(TIERS, ("official", "academic or better", "media or better", "any"), strict=True)
    ),
}


class Explorer(widgets.VBox):
    """The widgets of one panel; each is an attribute, so that code can move them too.

    Parameters
    ----------
    panel
        What is explored.
    lang
        zh or en.
    builder
        Builds a briefing; by default ``fadu.brief``.
    out
        Folder for the PDFs; empty for ``reports`` of the workspace that one stands in.
    """

    def __init__(
        self,
        panel: Panel,
        lang: Language = "zh",
        builder: Builder | None = None,
        out: str = "",
    ) -> None:
        self.choices = Choices(panel, lang)
        self.out = out or str((workspace_of(Path()) or Path()) / "reports")
        self._builder = builder
        self._words = _WORDS[lang]
        self._held = False
        self._make()
        self._arrange()
        self._listen()
        super().__init__(children=self._layout)
        self.add_class("fadu-explorer")
        self._new_indicator()

    def _make(self) -> None:
        w, wide = self._words, widgets.Layout(width="auto")
        listed = widgets.Layout(width="auto", height="150px")
        options, most = self.choices.indicators, self.choices.most_printed
        self.find_indicator = widgets.Text(placeholder=w["find"], layout=wide)
        self.indicator = widgets.Select(options=options, value=most, layout=listed)
        self.find_place = widgets.Text(placeholder=w["find"], layout=wide)
        self.places = widgets.SelectMultiple(layout=listed)
        self.hint = widgets.HTML(layout=wide)
        self.years = widgets.IntRangeSlider(
            min=1980, max=2030, value=(1980, 2030), continuous_update=False, layout=wide,
        )  # fmt: skip
        tiers = [(w["every"], None), *((_TIER_WORDS[self.lang][t], t) for t in TIERS[:3])]
        self.tier = widgets.Dropdown(options=tiers, layout=wide)
        self.shown = {name: widgets.HTML(layout=wide) for name in self.choices.views}
        self.notebook = widgets.Dropdown(description=w["notebook"], options=NOTEBOOKS)
        self.write = widgets.Button(description=w["write"])
        self.build = widgets.Button(description=w["build"], button_style="primary")
        self.progress = widgets.IntProgress(min=0, max=1, value=0)
        self.built = widgets.Label()
        self.ordered = widgets.HTML(layout=wide)

    def _arrange(self) -> None:
        w = self._words
        left = widgets.VBox(
            [
                _label(w["indicator"]), self.find_indicator, self.indicator,
                _label(w["places"]), self.find_place, self.places, self.hint,
                _label(w["years"]), self.years, _label(w["tier"]), self.tier,
            ],
            layout=widgets.Layout(width="34%", min_width="280px", padding="0 12px 0 0"),
        )  # fmt: skip
        right = widgets.VBox(
            [
                x
                for name in ("series", "comparison")
                for x in (_label(w[name]), self.shown[name])
            ],
            layout=widgets.Layout(width="64%", min_width="360px"),
        )
        below = [
            x for name in ("coverage", "figures") for x in (_label(w[name]), self.shown[name])
        ]
        row = widgets.HBox([self.notebook, self.write, self.build, self.progress, self.built])
        top = widgets.HBox([left, right], layout=widgets.Layout(flex_flow="row wrap"))
        self._layout = [top, *below, row, self.ordered]

    def _listen(self) -> None:
        self.find_indicator.observe(self._search_indicator, "value")
        self.indicator.observe(self._new_indicator, "value")
        self.find_place.observe(self._search_place, "value")
        self.places.observe(self._draw, "value")
        self.years.observe(self._draw, "value")
        self.tier.observe(self._new_tier, "value")
        self.write.on_click(self._write)
        self.build.on_click(self._build)

    @property
    def lang(self) -> Language:
        """The language of the words."""
        return self.choices.lang

    @property
    def choice(self) -> Choice:
        """What is looked at now."""
        first, last = self.years.value
        return Choice(
            self.indicator.value, tuple(self.places.value), first, last, self.tier.value
        )

    def _search_indicator(self, _: Any = None) -> None:
        found = self.choices.find_indicators(self.find_indicator.value)
        if not found:
            self.hint.value = escape(self._words["none"])
            return
        held, ids = self.indicator.value, [i for _, i in found]
        self._held = True
        self.indicator.options = found
        self.indicator.value = held if held in ids else ids[0]
        self._held = False
        if held not in ids:
            self._new_indicator()

    def _new_indicator(self, _: Any = None) -> None:
        if self._held:
            return
        self._held = True
        self.find_place.value = ""
        first, last = self.choices.years(self.indicator.value, None)
        self.years.min, self.years.max = min(first, self.years.min), last
        self.years.min = first
        self.years.value = (first, last)
        self._offer()
        self._held = False
        self._draw()

    def _new_tier(self, _: Any = None) -> None:
        self._held = True
        self._offer()
        self._held = False
        self._draw()

    def _offer(self) -> None:
        """Offer the places that have figures; those chosen stay, else the first is chosen."""
        wanted = self.find_place.value
        found = self.choices.places(self.indicator.value, self.tier.value, wanted)
        before = self.places.value
        self.places.options = found
        codes = [code for _, code in found]
        self.places.value = tuple(c for c in before if c in codes) or tuple(codes[:1])
        silent = self.choices.without(wanted, self.indicator.value, self.tier.value)
        self.hint.value = escape(silent or ("" if found else self._words["none"]))

    def _search_place(self, _: Any = None) -> None:
        if self._held:
            return
        before = self.places.value
        self._held = True
        self._offer()
        self._held = False
        if self.places.value != before:
            self._draw()

    def _draw(self, _: Any = None) -> None:
        if self._held:
            return
        if len(self.places.value) > MOST_PLACES:
            self.hint.value = escape(self._words["few"])
        for name, view in self.choices.views.items():
            self.shown[name].value = view(self.choice)

    def order(self) -> Order:
        """Return the briefings that the button would print now."""
        layers = self.choices.panel.layers[1:]
        data = str(Path(layers[-1].path).resolve()) if layers else ""
        return order(self.notebook.value, self.choice, self.lang, data)

    def _write(self, _: Any = None) -> None:
        if self.places.value:
            wanted = self.order()
            self.ordered.value = _code(wanted.words()) + _code(wanted.toml())

    def _build(self, _: Any = None) -> None:
        """Build in a thread of its own, so that the explorer can still be moved."""
        if not self.places.value:
            return
        wanted = self.order()
        self.build.disabled = True
        self.progress.max = len(wanted.briefings)
        self._count(0)
        self.ordered.value = _code(wanted.words())
        threading.Thread(target=self._print, args=(wanted,), daemon=True).start()

    def _print(self, wanted: Order) -> None:
        builder: Builder = self._builder or importlib.import_module("fadu").brief
        try:
            for said in wanted.build(builder, self.out):
                self._count(self.progress.value + 1)
                self.ordered.value += _code(said)
        finally:
            self.build.disabled = False

    def _count(self, done: int) -> None:
        self.progress.value = done
        self.built.value = f"{done} / {self.progress.max}"


def explore(
    panel: Panel, lang: Language = "zh", *, out: str = "", builder: Builder | None = None
) -> Explorer:
    """Open the explorer of a panel in a notebook.

    Parameters
    ----------
    panel
        What is explored.
    lang
        zh or en.
    out
        Folder for the briefings that its button prints; by default ``reports`` of the workspace
        that one stands in.
    builder
        Builds a briefing, given notebook, parameters and folder; by default ``fadu.brief``.

    Returns
    -------
    Explorer
        Shows itself as the last line of a cell.

    Raises
    ------
    RequestError
        A panel without figures, or another language.
    """
    if lang not in LANGUAGES:
        raise RequestError(one_of("lang", lang, LANGUAGES))
    if not len(panel):
        raise RequestError("the panel holds no figure; there is nothing to explore")
    return Explorer(panel, lang, builder, out)


def _label(words: str) -> widgets.HTML:
    return widgets.HTML(f"<b>{escape(words)}</b>")


def _code(words: str) -> str:
    return f'<pre style="margin:.3em 0;white-space:pre-wrap">{escape(words)}</pre>'
