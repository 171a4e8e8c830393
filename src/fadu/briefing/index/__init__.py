"""The index page of an output folder: one file that lists every briefing in it."""

from fadu.briefing.index.page import INDEX, index_page, write_index

__all__ = ["INDEX", "index_page", "write_index"]
