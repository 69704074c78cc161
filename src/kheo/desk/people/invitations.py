"""Invitations: written, handed over as link and square code, taken back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.doors import attempted, desk_post, desk_view
from kheo.desk.links import public_link, qr_svg
from kheo.desk.people.choices import organisations_to_choose, roles_to_give, units_to_choose
from kheo.desk.people.forms import InvitationFilterForm, InviteForm
from kheo.ui.paging import page_of
from kheo.units.actions import cancel_invitation, invite, renew_invitation
from kheo.units.actions.post import mail_is_set
from kheo.units.choices import Role
from kheo.units.models import Invitation
from kheo.units.policy import Refused, UnitAction, can, require, visible_invitations
from kheo.units.queries import nation

SHOWN = "invitation_tokens"
"""In the session of whoever made them: the tokens that their page can still show. Nobody else can show them."""


@desk_view
def invite_person(request: HttpRequest) -> HttpResponse:
    """Who, to which role, where; then the page with the link."""
    roles = roles_to_give(request.actor)
    if not roles:
        unit = request.actor.posts[0].unit if request.actor.posts else nation()
        require(can(request.actor, UnitAction.INVITE_AT, unit))
    form = InviteForm(
        request.POST or None,
        roles=roles,
        units=units_to_choose(request.actor),
        organisations=organisations_to_choose(request.actor),
    )
    if form.is_valid() and (made := attempted(form, lambda: _invite(request, form))):
        return _shown_once(request, *made)
    return render(request, "desk/people/invite.html", {"form": form, "mail": mail_is_set()})


def _invite(request: HttpRequest, form: InviteForm) -> tuple[Invitation, str]:
    given = form.cleaned_data
    details = {name: given[name] for name in ("full_name", "phone", "email")}
    return invite(by=request.actor, address_of=public_link(request, "invitation_accept"), **details, **form.post)


def _shown_once(request: HttpRequest, made: Invitation, token: str) -> HttpResponse:
    kept = request.session.get(SHOWN, {})
    request.session[SHOWN] = {**dict(list(kept.items())[-9:]), str(made.pk): token}
    if made.email and mail_is_set():
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": made.email})
    else:
        messages.success(request, _("The invitation is ready. Hand over the link or print the page."))
    return redirect("desk:invitation", made.pk)


@desk_view
def invitations(request: HttpRequest) -> HttpResponse:
    """The invitations to the units that one oversees."""
    form = InvitationFilterForm(request.GET)
    state = form.cleaned_data.get("state", "") if form.is_valid() else ""
    page = page_of(request, _filtered(request, state))
    context = {"form": form, "page": page, "now": clock.now(), "can_invite": bool(roles_to_give(request.actor))}
    return render(request, "desk/people/invitations.html", context)


def _filtered(request: HttpRequest, state: str) -> QuerySet[Invitation]:
    rows = visible_invitations(request.actor).select_related("unit", "organisation", "invited_by")
    if state == "used":
        rows = rows.filter(accepted_at__isnull=False)
    elif state != "all":
        rows = rows.filter(accepted_at=None, cancelled_at=None)
    return rows.order_by("-pk")


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    rows = visible_invitations(request.actor).select_related("unit__parent__parent", "organisation", "invited_by")
    return get_object_or_404(rows, pk=pk)


@desk_view
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation; its link and square code only for whoever made it, in this session, while it is open."""
    found = _invitation(request, pk)
    token = request.session.get(SHOWN, {}).get(str(pk), "")
    is_open = not found.accepted_at and not found.cancelled_at
    link = public_link(request, "invitation_accept")(token) if token and is_open else ""
    answer = can(request.actor, UnitAction.CANCEL_INVITATION, found)
    context: dict[str, Any] = {
        "invitation": found,
        "role": Role(found.role).label,
        "is_open": is_open,
        "has_ended": found.expires_at <= clock.now(),
        "link": link,
        "qr": qr_svg(link, found.full_name) if link else "",
        "reason": answer.reason if isinstance(answer, Refused) else "",
    }
    return render(request, "desk/people/invitation.html", context)


@desk_post
def invitation_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The link opens nothing any more."""
    cancel_invitation(_invitation(request, pk), by=request.actor)
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect("desk:invitations")


@desk_post
def invitation_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link with a new end; the old one stops."""
    link = public_link(request, "invitation_accept")
    return _shown_once(request, *renew_invitation(_invitation(request, pk), by=request.actor, address_of=link))
