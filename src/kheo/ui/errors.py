"""The pages for what went wrong: each says what happened and what to do next."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Drawn without the request: its host or its form may be what is wrong."""
    return HttpResponse(_alone("ui/400.html"), status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason that the refusal carries."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "ui/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "ui/404.html", status=404)


def server_fault(request: HttpRequest) -> HttpResponse:
    """500. Drawn without request, session or database: any of them may be the fault."""
    return HttpResponse(_alone("ui/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old; the technical reason is for the log, not for the page."""
    return HttpResponse(_alone("ui/csrf.html"), status=403)


def _alone(template: str) -> str:
    """The page with nothing but its language and its style sheet; without the sheet where that cannot be found."""
    try:
        sheet, mark = static("ui/kheo.css"), static("ui/kheo.svg")
    except ValueError:
        sheet = mark = ""
    return render_to_string(template, {"language": get_language() or "vi", "sheet": sheet, "mark": mark})
