"""The panel: load, select, resolve, save."""

from fadu.panel.breaks import Break, Side, side
from fadu.panel.choice import CELL, Decision
from fadu.panel.folders import DESCRIPTOR, data_folder
from fadu.panel.panel import Layer, Panel
from fadu.panel.store import load, own_figures, state

__all__ = [
    "CELL",
    "DESCRIPTOR",
    "Break",
    "Decision",
    "Layer",
    "Panel",
    "Side",
    "data_folder",
    "load",
    "own_figures",
    "side",
    "state",
]
