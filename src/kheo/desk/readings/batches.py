"""Many documents at once: how far they are, their units and periods in one table, and what became of each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.desk.doors import desk_post, desk_view
from kheo.desk.readings import words
from kheo.desk.readings.places import FilePlaceForm, proposed
from kheo.figures.actions import choose_places, leave_out_rest, resume_batch
from kheo.figures.choices import FileState
from kheo.figures.models import Batch, BatchFile, Reading
from kheo.figures.policy import visible_batches
from kheo.figures.readings_batches import Progress, files_of, progress_of, read_before
from kheo.figures.readings_lists import units_to_read_for
from kheo.figures.readings_proposals import Proposal
from kheo.figures.readings_rows import MISMATCHES
from kheo.ui.form_row import mistakes
from kheo.units.models import Unit

RESUME = "resume"
LONGEST_NAME = 60
"""Characters of a file's name in the list of mistakes."""


@dataclass
class FileLine:
    """One file in a table: what was read in it, and what is asked or what became of it."""

    file: BatchFile
    numbers: int = 0
    names: int = 0
    disagreeing: int = 0
    named: str = ""
    before: Reading | None = None
    is_empty: bool = False
    form: FilePlaceForm | None = None

    @property
    def name(self) -> str:
        """The name of the file; of one whose name was not kept, its number."""
        if self.file.source:
            return self.file.source
        return _("Document %(number)s") % {"number": self.file.position}

    @property
    def place(self) -> str:
        """Unit and period as they were confirmed."""
        file = self.file
        if file.unit is None or file.starts_on is None or file.ends_on is None:
            return ""
        return f"{file.unit.heading}, {words.span(file.starts_on, file.ends_on)}"


@desk_view
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the documents stand; a POST confirms their units and periods, or lets what stands still go on."""
    row = get_object_or_404(visible_batches(request.actor), pk=pk)
    files = files_of(row)
    progress = progress_of(row)
    if progress.of(FileState.WAITING, FileState.CHOSEN):
        if request.method == "POST" and request.POST.get("do") == RESUME:
            resume_batch(row, by=request.actor)
            return redirect("desk:reading_batch", row.pk)
        return _shown(request, row, progress, [FileLine(file) for file in files], "progress")
    if not progress.of(FileState.READ):
        return _shown(request, row, progress, [_settled(file) for file in files], "result")
    units = units_to_read_for(request.actor)
    lines = _asked(request, files, units)
    if request.method == "POST" and _confirmed(request, row, lines):
        return redirect("desk:reading_batch", row.pk)
    return _shown(request, row, progress, lines, "places")


def _settled(file: BatchFile) -> FileLine:
    if file.reading is None:
        return FileLine(file)
    return _read(file, file.reading.answer)


def _read(file: BatchFile, answer: dict[str, Any]) -> FileLine:
    """What the reader found in a file, in numbers."""
    wrong = sum(found["kind"] in MISMATCHES for found in answer["findings"])
    return FileLine(file, len(answer["facts"]), len(answer["initiatives"]), wrong)


def _asked(request: HttpRequest, files: list[BatchFile], units: list[Unit]) -> list[FileLine]:
    """The files that wait for unit and period, with their forms, then those that are not taken."""
    waiting = [file for file in files if file.state == FileState.READ]
    before = read_before(request.actor, waiting)
    data = request.POST if request.method == "POST" else None
    lines = []
    for file in waiting:
        answer = file.answer or {}
        one = Proposal(file.unit, file.starts_on, file.ends_on, answer["unit"]["name"] if answer["unit"] else "")
        line = _read(file, answer)
        line.named, line.before = one.unit_named, before.get(file.sha256)
        line.is_empty = not line.numbers and not line.names
        initial = proposed(one) | {"leave_out": file.sha256 in before or line.is_empty}
        line.form = FilePlaceForm(data, prefix=f"p{file.position}", initial=initial, units=units)
        lines.append(line)
    return lines + [FileLine(file) for file in files if file.state != FileState.READ]


def _confirmed(request: HttpRequest, row: Batch, lines: list[FileLine]) -> bool:
    """Were all places right, and are stored? Else each mistake stands in its row, and nothing is stored."""
    forms = {line.file.position: line.form for line in lines if line.form}
    if mistakes(forms.values()):
        return False
    try:
        count = choose_places(row, by=request.actor, places={at: form.place for at, form in forms.items()})
    except ValidationError as refused:
        for at, sentences in refused.message_dict.items():
            forms[int(at)].add_error("year" if forms[int(at)].cleaned_data["span"] != "free" else "ends_on", sentences)
        return False
    said = ngettext("%(count)s document is being kept for review.", "%(count)s documents are being kept.", count)
    messages.success(request, said % {"count": count})
    return True


def _mistakes_in(line: FileLine) -> list[tuple[str, str, str]]:
    """Its mistakes for the list over the page, each with the name of the document."""
    # Names of reports begin alike: their ends tell them apart.
    name = line.name if len(line.name) <= LONGEST_NAME else f"{line.name[:30]}…{line.name[-30:]}"
    found = mistakes([line.form] if line.form else [])
    return [(place, f"{name}, {label}" if label else name, sentence) for place, label, sentence in found]


def _shown(request: HttpRequest, row: Batch, progress: Progress, lines: list[FileLine], stage: str) -> HttpResponse:
    wrong = [one for line in lines if line.form for one in _mistakes_in(line)]
    done = progress.total - progress.of(FileState.WAITING, FileState.CHOSEN)
    context: dict[str, Any] = {
        "batch": row,
        "lines": lines,
        "stage": stage,
        "done": done,
        "total": progress.total,
        "kept": progress.of(FileState.KEPT),
        "refused": progress.of(FileState.REFUSED),
        "left_out": progress.of(FileState.LEFT_OUT),
        "asked": sum(line.form is not None for line in lines),
        "is_reading": bool(progress.of(FileState.WAITING)),
        "mistakes": wrong,
        "failed": bool(wrong),
    }
    return render(request, "desk/readings/batch.html", context)


@desk_post
def batch_leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what is not kept yet."""
    row = get_object_or_404(visible_batches(request.actor), pk=pk)
    count = leave_out_rest(row, by=request.actor)
    said = ngettext("%(count)s document was left out and deleted.", "%(count)s documents were left out.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:reading_batch", row.pk)
