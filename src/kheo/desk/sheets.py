"""A list of the desk as a file to take away."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from kheo.documents.sheets import SheetColumn, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_response(
    file_name: str, title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The rows as .xlsx under a name; in the demonstration marked as sample data."""
    content = write_xlsx(title, columns, rows, is_sample=settings.DEMO)
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
