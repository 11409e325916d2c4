"""The tags and filters of every page: `{% load armslength %}`. How to use them: docs/guide/interface.md."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField, Textarea
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from armslength.platform.core.ids import new_id
from armslength.platform.core.templatetags import amounts, marking, moments, timeline

register = template.Library()

_WRITTEN_INPUTS = ("text", "search")
_DIRECTIONAL_ICONS = ("back", "next", "leave", "undo")


@register.filter
def when(at: datetime | None) -> SafeString:
    """`<time>`: relative when near, the exact moment in its title; kept fresh by time.js."""
    if at is None:
        return SafeString("")
    return _time(at, moments.say_when(at, now=timezone.now()), show="relative")


@register.filter
def clock(at: datetime) -> SafeString:
    """`<time>` with hours and minutes only, for where the day is known."""
    return _time(at, f"{timezone.localtime(at):%H:%M}", show="clock")


@register.filter
def exactly(at: datetime) -> SafeString:
    """`<time>` with the whole moment."""
    return _time(at, moments.say_exactly(at), show="exact")


@register.filter
def day(at: datetime) -> SafeString:
    """`<time>` with the heading of a day: Today, Yesterday, Monday 3 November."""
    return _time(at, moments.say_day(at, now=timezone.now()), show="day")


def _time(at: datetime, text: str, *, show: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}" data-show="{}">{}</time>', iso(at), moments.say_exactly(at), show, text
    )


@register.filter
def iso(at: datetime) -> str:
    """The moment for machines: ISO 8601 with milliseconds, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


@register.filter
def money(minor: int, currency: str) -> SafeString:
    """Minor units and an ISO currency, kept together and apart from right-to-left text."""
    return format_html('<bdi class="money">{}</bdi>', amounts.format_money(minor, currency))


@register.filter
def marked(text: str, marks: Iterable[marking.AnyMark]) -> SafeString:
    """Escaped text with the spans (code points) in `<mark>`."""
    return marking.mark_spans(text, marks or ())


@register.filter
def written(text: str) -> SafeString:
    """Escaped text as paragraphs that each find their own direction."""
    return marking.paragraphs(text)


@register.filter
def spans_json(marks: Iterable[marking.AnyMark]) -> str:
    """Marks for a data attribute that marks.js reads: `[{"start", "end", "kind"}]`."""
    return json.dumps(marking.spans(marks))


@register.filter
def arranged(items: Iterable[timeline.Written]) -> Iterator[timeline.Entry]:
    """Messages with their place in day and group."""
    return timeline.arrange(items)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of components/sprite.html; decoration unless it has a label."""
    look = "icon is-directional" if name in _DIRECTIONAL_ICONS else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="#i-{}"/></svg>', look, label, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', look, name)


@register.inclusion_tag("components/avatar.html")
def avatar(face: object, size: str = "m") -> dict[str, object]:
    """The picture of a face; sizes s, m, l and xl are 24, 40, 64 and 96 pixels."""
    return {"face": face, "size": size, "pixels": {"s": 24, "m": 40, "l": 64, "xl": 96}[size]}


@register.simple_tag
def control(field: BoundField, **attributes: str | bool) -> SafeString:
    """The widget of a form field; what people write finds its own direction."""
    widget = field.field.widget
    is_written = getattr(widget, "input_type", "") in _WRITTEN_INPUTS or isinstance(widget, Textarea)
    extra = {"dir": "auto"} if is_written else {}
    return field.as_widget(attrs={**extra, **{name.replace("_", "-"): value for name, value in attributes.items()}})


@register.simple_tag
def fresh_id() -> str:
    """A new random id, for forms that must not be stored twice."""
    return new_id()


@register.simple_tag
def preload_modules(*names: str) -> SafeString:
    """Links that ask for modules of core/static/armslength/js all at once rather than one after the other.

    Only where imports carry the content's hash as these links do; else each would be fetched twice.
    """
    if not getattr(staticfiles_storage, "support_js_module_import_aggregation", False):
        return SafeString("")
    urls = ((static(f"armslength/js/{name}.js"),) for name in names)
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', urls)


@register.simple_tag(takes_context=True)
def current_if(context: Context, *names: str) -> SafeString:
    """`aria-current="page"` while the page of one of these URL names is shown."""
    match = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"' if match and match.url_name in names else "")


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002 - the attribute of the element
    """`{% dialog id="…" title="…" %}body{% enddialog %}`; opened by a button with `data-opens="<id>"`."""
    return render_to_string("components/dialog.html", {"content": content, "id": id, "title": title})


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "more", look: str = "quiet") -> SafeString:
    """`{% menu label="…" %}<li>…</li>{% endmenu %}`; the label is spoken, the icon shown."""
    return render_to_string(
        "components/menu.html", {"content": content, "label": label, "icon_name": icon, "look": look}
    )
