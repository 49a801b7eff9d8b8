"""System checks that stop a start with an edge that has no access rule."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from hospital_itsm.core import access


def view_classes(resolver: URLResolver | None = None) -> Iterator[tuple[str, type]]:
    """Yield (pattern, view class) for every class-based view of the project."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from view_classes(entry)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", None) or getattr(entry.callback, "cls", None)
            if view is not None:
                yield str(entry.pattern), view


@register()
def every_view_has_an_access_rule(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse views of ours without an `access` verb (or an explicit `public_because` reason)."""
    from hospital_itsm.core.views import AccessMixin

    problems: list[CheckMessage] = []
    for pattern, view in view_classes():
        if not issubclass(view, AccessMixin):
            continue
        verb = getattr(view, "access", None)
        if verb is None and not getattr(view, "public_because", ""):
            problems.append(Error(f"{view.__name__} at {pattern} has no access rule.", id="core.E001"))
        elif verb is not None and verb not in access.verbs():
            problems.append(Error(f"{view.__name__} names the unknown access verb {verb}.", id="core.E002"))
    return problems
