"""Files behind a claim: handed out to who may read the registration, taken away and put back."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kheo.desk.doors import desk_post
from kheo.desk.registrations.views.reading import registration_of
from kheo.initiatives import actions
from kheo.initiatives.choices import EvidenceKind
from kheo.initiatives.policy import visible_evidence
from kheo.units.errors import Refusal


def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The bytes as they were checked. A photo opens in the page, a document is only ever saved.

    Without the desk's usual door, which forbids the browser to keep anything: the reader's own browser may keep photos.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    row = get_object_or_404(visible_evidence(request.actor), registration=pk, pk=number)
    response = FileResponse(row.file.open("rb"), content_type=row.media_type)
    kind = "inline" if row.kind == EvidenceKind.PHOTO else "attachment"
    suffix = row.file.name[row.file.name.rfind(".") :]
    name = row.title if row.title.lower().endswith(suffix) else f"{row.title}{suffix}"
    response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@desk_post
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a file out of sight; the next page offers to put it back."""
    return _change(request, pk, number, removed=False)


@desk_post
def put_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put a file back that was taken away."""
    return _change(request, pk, number, removed=True)


def _change(request: HttpRequest, pk: int, number: int, *, removed: bool) -> HttpResponse:
    registration = registration_of(request.actor, pk)
    row = get_object_or_404(registration.evidence.filter(removed_at__isnull=not removed), pk=number)
    row.registration = registration
    try:
        if removed:
            actions.put_back(row, by=request.actor)
            messages.success(request, _("“%s” is back.") % row.title)
        else:
            actions.remove(row, by=request.actor)
    except Refusal as refusal:
        messages.warning(request, refusal.reason)
    return redirect("desk:registration_edit" if request.POST.get("from") == "form" else "desk:registration", pk=pk)
