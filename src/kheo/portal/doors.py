"""The door of every public page: read only, no cookie, and asked again each time instead of kept.

A recognition that is revoked or a consent that is taken back must hide a page at once, so nobody may show a kept copy
without asking. What did not change costs the answer 304 and no transfer.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """For GET and HEAD, by anybody; compressed, with an ETag from what is on the page."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, no_cache=True)
        # The reader's size, theme and language come by cookie.
        patch_vary_headers(response, ["Cookie"])
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    return gzip_page(require_safe(door))
