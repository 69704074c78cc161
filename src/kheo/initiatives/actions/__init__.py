"""Every verb of the register. Each is atomic, takes the acting person as `by`, and leaves its history row."""

from kheo.initiatives.actions.campaigns import copy_campaign, extend_deadline, open_campaign, write_rule_set
from kheo.initiatives.actions.correcting import correct, set_alive, set_consent
from kheo.initiatives.actions.deciding import accept, evaluate, refuse, reopen, return_
from kheo.initiatives.actions.drafts import (
    draft_copy_of_last_year,
    save_draft,
    start_draft,
    submit,
    take_back,
    withdraw,
)
from kheo.initiatives.actions.entering import enter_draft, enter_past_model, enter_past_year, strike_off
from kheo.initiatives.actions.evidence import attach, put_back, remove
from kheo.initiatives.actions.following import follow_up, withdraw_follow_up
from kheo.initiatives.actions.importing import choose_columns, discard_import, plan_import, start_import
from kheo.initiatives.actions.undoing import undo_import

__all__ = [
    "accept",
    "attach",
    "choose_columns",
    "copy_campaign",
    "correct",
    "discard_import",
    "draft_copy_of_last_year",
    "enter_draft",
    "enter_past_model",
    "enter_past_year",
    "evaluate",
    "extend_deadline",
    "follow_up",
    "open_campaign",
    "plan_import",
    "put_back",
    "refuse",
    "remove",
    "reopen",
    "return_",
    "save_draft",
    "set_alive",
    "set_consent",
    "start_draft",
    "start_import",
    "strike_off",
    "submit",
    "take_back",
    "undo_import",
    "withdraw",
    "withdraw_follow_up",
    "write_rule_set",
]
