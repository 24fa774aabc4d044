"""govuk-frontend's components, through its maintained Jinja macros."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader


@cache
def _environment() -> Environment:
    return Environment(loader=_Prefixed("govuk_frontend_jinja"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


class _Prefixed(PackageLoader):
    """The macros name each other as govuk_frontend_jinja/…, wherever the package keeps them."""

    def get_source(self, environment: Environment, template: str) -> Any:
        return super().get_source(environment, template.removeprefix("govuk_frontend_jinja/"))


@cache
def _macro(component: str) -> Any:
    module = _environment().get_template(f"components/{component}/macro.html").module
    words = "".join(word.title() for word in component.split("-"))
    return getattr(module, f"govuk{words}")


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of a component such as "date-input". Its macro escapes every text; only what is called html is passed on."""
    return mark_safe(str(_macro(name)(dict(params))).strip())  # noqa: S308  (the macro escapes)
