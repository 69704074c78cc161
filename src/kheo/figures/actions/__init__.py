"""Verbs of the figures: reading documents into reported figures, making and freezing reports."""

from kheo.figures.actions.batches import (
    choose_places,
    forget_undecided,
    leave_out_rest,
    resume_batch,
    start_batch,
)
from kheo.figures.actions.keeping import keep_reading
from kheo.figures.actions.readings import accept_facts, close_reading, reopen_facts, undo_decisions
from kheo.figures.actions.reports import draft_report, edit_report, freeze_report, refresh_report

__all__ = [
    "accept_facts",
    "choose_places",
    "close_reading",
    "draft_report",
    "edit_report",
    "forget_undecided",
    "freeze_report",
    "keep_reading",
    "leave_out_rest",
    "refresh_report",
    "reopen_facts",
    "resume_batch",
    "start_batch",
    "undo_decisions",
]
