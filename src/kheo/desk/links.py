"""Addresses that leave the desk: on paper, in a mail, as a square code."""

import re
from collections.abc import Callable

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def public_link(request: HttpRequest, name: str) -> Callable[[str], str]:
    """From a token to the whole address of the page `name`: below KHEO_BASE_URL, else where this request came in."""

    def link(token: str) -> str:
        path = reverse(name, args=[token])
        return settings.BASE_URL.rstrip("/") + path if settings.BASE_URL else request.build_absolute_uri(path)

    return link


def qr_svg(text: str, title: str) -> SafeString:
    """A square code as inline SVG with its name; dark on light in every theme, as cameras need it.

    Runs of dark squares are filled rectangles without a stroke, so that no style of the page widens them.
    """
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    runs = "".join(_runs(y, bytes(row)) for y, row in enumerate(rows))
    size = len(rows)
    return format_html(
        '<svg role="img" class="qr" viewBox="0 0 {0} {0}" width="{1}" height="{1}" shape-rendering="crispEdges">'
        '<title>{2}</title><path fill="#fff" stroke="none" d="M0 0h{0}v{0}H0z"/>'
        '<path fill="#000" stroke="none" d="{3}"/></svg>',
        size,
        size * 5,
        title,
        runs,
    )


def _runs(y: int, row: bytes) -> str:
    """The dark runs of one line of squares as a path."""
    found = re.finditer(rb"\x01+", row)
    return "".join(f"M{run.start()} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z" for run in found)
