"""The routes of one package among those of all: tried only for paths that begin as one of its own.

Some fifty packages have pages, and their routes share no prefix. Trying every pattern of every package cost a sixth
of a light request.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from django.urls import URLPattern, URLResolver, include
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern

OPEN: Final = "<"


class Routes(URLResolver):
    """A resolver that knows how its paths begin."""

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first words of its paths; a word with `OPEN` in it stands for any."""
        return frozenset(_beginnings(self))

    @cached_property
    def fits_all(self) -> bool:
        """Does a path of it begin with something open?"""
        return any(OPEN in word for word in self.beginnings)

    def resolve(self, path: Any) -> Any:
        """Find the view. Raises Resolver404 without trying a pattern where none can fit."""
        if not self.fits_all and str(path).partition("/")[0] not in self.beginnings:
            raise Resolver404({"tried": [], "path": path})
        return super().resolve(path)


def routes_of(module: str) -> Routes:
    """The patterns of a module, as `include` gives them, at the root."""
    urls, app_name, namespace = include(module)
    return Routes(RoutePattern(""), urls, app_name=app_name, namespace=namespace)


def _beginnings(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if route or isinstance(entry, URLPattern):
            yield route.partition("/")[0] if isinstance(entry.pattern, RoutePattern) else OPEN
        else:
            yield from _beginnings(entry)
