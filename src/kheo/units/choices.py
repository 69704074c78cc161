"""The closed lists of this subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """The steps of the State's territory; districts ended on 30 June 2025."""

    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district")
    COMMUNE = "commune", _("commune")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")


class SuccessionKind(models.TextChoices):
    """How a unit followed another."""

    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    RENAME = "rename", _("renamed")
    RECLASSIFY = "reclassify", _("reclassified")
    MOVE = "move", _("moved to another parent")


class OrganisationKind(models.TextChoices):
    """Bodies that act in the movement."""

    PARTY_COMMITTEE = "party_committee", _("Party committee")
    PARTY_CELL = "party_cell", _("Party cell")
    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    FRONT = "front", _("Fatherland Front")
    FRONT_COMMITTEE = "front_committee", _("Front working committee")
    MASS_ORGANISATION = "mass_organisation", _("mass organisation")
    AGENCY = "agency", _("agency or unit")
    SCHOOL = "school", _("school")
    ARMED_FORCE = "armed_force", _("armed force")
    TEAM = "team", _("mobilisation team")


class LayoutProfile(models.TextChoices):
    """Whose rules the papers of an organisation follow."""

    STATE = "state", _("State")
    PARTY = "party", _("Party")
    FRONT = "front", _("Fatherland Front")


class Role(models.TextChoices):
    """What a person may do at an organisation or a unit; it reaches down the tree."""

    TEAM_LEADER = "team_leader", _("team leader")
    OFFICER = "officer", _("officer")
    LEADER = "leader", _("leader")
    COUNCIL_MEMBER = "council_member", _("council member")
    EDITOR = "editor", _("editor")
    AUDITOR = "auditor", _("auditor")
    UNIT_ADMINISTRATOR = "unit_administrator", _("unit administrator")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")


LAYOUT_OF_KIND = {
    OrganisationKind.PARTY_COMMITTEE: LayoutProfile.PARTY,
    OrganisationKind.PARTY_CELL: LayoutProfile.PARTY,
    OrganisationKind.TEAM: LayoutProfile.PARTY,
    OrganisationKind.FRONT: LayoutProfile.FRONT,
    OrganisationKind.FRONT_COMMITTEE: LayoutProfile.FRONT,
    OrganisationKind.MASS_ORGANISATION: LayoutProfile.FRONT,
}
"""The layout of a kind of body where nothing else is set; every other kind follows the State's."""
