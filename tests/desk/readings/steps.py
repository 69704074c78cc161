"""The steps from a document to its review, as a person takes them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kheo.figures.models import Reading


def upload(client: Client, text: str | bytes, name: str = "bao-cao.txt"):
    """Send a document as a file; gives the answer."""
    data = text.encode() if isinstance(text, str) else text
    return client.post(reverse("desk:reading_new"), {"file": SimpleUploadedFile(name, data, "text/plain")})


def confirm(client: Client, answer, **changes):
    """Send the second page as it was proposed, with changes."""
    form = answer.context["form"]
    values = {name: form[name].value() or "" for name in form.fields} | changes
    return client.post(reverse("desk:reading_confirm"), values)


def kept(client: Client, text: str | bytes, name: str = "bao-cao.txt", **changes) -> Reading:
    """A document uploaded, confirmed and read."""
    answer = confirm(client, upload(client, text, name), **changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return Reading.objects.latest("pk")
