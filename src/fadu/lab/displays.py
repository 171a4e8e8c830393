"""What JupyterLab shows of a page, a frame, a figure, and what a briefing takes from it."""

import io
from typing import Any

import matplotlib as mpl
import pandas as pd
import pylopdf_fonts_zh_cn
from IPython.core.getipython import get_ipython
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from fadu.lab.frames import frame_table
from fadu.lab.html import page_html
from fadu.lab.plain import page_text
from fadu.lab.results import PAGES, show
from fadu.page import (
    MIME_TYPE,
    Attachments,
    Beside,
    Chart,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    Sources,
    Table,
    page,
)

BLOCKS = (Head, Heading, Paragraph, Points, Table, Chart, Beside, Sources, Attachments)
_DRAWING: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "fadu",
    "font.sans-serif": ["Noto Sans SC"],
    "mathtext.fontset": "custom",
    "mathtext.rm": "Noto Sans SC",
    "mathtext.it": "Noto Sans SC",
    "mathtext.bf": "Noto Sans SC",
}


def register() -> bool:
    """Teach the running IPython shell to show pages, and to hand frames and figures over.

    Returns
    -------
    bool
        Whether there is a shell.
    """
    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return False
    formatter = shell.display_formatter.mimebundle_formatter
    for noun in (Page, *BLOCKS):
        formatter.for_type(noun, page_bundle)
    for kind in PAGES:
        formatter.for_type(kind, result_bundle)
    formatter.for_type(pd.DataFrame, frame_bundle)
    formatter.for_type(Figure, figure_bundle)
    return True


def page_bundle(shown: Any, include: Any = None, exclude: Any = None) -> dict[str, Any]:
    """Return a page, or one block, as text, as HTML, and as itself for the briefing.

    Parameters
    ----------
    shown
        A `Page` or one of its blocks.
    include, exclude
        IPython's; not needed.
    """
    del include, exclude
    whole = shown if isinstance(shown, Page) else page([shown])
    return {
        "text/plain": page_text(whole),
        "text/html": page_html(whole),
        MIME_TYPE: whole.model_dump(mode="json"),
    }


def result_bundle(shown: Any, include: Any = None, exclude: Any = None) -> dict[str, Any]:
    """Return what an object of the package shows of itself, in Chinese.

    ``fadu.show(it, "en")`` shows it in English.
    """
    return page_bundle(show(shown), include, exclude)


def frame_bundle(
    frame: pd.DataFrame, include: Any = None, exclude: Any = None
) -> dict[str, Any]:
    """Return a frame as a table for the briefing; on screen it stays as pandas shows it."""
    del include, exclude
    return {MIME_TYPE: page([frame_table(frame)]).model_dump(mode="json")}


def figure_bundle(figure: Figure, include: Any = None, exclude: Any = None) -> dict[str, Any]:
    """Return a figure as a chart for the briefing; on screen it stays as it is."""
    del include, exclude
    return {MIME_TYPE: page([figure_chart(figure)]).model_dump(mode="json")}


def figure_chart(figure: Figure) -> Chart:
    """Return a figure as a chart; its label, else its own words, stand for the picture.

    Parameters
    ----------
    figure
        ``figure.set_label("…")`` gives the description that a reader without the picture hears.
    """
    known = {entry.name for entry in fontManager.ttflist}
    if "Noto Sans SC" not in known:
        fontManager.addfont(str(pylopdf_fonts_zh_cn.sans_path()))
    out = io.StringIO()
    with mpl.rc_context(_DRAWING):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    words = figure.get_label() or "; ".join(_words(figure)) or repr(figure)
    return Chart(svg=out.getvalue(), alt=str(words), caption="")


def _words(figure: Figure) -> list[str]:
    titles = [figure.get_suptitle()]
    for ax in figure.axes:
        titles += [ax.get_title(), ax.get_title("left"), ax.get_ylabel(), ax.get_xlabel()]
        titles += list(ax.get_legend_handles_labels()[1])
    return list(dict.fromkeys(t for t in titles if t))
