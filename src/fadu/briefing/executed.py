"""An executed notebook as it is kept: what was run and shown, without times, paths and chance."""

import nbformat

_TIMES = ("start_time", "end_time", "duration", "input_path", "output_path")


def written(book: nbformat.NotebookNode) -> str:
    """Return an executed notebook as JSON: same input, same bytes.

    Parameters
    ----------
    book
        Changed in place: times of cells and names of temporary files are taken out.
    """
    for keeper in (book, *book.cells):
        kept = keeper.metadata.get("papermill", {})
        for name in _TIMES:
            kept.pop(name, None)
        keeper.metadata.pop("execution", None)
    for number, cell in enumerate(book.cells):
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-parameters-{number}"
    return str(nbformat.writes(book))
