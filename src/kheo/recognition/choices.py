"""The closed lists of this subject."""

from collections.abc import Mapping

from kheo.initiatives.choices import Level
from kheo.units.choices import OrganisationKind, UnitKind

LEVEL_OF_KIND: Mapping[str, Level] = {
    UnitKind.NEIGHBOURHOOD: Level.COMMUNE,
    UnitKind.COMMUNE: Level.COMMUNE,
    UnitKind.DISTRICT: Level.DISTRICT,
    UnitKind.PROVINCE: Level.PROVINCE,
    UnitKind.NATION: Level.NATIONAL,
}
"""The highest level at which a body of such a territory recognises."""

LEVELS_UPWARD = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.NATIONAL)

ISSUING_KINDS = (
    OrganisationKind.PARTY_COMMITTEE,
    OrganisationKind.PEOPLES_COMMITTEE,
    OrganisationKind.FRONT,
    OrganisationKind.MASS_ORGANISATION,
    OrganisationKind.AGENCY,
)
"""The bodies that issue decisions of recognition (domain, levels and signatories)."""
