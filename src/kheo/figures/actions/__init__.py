"""Verbs of the figures: reading documents into reported figures, making and freezing reports."""

from kheo.figures.actions.readings import accept_facts, close_reading, keep_reading, undo_decisions
from kheo.figures.actions.reports import draft_report, edit_report, freeze_report, refresh_report

__all__ = [
    "accept_facts",
    "close_reading",
    "draft_report",
    "edit_report",
    "freeze_report",
    "keep_reading",
    "refresh_report",
    "undo_decisions",
]
