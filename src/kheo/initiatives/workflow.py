"""The life of a registration as one table: what step leads from where to where, by whom, and what it needs."""

from dataclasses import dataclass

from kheo.initiatives.choices import Status
from kheo.units.choices import Role


@dataclass(frozen=True)
class Step:
    """One step. `by_owner`: the team leader of the lead organisation; `by_office`: these roles at the own unit."""

    name: str
    before: frozenset[Status]
    after: Status
    by_owner: bool = False
    by_office: frozenset[Role] = frozenset()
    needs_reason: bool = False


DECIDING = frozenset({Role.OFFICER, Role.LEADER})

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("submit", frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED, by_owner=True),
        Step("take_back", frozenset({Status.SUBMITTED}), Status.DRAFT, by_owner=True, needs_reason=True),
        Step(
            "withdraw",
            frozenset({Status.SUBMITTED, Status.RETURNED}),
            Status.WITHDRAWN,
            by_owner=True,
            needs_reason=True,
        ),
        Step("return", frozenset({Status.SUBMITTED}), Status.RETURNED, by_office=DECIDING, needs_reason=True),
        Step("accept", frozenset({Status.SUBMITTED}), Status.UNDER_WAY, by_office=DECIDING),
        Step("refuse", frozenset({Status.SUBMITTED}), Status.REFUSED, by_office=DECIDING, needs_reason=True),
        Step("evaluate", frozenset({Status.UNDER_WAY}), Status.EVALUATED, by_office=DECIDING),
        Step("enter", frozenset({Status.DRAFT, Status.WITHDRAWN}), Status.UNDER_WAY, by_office=DECIDING),
        Step("strike_off", frozenset({Status.UNDER_WAY}), Status.WITHDRAWN, by_office=DECIDING, needs_reason=True),
        Step("reopen", frozenset({Status.EVALUATED}), Status.UNDER_WAY, by_office=DECIDING, needs_reason=True),
    )
}

OFFICE_OWN = frozenset({"enter", "strike_off"})
"""The steps of what the office wrote itself (models of past years, models named in a report, lists): it needs no
submission, and what was entered by mistake is struck off and can be entered again."""

WRITABLE = frozenset({Status.DRAFT, Status.RETURNED})
"""The writer may change the form's items here; later only a correction with a reason does."""

CORRECTABLE = frozenset({Status.UNDER_WAY, Status.EVALUATED})
FOLLOWED = frozenset({Status.UNDER_WAY, Status.EVALUATED})

ITEMS = (
    "name",
    "situation",
    "goals",
    "method",
    "beneficiaries",
    "forces",
    "resources",
    "schedule",
    "outputs",
    "sustainability",
)
"""The ten items of the registration form, in its order (ward letter 249/MTTQ-BTT; domain, registration form)."""

REQUIRED_TEXTS = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability")
