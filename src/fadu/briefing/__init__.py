"""Briefings: notebook, run, Typst, PDF; `fadu.brief` is in `fadu.briefing.front`."""

from fadu.briefing.grammars import build_later

build_later()
