"""Every verb of the register. Each is atomic, takes the acting person as `by`, and leaves its history row."""

from kheo.initiatives.actions.campaigns import copy_campaign, extend_deadline, open_campaign, write_rule_set
from kheo.initiatives.actions.correcting import correct, set_alive, set_consent
from kheo.initiatives.actions.deciding import accept, evaluate, refuse, reopen, return_
from kheo.initiatives.actions.drafts import (
    draft_copy_of_last_year,
    enter_draft,
    enter_past_model,
    save_draft,
    start_draft,
    submit,
    take_back,
    withdraw,
)
from kheo.initiatives.actions.evidence import attach, put_back, remove
from kheo.initiatives.actions.following import follow_up, withdraw_follow_up

__all__ = [
    "accept",
    "attach",
    "copy_campaign",
    "correct",
    "draft_copy_of_last_year",
    "enter_draft",
    "enter_past_model",
    "evaluate",
    "extend_deadline",
    "follow_up",
    "open_campaign",
    "put_back",
    "refuse",
    "remove",
    "reopen",
    "return_",
    "save_draft",
    "set_alive",
    "set_consent",
    "start_draft",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_follow_up",
    "write_rule_set",
]
