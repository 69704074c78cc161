"""The parts of a screen as tags and filters, loaded in every template. docs/look.md has an example of each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.ui import written
from kheo.ui.form_row import FieldRow, field_row, mistakes
from kheo.ui.signs import SIGNS
from kheo.ui.states import FIELDS, STATES

register = template.Library()

register.filter("figure", written.figure)
register.filter("share", written.share)
register.filter("day", written.day)
register.filter("moment", written.moment)
register.filter("weekday", written.weekday)
register.filter("names", written.names)

# ── signs and states ──


@register.simple_tag
def sign(name: str, css: str = "i") -> SafeString:
    """A drawing for the eye only; its word stands beside it. Raises KeyError for a name that signs.py lacks."""
    css_class = format_html(' class="{}"', css) if css else ""
    return format_html(
        '<svg{} viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        css_class,
        mark_safe(SIGNS[name]),  # noqa: S308  our own drawings
    )


@register.simple_tag
def badge(state: Any, word: str = "") -> SafeString:
    """Sign, word and colour of a state; `word` says it more exactly (“Quá hạn 5 ngày”)."""
    look = STATES.get(str(getattr(state, "value", state)))
    if look is None:
        return format_html('<span class="badge">{}</span>', word or state)
    return _badge(look.sign, look.tone, str(word or look.word))


@lru_cache(maxsize=500)  # a list shows the same few badges again and again
def _badge(drawing: str, tone: str, word: str) -> SafeString:
    return format_html('<span class="badge{}">{}{}</span>', f" {tone}" if tone else "", sign(drawing, ""), word)


@register.simple_tag
def due(due_on: Any, today: Any = None) -> SafeString:
    """How long a deadline is away, as a badge; nothing where there is no deadline."""
    return badge(*written.time_left(due_on, today)) if due_on else SafeString("")


@register.simple_tag
def field_sign(field: Any, name: str = "") -> SafeString:
    """The weave of a field of the movement, with its name; a field that a place has added gets the plain mark."""
    code = str(getattr(field, "code", field))
    return _field_sign(
        code if code in FIELDS else "mark", str(name or getattr(field, "name", "") or FIELDS.get(code, code))
    )


@lru_cache(maxsize=500)
def _field_sign(drawing: str, word: str) -> SafeString:
    return format_html('<span class="tag">{}{}</span>', sign(drawing, ""), word)


# ── words to the reader ──

_KINDS = {"info": ("info", ""), "ok": ("done", "ok"), "wait": ("alert", "wait"), "ask": ("alert", "ask")}


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """What happened in bold, then what to do. Kinds: info, ok (done), wait (doubt), ask (error)."""
    return _notice(kind, title, mark_safe(content))  # noqa: S308  the block is a rendered template


def _notice(kind: str, title: str, content: str) -> SafeString:
    drawing, tone = _KINDS[kind]
    role = SafeString(' role="status"') if kind == "ok" else ""
    head = format_html("<strong>{}</strong>", title) if title else ""
    return format_html(
        '<div class="notice{}"{}>{}<div>{}{}</div></div>',
        f" {tone}" if tone else "",
        role,
        sign(drawing, ""),
        head,
        content,
    )


@register.simple_tag
def told(message: Any) -> SafeString:
    """One of Django's messages as a notice, by its level."""
    kind = {"success": "ok", "warning": "wait", "error": "ask"}.get(message.level_tag, "info")
    return _notice(kind, str(message), "")


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Why a list is empty, and one thing to do."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first.

    An entry (object or dictionary) has `title` and may have `at`, `at_text` (instead of the moment), `who`, `remark`,
    `changes` (each label, before, after), `url` and `kind`: next (still to come), ask (sent back, in red), else done.
    """
    return {"entries": entries}


# ── forms ──


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, signs: bool = False) -> dict[str, FieldRow]:
    """The row of a form field: label, help, error, control; `signs=True` draws the weave of each option."""
    return {"row": field_row(bound, signs=signs)}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: BaseForm, title: str = "", verb: str = "save") -> dict[str, Any]:
    """What keeps the form from being taken, with a link to each field; nothing where all is well.

    Takes forms and formsets. `verb="send"` says “not sent yet” for “not saved yet”; `title` replaces the sentence.
    """
    found = mistakes(forms)
    number = {"count": len(found)}
    if verb == "send":
        said = ngettext("Not sent yet, %(count)s item to mend", "Not sent yet, %(count)s items to mend", len(found))
    else:
        said = ngettext("Not saved yet, %(count)s item to mend", "Not saved yet, %(count)s items to mend", len(found))
    return {"mistakes": found, "title": title or said % number}


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """“Lỗi: ” in front of a page's title where its `form` was refused, or where the view sets `failed`."""
    form = context.get("form")
    refused = getattr(form, "is_bound", False) and mistakes([form])
    return _("Error: ") if refused or context.get("failed") else ""


# ── lists ──


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page, param: str = "page") -> dict[str, Any]:
    """Which rows are shown of how many, and the other pages; the rest of the address stays as it is."""
    paginator = page.paginator
    capped = getattr(paginator, "capped", False)
    total = written.figure(paginator.count)

    def address(number: int) -> str:
        return with_query(context, **{param: number})

    return {
        "page": page,
        "first": written.figure(page.start_index()),
        "last": written.figure(page.end_index()),
        "total": _("more than %(count)s") % {"count": total} if capped else total,
        "numbers": [
            (number, address(number) if isinstance(number, int) else "")
            for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ],
        "before": address(page.number - 1) if page.has_previous() else "",
        "after": address(page.number + 1) if page.has_next() else "",
        "narrow": capped and not page.has_next(),
    }


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The query of this address with some values changed; None or "" takes a value away."""
    request = context.get("request")
    query = request.GET.copy() if request else {}
    pairs = [(key, value) for key in query for value in query.getlist(key) if key not in changes]
    pairs += [(key, value) for key, value in changes.items() if value not in (None, "")]
    return f"?{urlencode(pairs)}"


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: str, param: str = "sort") -> SafeString:
    """A table head that sorts by `key`, the other way round where it already does (`?sort=-key`); back to page one."""
    now = _order(context, key, param)
    address = with_query(context, **{param: f"-{key}" if now == "ascending" else key, "page": None})
    if not now:
        return format_html('<a href="{}">{}</a>', address, label)
    said = _("sorted upwards") if now == "ascending" else _("sorted downwards")
    arrow = sign("up" if now == "ascending" else "down", "i s")
    return format_html('<a href="{}">{}{}<span class="hide"> ({})</span></a>', address, label, arrow, said)


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, label: str, css: str = "", param: str = "sort") -> SafeString:
    """The whole head cell of a sortable column, with aria-sort."""
    now = _order(context, key, param)
    return format_html(
        '<th role="columnheader" scope="col"{}{}>{}</th>',
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-sort="{}"', now) if now else "",
        sort_link(context, key, label, param),
    )


def _order(context: Context, key: str, param: str) -> str:
    request = context.get("request")
    asked = request.GET.get(param, "") if request else ""
    return {key: "ascending", f"-{key}": "descending"}.get(asked, "")


# ── figures ──


@register.simple_tag
def bar(value: float, total: float = 100, kind: str = "track") -> SafeString:
    """A bar from 0 to `total`: track (progress), plain (counted), said (reported, outlined); the figure is beside."""
    width = max(0.0, min(100.0, 100 * float(value or 0) / float(total))) if total else 0.0
    css, rect = {"track": (" track", ""), "plain": ("", ""), "said": ("", ' class="said"')}[kind]
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect{} width="{}" height="8"/></svg>',
        css,
        SafeString(rect),
        f"{width:.2f}".rstrip("0").rstrip("."),
    )


@register.simple_tag
def spark(points: Sequence[float], label: str) -> SafeString:
    """A line of at least three points with the sentence that says it; nothing where there are fewer."""
    if len(points) < 3:
        return SafeString("")
    low, high = min(points), max(points)
    step = 114 / (len(points) - 1)
    drawn = [(round(3 + i * step), round(26 - 22 * (p - low) / (high - low or 1))) for i, p in enumerate(points)]
    return format_html(
        '<svg class="spark" viewBox="0 0 120 30" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle class="solid" cx="{}" cy="{}" r="3.5"/></svg>',
        label,
        format_html_join(" ", "{},{}", drawn),
        *drawn[-1],
    )


@register.inclusion_tag("ui/parts/tile.html")
def tile(
    label: str,
    value: Any,
    url: str = "",
    base: str = "",
    change: float | None = None,
    since: str = "",
    points: Sequence[float] = (),
    points_label: str = "",
) -> dict[str, Any]:
    """A figure with its linked label, its base or unit, and how it changed since a period, in words.

    With `since` and no `change` there was no period before. `value` may be a text that is already written (87,9%).
    """
    return {
        "label": label,
        "value": written.figure(value),
        "url": url,
        "base": base,
        "change": _change(change, since) if since else None,
        "points": points,
        "points_label": points_label,
    }


def _change(change: float | None, since: str) -> tuple[str, str]:
    """Sign and words; the direction has no colour, for more is not always better."""
    if change is None:
        return "", _("no earlier period yet")
    if change == 0:
        return "same", _("as in %(period)s") % {"period": since}
    words = _("up %(figure)s on %(period)s") if change > 0 else _("down %(figure)s on %(period)s")
    return "up" if change > 0 else "down", words % {"figure": written.figure(abs(change)), "period": since}
