"""The components, as tags: forms and messages are govuk-frontend's, the rest is ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from goldenthread.core import clock, shapes
from goldenthread.core.days import DayInput
from goldenthread.core.macros import component

register = template.Library()


@register.simple_tag
def govuk(name: str, **params: Any) -> SafeString:
    """A component by name, such as {% govuk "tag" text="Draft" %}."""
    return component(name, params)


@register.simple_tag
def errors(form: forms.BaseForm) -> SafeString | str:
    """The error summary, or nothing: each error leads to its field."""
    if not form.is_bound or not form.errors:
        return ""
    listed = []
    for name, found in form.errors.items():
        for error in found:
            href = f"#{_anchor(form[name])}" if name in form.fields else ""
            listed.append({"text": str(error), **({"href": href} if href else {})})
    return component("error-summary", {"titleText": "There is a problem", "errorList": listed})


def _anchor(bound: BoundField) -> str:
    """The id of the first box of a field."""
    if isinstance(bound.field.widget, DayInput):
        return f"{bound.auto_id}-day"
    return bound.auto_id


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form, in order, hidden ones last; each part of a long form under its heading (`RecordForm.PARTS`)."""
    headings: Mapping[str, str] = getattr(form, "PARTS", {})
    seen = [_under(headings.get(bound.name, "")) + field(bound) for bound in form.visible_fields()]
    hidden = [bound.as_hidden() for bound in form.hidden_fields()]
    return SafeString("\n".join([*seen, *hidden]))


def _under(heading: str) -> SafeString:
    return format_html('<h2 class="gt-formpart">{}</h2>', heading) if heading else SafeString("")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with its label, hint, error and what was typed."""
    name, params = _of_widget(bound)
    found = [str(error) for error in bound.errors]
    if found:
        params["errorMessage"] = {"text": found[0]}
    return component(name, params)


def _of_widget(bound: BoundField) -> tuple[str, dict[str, Any]]:
    widget = bound.field.widget
    hint = {"hint": {"text": str(bound.help_text)}} if bound.help_text else {}
    label = str(bound.label) if bound.field.required or isinstance(widget, forms.CheckboxInput) else _optional(bound)
    common = {"id": bound.auto_id, "name": bound.html_name, "label": {"text": label}, **hint}
    legend = {"idPrefix": bound.auto_id, "name": bound.html_name, "fieldset": {"legend": {"text": label}}, **hint}
    value = bound.value()
    match widget:
        case DayInput():
            return "date-input", {"id": bound.auto_id, **_day(bound, value), "fieldset": legend["fieldset"], **hint}
        case forms.CheckboxSelectMultiple():  # before radios: it is one of their kind
            return "checkboxes", {**legend, "items": _items(bound, value)}
        case forms.RadioSelect():
            return "radios", {**legend, "items": _items(bound, value)}
        case forms.CheckboxInput():
            item = {"value": "on", "text": label, "checked": bool(value), "id": bound.auto_id, **hint}
            return "checkboxes", {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [item]}
        case forms.Select():
            return "select", {**common, "items": _items(bound, value)}
        case forms.Textarea():
            return "textarea", {**common, "value": _text(value), "rows": widget.attrs.get("rows", 4)}
        case forms.FileInput():
            return "file-upload", {**common, "attributes": _kept(widget, {"accept", "multiple"})}
        case forms.PasswordInput():
            return "password-input", {**common, "autocomplete": widget.attrs.get("autocomplete", "current-password")}
        case _:
            return "input", {**common, "value": _text(value), **_input(bound)}


def _optional(bound: BoundField) -> str:
    return str(bound.label) if "(optional)" in str(bound.label) else f"{bound.label} (optional)"


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _kept(widget: forms.Widget, names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in widget.attrs.items() if name in names}


def _input(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    said: dict[str, Any] = _kept(widget, {"autocomplete", "inputmode", "spellcheck"})
    if isinstance(bound.field, forms.IntegerField | forms.DecimalField):
        said |= {"inputmode": "numeric", "classes": "govuk-input--width-5"}
        if widget.attrs.get("suffix"):
            said["suffix"] = {"text": widget.attrs["suffix"]}
    elif isinstance(widget, forms.EmailInput):
        said["type"] = "email"
    if "classes" in widget.attrs:
        said["classes"] = widget.attrs["classes"]
    return said


def _day(bound: BoundField, value: Any) -> dict[str, Any]:
    wrong = " govuk-input--error" if bound.errors else ""
    widths = (("day", "2", "Day"), ("month", "2", "Month"), ("year", "4", "Year"))
    items = [
        {
            "name": part,
            "id": f"{bound.auto_id}-{part}",
            "label": words,
            "value": said,
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for (part, width, words), said in zip(widths, DayInput.boxes(value), strict=True)
    ]
    return {"namePrefix": bound.html_name, "items": items}


def _items(bound: BoundField, value: Any) -> list[dict[str, Any]]:
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    found: list[dict[str, Any]] = []
    for place, (key, words) in enumerate(bound.field.choices):  # type: ignore[attr-defined]  # a field with choices
        item = {"value": str(key), "text": str(words)}
        is_chosen = str(key) in chosen or (value in (None, "") and str(key) == "")
        found.append({**item, "checked": is_chosen, "selected": is_chosen})
        if place == 0:
            found[0]["id"] = bound.auto_id
    return found


@register.simple_tag
def banner(message: Any) -> SafeString:
    """What a deed came to, at the top of the next page."""
    good = getattr(message, "level_tag", "success") == "success"
    kind = {"type": "success"} if good else {"titleText": "Please note"}
    return component("notification-banner", {"text": str(message), **kind})


@register.simple_tag
def status(shape: str, words: str) -> SafeString:
    """A shape and a word: {% status "good" "Done" %}."""
    return shapes.status(shape, words)


@register.simple_tag
def crumbs(*pairs: str) -> SafeString:
    """Breadcrumbs from words and addresses in turn: {% crumbs "Actions" "/board/luton/actions/" %}."""
    items = [{"text": words, "href": address} for words, address in zip(pairs[::2], pairs[1::2], strict=True)]
    return component("breadcrumbs", {"items": items, "collapseOnMobile": False})


@register.filter
def day(value: date | None) -> str:
    """27 March 2024."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """27 March 2024, 9.14am."""
    if not value:
        return ""
    here = localtime(value)
    return f"{date_format(here, 'j F Y, g.i')}{'am' if here.hour < 12 else 'pm'}"


@register.filter
def hour(value: datetime | None) -> str:
    """9.14am where it was today; otherwise 9.14am on 27 March 2024."""
    if not value:
        return ""
    here = localtime(value)
    time = f"{date_format(here, 'g.i')}{'am' if here.hour < 12 else 'pm'}"
    return time if here.date() == clock.today() else f"{time} on {date_format(here, 'j F Y')}"


@register.filter
def cell(value: Any) -> SafeString | str:
    """A value as a table or a summary shows it."""
    match value:
        case None | "":
            return format_html('<span class="gt-faint">{}</span>', "Not given")
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return moment(value)
        case date():
            return format_html('<span class="gt-nowrap">{}</span>', day(value))
        case shapes.Status():
            return shapes.status(value.shape, value.words)
        case shapes.Pounds():
            return str(value)
        case int():
            return f"{value:,}"
        case Decimal() | float():
            return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
        case _:
            return str(value)


@register.filter
def paragraphs(value: str) -> list[str]:
    """Text in its paragraphs, for a page that sets each as one."""
    return [one.strip() for one in value.split("\n\n") if one.strip()]


@register.simple_tag
def page_address(listing: Any, number: int) -> str:
    """The address of another page of a list."""
    address: str = listing.address(page=str(number))
    return address
