"""The verbs of this subject: territory, organisations, people. Each is one transaction with its audit entries."""

from kheo.units.actions.founding import found_ward
from kheo.units.actions.invitations import (
    NewAccount,
    accept_invitation,
    cancel_invitation,
    invite,
    open_invitation,
    renew_invitation,
)
from kheo.units.actions.memberships import end_membership, grant_membership, renew_membership
from kheo.units.actions.organisations import (
    appoint_operator,
    close_organisation,
    move_organisation,
    open_organisation,
    rename_organisation,
)
from kheo.units.actions.passwords import (
    change_details,
    mail_reset_link,
    make_reset_link,
    open_reset,
    set_password,
    use_reset_link,
)
from kheo.units.actions.territory import (
    Designation,
    Part,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "Designation",
    "NewAccount",
    "Part",
    "accept_invitation",
    "appoint_operator",
    "cancel_invitation",
    "change_details",
    "close_organisation",
    "end_membership",
    "found_ward",
    "grant_membership",
    "invite",
    "mail_reset_link",
    "make_reset_link",
    "merge_units",
    "move_organisation",
    "move_unit",
    "open_invitation",
    "open_organisation",
    "open_reset",
    "open_unit",
    "rename_organisation",
    "rename_unit",
    "renew_invitation",
    "renew_membership",
    "set_password",
    "split_unit",
    "use_reset_link",
]
