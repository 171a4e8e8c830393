"""What the cells of an executed notebook show, as the nouns of a page."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from fadu.briefing.drawings import pixels
from fadu.briefing.prose import blocks_of_markdown
from fadu.errors import BuildError
from fadu.page import MIME_TYPE, Block, Chart, Page, Paragraph, text

WIDGET = "application/vnd.jupyter.widget-view+json"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_OBJECT = re.compile(r"^\[?<.*>[,\]]?$|\bat 0x[0-9a-f]+>", re.DOTALL)


def blocks_of_outputs(outputs: Iterable[Mapping[str, Any]], where: str) -> list[Block]:
    """Return what a cell shows.

    Printed lines become small paragraphs; what goes to standard error, widgets, and the names
    of Python objects (``<Axes: >``) are nothing that a reader needs.

    Parameters
    ----------
    outputs
        Of one code cell.
    where
        Names the cell in a refusal.

    Raises
    ------
    BuildError
        The cell failed, or shows a page of another shape.
    """
    return [block for output in outputs for block in _blocks(output, where)]


def _blocks(output: Mapping[str, Any], where: str) -> list[Block]:
    kind = output["output_type"]
    if kind == "error":
        said = _ESCAPES.sub("", f"{output['ename']}: {output['evalue']}").strip()
        raise BuildError(f"{where} failed: {said.splitlines()[0]}")
    if kind == "stream":
        return _printed(output["text"]) if output["name"] == "stdout" else []
    return _shown(output["data"], output.get("metadata", {}), where)


def _shown(data: Mapping[str, Any], metadata: Mapping[str, Any], where: str) -> list[Block]:
    if MIME_TYPE in data:
        return _page(data[MIME_TYPE], where)
    if svg := data.get("image/svg+xml"):
        return [_picture(str(svg), data, metadata, "image/svg+xml")]
    if png := data.get("image/png"):
        return [_picture(_drawn(str(png), where), data, metadata, "image/png")]
    if markdown := data.get("text/markdown"):
        return blocks_of_markdown(str(markdown))
    words = str(data.get("text/plain", ""))
    return [] if WIDGET in data or _OBJECT.search(words.strip()) else _printed(words)


def _page(data: object, where: str) -> list[Block]:
    try:
        return list(Page.model_validate(data).blocks)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BuildError(
            f"{where} shows a page that this version cannot read ({place}: {first['msg']}); "
            "run the notebook again",
        ) from error


def _printed(words: str) -> list[Block]:
    cleaned = _ESCAPES.sub("", words).strip("\n")
    return [Paragraph(words=text(cleaned), quiet=True)] if cleaned.strip() else []


def _drawn(png: str, where: str) -> str:
    try:
        content = base64.b64decode(png)
    except binascii.Error:
        content = b""
    svg = pixels(content)
    if svg is None:
        raise BuildError(f"{where} shows a picture that is no PNG; run the notebook again")
    return svg


def _picture(
    svg: str, data: Mapping[str, Any], metadata: Mapping[str, Any], kind: str
) -> Chart:
    said = {**metadata, **metadata.get(kind, {})}
    alt = str(said.get("alt") or data.get("text/plain") or kind)
    return Chart(svg=svg, alt=alt, caption=str(said.get("caption", "")))
